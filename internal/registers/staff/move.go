package staff

import (
	"context"
	"strings"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
)

// Choice names somebody as they were seen.
type Choice struct {
	ID      ID
	Version int64
}

// Move changes how somebody stands, with why. To be deployed is what a first shift does,
// and nobody is ready before their induction is whole.
func (s *Service) Move(ctx context.Context, c Choice, to Standing, why string) (err error) {
	defer fault.Wrap(&err, "move worker %s to %s", c.ID, to)
	rules, err := s.Rules(ctx)
	if err != nil {
		return err
	}
	return s.change(ctx, c, func(tx *db.Tx, w Worker) error {
		if to == Deployed {
			return fault.New(fault.Conflict, "staff.by-shift", "Somebody is deployed by being given a shift. Plan the week instead.")
		}
		if to == Ready {
			if err := inducted(tx, w, rules); err != nil {
				return err
			}
		}
		return s.MoveIn(tx, w, to, why)
	})
}

// change does something to somebody the caller keeps, unless somebody else was first.
func (s *Service) change(ctx context.Context, c Choice, do func(tx *db.Tx, w Worker) error) error {
	return s.db.Write(ctx, func(tx *db.Tx) error {
		w, err := held(tx, c.ID)
		if err != nil {
			return err
		}
		if err := access.Check(ctx, w.Neighbourhood, keepers...); err != nil {
			return err
		}
		if w.Version != c.Version {
			return stale()
		}
		return do(tx, w)
	})
}

// MoveIn changes how somebody stands in the caller's transaction, by the table of moves
// alone. The caller holds them: see [Hold].
func (s *Service) MoveIn(tx *db.Tx, w Worker, to Standing, why string) error {
	from := w.Standing
	if err := from.guard(to); err != nil {
		return err
	}
	w.Standing, w.StandingAt, w.Why = to, tx.Now(), strings.TrimSpace(why)
	saved, err := updateStanding(tx, w)
	if err == nil && !saved {
		err = stale()
	}
	if err != nil {
		return err
	}
	w.Version++
	if err := record(tx, w, verbOf(to), "staff.moved", map[string]any{"from": string(from), "why": w.Why}); err != nil || s.watch == nil {
		return err
	}
	return s.watch.Moved(tx, w, from)
}

func verbOf(to Standing) string {
	switch to {
	case Offered:
		return "took a member of staff up again"
	case Inducting:
		return "began the induction of a member of staff"
	case Ready:
		return "made a member of staff ready for shifts"
	case Deployed:
		return "deployed a member of staff"
	case Resting:
		return "let a member of staff rest"
	case Reserve:
		return "put a member of staff on the reserve list"
	}
	return "sent a member of staff back to their service"
}

// inducted refuses whoever lacks something of their induction, by what it is.
func inducted(r db.Reader, w Worker, rules *Rules) error {
	had, err := inductionOf(r, w.ID)
	if err != nil {
		return err
	}
	var lacks []string
	for _, item := range rules.InductionOf(w.Gives) {
		if !hadItem(had, item.ID) {
			lacks = append(lacks, "“"+item.Text+"”")
		}
	}
	if len(lacks) > 0 {
		return fault.New(fault.Conflict, "staff.not-inducted", "Their induction is not whole. Still to do: "+strings.Join(lacks, ", ")+".")
	}
	return nil
}

func hadItem(had []Done, id string) bool {
	for _, d := range had {
		if d.Item == id {
			return true
		}
	}
	return false
}

// Induct notes what somebody has had of their induction: exactly these items. Somebody in
// induction who has had all of it is ready.
func (s *Service) Induct(ctx context.Context, c Choice, items []string) (isReady bool, err error) {
	defer fault.Wrap(&err, "induct worker %s", c.ID)
	rules, err := s.Rules(ctx)
	if err != nil {
		return false, err
	}
	err = s.change(ctx, c, func(tx *db.Tx, w Worker) error {
		isReady = false
		if w.Standing != Inducting {
			return fault.New(fault.Conflict, "staff.not-inducting", "An induction is noted for somebody in induction, and they stand as “"+w.Standing.Label()+"”. Begin it first.")
		}
		if err := noteItems(tx, w, rules, items); err != nil {
			return err
		}
		if err := record(tx, w, "noted what a member of staff has had of their induction", "staff.inducted", map[string]any{"items": len(items)}); err != nil {
			return err
		}
		if err := inducted(tx, w, rules); fault.KindOf(err) == fault.Conflict {
			return touch(tx, w)
		} else if err != nil {
			return err
		}
		isReady, w.Reserved.Refreshed = true, day.Of(tx.Now())
		return s.MoveIn(tx, w, Ready, "")
	})
	return isReady, err
}

// touch gives somebody a new version, so that a second form is told of the first.
func touch(tx *db.Tx, w Worker) error {
	saved, err := updateStanding(tx, w)
	if err == nil && !saved {
		err = stale()
	}
	return err
}

func noteItems(tx *db.Tx, w Worker, rules *Rules, items []string) error {
	had := map[string]bool{}
	for _, id := range items {
		had[id] = true
	}
	for _, item := range rules.InductionOf(w.Gives) {
		do := deleteDone
		if had[item.ID] {
			do = insertDone
		}
		if err := do(tx, w.ID, item.ID); err != nil {
			return err
		}
	}
	return nil
}
