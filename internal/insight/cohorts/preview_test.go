package cohorts

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"kith/internal/insight/roll"
	"kith/internal/kernel/disclosure"
	"kith/internal/kernel/fault"
	"kith/internal/registers/people"
)

func everybody(n int) *roll.Roll {
	r := &roll.Roll{At: morning, Entries: make([]roll.Entry, n)}
	for i := range r.Entries {
		r.Entries[i].Person = people.PersonID(rune('a' + i))
	}
	return r
}

func chosen(r *roll.Roll, in []int) outcome {
	return outcome{roll: r, matches: in, in: in, out: map[int]Out{}}
}

// Two rules that differ by a few people are told alike, so nobody is found by the difference;
// and whatever is told is hidden or rounded.
func TestRulesThatDifferByAFewAreToldAlike(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r, tries := everybody(120), newTries()
		base := rapid.SliceOfNDistinct(rapid.IntRange(0, 119), 0, 100, rapid.ID[int]).Draw(t, "base")
		changed := append([]int(nil), base...)
		for range rapid.IntRange(0, 12).Draw(t, "changes") {
			i := rapid.IntRange(0, 119).Draw(t, "whom")
			at := -1
			for j, other := range changed {
				if other == i {
					at = j
				}
			}
			if at >= 0 {
				changed = append(changed[:at:at], changed[at+1:]...)
			} else {
				changed = append(changed, i)
			}
		}
		a, b := tries.tell("x", chosen(r, base)), tries.tell("x", chosen(r, changed))
		differ := setOf(120, base).differs(setOf(120, changed))
		if differ <= disclosure.TooFew && (a.Matches != b.Matches || a.In != b.In || !b.Alike) {
			t.Fatalf("rules that differ by %d are told as %v and %v", differ, a.Matches, b.Matches)
		}
		for _, told := range []disclosure.Told{a.Matches, a.In, b.Matches, b.In} {
			if told.Value%5 != 0 || !told.Hidden && told.Value > 0 && told.Value < 10 {
				t.Fatalf("told is %+v", told)
			}
		}
		if other := tries.tell("another part", chosen(r, changed)); other.Alike {
			t.Fatal("what was tried in another part of the borough is told here")
		}
	})
}

// Nothing of those left out can be reckoned from the others.
func TestWhyPeopleAreLeftOutTellsOfNobody(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 100).Draw(t, "people")
		r := everybody(n)
		o := outcome{roll: r, out: map[int]Out{}}
		counts := map[Why]int64{}
		for i := range n {
			o.matches = append(o.matches, i)
			if why := rapid.SampledFrom(append(Whys(), "", "")).Draw(t, "why"); why != "" {
				o.out[i] = Out{Why: why}
				counts[why]++
				continue
			}
			o.in = append(o.in, i)
		}
		p := o.tell()
		for _, part := range p.Out {
			if n := counts[part.Why]; n <= disclosure.TooFew && !part.Told.Hidden {
				t.Fatalf("%d people left out because of %s are told as %d", n, part.Why, part.Told.Value)
			}
		}
	})
}

func TestSomebodyTriesOnlySoManyRules(t *testing.T) {
	tries := newTries()
	for range mostTries {
		if err := tries.press("a", morning); err != nil {
			t.Fatal(err)
		}
	}
	if err := tries.press("a", morning.Add(59*time.Minute)); fault.KindOf(err) != fault.RateLimited {
		t.Errorf("one more: %v", err)
	}
	if err := tries.press("b", morning); err != nil {
		t.Errorf("somebody else: %v", err)
	}
	if err := tries.press("a", morning.Add(time.Hour)); err != nil {
		t.Errorf("an hour later: %v", err)
	}
}

func BenchmarkPreview320000(b *testing.B) {
	r := &roll.Roll{At: morning, Entries: make([]roll.Entry, 320_000)}
	for i := range r.Entries {
		e := &r.Entries[i]
		e.Person, e.Phone, e.Neighbourhood = people.PersonID(rune(i)), i%3 > 0, []string{"hapi", "leigh", "swan"}[i%3]
		if i%20 == 0 {
			e.Sources = []roll.Source{{List: "shielded"}}
		}
		if i%7 == 0 {
			e.Reached = morning.AddDate(0, 0, -i%60)
		}
	}
	rule, err := compile("('shielded' in lists || days_since_contact >= 28) && neighbourhood != 'swan'")
	if err != nil {
		b.Fatal(err)
	}
	tries := newTries()
	b.ResetTimer()
	for range b.N {
		tries.tell("x", Terms{Way: Calls, QuietDays: 14}.decide(r, rule, nil, around{now: morning}))
	}
}
