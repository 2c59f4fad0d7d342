package identity

import (
	"cmp"
	"context"
	"slices"

	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/registers/people"
)

// Waiting is two people who look like one, still to be decided.
type Waiting struct {
	First, Second people.PersonID
	Names         [2]string
	Percent       int // how many in a hundred such pairs are one person
	Stakes        Stakes
	Unsure        int  // how many of those who may decide could not say
	Passed        bool // the caller is one of them

	records [2]people.RecordID
}

// rank is closeness times consequence: the likelier two are one, and the more hangs on it,
// the sooner somebody is asked.
func (w Waiting) rank() int { return w.Percent * w.Stakes.Weight() }

// Queue lists who is to be decided about, the most pressing first: at most limit of them, and
// how many there are in all. What the caller could not say before comes last. Pairs of which
// the caller may not see both are not among them.
func (s *Service) Queue(ctx context.Context, limit int) (open int, first []Waiting, err error) {
	defer fault.Wrap(&err, "who is who")
	all, err := s.open(ctx)
	if err != nil {
		return 0, nil, err
	}
	if first, err = named(s.db.Read(ctx), access.From(ctx), all[:min(len(all), limit)]); err != nil {
		return 0, nil, err
	}
	var shown []people.PersonID
	for _, w := range first {
		shown = append(shown, w.First, w.Second)
	}
	s.noteShown(ctx, "was shown who may be who", shown)
	return len(all), first, nil
}

// Next is who is to be decided about next; not ok when nobody is, or only those of whom the
// caller could not say.
func (s *Service) Next(ctx context.Context) (w Waiting, ok bool, err error) {
	defer fault.Wrap(&err, "who is next")
	all, err := s.open(ctx)
	if err != nil {
		return Waiting{}, false, err
	}
	first, err := named(s.db.Read(ctx), access.From(ctx), all[:min(len(all), 10)])
	if err != nil || len(first) == 0 || first[0].Passed {
		return Waiting{}, false, err
	}
	return first[0], true, nil
}

// open are the pairs that are open, each two people once, in their order.
func (s *Service) open(ctx context.Context) ([]Waiting, error) {
	if err := mayDecide(ctx); err != nil {
		return nil, err
	}
	r, who := s.db.Read(ctx), access.From(ctx)
	now, err := stateOf(r)
	if err != nil {
		return nil, err
	}
	key := r.Borough() + " " + who.Account
	if kept := s.album.of(key, r.Now(), now); kept != nil {
		return kept, nil
	}
	all, err := openPairs(r, who)
	if err != nil {
		return nil, err
	}
	all = inOrder(all)
	s.album.keep(key, page{r.Now(), now, all})
	return all, nil
}

// inOrder puts pairs of records in their order, each two people once.
func inOrder(all []Waiting) []Waiting {
	slices.SortFunc(all, func(a, b Waiting) int {
		return cmp.Or(
			compareBools(a.Passed, b.Passed), cmp.Compare(b.rank(), a.rank()), cmp.Compare(b.Percent, a.Percent),
			cmp.Compare(a.records[0], b.records[0]), cmp.Compare(a.records[1], b.records[1]),
		)
	})
	type two [2]people.PersonID
	seen := make(map[two]bool, len(all))
	return slices.DeleteFunc(all, func(w Waiting) bool {
		pair := two{min(w.First, w.Second), max(w.First, w.Second)}
		again := w.First == w.Second || seen[pair]
		seen[pair] = true
		return again
	})
}

func compareBools(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}
