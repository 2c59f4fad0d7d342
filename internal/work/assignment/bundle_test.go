package assignment_test

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"kith/internal/work/assignment"
)

// ofOne is work for one person.
func ofOne(jobs ...assignment.Job) []assignment.Job {
	for i := range jobs {
		jobs[i].Record = "r-amina"
	}
	return jobs
}

func TestWhatOnePersonNeedsGoesToOneHelper(t *testing.T) {
	near := assignment.Question{Jobs: ofOne(job("bread", 100), job("milk", 100)), Helpers: []assignment.Helper{helper("ruth", 0), helper("alan", 200)}, Now: nine}
	apart, err := assignment.Unbundled(near)
	if err != nil || len(apart.Given) != 2 || apart.Given[0].Helper == apart.Given[1].Helper {
		t.Fatalf("without bundles: %v, %v: the test proves nothing", who(apart), err)
	}
	p := plan(t, near)
	if got := who(p); got[0] != got[1] || got[0] == "" {
		t.Errorf("two neighbours go to one person: %v", got)
	}
	for i := range near.Jobs {
		if said := strings.Join(p.Because(i), " "); !strings.Contains(said, "They already go to this person that day.") {
			t.Errorf("because %q", said)
		}
	}
	if said := strings.Join(apart.Because(0), " "); strings.Contains(said, "this person") {
		t.Errorf("of one who goes once it says %q", said)
	}

	full := near
	full.Helpers = slices.Clone(near.Helpers)
	full.Helpers[0].Week, full.Helpers[1].Week = 1, 1
	if got := who(plan(t, full)); got[0] == got[1] || slices.Contains(got, "") {
		t.Errorf("each takes one, and they have %v", got)
	}

	other := near
	other.Jobs = slices.Clone(near.Jobs)
	other.Jobs[1].Activity = "medicines" // which only one of them offers
	other.Helpers = slices.Clone(near.Helpers)
	other.Helpers[1].Offers = []string{"food", "medicines"}
	other.Helpers[1].Clear = map[string]assignment.Days{"food": assignment.EveryDay, "medicines": assignment.EveryDay}
	if got := who(plan(t, other)); got[0] != "alan" || got[1] != "alan" {
		t.Errorf("the one who may do both has %v", got)
	}

	days := plan(t, assignment.Question{Jobs: ofOne(later(job("bread", 100)), job("milk", 100)), Helpers: near.Helpers[:1]})
	if said := strings.Join(days.Because(0), " "); !strings.Contains(said, "They do something else for the same person.") || strings.Contains(said, "that day") {
		t.Errorf("on another day it says %q", said)
	}
}

// Whoever has work for somebody already is rather given what else they need, though somebody
// lives nearer; not at any distance, and not past a rule.
func TestWhatSomebodyNeedsGoesToWhoeverHelpsThemAlready(t *testing.T) {
	q := assignment.Question{Jobs: []assignment.Job{job("bread", 100)}, Helpers: []assignment.Helper{helper("ruth", 0), helper("alan", 2000)}}
	if got := who(plan(t, q)); got[0] != "ruth" {
		t.Fatalf("without it: %v: the test proves nothing", got)
	}
	q.Jobs[0].With = []string{"alan"}
	p := plan(t, q)
	if got := who(p); got[0] != "alan" || !strings.Contains(strings.Join(p.Because(0), " "), "They are helping the same person already.") {
		t.Errorf("%v because %v", got, p.Because(0))
	}
	q.Helpers[1].Free = 0
	if got := who(plan(t, q)); got[0] != "ruth" {
		t.Errorf("whoever is not free: %v", got)
	}
}

