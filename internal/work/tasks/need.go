package tasks

import (
	"context"

	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/work/needs"
)

// NeedChoice names a need as somebody saw it.
type NeedChoice struct {
	ID      needs.NeedID
	Version int64
}

// MayChange reports whether somebody may change a need of its own: those who work for its
// hub, when they may be told what it is.
func MayChange(who access.Principal, n needs.Need) bool {
	return who.HasFor(n.Neighbourhood, workers...) && n.Named(who)
}

// onNeed makes a change to a need and to its tasks: it checks that the caller may, that
// the need has not changed since it was seen and that its state allows it. Whatever else is
// done to the same request waits meanwhile.
func (s *Service) onNeed(ctx context.Context, c NeedChoice, change needs.Change, make func(*db.Tx, needs.Need, []Task) error) (err error) {
	defer fault.Wrap(&err, "%s of need %s", change, c.ID)
	return s.db.Write(ctx, func(tx *db.Tx) error {
		n, err := heldNeed(tx, c.ID)
		if err != nil {
			return err
		}
		if err := access.Check(ctx, n.Neighbourhood, workers...); err != nil {
			return err
		}
		if !MayChange(access.From(ctx), n) {
			return fault.New(fault.Forbidden, "tasks.restricted", "This need is restricted. Ask the coordination point to change it.")
		}
		if n.Version != c.Version {
			return fault.New(fault.Stale, "needs.stale", "Somebody else has changed this need since you opened it. Look at what has changed, then decide.")
		}
		if err := n.State.Check(change); err != nil {
			return err
		}
		all, err := tasksOfNeed(tx, n.Request, n.ID)
		if err != nil {
			return err
		}
		return make(tx, n, all)
	})
}

// heldNeed reads a need after making everybody else who changes its request wait.
func heldNeed(tx *db.Tx, id needs.NeedID) (needs.Need, error) {
	n, err := needs.NeedIn(tx, id)
	if err != nil {
		return needs.Need{}, err
	}
	if err := needs.Hold(tx, n.Request); err != nil {
		return needs.Need{}, err
	}
	return needs.NeedIn(tx, id)
}

// openOf are those of the tasks that are still to be done.
func openOf(all []Task) (open []Task) {
	for _, t := range all {
		if t.State.Open() {
			open = append(open, t)
		}
	}
	return open
}
