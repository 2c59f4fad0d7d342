package protocols

import (
	"testing"
	"time"

	"kith/internal/kernel/day"
	"kith/internal/plat/db"
	"kith/internal/registers/people"
	"kith/internal/work/steps"
)

// TestWorkIsDoneByTheLevelOfItsPlace: who was not reached on a Saturday is rung again within
// the weekend in a surge, and on Monday once the neighbourhood is stood down.
func TestWorkIsDoneByTheLevelOfItsPlace(t *testing.T) {
	for level, monday := range map[steps.Level]bool{steps.Surge: false, steps.StoodDown: true} {
		each(t, func(t *testing.T, w *world) {
			w.LevelsBy(func(_ db.Reader, working steps.WorkingTime, place string) (steps.WorkingTime, error) {
				if place == "hapi" {
					return working.At(level), nil
				}
				return working, nil
			})
			run, _ := w.ask(w.somebody(people.SafeContact{}), "welfare-check", "welfare-check")
			w.now.Set(time.Date(2020, 4, 25, 14, 0, 0, 0, time.UTC))
			w.must(w.say(run.ID, outcome(steps.NoAnswer)))
			got := day.Of(w.stands(run.ID, "phone", "").NotBefore).Weekday()
			if (got == time.Monday) != monday {
				t.Errorf("at %s they are rung again on a %s", level, got)
			}
		})
	}
}
