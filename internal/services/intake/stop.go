package intake

import (
	"context"
	"slices"

	"kith/internal/kernel/fault"
	"kith/internal/plat/db"
	"kith/internal/work/needs"
	"kith/internal/work/tasks"
)

// Stopping is what somebody no longer needs.
type Stopping struct {
	Needs []needs.NeedID
	Key   string // names the form, so that one press is taken once
}

// withdrawn is why work ends that the person no longer needs.
const withdrawn = "Withdrawn by the person"

// Stop ends needs that the person no longer has, with the work still to be done for them.
// When nothing is left of the request nobody needs to ring about it and it closes. A need
// that ended in the meantime stays as it is; one that may not be stopped here is
// [fault.Invalid], the same as one there is not.
func (s *Service) Stop(ctx context.Context, h Held, what Stopping) (err error) {
	defer fault.Wrap(&err, "stop needs of request %s", h.Request.ID)
	if len(what.Needs) == 0 {
		return fault.New(fault.Invalid, "intake.nothing-stopped", "Select what is no longer needed.")
	}
	for _, id := range what.Needs {
		if !slices.ContainsFunc(h.needs, func(n needs.Need) bool { return n.ID == id && !n.Guarded() }) {
			return fault.New(fault.Invalid, "intake.cannot-stop", "Select from what is on the page.")
		}
	}
	return s.change(ctx, h, needs.NewSaid{Key: what.Key, Kind: needs.SaidNoMore, Words: ""}, func(tx *db.Tx, r needs.Request) error {
		all, err := needs.AllNeeds(tx, r.ID)
		if err != nil {
			return err
		}
		stopping := slices.DeleteFunc(slices.Clone(all), func(n needs.Need) bool { return !n.MayStop() || !slices.Contains(what.Needs, n.ID) })
		if len(stopping) > 0 && len(stopping) == openNeeds(all) {
			if err := tasks.StopContact(tx, r.ID, withdrawn); err != nil {
				return err
			}
		}
		return tasks.Stop(tx, s.steps, stopping, withdrawn)
	})
}

func openNeeds(all []needs.Need) (n int) {
	for _, one := range all {
		if !one.State.Ended() {
			n++
		}
	}
	return n
}
