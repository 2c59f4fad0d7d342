package lists

import (
	"context"
	"slices"

	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/registers/people"
)

// sampled is how many rows are looked at for samples, and samples how many are shown.
const (
	sampled = 200
	samples = 3
)

// Samples are a few different values of each column of a file.
func (s *Service) Samples(ctx context.Context, id VersionID) (all [][]string, err error) {
	defer fault.Wrap(&err, "samples of list %s", id)
	v, err := s.Version(ctx, id)
	if err != nil {
		return nil, err
	}
	rows, err := partOf(s.db.Read(ctx), id, 0)
	all = make([][]string, len(v.Columns))
	for _, one := range rows[:min(len(rows), sampled)] {
		for i, c := range one.Cells {
			if i < len(all) && len(all[i]) < samples && c != "" && !slices.Contains(all[i], c) {
				all[i] = append(all[i], c)
			}
		}
	}
	return all, err
}

// AtOnce is how many rows a page shows.
const AtOnce = 50

// Rows are rows of a version that stand in some ways, a page of them: those behind a number,
// or from the first.
func (s *Service) Rows(ctx context.Context, id VersionID, of []Standing, after *int) (rows []Row, more bool, err error) {
	return s.page(ctx, id, rowFilter{standings: of}, after)
}

// Matched are rows of people on a list by what is known of who they are.
func (s *Service) Matched(ctx context.Context, id VersionID, of Match, after *int) (rows []Row, more bool, err error) {
	return s.page(ctx, id, rowFilter{standings: OnList(), matches: []Match{of}}, after)
}

func (s *Service) page(ctx context.Context, id VersionID, f rowFilter, after *int) (rows []Row, more bool, err error) {
	defer fault.Wrap(&err, "rows of list %s", id)
	v, err := s.Version(ctx, id)
	if err != nil {
		return nil, false, err
	}
	if v.Asset != "" {
		if _, err := s.usable(ctx, v.Asset); err != nil {
			return nil, false, err
		}
	}
	f.first, f.limit = after == nil, AtOnce+1
	if after != nil {
		f.after = *after
	}
	if rows, err = rowsOf(s.db.Read(ctx), id, f); len(rows) > AtOnce {
		return rows[:AtOnce], true, err
	}
	return rows, false, err
}

// Shown are those of whom a row may be whom the caller may see.
func (w Row) Shown() []Found {
	return slices.DeleteFunc(slices.Clone(w.Found), func(f Found) bool { return f.Hidden })
}

// Ours is who of our people a row is; "" of somebody who is not, or who is kept from whoever
// uses lists.
func (w Row) Ours() people.RecordID {
	if w.KeptBack {
		return ""
	}
	return w.Record
}

// Names are the names of people by their records, as far as the caller may see them.
func (s *Service) Names(ctx context.Context, records []people.RecordID) (names map[people.RecordID]string, err error) {
	defer fault.Wrap(&err, "names of people on a list")
	if err := access.CheckHeld(ctx, takers...); err != nil {
		return nil, err
	}
	names = map[people.RecordID]string{}
	for part := range slices.Chunk(records, 300) {
		if err := namesOf(s.db.Read(ctx), access.From(ctx), part, names); err != nil {
			return nil, err
		}
	}
	return names, nil
}

// namesOf reads the names of records whose people may be seen.
func namesOf(r db.Reader, who access.Principal, records []people.RecordID, into map[people.RecordID]string) error {
	all, err := visibleNames(r, who, records)
	for id, d := range all {
		into[id] = d.Name()
	}
	return err
}
