package needs

import (
	"kith/internal/kernel/fault"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
)

// MarkInHand notes that somebody has taken on the work of a need. It does nothing to a
// need that has ended.
func MarkInHand(tx *db.Tx, id NeedID) error { return setNeedInHand(tx, id) }

// BackToOpen notes that nobody holds the work of a need any longer.
func BackToOpen(tx *db.Tx, id NeedID) error { return setNeedOpen(tx, id) }

// Settle ends a need with how it ended, and closes its request when it was the last.
// Settling an ended need is [fault.Conflict].
func Settle(tx *db.Tx, id NeedID, state NeedState, outcome string) (err error) {
	defer fault.Wrap(&err, "settle need %s", id)
	if !state.Ended() {
		return fault.New(fault.Invalid, "needs.not-an-end", "A need ends as met, not met or referred on.")
	}
	need, err := needByID(tx, id)
	if err != nil {
		return err
	}
	if need.State.Ended() {
		return fault.New(fault.Conflict, "needs.already-ended", "This need has already ended. Reload the page to see how.")
	}
	if err := closeNeed(tx, id, state, outcome); err != nil {
		return err
	}
	if err := journal.Record(tx, journal.Entry{
		Verb: "settled a need", Topic: "needs.settled", Subject: string(need.Record),
		Objects: []journal.Object{{Kind: "need", ID: string(id)}, {Kind: "request", ID: string(need.Request)}},
		Data:    map[string]any{"neighbourhood": need.Neighbourhood, "category": shown(need), "state": state},
	}); err != nil {
		return err
	}
	return closeRequestIfDone(tx, need.Request)
}

// Reopen undoes [Settle]: the need is in hand again and so is its request.
func Reopen(tx *db.Tx, id NeedID) (err error) {
	defer fault.Wrap(&err, "reopen need %s", id)
	need, err := needByID(tx, id)
	if err != nil {
		return err
	}
	if err := reopenNeed(tx, id); err != nil {
		return err
	}
	return reopenRequest(tx, need.Request)
}

// NoteFirstContact records that the hub has spoken to the person of a request; the first
// time counts. Speaking to somebody also takes the request on.
func NoteFirstContact(tx *db.Tx, id RequestID) (err error) {
	defer fault.Wrap(&err, "note first contact on request %s", id)
	request, err := requestByID(tx, id)
	if err != nil {
		return err
	}
	first, err := setFirstContact(tx, id)
	if err != nil || !first {
		return err
	}
	return journal.Record(tx, journal.Entry{
		Verb: "made first contact", Topic: "needs.first-contact", Subject: string(request.Record),
		Objects: []journal.Object{{Kind: "request", ID: string(id)}},
		Data:    map[string]any{"neighbourhood": request.Neighbourhood},
	})
}

// TryClose closes a request all of whose needs have ended and whose first contact has
// been made; it does nothing otherwise.
func TryClose(tx *db.Tx, id RequestID) error { return closeRequestIfDone(tx, id) }
