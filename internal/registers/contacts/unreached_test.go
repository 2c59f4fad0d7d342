package contacts_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"kith/internal/plat/db"
	"kith/internal/plat/db/dbtest"
	"kith/internal/registers/contacts"
	"kith/internal/registers/people"
)

// However late and in whatever order contacts are told of, a record is kept as unreached
// exactly while the last contact that could be answered failed.
func TestWhoWasNotReachedFollowsFromTheLastContact(t *testing.T) {
	dbtest.Each(t, sets, func(t *testing.T, d *db.DB) {
		g := newRegister(t, d, agent)
		rapid.Check(t, func(t *rapid.T) {
			record := g.person().ID
			var last contacts.Event // of those that could be answered
			for range rapid.IntRange(1, 8).Draw(t, "contacts") {
				e := drawContact(t, record)
				g.write(func(tx *db.Tx) error { return contacts.Note(tx, e) })
				if couldAnswer(e) && !e.At.Before(last.At) {
					last = e
				}
			}
			got, listed := g.unreached(record)
			want := last.Direction == contacts.Out && last.Outcome != contacts.Spoken && last.Outcome != contacts.Declined
			if listed != want || listed && got != last.Outcome {
				t.Fatalf("the last contact is %+v, and the record is kept as unreached: %v, %q", last, listed, got)
			}
		})
	})
}

func drawContact(t *rapid.T, record people.RecordID) contacts.Event {
	return contacts.Event{
		Record: record, Source: contacts.FromTask,
		At:        time.Date(2020, 4, 20, 9, rapid.IntRange(0, 5).Draw(t, "minute"), 0, 0, time.UTC),
		Direction: rapid.SampledFrom([]contacts.Direction{contacts.In, contacts.Out}).Draw(t, "direction"),
		Method:    rapid.SampledFrom([]contacts.Method{contacts.Phone, contacts.Visit, contacts.InPerson, contacts.Letter, contacts.Text}).Draw(t, "method"),
		Outcome: rapid.SampledFrom([]contacts.Outcome{
			contacts.Spoken, contacts.Declined, contacts.NoAnswer, contacts.Voicemail, contacts.CardLeft,
			contacts.WrongNumber, contacts.NotSafe, contacts.SpokeToOther,
		}).Draw(t, "outcome"),
	}
}

func couldAnswer(e contacts.Event) bool {
	return e.Direction == contacts.In || e.Method == contacts.Phone || e.Method == contacts.Visit || e.Method == contacts.InPerson
}

// unreached is what is kept of a record.
func (g *register) unreached(record people.RecordID) (outcome contacts.Outcome, listed bool) {
	g.t.Helper()
	r := g.db.Read(g.ctx)
	rows, err := r.Query(`SELECT outcome FROM contacts_unreached WHERE borough_id = ? AND record_id = ?`, r.Borough(), record)
	all, err := db.Collect(rows, err, func(rows *db.Rows) (o contacts.Outcome, err error) { return o, rows.Scan(&o) })
	if err != nil {
		g.t.Fatal(err)
	}
	if len(all) == 0 {
		return "", false
	}
	return all[0], true
}
