package assignment_test

import (
	"flag"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"kith/internal/kernel/day"
	"kith/internal/kernel/grid"
	"kith/internal/registers/volunteering"
	"kith/internal/work/assignment"
	"kith/internal/work/needs"
)

// byRapid draws from rapid, so that a borough that breaks a rule is made as small as it can
// be.
type byRapid struct{ t *rapid.T }

func (d byRapid) upTo(n int) int { return rapid.IntRange(0, n-1).Draw(d.t, "") }

var tuesday = day.New(2026, 12, 1)

// boroughs is how many random boroughs are planned.
const boroughs = "10000"

func TestNoPlanBreaksAHardRule(t *testing.T) {
	was := flag.Lookup("rapid.checks").Value.String()
	if err := flag.Set("rapid.checks", boroughs); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = flag.Set("rapid.checks", was) })
	planned, given := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		d := byRapid{t}
		now := tuesday.At(d.upTo(24), 0).AddDate(0, 0, d.upTo(7))
		b := makeBorough(d, now, 1+d.upTo(5), 1+d.upTo(4), 4000)
		p, err := assignment.Propose(b.q)
		if err != nil {
			t.Fatal(err)
		}
		if broken := b.broken(p); len(broken) > 0 {
			t.Fatalf("the plan breaks rules:\n%s", strings.Join(broken, "\n"))
		}
		planned, given = planned+1, given+len(p.Given)
	})
	if planned < 10000 || given < planned/10 {
		t.Errorf("%d boroughs were planned and %d tasks given: that tries nothing", planned, given)
	}
}

// What the checker finds is found: each rule is broken by hand in plans that were good.
func TestTheCheckerFindsWhatIsBroken(t *testing.T) {
	found := map[string]bool{}
	for seed := range uint64(400) {
		b := makeBorough(stream{rand.New(rand.NewPCG(seed, 1))}, tuesday.At(9, 0), 6, 6, 4000)
		p, err := assignment.Propose(b.q)
		if err != nil {
			t.Fatal(err)
		}
		for i := range p.Given {
			p.Given[i].Helper = (p.Given[i].Helper + 1) % 6
		}
		for _, said := range b.broken(p) {
			found[said[strings.LastIndex(said, ": ")+2:]] = true
		}
	}
	for _, rule := range []string{"not offered", "not cleared", "not for groups", "not for volunteers", "own household", "excluded", "shielded", "no vehicle", "language", "too far", "not free", "off duty", "asked before"} {
		if !found[rule] {
			t.Errorf("no plan broken by hand was found to break %q", rule)
		}
	}
}

// A borough of large squares and small ones is planned as one that looks at everybody.
func TestTheGridLosesNobody(t *testing.T) {
	for seed := range uint64(200) {
		b := makeBorough(stream{rand.New(rand.NewPCG(seed, 2))}, tuesday.At(9, 0), 12, 12, 20000)
		b.q.Keep, b.q.Not = nil, nil
		near, err := assignment.Propose(b.q)
		if err != nil {
			t.Fatal(err)
		}
		for i := range b.q.Jobs {
			could := 0
			for k := range b.q.Helpers {
				one := assignment.Question{Now: b.q.Now, Jobs: b.q.Jobs[i : i+1], Helpers: b.q.Helpers[k : k+1]}
				if p, err := assignment.Propose(one); err == nil && len(p.Given) == 1 {
					could++
				}
			}
			if got := assignment.CouldDo(near, i); got != could {
				t.Errorf("seed %d: job %d has %d who could, the index finds %d", seed, i, could, got)
			}
		}
	}
}

var (
	nine  = tuesday.At(9, 0)
	ruth  = helper("ruth", 0)
	alan  = helper("alan", 2000)
	bread = job("bread", 100)
)

func helper(id string, east float64) assignment.Helper {
	return assignment.Helper{
		ID: id, Kind: assignment.OneVolunteer, Name: strings.ToUpper(id[:1]) + id[1:], Hood: "hapi", At: grid.Ref{E: 360000 + east, N: 403000}, Reach: 3000,
		Offers: []string{"food"}, Clear: map[string]assignment.Days{"food": assignment.EveryDay}, Lacks: map[string]string{}, Free: assignment.Whole, OnDuty: true,
		PerSlot: 2, Week: 3, Month: 10, Offered: 3, Keys: []string{"house of " + id},
	}
}

func job(id string, east float64) assignment.Job {
	return assignment.Job{
		Task: id, Title: "Bring " + id, Hood: "hapi", Activity: "food", Place: volunteering.Doorstep, At: grid.Ref{E: 360000 + east, N: 403000},
		Record: "r-" + id, Keys: []string{"r-" + id}, From: nine, Due: nine.Add(48 * time.Hour), Priority: needs.Soon, Volunteers: true, Groups: true,
	}
}

