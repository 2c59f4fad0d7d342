package places

import (
	"cmp"
	"context"
	"errors"
	"io"

	"kith/internal/plat/db"
	"kith/internal/plat/tabular"
)

// Where reads postcodes, one on a line, and writes for each, in the same order, a row of
// the CSV table postcode,borough,neighbourhood,rule,source. The borough is the caller's
// where the postcode is its own, and the other council's name, or its district's code,
// where it is not. In the first column stands what was given where that is no postcode.
func (s *Service) Where(ctx context.Context, in io.Reader, out io.Writer) error {
	table := tabular.NewWriter(out)
	if err := table.Write("postcode", "borough", "neighbourhood", "rule", "source"); err != nil {
		return err
	}
	rows := tabular.NewReader(in, tabular.Options{Delimiter: ','})
	for {
		row, err := rows.Read()
		var bad *tabular.RowError
		switch {
		case err == io.EOF:
			return table.Flush()
		case errors.As(err, &bad):
			row = bad.Row
		case err != nil:
			return errors.Join(err, table.Flush())
		}
		r, err := s.Route(ctx, row.Cell(0))
		if err != nil {
			return errors.Join(err, table.Flush())
		}
		err = table.Write(cmp.Or(string(r.Postcode), r.Given), boroughOf(ctx, r), r.Neighbourhood, string(r.Rule), r.Source)
		if err != nil {
			return err
		}
	}
}

func boroughOf(ctx context.Context, r Routing) string {
	switch {
	case r.Standing == Inside:
		return db.CallerOf(ctx).Borough
	case r.Standing == Outside && r.Authority != nil:
		return r.Authority.Name
	case r.Standing == Outside:
		return r.District
	}
	return ""
}
