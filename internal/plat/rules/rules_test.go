package rules_test

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"

	"kith/internal/plat/rules"
)

type channel string

var vars = []rules.Var{
	{Name: "age", Type: rules.Int},
	{Name: "shielded", Type: rules.Bool},
	{Name: "can_pay", Type: rules.Bool},
	{Name: "channel", Type: rules.String},
	{Name: "diet", Type: rules.Strings},
}

func TestBool(t *testing.T) {
	given := map[string]any{
		"age": 71, "shielded": false, "can_pay": true,
		"channel": channel("web"), "diet": []string{"halal", "nuts"}, "unused": struct{}{},
	}
	for expr, want := range map[string]bool{
		`true`:                                   true,
		`age >= 70 && can_pay`:                   true,
		`shielded || age > 90`:                   false,
		`channel == "web"`:                       true,
		`channel in ["phone", "visit"]`:          false,
		`"halal" in diet`:                        true,
		`diet.exists(d, d.startsWith("nut"))`:    true,
		`size(diet) == 0`:                        false,
		"shielded\n  ? age > 10\n  : age > 70":   true,
		`!(shielded) && !("vegan" in diet)`:      true,
		`channel.matches("^(web|phone)$")`:       true,
		`diet.all(d, d in ["halal", "kosher"])`:  false,
		`age == 71 && channel != "" && can_pay `: true,
	} {
		rule, err := rules.Compile(expr, vars)
		if err != nil {
			t.Errorf("Compile(%q): %v", expr, err)
			continue
		}
		got, err := rule.Bool(given)
		if err != nil || got != want {
			t.Errorf("%q = %v, %v; want %v", expr, got, err, want)
		}
	}
}

func TestCompileSaysWhereAndWhat(t *testing.T) {
	for _, c := range []struct {
		expr         string
		line, column int
		says         string
	}{
		{"", 1, 1, "the rule is empty"},
		{"   ", 1, 1, "the rule is empty"},
		{"age", 1, 1, "comes to whole number but must come to yes or no"},
		{"agee > 7", 1, 1, "agee is not something a rule here can ask about; did you mean age?"},
		{"shielded && postcode == 'x'", 1, 13, "it can ask about age, can_pay, channel, diet, shielded"},
		{"shielded &&\n  agee > 7", 2, 3, "did you mean age?"},
		{"age > 'seventy'", 1, 5, "> does not work between whole number and text"},
		{"age.startsWith('7')", 1, 15, "startsWith does not work between whole number and text"},
		{"age in diet", 1, 5, "in does not work between whole number and list of texts"},
		{"'vegan' in list", 1, 9, "list is not something a rule here can ask about"},
		{"int > 7", 1, 5, "int is not something a rule here can ask about"},
		{"age >", 1, 6, "cannot be read here: it breaks off, and something is missing"},
		{"(age > 7", 1, 9, "cannot be read here: ) is missing"},
		{"café == 'x'", 1, 4, "cannot be read here, at é"},
		{"channel.matches('(')", 1, 17, "invalid matches argument"},
		{"diet.exists(a, diet.exists(b, diet.exists(c, a == b && b == c)))", 1, 42, "comprehension exceeds nesting limit"},
		{strings.Repeat("x", rules.MaxLength+1), 1, 1, "may be at most 2000"},
		{strings.Repeat("(", 60) + "true" + strings.Repeat(")", 60), 1, 1, "recursion"},
	} {
		rule, err := rules.Compile(c.expr, vars)
		var bad *rules.Error
		if !errors.As(err, &bad) || rule != nil {
			t.Errorf("Compile(%.40q) = %v, want an Error", c.expr, err)
			continue
		}
		first := bad.Issues[0]
		if first.Line != c.line || first.Column != c.column || !strings.Contains(err.Error(), c.says) {
			t.Errorf("Compile(%.40q) says %v; want %d:%d %q", c.expr, err, c.line, c.column, c.says)
		}
	}
}

func TestEveryFaultIsListed(t *testing.T) {
	_, err := rules.Compile("agee > 7 && shilded", vars)
	var bad *rules.Error
	if !errors.As(err, &bad) || len(bad.Issues) != 2 {
		t.Fatalf("got %v, want two issues", err)
	}
}

func TestVariablesMustBeNameable(t *testing.T) {
	for _, vs := range [][]rules.Var{{{Name: "Age"}}, {{Name: ""}}, {{Name: "a"}, {Name: "a"}}, {{Name: "a.b"}}} {
		if _, err := rules.Compile("true", vs); err == nil {
			t.Errorf("%v was accepted", vs)
		}
	}
}

func TestMissingValueIsNotGuessed(t *testing.T) {
	rule := compile(t, "shielded || age < 18")
	if _, err := rule.Bool(map[string]any{"shielded": false}); err == nil || !strings.Contains(err.Error(), "age") {
		t.Errorf("an unknown age gave %v, want an error naming age", err)
	}
	if _, err := rule.Bool(map[string]any{"shielded": false, "age": nil}); err == nil {
		t.Error("an age of nil was taken for an answer")
	}
	if got, err := rule.Bool(map[string]any{"shielded": true}); err != nil || !got {
		t.Errorf("a decision that needs no age gave %v, %v", got, err)
	}
}

func TestWrongTypeIsRefused(t *testing.T) {
	rule := compile(t, "age < 18")
	if _, err := rule.Bool(map[string]any{"age": "17"}); err == nil || !strings.Contains(err.Error(), "age must be a whole number, not string") {
		t.Errorf("got %v", err)
	}
}

func TestCostLimit(t *testing.T) {
	long := make([]string, 400)
	for i := range long {
		long[i] = fmt.Sprintf("item %d", i)
	}
	rule := compile(t, "diet.all(a, diet.all(b, a != b || a == b))")
	if _, err := rule.Bool(map[string]any{"diet": long}); err == nil || !strings.Contains(err.Error(), "cost limit") {
		t.Errorf("got %v, want the cost limit", err)
	}
}

func TestUses(t *testing.T) {
	rule := compile(t, "shielded && (age > 70 || age < 18) && diet.exists(d, d == 'halal')")
	if got := fmt.Sprint(rule.Uses()); got != "[age diet shielded]" {
		t.Errorf("Uses() = %s", got)
	}
}

func TestSameRuleFromManyGoroutines(t *testing.T) {
	rule := compile(t, "age > 50")
	var wg sync.WaitGroup
	for age := range 100 {
		wg.Go(func() {
			if got, err := rule.Bool(map[string]any{"age": age}); err != nil || got != (age > 50) {
				t.Errorf("age %d gave %v, %v", age, got, err)
			}
			if _, err := rules.Compile(fmt.Sprintf("age > %d", age), vars); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
}

func compile(t *testing.T, expr string) *rules.Rule {
	t.Helper()
	rule, err := rules.Compile(expr, vars)
	if err != nil {
		t.Fatal(err)
	}
	return rule
}

func BenchmarkCompile300(b *testing.B) {
	for b.Loop() {
		for i := range 300 {
			if _, err := rules.Compile(fmt.Sprintf("shielded && age > %d && channel in ['web', 'phone']", i), vars); err != nil {
				b.Fatal(err)
			}
		}
	}
}

func BenchmarkBool(b *testing.B) {
	rule, err := rules.Compile("shielded && age > 70 && channel in ['web', 'phone']", vars)
	if err != nil {
		b.Fatal(err)
	}
	given := map[string]any{"age": 71, "shielded": true, "channel": "web"}
	for b.Loop() {
		if _, err := rule.Bool(given); err != nil {
			b.Fatal(err)
		}
	}
}
