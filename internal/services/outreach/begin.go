package outreach

import (
	"context"
	"fmt"
	"slices"

	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/registers/people"
)

// Choice is who a row is that was not certain.
type Choice struct {
	// Record is a record of one of those it may be about; "" is none of them.
	Record people.RecordID
	// New says that it is somebody else, of whom a record is made. With neither the row is
	// left out.
	New bool
}

// Begin begins the checks of a draft, with who each row is that was not certain, by its
// number; every one must be there, or it is [fault.Invalid]. Somebody who was quicker is
// told of by a [fault.Conflict]. The first checks are begun at once; the rest follow by
// [Service.GoOn].
func (s *Service) Begin(ctx context.Context, id ListID, choices map[int]Choice) (err error) {
	defer fault.Wrap(&err, "begin list %s", id)
	l, err := s.seen(ctx, id)
	if err != nil {
		return err
	}
	if err := s.mayHandIn(ctx, l.From); err != nil {
		return err
	}
	unsure, err := rowsOf(s.db.Read(ctx), id, []Standing{Unsure})
	if err != nil {
		return err
	}
	decided, err := s.decided(ctx, l, unsure, choices)
	if err != nil {
		return err
	}
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		if err := setBegun(tx, id, access.From(ctx).Account); err != nil {
			return err
		}
		for _, row := range decided {
			if err := saveRow(tx, id, row, Unsure); err != nil {
				return err
			}
		}
		return tell(tx, l, "began the checks of a list", "outreach.begun", map[string]any{"list": l.From})
	})
	if err != nil {
		return err
	}
	return s.work(ctx, id, atFirst)
}

// atFirst is how many checks are begun while whoever pressed waits for the page.
const atFirst = 100

// decided are the rows that were not certain, as somebody decided about them.
func (s *Service) decided(ctx context.Context, l List, unsure []Row, choices map[int]Choice) ([]Row, error) {
	j, err := s.judging(ctx, l.From)
	if err != nil {
		return nil, err
	}
	for i := range unsure {
		row := &unsure[i]
		c, chosen := choices[row.Number]
		if !chosen {
			return nil, fault.New(fault.Invalid, "outreach.undecided", fmt.Sprintf("Choose who row %d is, or leave it out.", row.Number))
		}
		if err := j.choose(row, c); err != nil {
			return nil, err
		}
	}
	return unsure, nil
}

// choose makes of a row what somebody decided. Whoever they chose may have died or be led
// by another service: then nothing begins, and the row says so.
func (j *judge) choose(row *Row, c Choice) error {
	switch {
	case c.New:
		row.Standing = Newcomer
		return j.newcomer(row)
	case c.Record == "":
		row.Standing, row.Why = Left, "Left out by whoever looked at the list."
		return nil
	}
	if !slices.ContainsFunc(row.Shown(), func(f Found) bool { return f.Record == c.Record }) {
		return fault.New(fault.Invalid, "outreach.not-found", fmt.Sprintf("Row %d may be about somebody else. Look at it again.", row.Number))
	}
	row.Record = c.Record
	return j.known(row)
}
