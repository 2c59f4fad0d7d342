package needs

import (
	"kith/internal/kernel/fault"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
)

// Hold makes everybody else who changes a request, its needs or its tasks wait until this
// transaction ends, so that what is decided by looking at all of them stays true.
func Hold(tx *db.Tx, id RequestID) error { return holdRequest(tx, id) }

// MarkInHand notes that somebody has taken on the work of a need. It does nothing to a
// need that has ended.
func MarkInHand(tx *db.Tx, id NeedID) error { return setNeed(tx, id, NeedInHand) }

// BackToOpen notes that nobody holds the work of a need any longer. It does nothing to a
// need that has ended.
func BackToOpen(tx *db.Tx, id NeedID) error { return setNeed(tx, id, NeedOpen) }

// Settle ends a need with how it ended, and closes its request when it was the last.
// Settling an ended need is [fault.Conflict].
func Settle(tx *db.Tx, id NeedID, state NeedState, outcome string) (err error) {
	defer fault.Wrap(&err, "settle need %s", id)
	if !state.Ended() {
		return fault.New(fault.Invalid, "needs.not-an-end", "A need ends as met, not met, referred on or no longer needed.")
	}
	need, err := needByID(tx, id)
	if err != nil {
		return err
	}
	if err := holdRequest(tx, need.Request); err != nil {
		return err
	}
	ended, err := closeNeed(tx, id, state, outcome)
	if err != nil {
		return err
	}
	if !ended {
		return fault.New(fault.Conflict, "needs.already-ended", "This need has already ended. Reload the page to see how.")
	}
	if err := recordEnd(tx, need, "settled a need", "needs.settled", state); err != nil {
		return err
	}
	return closeRequestIfDone(tx, need.Request)
}

// Reopen undoes [Settle]: the need is open again and so is its request. It does nothing
// to a need that has not ended.
func Reopen(tx *db.Tx, id NeedID) (err error) {
	defer fault.Wrap(&err, "reopen need %s", id)
	need, err := needByID(tx, id)
	if err != nil {
		return err
	}
	reopened, err := reopenNeed(tx, id)
	if err != nil || !reopened {
		return err
	}
	if err := recordEnd(tx, need, "reopened a need", "needs.reopened", NeedOpen); err != nil {
		return err
	}
	return reopenRequest(tx, need.Request)
}

func recordEnd(tx *db.Tx, n Need, verb, topic string, state NeedState) error {
	return journal.Record(tx, journal.Entry{
		Verb: verb, Topic: topic, Subject: n.subject(),
		Objects: []journal.Object{{Kind: "need", ID: string(n.ID)}, {Kind: "request", ID: string(n.Request)}},
		Data:    map[string]any{"neighbourhood": n.Neighbourhood, "category": shown(n), "state": state},
	})
}

// NoteFirstContact records that the hub has spoken to the person of a request; the first
// time counts. Speaking to somebody also takes the request on, and closes it when nothing
// else is left to do.
func NoteFirstContact(tx *db.Tx, id RequestID) (err error) {
	defer fault.Wrap(&err, "note first contact on request %s", id)
	return endContact(tx, id, "made first contact", "needs.first-contact", setFirstContact)
}

// WaiveFirstContact records that nobody needs to speak to the person of a request. It
// takes the request on and closes it as [NoteFirstContact] does, and counts as no contact.
// So it comes after the needs are opened: a request without one has nothing left to do.
func WaiveFirstContact(tx *db.Tx, id RequestID) (err error) {
	defer fault.Wrap(&err, "waive first contact on request %s", id)
	return endContact(tx, id, "needed no first contact", "needs.contact-waived", waiveFirstContact)
}

func endContact(tx *db.Tx, id RequestID, verb, topic string, end func(*db.Tx, RequestID) (bool, error)) error {
	request, err := requestByID(tx, id)
	if err != nil {
		return err
	}
	first, err := end(tx, id)
	if err != nil || !first {
		return err
	}
	if err := journal.Record(tx, journal.Entry{
		Verb: verb, Topic: topic, Subject: string(request.Record),
		Objects: []journal.Object{{Kind: "request", ID: string(id)}},
		Data:    map[string]any{"neighbourhood": request.Neighbourhood},
	}); err != nil {
		return err
	}
	return closeRequestIfDone(tx, id)
}

// UndoFirstContact undoes both: the hub has still to speak to the person, and a request
// that was closed is open again.
func UndoFirstContact(tx *db.Tx, id RequestID) (err error) {
	defer fault.Wrap(&err, "undo first contact on request %s", id)
	if err := clearFirstContact(tx, id); err != nil {
		return err
	}
	return reopenRequest(tx, id)
}
