package measures

import (
	"context"

	"kith/internal/insight/roll"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/journal"
)

// ExportSheet returns a sheet for somebody who takes it in a file, once the journal says who
// did.
func (s *Service) ExportSheet(ctx context.Context, of Stretch, hub string) (sheet Sheet, err error) {
	defer fault.Wrap(&err, "export figures")
	if sheet, err = s.Sheet(ctx, of, hub); err != nil {
		return Sheet{}, err
	}
	err = s.reads.SawFirst(ctx, journal.Entry{
		Verb: "took the figures in a file", Topic: "reports.exported",
		Data: map[string]any{"hub": sheet.Hub.ID, "of": sheet.Of.String(), "exact": sheet.Exact},
	})
	return sheet, err
}

// OnLists are people who are on a list, or on any for "". Of those reached, or not reached
// alone where reached says so. It notes who looked.
func (s *Service) OnLists(ctx context.Context, list, hub, reached string) (all []roll.Entry, err error) {
	defer fault.Wrap(&err, "who is on lists")
	if err := access.CheckHeld(ctx, roll.OnListsReaders()...); err != nil {
		return nil, err
	}
	everybody, err := s.roll.Lately(ctx)
	if err != nil {
		return nil, err
	}
	entry := journal.Entry{Verb: "looked at who is on lists", Topic: "reports.read", Data: map[string]any{"list": list, "reached": reached}}
	for _, e := range everybody.Within(access.From(ctx), roll.OnListsReaders()...).Entries {
		listed := list == "" && e.OnAny() || list != "" && e.On(list)
		if !listed || hub != "" && e.Neighbourhood != hub || reached == "yes" && e.Reached.IsZero() || reached == "no" && !e.Reached.IsZero() {
			continue
		}
		all = append(all, e)
		entry.Objects = append(entry.Objects, journal.Object{Kind: "person", ID: string(e.Person)})
	}
	if len(all) > 0 {
		_ = s.reads.Saw(ctx, entry)
	}
	return all, nil
}
