package arrivals

import (
	"testing"
	"time"

	"kith/internal/work/fleet"
)

func TestSlot(t *testing.T) {
	at := time.Date(2020, 4, 7, 10, 55, 0, 0, time.UTC)
	if from, until := Slot(at, fleet.NotifyRules{WindowMinutes: 120}); from.Format("15:04") != "10:00" || until.Format("15:04") != "12:00" {
		t.Errorf("from %s until %s", from, until)
	}
}

// TestNews: somebody is told what they were not told, and nothing else.
func TestNews(t *testing.T) {
	at := time.Date(2020, 4, 7, 10, 55, 0, 0, time.UTC)
	for name, tt := range map[string]struct {
		a    Arrival
		want bool
	}{
		"nothing was told":            {Arrival{At: at}, true},
		"as was told":                 {Arrival{At: at, toldFor: at.Add(10 * time.Minute)}, false},
		"later by more":               {Arrival{At: at, toldFor: at.Add(-31 * time.Minute)}, true},
		"not after all":               {Arrival{toldFor: at}, true},
		"not, as was told":            {Arrival{toldFor: at, toldOff: true}, false},
		"not, and nothing was told":   {Arrival{}, false},
		"after all, after it was off": {Arrival{At: at, toldFor: at, toldOff: true}, true},
	} {
		if got := tt.a.news(30 * time.Minute); got != tt.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}
