package matching_test

import (
	"strings"
	"testing"

	"kith/internal/plat/db"
	"kith/internal/registers/people"
	"kith/internal/work/board/boardtest"
	"kith/internal/work/needs"
	"kith/internal/work/tasks"
)

// Two who live together are one visit where both may be known to have help; and two where
// nobody asked, where one of them hides it, where an address is withheld, and next door.
func TestOnlyAHomeThatMayKnowIsOneVisit(t *testing.T) {
	open := people.SafeContact{Asked: true, SayWho: true, Channels: []string{"call"}}
	silent, coded := open, open
	silent.SayWho, coded.CodeWord = false, "primrose"
	with := func(safe people.SafeContact) func(*boardtest.Work) {
		return func(b *boardtest.Work) { b.Safe = safe }
	}
	each(t, func(t *testing.T, w *world) {
		for _, v := range []string{"Jean", "Omar"} {
			w.volunteer(v, nil)
		}
		for name, c := range map[string]struct {
			other func(*boardtest.Work)
			one   bool
		}{
			"both may know":           {with(open), true},
			"nobody asked":            {with(people.SafeContact{}), false},
			"one says nothing of it":  {with(silent), false},
			"one has a code word":     {with(coded), false},
			"one lives next door":     {func(b *boardtest.Work) { b.Safe, b.Address.Line1 = open, "6 Mill Lane" }, false},
			"one address is withheld": {func(b *boardtest.Work) { b.Safe, b.Task.Labels = open, []needs.Label{needs.AddressWithheld} }, false},
		} {
			w.none()
			w.parcel("Amina", with(open))
			w.parcel("Bilal", c.other)
			p, err := w.MakePlan(w.As(hub), "hapi")
			w.must(err)
			if len(p.Given) != 2 {
				t.Fatalf("%s: %d are given", name, len(p.Given))
			}
			said := strings.Join(p.Given[0].Because, " ")
			if told := strings.Contains(said, "this home"); told != c.one || told && p.Given[0].Helper != p.Given[1].Helper {
				t.Errorf("%s: %s and %s, because %q", name, p.Given[0].Name, p.Given[1].Name, said)
			}
		}
	})
}

// none ends all work there is.
func (w *world) none() {
	w.t.Helper()
	w.must(w.DB.Write(w.Ctx, func(tx *db.Tx) error {
		_, err := tx.Exec(`UPDATE tasks_task SET state = ?, closed_at = ? WHERE borough_id = ?`, tasks.Done, tx.Now(), tx.Borough())
		return err
	}))
}
