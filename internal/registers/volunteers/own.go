package volunteers

import (
	"strings"

	"kith/internal/kernel/fault"
	"kith/internal/plat/db"
)

// What a volunteer changes themselves, from their own pages. Who calls has found out that it
// is they; no role is asked.

// SetDuty switches a volunteer's offers on or off, in the caller's transaction.
func SetDuty(tx *db.Tx, id ID, on bool) error {
	v, err := byID(tx, id)
	if err != nil || v.OnDuty == on {
		return err
	}
	v.OnDuty = on
	if ok, err := update(tx, v); err != nil || !ok {
		return orStale(err, v)
	}
	verb := "went off duty"
	if on {
		verb = "came on duty"
	}
	return tell(tx, v, verb, "duty", map[string]any{"on": on})
}

// SetOwn changes what a volunteer gives and which activities they offer, as they stood at a
// version, in the caller's transaction. It is [fault.Invalid] where no activity is left and
// [fault.Stale] where somebody else has changed them since.
func SetOwn(tx *db.Tx, id ID, version int64, g Gives, activities []string) error {
	v, err := byID(tx, id)
	switch {
	case err != nil:
		return err
	case v.Version != version:
		return stale(v)
	case len(activities) == 0:
		return fault.New(fault.Invalid, "volunteers.no-activity", "Choose at least one thing you are glad to do.")
	}
	v.Gives, v.Activities = g, activities
	if ok, err := update(tx, v); err != nil || !ok {
		return orStale(err, v)
	}
	return tell(tx, v, "changed what they give", "own", nil)
}

// StepBack is a volunteer who pauses, becomes a reservist or leaves of their own wish, or
// comes back from a pause, in the caller's transaction. It is [fault.Conflict] where the one
// does not follow the other.
func StepBack(tx *db.Tx, id ID, to Standing, why string) error {
	v, err := byID(tx, id)
	if err != nil {
		return err
	}
	back := v.Standing == Paused && to == Active
	if to != Paused && to != Reservist && to != Left && !back || !v.Standing.MayBecome(to) {
		return fault.New(fault.Conflict, "volunteers.move", "This cannot be done now. Ring your hub, and they do it with you.")
	}
	if why = strings.TrimSpace(why); why == "" {
		why = "Their own wish."
	}
	return move(tx, v, to, why)
}
