package linkage_test

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"kith/algo/linkage"
)

func TestPeopleKeepTheirNames(t *testing.T) {
	before := map[string]string{"a": "P1", "b": "P1", "c": "P1", "d": "P2", "e": "P3", "f": "P4", "x": "P9"}
	ids := []string{"a", "b", "c", "d", "e", "f", "g"}
	// P1 lost c to somebody of its own, d and e are one, f is as it was, g is new, x is gone.
	people, events := linkage.Settle(ids, []int{0, 0, 1, 2, 2, 3, 4}, before, func(record string) string { return "N" + record })
	if want := []string{"P1", "Nc", "P2", "P4", "Ng"}; !slices.Equal(people, want) {
		t.Errorf("named %v, want %v", people, want)
	}
	want := []linkage.Event{
		{Kind: linkage.Appeared, Person: "Ng"},
		{Kind: linkage.Parted, Person: "P1", Others: []string{"Nc"}},
		{Kind: linkage.Joined, Person: "P2", Others: []string{"P3"}},
		{Kind: linkage.Vanished, Person: "P9"},
	}
	if fmt.Sprint(events) != fmt.Sprint(want) {
		t.Errorf("told %v, want %v", events, want)
	}
}

// However people are put together from run to run, no two have one name, a run that changes
// nothing tells of nothing, and what is told accounts for every record that changed hands.
func TestNamesLast(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		run := func(label string) (ids []string, of []int) {
			number := map[int]int{}
			for i := range 12 {
				if rapid.IntRange(0, 5).Draw(t, label) == 0 {
					continue
				}
				k := rapid.IntRange(0, 5).Draw(t, label)
				if _, ok := number[k]; !ok {
					number[k] = len(number)
				}
				ids, of = append(ids, fmt.Sprint("r", i)), append(of, number[k])
			}
			return ids, of
		}
		n := 0
		name := func(string) string { n++; return fmt.Sprint("P", n) }
		before := map[string]string{}
		for range 3 {
			ids, of := run("run")
			people, events := linkage.Settle(ids, of, before, name)
			told := map[string]bool{}
			for _, e := range events {
				told[e.Person] = true
				for _, other := range e.Others {
					told[other] = true
				}
			}
			after := map[string]string{}
			for i, id := range ids {
				after[id] = people[of[i]]
				if was, known := before[id]; known && was != after[id] && (!told[was] || !told[after[id]]) {
					t.Fatalf("%s went from %s to %s, and it is told %v", id, was, after[id], events)
				}
			}
			sorted := slices.Clone(people)
			slices.Sort(sorted)
			if len(slices.Compact(sorted)) != len(people) {
				t.Fatalf("two have one name: %v", people)
			}
			again, nothing := linkage.Settle(ids, of, after, name)
			if !slices.Equal(again, people) || len(nothing) != 0 {
				t.Fatalf("the same run again names %v after %v, and tells %v", again, people, nothing)
			}
			before = after
		}
	})
}

func TestErrorsByGroup(t *testing.T) {
	truth := []int{0, 1, -1, 3, -2, 5}
	group := []string{"old", "old", "old", "young", "young", "young"}
	links := []linkage.Link{
		{Left: 0, Right: 0, Probability: 0.99},
		{Left: 1, Right: 7, Probability: 0.9},
		{Left: 2, Right: 4, Probability: 0.4},
		{Left: 3, Right: 3, Probability: 0.99},
		{Left: 4, Right: 9, Probability: 0.99},
	}
	got := linkage.Errors(links, truth, group, 0.5)
	if len(got) != 2 || got[0].Group != "old" {
		t.Fatalf("groups %+v", got)
	}
	if m, f := got[0].Missed, got[0].False; m.Part != 1 || m.Whole != 2 || f.Part != 1 || f.Whole != 2 || m.Low > 0.1 || m.High < 0.9 {
		t.Errorf("old: %+v", got[0])
	}
	if m, f := got[1].Missed, got[1].False; m.Part != 1 || m.Whole != 2 || f.Part != 0 || f.Whole != 1 || f.Of() != 0 {
		t.Errorf("young: %+v", got[1])
	}
}
