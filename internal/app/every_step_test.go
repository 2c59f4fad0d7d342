package app_test

import (
	"testing"
	"time"

	"kith/internal/app"
	"kith/internal/kernel/day"
	"kith/internal/work/protocols"
)

// The demo of either borough has work at every step of every protocol that ships, whatever
// the hour it begins at, and its first sweep of due times takes none of it away.
func TestDemoHasWorkAtEveryStep(t *testing.T) {
	for _, borough := range []string{"wigan", "bury"} {
		for _, now := range []time.Time{
			day.New(2020, time.April, 20).At(11, 0),   // a Monday
			day.New(2020, time.October, 25).At(3, 40), // a Sunday night, the clocks just changed
		} {
			t.Run(borough+" at "+now.Format("15:04"), func(t *testing.T) {
				a := demoApp(t, borough, now, app.DemoSize{Seed: 2020, People: 200, EveryStep: true})
				ctx := a.As(t.Context(), "test", "look")
				standing, err := a.Protocols.Standing(ctx)
				if err != nil {
					t.Fatal(err)
				}
				book, err := a.Protocols.Book(ctx)
				if err != nil {
					t.Fatal(err)
				}
				for _, id := range book.IDs() {
					p, _ := book.Find(id)
					for _, s := range p.Steps {
						if standing[id][s.ID] == 0 {
							t.Errorf("no work stands at %s of %s", s.ID, id)
						}
					}
				}
				told, r := 0, a.DB.Read(ctx)
				err = r.QueryRow(`SELECT COUNT(*) FROM journal_entry WHERE borough_id = ? AND topic = ?`, r.Borough(), protocols.TopicTellRole).Scan(&told)
				if err != nil || told == 0 {
					t.Errorf("no role was let know of anything: %v", err)
				}
			})
		}
	}
}
