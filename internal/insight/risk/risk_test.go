package risk

import (
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"kith/internal/insight/roll"
	"kith/internal/kernel/day"
	"kith/internal/registers/people"
)

var monday = time.Date(2020, 4, 20, 9, 0, 0, 0, time.UTC)

// points are those of a borough that was made up for the tests.
func points() *Points {
	return &Points{
		Name: "test", CallsAWeek: 10, Bands: []Band{{"first", "First", 1}, {"soon", "Soon", 2}, {"later", "Later", 0}},
		Domains: []Domain{{ID: "health", Name: "Health", Cap: 40}, {ID: "home", Name: "Home", Cap: 20}, {ID: "area", Name: "Area", Cap: 3}},
		Factors: []Factor{
			{ID: "shielded", Domain: "health", Points: 30, When: When{List: "shielded"}, Because: "They are on the shielded list.", ExpiresDays: 365},
			{ID: "frail", Domain: "health", Points: 25, When: When{Attribute: "frail"}, Because: "Their surgery says they are frail.", ExpiresDays: 90},
			{ID: "seventy", Domain: "health", Points: 5, When: When{AgeFrom: 70}, Because: "They are 70 or over."},
			{ID: "alone", Domain: "home", Points: 15, When: When{LivesAlone: true}, Because: "They live alone.", Unless: "somebody lives with them"},
			{ID: "food", Domain: "home", Points: 10, When: When{Need: "food"}, Because: "They asked for food.", ExpiresDays: 30},
			{ID: "area", Domain: "area", Points: 3, When: When{FifthUpTo: 1}, Because: "Their area is among the most deprived."},
		},
		Uncertainty: Uncertainty{Cap: 20, NoContact: Uncertain{28, 15, "Nobody was in touch for 28 days."}, NoNews: Uncertain{180, 10, "Nothing was learned of them for half a year."}},
	}
}

// somebody draws a person.
func somebody(t *rapid.T) roll.Entry {
	e := roll.Entry{Person: "p", Record: "p", Phone: rapid.Bool().Draw(t, "phone"), Address: rapid.Bool().Draw(t, "address"), Fifth: rapid.IntRange(0, 5).Draw(t, "fifth"), Household: rapid.IntRange(0, 3).Draw(t, "household")}
	ago := func(name string, most int) time.Time {
		return monday.AddDate(0, 0, -rapid.IntRange(0, most).Draw(t, name)).Add(-time.Hour)
	}
	if rapid.Bool().Draw(t, "born") {
		e.Born = day.Of(ago("age", 36000))
	}
	if rapid.Bool().Draw(t, "reached") {
		e.Reached = ago("contact", 60)
	}
	source := roll.Source{Name: "a form", At: ago("added", 400)}
	if rapid.Bool().Draw(t, "listed") {
		source = roll.Source{Name: "list", List: "shielded", At: source.At}
	}
	e.Sources = []roll.Source{source}
	if rapid.Bool().Draw(t, "frail") {
		e.Attributes = []roll.Attribute{{Code: "frail", Source: "surgery", From: day.Of(ago("said", 120))}}
	}
	if rapid.Bool().Draw(t, "food") {
		e.Needs = []roll.Need{{Category: "food", Opened: ago("asked", 60)}}
	}
	return e
}

// What is said of somebody sums to their score, and no domain counts more than its cap.
func TestTheReasonsSumToTheScore(t *testing.T) {
	p := points()
	rapid.Check(t, func(t *rapid.T) {
		e := somebody(t)
		s := p.Score(&e, "v", monday)
		sum, of := 0, map[string]int{}
		for _, i := range s.Items {
			if i.Counts < 0 || i.Counts > i.Points || i.Because == "" {
				t.Fatalf("%+v", i)
			}
			sum += i.Counts
			of[i.Domain] += i.Counts
		}
		if sum != s.Total || s.Total > p.Most() {
			t.Fatalf("the reasons sum to %d, the score is %d of at most %d", sum, s.Total, p.Most())
		}
		for domain, n := range of {
			if n > p.Cap(domain) {
				t.Fatalf("%s counts %d of at most %d", domain, n, p.Cap(domain))
			}
		}
	})
}

// One more thing that holds never lets somebody wait longer, and neither does one more day
// in which nobody is in touch.
func TestMoreNeverLetsSomebodyWait(t *testing.T) {
	p := points()
	rapid.Check(t, func(t *rapid.T) {
		e := somebody(t)
		counted := func(e roll.Entry, at time.Time) (factors int) {
			for _, i := range p.Score(&e, "v", at).Items {
				if i.Domain != NotKnowing {
					factors += i.Counts
				}
			}
			return factors
		}
		before := counted(e, monday)
		for i := range p.Factors {
			without := p.Factors[i].When.otherwise(e)
			if n := counted(without, monday); n > before {
				t.Fatalf("without %s they count %d, with it %d", p.Factors[i].ID, n, before)
			}
		}
		later := e
		later.Reached = later.Reached.AddDate(0, 0, -rapid.IntRange(1, 90).Draw(t, "longer"))
		if e.Reached.IsZero() {
			later.Reached = time.Time{}
		}
		if a, b := p.Score(&e, "v", monday).Total, p.Score(&later, "v", monday).Total; b < a {
			t.Fatalf("longer without contact they score %d, and %d before", b, a)
		}
	})
}