// Whoever was asked for something else is rather asked for this as well, and whoever has
// something in hand before them.
func TestWhoWasAskedForSomethingElseIsAskedForThisToo(t *testing.T) {
	q := assignment.Question{Jobs: []assignment.Job{job("bread", 100)}, Helpers: []assignment.Helper{
		helper("ruth", 0), helper("alan", 2000), helper("mary", 2000),
	}}
	q.Jobs[0].Awaited = []string{"alan"}
	p := plan(t, q)
	if got := who(p); got[0] != "alan" || !strings.Contains(strings.Join(p.Because(0), " "), "They were asked to help the same person with something else, and have not answered yet.") {
		t.Errorf("%v because %v", got, p.Because(0))
	}
	q.Jobs[0].With = []string{"mary"}
	if got := who(plan(t, q)); got[0] != "mary" {
		t.Errorf("whoever has work for them: %v", got)
	}
	q.Jobs[0].With, q.Helpers[1].Free = nil, 0
	if got := who(plan(t, q)); got[0] != "ruth" {
		t.Errorf("whoever is not free: %v", got)
	}
}

// later may be done from the day after tomorrow alone.
func later(j assignment.Job) assignment.Job {
	j.From, j.Due = nine.AddDate(0, 0, 2), nine.AddDate(0, 0, 4)
	return j
}

// Nothing is left undone for the sake of a bundle, and more is bundled than without.
func TestBundlesLeaveNothingMore(t *testing.T) {
	bundled, apart := 0, 0
	for seed := range uint64(400) {
		b := makeBorough(stream{rand.New(rand.NewPCG(seed, 7))}, tuesday.At(9, 0), 30, 12, 4000)
		with, err := assignment.Propose(b.q)
		if err != nil {
			t.Fatal(err)
		}
		without, err := assignment.Unbundled(b.q)
		if err != nil {
			t.Fatal(err)
		}
		if assignment.Undone(with) > assignment.Undone(without) {
			t.Errorf("seed %d: %d is left, and %d without bundles", seed, assignment.Undone(with), assignment.Undone(without))
		}
		if broken := b.broken(with); len(broken) > 0 {
			t.Errorf("seed %d breaks rules: %v", seed, broken)
		}
		bundled, apart = bundled+together(with), apart+together(without)
	}
	if bundled <= apart {
		t.Errorf("%d pairs of tasks are bundled, and %d without trying", bundled, apart)
	}
}

func together(p *assignment.Proposal) (n int) {
	for _, g := range p.Given {
		if g.Together {
			n++
		}
	}
	return n
}

// Two who live together, and may know of each other's help, are one visit; who may not are two,
// and so are neighbours.
func TestWhatOneHomeNeedsGoesToOneHelper(t *testing.T) {
	q := assignment.Question{Jobs: []assignment.Job{job("bread", 100), job("milk", 100)}, Helpers: []assignment.Helper{helper("ruth", 0), helper("alan", 200)}, Now: nine}
	q.Jobs[0].Record, q.Jobs[1].Record = "r-amina", "r-bilal"
	apart := plan(t, q)
	if got := who(apart); got[0] == got[1] || slices.Contains(got, "") {
		t.Fatalf("of two homes: %v: the test proves nothing", got)
	}
	if said := strings.Join(apart.Because(0), " "); strings.Contains(said, "home") {
		t.Errorf("of two homes it says %q", said)
	}
	q.Jobs[0].Home, q.Jobs[1].Home = "mill lane", "mill lane"
	p := plan(t, q)
	if got := who(p); got[0] != got[1] || got[0] == "" {
		t.Errorf("two go to one home: %v", got)
	}
	for i := range q.Jobs {
		if said := strings.Join(p.Because(i), " "); !strings.Contains(said, "They already go to this home that day, for somebody else who lives there.") || strings.Contains(said, "this person") {
			t.Errorf("because %q", said)
		}
	}
	q.Jobs[0] = later(q.Jobs[0])
	if said := strings.Join(plan(t, assignment.Question{Jobs: q.Jobs, Helpers: q.Helpers[:1]}).Because(0), " "); !strings.Contains(said, "somebody else of the same home") || strings.Contains(said, "that day") {
		t.Errorf("on another day it says %q", said)
	}
}
