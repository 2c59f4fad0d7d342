package rules_test

import (
	"slices"
	"testing"

	"kith/internal/plat/rules"
)

func TestComparesTellsWhatARuleHoldsAVariableAgainst(t *testing.T) {
	rule, err := rules.Compile(
		`left == 'none' || 'food' in needs && left != 'week' || left in ['a', 'b'] || needs.exists(n, n in ['pets', 'ppe']) || left == '' || size(needs) > 2`,
		[]rules.Var{{Name: "left", Type: rules.String}, {Name: "needs", Type: rules.Strings}},
	)
	if err != nil {
		t.Fatal(err)
	}
	want := []rules.Comparison{
		{Var: "left", Text: "none"},
		{Var: "needs", Text: "food"},
		{Var: "left", Text: "week"},
		{Var: "left", Text: "a"},
		{Var: "left", Text: "b"},
		{Var: "needs", Text: "pets"},
		{Var: "needs", Text: "ppe"},
	}
	got := rule.Compares()
	if len(got) != len(want) {
		t.Errorf("got %v, want %v", got, want)
	}
	for _, c := range want {
		if !slices.Contains(got, c) {
			t.Errorf("%v is missing from %v", c, got)
		}
	}
}