// Whoever is known from one row of a list never stands last.
func TestWhoIsUnlinkedNeverStandsLast(t *testing.T) {
	p := points()
	rapid.Check(t, func(t *rapid.T) {
		e := somebody(t)
		cuts := Cuts{rapid.IntRange(1, 90).Draw(t, "first"), 0}
		cuts[1] = rapid.IntRange(1, cuts[0]).Draw(t, "soon")
		e.Sources, e.Reached, e.Needs, e.Joined = []roll.Source{{List: "shielded", At: monday.AddDate(-2, 0, 0)}}, time.Time{}, nil, time.Time{}
		if s := p.Score(&e, "v", monday); cuts.Band(s) == len(p.Bands)-1 {
			t.Fatalf("somebody of whom one row is known stands last: %+v", s)
		}
	})
}

// What is said would change the band does, when it is done and everything reckoned anew.
func TestWhatWouldChangeItDoes(t *testing.T) {
	p := points()
	told := 0
	rapid.Check(t, func(t *rapid.T) {
		e := somebody(t)
		cuts := Cuts{rapid.IntRange(10, 60).Draw(t, "first"), 0}
		cuts[1] = rapid.IntRange(5, cuts[0]).Draw(t, "soon")
		s := p.Score(&e, "v", monday)
		for _, w := range p.WouldChange(e, s, cuts) {
			told++
			if w.Band == cuts.Band(s) {
				t.Fatalf("%q leads to the band it is in", w.If)
			}
			done := e
			at := monday
			for i := range p.Factors {
				if f := p.Factors[i]; strings.Contains(w.If, f.unless(Item{})) {
					done = f.When.otherwise(done)
				}
			}
			if strings.Contains(w.If, "is in touch with them today") {
				done.Reached = monday
			}
			if strings.Contains(w.If, "nobody is in touch") {
				at = e.Reached.AddDate(0, 0, 28).Add(time.Minute)
			}
			then := p.Score(&done, "v", at)
			if then.Total != w.Total || cuts.Band(then) != w.Band {
				t.Fatalf("%q leads to %d in band %d and not to %d in band %d", w.If, then.Total, cuts.Band(then), w.Total, w.Band)
			}
		}
	})
	if told == 0 {
		t.Error("nothing was ever said to change a band")
	}
}

func TestBandsAreCutByTheCallsThatCanBeMade(t *testing.T) {
	p := points()
	rapid.Check(t, func(t *rapid.T) {
		totals := rapid.SliceOfN(rapid.IntRange(0, 60), 0, 200).Draw(t, "totals")
		calls := rapid.IntRange(1, 80).Draw(t, "calls")
		cuts := p.CutBy(totals, calls)
		first, highest := 0, 0
		if len(totals) > 0 {
			highest = slices.Max(totals)
		}
		for _, n := range totals {
			if n >= cuts[0] {
				first++
			}
		}
		if first > calls && cuts[0] < highest {
			t.Fatalf("%d people are first and %d can be rung; cuts %v", first, calls, cuts)
		}
		if cuts[1] > cuts[0] || cuts[1] < 1 {
			t.Fatalf("cuts %v", cuts)
		}
		nobody := roll.Entry{}
		if s := p.Score(&nobody, "v", monday); cuts.Band(s) > 1 {
			t.Fatalf("whom nothing is known of stands last: %+v", s)
		}
	})
}

func TestWhatLapsedDoesNotCount(t *testing.T) {
	p := points()
	e := roll.Entry{Person: "p", Sources: []roll.Source{{Name: "form", At: monday.AddDate(0, 0, -200)}}, Reached: monday, Attributes: []roll.Attribute{{Code: "frail", From: day.Of(monday.AddDate(0, 0, -90))}}}
	if s := p.Score(&e, "v", monday); s.Total != 0 {
		t.Errorf("what was said 90 days ago counts: %+v", s)
	}
	e.Attributes[0].From = e.Attributes[0].From.AddDays(1)
	if s := p.Score(&e, "v", monday); s.Total != 25 || s.Items[0].Until.Before(monday) {
		t.Errorf("what was said 89 days ago: %+v", s)
	}
}

// The interval of ten of a hundred is a known one.
func TestIntervals(t *testing.T) {
	low, high := Rate{10, 100}.Between()
	if math.Abs(low-0.0552) > 0.0005 || math.Abs(high-0.1744) > 0.0005 {
		t.Errorf("ten of a hundred lies from %f to %f", low, high)
	}
	if got := (Rate{3, 100}).String(); got != "*" {
		t.Errorf("three of a hundred is told as %s", got)
	}
	if got := (Rate{40, 100}).String(); got != "40% (31% to 50%)" {
		t.Errorf("forty of a hundred is told as %s", got)
	}
	if !(Rate{10, 100}).Apart(Rate{50, 100}) || (Rate{10, 100}).Apart(Rate{12, 100}) {
		t.Error("what is chance and what is more")
	}
}

func BenchmarkScore320000(b *testing.B) {
	p := points()
	entries := make([]roll.Entry, 320_000)
	for i := range entries {
		e := &entries[i]
		*e = roll.Entry{Person: people.PersonID("p"), Born: day.Of(monday.AddDate(-i%100, 0, -i%365)), Fifth: 1 + i%5, Household: i % 4, Phone: i%3 > 0, Sources: []roll.Source{{Name: "form", At: monday.AddDate(0, 0, -i%700)}}}
		if i%5 == 0 {
			e.Attributes = []roll.Attribute{{Code: "frail", Source: "surgery", From: day.Of(monday.AddDate(0, 0, -i%120))}}
		}
		if i%3 == 0 {
			e.Reached = monday.AddDate(0, 0, -i%60)
		}
	}
	b.ResetTimer()
	for range b.N {
		totals := make([]int, len(entries))
		for i := range entries {
			totals[i] = p.Score(&entries[i], "v", monday).Total
		}
		p.CutBy(totals, 400)
	}
}
