package linkage

import (
	"cmp"
	"slices"
)

// EventKind is what became of a person from one run to the next.
type EventKind string

// The kinds of event.
const (
	Appeared EventKind = "new"    // none of its records was known
	Vanished EventKind = "gone"   // none of its records is left
	Joined   EventKind = "merged" // it has records that were others'
	Parted   EventKind = "split"  // records of it are others' now
)

// Event is one thing that became of a person.
type Event struct {
	Kind   EventKind
	Person string   // by the name that lasts
	Others []string // whose records it has now, or who has records of it
}

// Settle gives the clusters of this run names that last. ids are the records and of their
// clusters, as [Cluster] numbers them; before is whose each record was in the last run. A
// cluster keeps the name of the person of whom it has most records, where no other has more;
// to the others name gives one, by the first record. What became of whom is told in the order
// of the names. The same runs give the same names.
func Settle(ids []string, of []int, before map[string]string, name func(record string) string) (people []string, events []Event) {
	type share struct {
		person  string
		cluster int
		records int
	}
	count, first := map[share]int{}, map[int]string{}
	left := map[string]bool{}
	for i, id := range ids {
		if _, ok := first[of[i]]; !ok {
			first[of[i]] = id
		}
		if person, known := before[id]; known {
			count[share{person: person, cluster: of[i]}]++
			left[person] = true
		}
	}
	var shares []share
	for s, n := range count {
		s.records = n
		shares = append(shares, s)
	}
	slices.SortFunc(shares, func(a, b share) int {
		return cmp.Or(cmp.Compare(b.records, a.records), cmp.Compare(a.person, b.person), cmp.Compare(a.cluster, b.cluster))
	})
	people = make([]string, len(first))
	taken := map[string]bool{}
	for _, s := range shares {
		if people[s.cluster] == "" && !taken[s.person] {
			people[s.cluster], taken[s.person] = s.person, true
		}
	}
	for cluster := range people {
		if people[cluster] == "" {
			people[cluster] = name(first[cluster])
		}
	}
	var pairs [][2]string
	for _, s := range shares {
		pairs = append(pairs, [2]string{s.person, people[s.cluster]})
	}
	return people, became(people, before, pairs, left, taken)
}

// became tells what became of whom: pairs are who had records that somebody has now, left those
// who have records left, and taken those whose name lasts.
func became(people []string, before map[string]string, pairs [][2]string, left, taken map[string]bool) (events []Event) {
	whose, where := map[string][]string{}, map[string][]string{}
	for _, p := range pairs {
		whose[p[1]] = append(whose[p[1]], p[0])
		where[p[0]] = append(where[p[0]], p[1])
	}
	for _, person := range people {
		if len(whose[person]) == 0 {
			events = append(events, Event{Kind: Appeared, Person: person})
		} else if others := without(whose[person], person); len(others) > 0 && taken[person] {
			events = append(events, Event{Joined, person, others})
		}
	}
	for person, now := range where {
		if others := without(now, person); len(others) > 0 && (taken[person] || len(others) > 1) {
			events = append(events, Event{Parted, person, others})
		}
	}
	for _, person := range before {
		if !left[person] {
			left[person] = true
			events = append(events, Event{Kind: Vanished, Person: person})
		}
	}
	slices.SortFunc(events, func(a, b Event) int { return cmp.Or(cmp.Compare(a.Person, b.Person), cmp.Compare(a.Kind, b.Kind)) })
	return events
}

// without is all names but one, in order and each once.
func without(all []string, one string) (others []string) {
	for _, name := range all {
		if name != one {
			others = append(others, name)
		}
	}
	slices.Sort(others)
	return slices.Compact(others)
}
