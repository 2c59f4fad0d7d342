package board

import (
	"context"
	"strconv"

	"kith/internal/kernel/fault"
	"kith/internal/plat/db"
)

// countTo is where counting stops.
const countTo = 100

// Count is a number that is not counted past 99.
type Count int

// String is the number, or "99+".
func (c Count) String() string {
	if c >= countTo {
		return "99+"
	}
	return strconv.Itoa(int(c))
}

// Counts says how many tasks each view of a hub has, of those the caller may see.
func (s *Service) Counts(ctx context.Context, hub string) (counts map[View]Count, err error) {
	defer fault.Wrap(&err, "count the board")
	r := s.db.Read(ctx)
	counts = map[View]Count{}
	for _, view := range Views() {
		if counts[view], err = countAll(r, ranges(ctx, Filter{Hub: hub, View: view}, r.Now())); err != nil {
			return nil, err
		}
	}
	return counts, nil
}

// countAll counts the rows of stretches together.
func countAll(r db.Reader, all []stretch) (Count, error) {
	total := 0
	for _, one := range all {
		n, err := countOf(r, one, countTo-total)
		if err != nil {
			return 0, err
		}
		if total += n; total >= countTo {
			break
		}
	}
	return Count(total), nil
}
