package needs

import (
	"kith/internal/kernel/fault"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
)

// GoStraight decides an open need anew, in the caller's transaction: it goes straight to a
// service with its own duty, because somebody has heard what only that service may know of.
// From then on no hub has it and no board names it. What is kept of why does not say what.
// The caller has checked that who asks may, and holds the request.
func GoStraight(tx *db.Tx, id NeedID, decided Result) (n Need, err error) {
	defer fault.Wrap(&err, "need %s goes straight", id)
	if n, err = needByID(tx, id); err != nil {
		return Need{}, err
	}
	switch {
	case n.State.Ended():
		return Need{}, fault.New(fault.Conflict, "needs.not-now", "This need has ended. Take it up again first.")
	case decided.StraightTo == "":
		return Need{}, fault.New(fault.Unavailable, "needs.no-service", "No service is named for this. Ring the coordination point.")
	}
	if err := keepNeed(tx, id, "It goes to the service that handles it."); err != nil {
		return Need{}, err
	}
	n.Decision, n.Neighbourhood, n.Priority, n.State = decided, "", decided.Priority, NeedOpen
	if err := straighten(tx, n); err != nil {
		return Need{}, err
	}
	n.Version++
	return n, journal.Record(tx, journal.Entry{
		Verb: "handed a need to the service that handles it", Topic: "needs.straightened", Subject: n.subject(),
		Objects: []journal.Object{{Kind: "need", ID: string(id)}, {Kind: "request", ID: string(n.Request)}},
		Data:    map[string]any{"category": shown(n), "priority": n.Priority},
	})
}
