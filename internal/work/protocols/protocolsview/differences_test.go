package protocolsview

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kith/internal/work/steps"
	"kith/internal/work/steps/stepstest"
)

func ninety(t *testing.T) (d steps.Delay) {
	t.Helper()
	if err := d.UnmarshalText([]byte("90 minutes")); err != nil {
		t.Fatal(err)
	}
	return d
}

func TestDifferences(t *testing.T) {
	was, now := *stepstest.Files(t, "wigan")["welfare-check"], *stepstest.Files(t, "wigan")["welfare-check"]
	if d := Differences(&was, &now); len(d) > 0 {
		t.Fatalf("a protocol differs from itself: %v", d)
	}
	now.Steps = slices.Clone(now.Steps)
	now.Ends = slices.Clone(now.Ends[:5])
	now.Steps[0].Due = ninety(t)
	now.Steps[0].Attempts = &steps.Attempts{Most: 2, Apart: now.Steps[0].Attempts.Apart, Then: steps.Lead{To: "letter"}}
	now.Steps[0].Outcomes = now.Steps[0].Outcomes[1:]
	now.Steps[1].Outcomes = append([]steps.Outcome{{ID: "seen", Label: "Seen", Lead: steps.Lead{End: "supported"}, Note: true}}, now.Steps[1].Outcomes...)
	now.Steps[6].ID = "decide"
	want := []Difference{
		{"", "the end deceased", "They have died (the need is gone)", ""},
		{"phone", "when it is due", "with the need", "90 minutes"},
		{"phone", "the tries", "3, 2 hours apart, at other times of day, then goes to visit", "2, 2 hours apart, then goes to letter"},
		{"phone", "the outcome done", "I spoke to them: safe and well; ends: safe-and-well", ""},
		{"visit", "the outcome seen", "", "Seen; asks for a note; ends: supported"},
		{"decide", "the step", "", "Decide if the police are called"},
		{"police", "the step", "Decide if the police are called", ""},
	}
	if diff := cmp.Diff(want, Differences(&was, &now)); diff != "" {
		t.Error(diff)
	}
}
