package roll

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"kith/internal/kernel/day"
	"kith/internal/plat/rules"
)

var monday = time.Date(2020, 4, 20, 9, 0, 0, 0, time.UTC)

func compiled(t testing.TB, expr string) *rules.Rule {
	t.Helper()
	rule, err := rules.Compile(expr, Vars())
	if err != nil {
		t.Fatal(err)
	}
	return rule
}

// What is not known decides nothing, and is counted by itself.
func TestAnUnknownAgeIsNotAnAge(t *testing.T) {
	r := &Roll{At: monday, Entries: []Entry{
		{Person: "old", Born: day.New(1940, 1, 1)},
		{Person: "young", Born: day.New(2010, 1, 1)},
		{Person: "unknown"},
		{Person: "listed", Sources: []Source{{List: "shielded"}}},
	}}
	for expr, want := range map[string]string{
		"age >= 70":                               "old / 2 open",
		"age < 70":                                "young / 2 open",
		"age >= 70 || 'shielded' in lists":        "old listed / 1 open",
		"days_since_contact > 10000":              "old young unknown listed / 0 open",
		"!ever_in_touch && lists.size() == 0":     "old young unknown / 0 open",
		"lives_alone":                             " / 4 open",
		"language == 'English' && !interpreter":   "old young unknown listed / 0 open",
		"lists.exists(l, l.startsWith('shield'))": "listed / 0 open",
	} {
		c := r.Choose(compiled(t, expr), nil)
		var in []string
		for _, i := range c.In {
			in = append(in, string(r.Entries[i].Person))
		}
		if got := fmt.Sprintf("%s / %d open", strings.Join(in, " "), c.Open); got != want {
			t.Errorf("%s chooses %q, want %q", expr, got, want)
		}
	}
}

// Every fact is of the type it is declared with, or a rule that asks for it could not be run.
func TestEveryFactHasItsType(t *testing.T) {
	e := Entry{Born: day.New(1940, 1, 1), Household: 1, Fifth: 1, Sources: []Source{{List: "l"}}}
	for _, f := range Facts() {
		test := map[rules.Type]string{rules.Int: "%s == 1 || true", rules.String: "%s == '' || true", rules.Bool: "%s || true", rules.Strings: "'a' in %s || true"}[f.Type]
		if _, err := compiled(t, fmt.Sprintf(test, f.Name)).Decider(func(name string) any { return e.says(name, monday, nil) })(); err != nil {
			t.Errorf("%s: %v", f.Name, err)
		}
		strict := map[rules.Type]string{rules.Int: "%s < 0", rules.String: "%s == 'nowhere'", rules.Bool: "%s != %[1]s", rules.Strings: "'nothing' in %s"}[f.Type]
		yes, err := compiled(t, fmt.Sprintf(strict, f.Name)).Decider(func(name string) any { return e.says(name, monday, nil) })()
		if err != nil || yes || f.About == "" {
			t.Errorf("%s comes to %v: %v", f.Name, yes, err)
		}
	}
	var wrong *rules.Error
	if _, err := rules.Compile("age == 'old'", Vars()); !errors.As(err, &wrong) {
		t.Errorf("a comparison of a number with words: %v", err)
	}
}

func BenchmarkChoose320000(b *testing.B) {
	r := &Roll{At: monday, Entries: make([]Entry, 320_000)}
	for i := range r.Entries {
		e := &r.Entries[i]
		e.Born, e.Neighbourhood, e.Household = day.New(1920+i%100, 1, 1+i%28), []string{"hapi", "leigh", "swan"}[i%3], i%4
		if i%20 == 0 {
			e.Sources = []Source{{List: "shielded"}}
		}
	}
	rule := compiled(b, "(age >= 70 || 'shielded' in lists) && neighbourhood == 'hapi' && days_since_contact > 14 && !led")
	b.ResetTimer()
	for range b.N {
		if len(r.Choose(rule, nil).In) == 0 {
			b.Fatal("nobody")
		}
	}
}
