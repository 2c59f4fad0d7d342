package board

import (
	"context"

	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/work/tasks"
)

// Chosen returns the rows of these tasks, closed ones too, as the caller may see them. One
// at a hub the caller does not work for is left out.
func (s *Service) Chosen(ctx context.Context, ids []tasks.ID) (all []Row, err error) {
	defer fault.Wrap(&err, "chosen tasks")
	if len(ids) == 0 {
		return nil, nil
	}
	rows, err := rowsByID(s.db.Read(ctx), ids)
	if err != nil {
		return nil, err
	}
	who := access.From(ctx)
	for _, row := range rows {
		if who.HasFor(row.Hub, readers...) {
			all = append(all, row.shownTo(who))
		}
	}
	return all, nil
}
