package riskweb

import (
	"testing"

	"kith/internal/insight/risk"
)

// The first sentence of what was found sets the first band beside the last, and says nothing
// where either is of too few.
func TestWhatWasFoundAtAGlance(t *testing.T) {
	for name, test := range map[string]struct {
		first, last risk.Rate
		want        string
	}{
		"more than chance": {risk.Rate{Hits: 80, Of: 160}, risk.Rate{Hits: 30, Of: 200}, "Of those rung who would have been in “first” a need was found in 50% (42% to 58%), and of “last” in 15% (11% to 21%). That is more than chance."},
		"chance":           {risk.Rate{Hits: 80, Of: 160}, risk.Rate{Hits: 95, Of: 200}, "Of those rung who would have been in “first” a need was found in 50% (42% to 58%), and of “last” in 48% (41% to 54%). That may be chance."},
		"few":              {risk.Rate{Hits: 3, Of: 160}, risk.Rate{Hits: 95, Of: 200}, ""},
		"nobody":           {risk.Rate{}, risk.Rate{Hits: 95, Of: 200}, ""},
	} {
		v := &versionView{}
		v.Checks.Bands = []risk.Tested{{Band: "first", Found: test.first}, {Band: "last", Found: test.last}}
		if got := v.glance(); got != test.want {
			t.Errorf("%s: %q", name, got)
		}
	}
}