func plan(t *testing.T, q assignment.Question) *assignment.Proposal {
	t.Helper()
	q.Now = nine
	p, err := assignment.Propose(q)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// who is who has each job; "" is nobody.
func who(p *assignment.Proposal) []string {
	all := make([]string, len(p.Question.Jobs))
	for _, g := range p.Given {
		all[g.Job] = p.Question.Helpers[g.Helper].ID
	}
	return all
}

func TestWhoIsChosen(t *testing.T) {
	with := func(j assignment.Job, change func(*assignment.Job)) assignment.Job { change(&j); return j }
	helps := func(h assignment.Helper, change func(*assignment.Helper)) assignment.Helper { change(&h); return h }
	for name, c := range map[string]struct {
		q    assignment.Question
		want []string
	}{
		"the nearest": {assignment.Question{Jobs: []assignment.Job{bread}, Helpers: []assignment.Helper{alan, ruth}}, []string{"ruth"}},
		"whoever did it last time, though further": {assignment.Question{
			Jobs: []assignment.Job{with(bread, func(j *assignment.Job) { j.Last = "alan" })}, Helpers: []assignment.Helper{alan, ruth},
		}, []string{"alan"}},
		"who has had nothing, when as near": {assignment.Question{
			Jobs: []assignment.Job{job("milk", 1000)}, Helpers: []assignment.Helper{helps(ruth, func(h *assignment.Helper) { h.Had = 2 }), alan},
		}, []string{"alan"}},
		"two share what is between them": {assignment.Question{
			Jobs: []assignment.Job{job("a", 900), job("b", 900), job("c", 1100), job("d", 1100)}, Helpers: []assignment.Helper{ruth, alan},
		}, []string{"ruth", "ruth", "alan", "alan"}},
		"the more pressing when there is room for one": {assignment.Question{
			Jobs:    []assignment.Job{bread, with(job("milk", 900), func(j *assignment.Job) { j.Priority = needs.Urgent })},
			Helpers: []assignment.Helper{helps(ruth, func(h *assignment.Helper) { h.Week = 1 })},
		}, []string{"", "ruth"}},
		"whom the coordinator chose": {assignment.Question{
			Jobs: []assignment.Job{bread}, Helpers: []assignment.Helper{alan, ruth}, Keep: []assignment.Choice{{Task: "bread", Helper: "alan"}},
		}, []string{"alan"}},
		"not whom the coordinator took out": {assignment.Question{
			Jobs: []assignment.Job{bread}, Helpers: []assignment.Helper{alan, ruth}, Not: []assignment.Choice{{Task: "bread", Helper: "ruth"}},
		}, []string{"alan"}},
		"nobody of the household, whoever chose them": {assignment.Question{
			Jobs: []assignment.Job{with(bread, func(j *assignment.Job) { j.Keys = ruth.Keys })}, Helpers: []assignment.Helper{ruth},
			Keep: []assignment.Choice{{Task: "bread", Helper: "ruth"}},
		}, []string{""}},
		"a group for what is too much for one": {assignment.Question{
			Jobs: []assignment.Job{job("a", 0), job("b", 0), job("c", 0), job("d", 0), job("e", 0)},
			Helpers: []assignment.Helper{ruth, helps(helper("pantry", 2900), func(h *assignment.Helper) {
				h.Kind, h.PerSlot, h.Week, h.Month, h.Offered = assignment.AGroup, 0, 9, 99, 99
			})},
		}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			p := plan(t, c.q)
			if c.want == nil {
				if len(p.Left) > 0 {
					t.Errorf("left: %v", p.Left)
				}
				return
			}
			if got := who(p); !slices.Equal(got, c.want) {
				t.Errorf("%v, want %v", got, c.want)
			}
		})
	}
}

func TestWhatAPlanSays(t *testing.T) {
	far := job("far", 6100)
	lacks := helper("una", 3000)
	lacks.Clear["food"], lacks.Lacks = 0, map[string]string{"food": "a check in date"}
	q := assignment.Question{Jobs: []assignment.Job{bread, far}, Helpers: []assignment.Helper{ruth, alan, lacks}}
	p := plan(t, q)
	for job, wants := range [][]string{
		{"It is 100 m away; they go 3.0 km.", "They have had nothing this week.", "2 could do it.", "Otherwise it would be Alan, 1.9 km away."},
		{"No one within 4.1 km has all it asks; the nearest is 4.1 km away and goes 3.0 km.", "One offers this and lacks something for it; the nearest lacks: a check in date."},
	} {
		w, err := p.Why(job)
		if err != nil {
			t.Fatal(err)
		}
		for _, want := range wants {
			if !slices.Contains(w.Because, want) {
				t.Errorf("job %d: %q is not said but %q", job, want, w.Because)
			}
		}
	}
	help, err := p.WouldHelp(5)
	if err != nil || len(help) != 1 || help[0].Done != 1 || help[0].Activity != "food" || help[0].Hood != "hapi" {
		t.Errorf("what would help is %+v, %v", help, err)
	}
}

