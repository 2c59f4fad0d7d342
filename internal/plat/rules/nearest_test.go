package rules_test

import (
	"testing"

	"kith/internal/plat/rules"
)

func TestNearest(t *testing.T) {
	for _, c := range []struct{ name, want string }{
		{"agee", "age"},
		{"hto", "hot"},
		{"shilded", "shielded"},
		{"sheildde", "shielded"},
		{"shielded", "shielded"},
		{"", ""},
		{"xy", ""},
		{"postcode", ""},
		{"hôt", "hot"},
	} {
		if got := rules.Nearest(c.name, []string{"age", "hot", "shielded"}); got != c.want {
			t.Errorf("Nearest(%q) = %q, want %q", c.name, got, c.want)
		}
	}
}
