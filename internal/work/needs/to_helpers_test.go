package needs_test

import (
	"testing"

	"kith/internal/work/needs"
)

func TestWhatHelpersAreShownOfAnInstruction(t *testing.T) {
	r := needs.Result{
		Flags:      []string{"Book an interpreter before you ring. The language is in the answers.", "Never handle cash.", "Speak to a manager.", "Speak to a manager. Today."},
		StaffFlags: []string{"Book an interpreter before you ring. The language is in the answers.", "Speak to a manager.", "Speak to a manager. Today."},
	}
	for given, want := range map[string]string{
		"": "",
		"Never handle cash. Book an interpreter before you ring. The language is in the answers. With: Pet food. Bring it.": "Never handle cash. With: Pet food. Bring it.",
		"Book an interpreter before you ring. The language is in the answers.":                                              "",
		"Speak to a manager. Speak to a manager. Today. Halal.":                                                             "Halal.",
		"Halal. No nuts.": "Halal. No nuts.",
	} {
		if got := r.ToHelpers(given); got != want {
			t.Errorf("of %q they are shown %q", given, got)
		}
	}
	if got := (needs.Result{}).ToHelpers("Halal."); got != "Halal." {
		t.Errorf("where triage said nothing they are shown %q", got)
	}
}
