package lists

import (
	"context"
	"io"

	"kith/internal/kernel/fault"
	"kith/internal/plat/tabular"
)

// Rejects writes the rows that are not taken as a file, under the columns they came with, each
// with its number and why: mended, it can be handed in again.
func (s *Service) Rejects(ctx context.Context, id VersionID, w io.Writer) (err error) {
	defer fault.Wrap(&err, "rows of list %s that are not taken", id)
	v, err := s.Version(ctx, id)
	if err != nil {
		return err
	}
	rows, err := rowsOf(s.db.Read(ctx), id, rowFilter{standings: []Standing{Rejected}, first: true, limit: mostRows})
	if err != nil {
		return err
	}
	why := map[int]string{}
	for _, one := range rows {
		why[one.Number] = one.Why
	}
	out := tabular.NewRejects(w)
	header := make([]string, len(v.Columns))
	for i, c := range v.Columns {
		header[i] = c.Header
	}
	out.Named(header)
	for part := 0; ; part++ {
		cells, err := partOf(s.db.Read(ctx), id, part)
		if err != nil {
			return err
		}
		if len(cells) == 0 && part == 0 {
			return withoutCells(out, v, rows)
		}
		if len(cells) == 0 {
			return out.Flush()
		}
		for _, one := range cells {
			if reason, rejected := why[one.Number]; rejected {
				if err := out.Add(v.Name, tabular.Row{Number: one.Number, Cells: one.Cells}, reason); err != nil {
					return err
				}
			}
		}
	}
}

// withoutCells writes the numbers of rows and why they are not taken: the cells themselves are
// kept no longer.
func withoutCells(out *tabular.Rejects, v Version, rows []Row) error {
	for _, one := range rows {
		if err := out.Add(v.Name, tabular.Row{Number: one.Number}, one.Why); err != nil {
			return err
		}
	}
	return out.Flush()
}
