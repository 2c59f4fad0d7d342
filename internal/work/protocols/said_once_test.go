package protocols

import "testing"

func TestWhatTwoSourcesSayIsSaidOnce(t *testing.T) {
	for _, one := range []struct{ work, step, want string }{
		{"", "Carry your badge.", "Carry your badge."},
		{"Ring first.", "", "Ring first."},
		{
			"Never handle cash, a card or a PIN. With: Pet food.", "First click and collect. Never handle cash, a card or a PIN: payment is by invoice.",
			"With: Pet food. First click and collect. Never handle cash, a card or a PIN: payment is by invoice.",
		},
		{"Ring first. Bring 1.5 kg of rice. Ring first.", "Never leave it on the step.", "Ring first. Bring 1.5 kg of rice. Never leave it on the step."},
		{"Ring", "Ring first.", "Ring Ring first."},
	} {
		if got := saidOnce(one.work, one.step); got != one.want {
			t.Errorf("%q and %q are %q", one.work, one.step, got)
		}
	}
}
