package command

import (
	"context"
	"fmt"
	"strings"
	"time"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
)

// Decision is a line of the decision log.
type Decision struct {
	Number   int64 // from 1, in the group
	On       day.Date
	What     string
	Reasons  string
	Options  string // that were considered
	Present  string // who was there
	Corrects int64  // the number of the one it corrects; 0 for none
	At       time.Time
	By       string
	ByName   string

	CorrectedBy int64 // the latest that corrects it; 0 for none
}

// NewDecision is what a group decided.
type NewDecision struct {
	On                              day.Date
	What, Reasons, Options, Present string
	Corrects                        int64
}

// Decide writes a decision into the log of a group. It is never changed.
func (s *Service) Decide(ctx context.Context, group string, n NewDecision) (number int64, err error) {
	defer fault.Wrap(&err, "log a decision of %s", group)
	if n.What, err = said(n.What, "no-decision", "Enter what was decided"); err != nil {
		return 0, err
	}
	if n.Reasons, err = said(n.Reasons, "no-reasons", "Enter why it was decided"); err != nil {
		return 0, err
	}
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		g, err := s.writes(ctx, tx, group)
		if err != nil {
			return err
		}
		if n.On.After(day.Of(tx.Now())) {
			return fault.New(fault.Invalid, "command.not-yet", "A decision is logged once it is made: enter today or an earlier day")
		}
		if number, err = nextDecision(tx, group); err != nil {
			return err
		}
		if n.Corrects < 0 || n.Corrects >= number {
			return fault.New(fault.Invalid, "command.no-such-decision", "There is no decision with this number to correct")
		}
		d := Decision{
			Number: number, On: n.On, What: n.What, Reasons: n.Reasons, Options: strings.TrimSpace(n.Options), Present: strings.TrimSpace(n.Present), Corrects: n.Corrects,
			At: tx.Now(), By: tx.Actor(), ByName: access.From(ctx).Name,
		}
		if first, err := insertDecision(tx, group, d); err != nil || !first {
			if err == nil {
				err = fault.New(fault.Conflict, "command.twice", "Somebody logged a decision in the same moment. Send it again: your words are kept.")
			}
			return err
		}
		return tell(tx, g, fmt.Sprintf("logged decision %d", number), "decided", map[string]any{"number": number, "what": n.What, "corrects": n.Corrects})
	})
	return number, err
}

// corrected says of each decision which later one corrects it.
func corrected(all []Decision) []Decision {
	by := map[int64]int64{}
	for _, d := range all {
		if d.Corrects > 0 {
			by[d.Corrects] = max(by[d.Corrects], d.Number)
		}
	}
	for i := range all {
		all[i].CorrectedBy = by[all[i].Number]
	}
	return all
}