// What is said to help without planning anew is what a new plan says.
func TestWouldHelpIsExact(t *testing.T) {
	short := 0
	for seed := range uint64(150) {
		b := makeBorough(stream{rand.New(rand.NewPCG(seed, 3))}, tuesday.At(9, 0), 40, 6, 6000)
		b.q.Keep, b.q.Not = nil, nil
		p, err := assignment.Propose(b.q)
		if err != nil {
			t.Fatal(err)
		}
		for kind := range 4 {
			direct, anew, ok, err := assignment.HelpBothWays(p, kind)
			if err != nil {
				t.Fatal(err)
			}
			if ok && direct {
				short++
			}
			if ok && direct && anew.Done != 6 {
				t.Errorf("seed %d: six are said to be done, planned anew it is %d", seed, anew.Done)
			}
		}
	}
	if short < 20 {
		t.Errorf("only %d were worked out without planning anew", short)
	}
}

func TestWhyNobody(t *testing.T) {
	for want, change := range map[string]func(*assignment.Job, *assignment.Helper){
		"Nobody offers this yet.": func(j *assignment.Job, h *assignment.Helper) { h.Offers = nil },
		"No activity of the borough covers this work: give it to staff.": func(j *assignment.Job, h *assignment.Helper) { j.Activity = "" },
		"One could do it, and has as much as they can take.":             func(j *assignment.Job, h *assignment.Helper) { h.Week = 0 },
		"One could do it, and has switched off duty.":                    func(j *assignment.Job, h *assignment.Helper) { h.OnDuty = false },
		"One was asked before and did not take it.":                      func(j *assignment.Job, h *assignment.Helper) { j.Asked = []string{h.ID} },
		"One near enough with all it asks is not free before it is due.": func(j *assignment.Job, h *assignment.Helper) { h.Free = 0 },
		"One would need the person's language.":                          func(j *assignment.Job, h *assignment.Helper) { j.Language = "ur" },
		"One would need a vehicle.":                                      func(j *assignment.Job, h *assignment.Helper) { j.Vehicle = volunteering.Car },
		"One must stay away from the door for their own health.":         func(j *assignment.Job, h *assignment.Helper) { h.Shields = true },
		"One may not: it is for their own household.":                    func(j *assignment.Job, h *assignment.Helper) { j.Keys = h.Keys },
		"One may not be sent to this person.":                            func(j *assignment.Job, h *assignment.Helper) { h.Excluded = []string{j.Record} },
		"Only staff may carry it.":                                       func(j *assignment.Job, h *assignment.Helper) { j.Barred = "Only staff may carry it." },
		"One could do it once it may begin.": func(j *assignment.Job, h *assignment.Helper) {
			j.From = nine.AddDate(0, 1, 0)
			j.Due = j.From.Add(time.Hour)
		},
		"No one within 4.0 km has all it asks; the nearest is 4.0 km away and goes 3.0 km.": func(j *assignment.Job, h *assignment.Helper) { h.At.E += 4100 },
		"One offers this and lacks something for it; the nearest lacks: the welcome module.": func(j *assignment.Job, h *assignment.Helper) {
			h.Clear = map[string]assignment.Days{"food": 0}
			h.Lacks = map[string]string{"food": "the welcome module"}
		},
		"One with all it asks help in other neighbourhoods only.": func(j *assignment.Job, h *assignment.Helper) { h.At = grid.Ref{}; h.Hood = "leigh" },
	} {
		j, h := bread, ruth
		change(&j, &h)
		p := plan(t, assignment.Question{Jobs: []assignment.Job{j}, Helpers: []assignment.Helper{h}})
		if said := p.Because(0); len(p.Given) > 0 || !slices.Contains(said, want) {
			t.Errorf("%q is not said but %q; given %d", want, said, len(p.Given))
		}
	}
}

// BenchmarkPlanBorough plans 5,000 open tasks among 500 volunteers in a borough of 180 square
// kilometres, with the reasons of every task, what would help, and exact reasons for a page.
func BenchmarkPlanBorough(b *testing.B) {
	town := makeBorough(stream{rand.New(rand.NewPCG(1, 1))}, nine, 5000, 500, 13400)
	town.q.Keep, town.q.Not = nil, nil
	for b.Loop() {
		p, err := assignment.Propose(town.q)
		if err != nil {
			b.Fatal(err)
		}
		said := 0
		for job := range town.q.Jobs {
			said += len(p.Because(job))
		}
		for _, job := range p.Left[:50] {
			if _, err := p.Why(job); err != nil {
				b.Fatal(err)
			}
		}
		if _, err := p.WouldHelp(8); err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(len(p.Given)), "given")
		b.ReportMetric(float64(said), "reasons")
		b.ReportMetric(float64(assignment.PairsOf(p)), "pairs")
	}
}
