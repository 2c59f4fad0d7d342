package measures_test

import (
	"testing"

	"kith/internal/feature"
	"kith/internal/insight/measures/measurestest"
	"kith/internal/insight/reports/reportstest"
	"kith/internal/insight/roll"
	"kith/internal/kernel/day"
	"kith/internal/kernel/disclosure"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/registers/people"
)

// Who was supported is told by age and deprivation, protected, against who lives here; who is
// not on the roll is in no group.
func TestWhoWasReachedAgainstWhoLivesHere(t *testing.T) {
	measurestest.Each(t, func(t *testing.T, b *measurestest.Borough) {
		b.Fill(200)
		until := day.New(2020, 3, 30).Start().UTC()
		rows, err := b.Measure("tasks.people-supported").People(b.DB.Read(b.Ctx), feature.Period{Until: until})
		if err != nil {
			t.Fatal(err)
		}
		helped := map[string]bool{}
		for _, row := range rows {
			if helped[row.Who] {
				continue
			}
			helped[row.Who] = true
			e := roll.Entry{Person: people.PersonID(row.Who), Born: day.New(1940, 5, 1), Fifth: 1 + len(helped)%2, Ward: "Ince"}
			if len(helped)%4 == 0 {
				e.Born, e.Ward = day.New(1990, 5, 1), ""
			}
			b.Roll.All.Entries = append(b.Roll.All.Entries, e)
		}
		b.Count()
		reach, err := b.Measures.Reach(b.As(reportstest.Somebody(access.PublicHealth, "")))
		if err != nil || len(reach.Asks) < 4 || reach.CountedAt.IsZero() {
			t.Fatal(len(reach.Asks), err)
		}
		old := reach.Asks[0].Groups[2]
		want := len(helped) - len(helped)/4
		if n := old.Reached; n.Hidden || n.Value%disclosure.RoundTo != 0 || n.Value < int64(want-2) || n.Value > int64(want+2) || !old.Lives.Known || !old.Share.Known {
			t.Errorf("of 60 or over %+v are told, and %d were helped", old, want)
		}
		for _, a := range reach.Asks {
			if a.Says == "" || a.Name == "" {
				t.Errorf("%s says nothing", a.ID)
			}
		}
		if _, err := b.Measures.Reach(b.As(reportstest.Somebody(access.Coordinator, "hapi"))); fault.KindOf(err) != fault.Forbidden {
			t.Errorf("a coordinator: %v", err)
		}
	})
}
