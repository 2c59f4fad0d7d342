package matching_test

import (
	"testing"
	"time"

	"kith/internal/plat/db"
	"kith/internal/work/steps"
)

// How long volunteers have to answer follows the level of the place: what is asked on a Friday
// evening may be answered on Monday where work is done on weekdays, and stands for a shorter time
// where it is done every day.
func TestTheTimeToAnswerFollowsTheLevel(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		friday := time.Date(2020, 5, 15, 18, 30, 0, 0, time.UTC)
		w.Clock.Set(friday)
		jean := w.volunteer("Jean", nil)
		until := map[steps.Level]time.Time{}
		for _, level := range []steps.Level{steps.Dormant, steps.Surge} {
			w.LevelsBy(func(_ db.Reader, working steps.WorkingTime, place string) (steps.WorkingTime, error) {
				if place != "hapi" {
					t.Errorf("the level of %q is asked for", place)
				}
				return working.At(level), nil
			})
			w.ask(w.parcel("Amina at "+string(level), nil))
			for _, o := range w.offered(jean) {
				if _, known := until[level]; !known && o.UntilAt != until[steps.Dormant] {
					until[level] = o.UntilAt
				}
			}
		}
		if until[steps.Dormant].Weekday() != time.Monday || until[steps.Surge].IsZero() || !until[steps.Surge].Before(until[steps.Dormant]) || until[steps.Surge].Weekday() != time.Saturday {
			t.Errorf("asked on %s, to be answered by %s at dormant and by %s at surge", friday, until[steps.Dormant], until[steps.Surge])
		}
	})
}
