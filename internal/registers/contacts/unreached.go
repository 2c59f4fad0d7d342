package contacts

import (
	"slices"

	"kith/internal/plat/db"
)

// answerable reports whether the person could answer a contact, or turned to us by it. A
// letter or a text that was sent says nothing of how somebody is.
func (e Event) answerable() bool {
	return e.Direction == In || slices.Contains([]Method{Phone, Visit, InPerson}, e.Method)
}

// leavesUnknown reports whether it is not known after an attempt how the person is.
func (e Event) leavesUnknown() bool {
	return e.Direction == Out && slices.Contains([]Outcome{NoAnswer, Voicemail, CardLeft, WrongNumber, NotSafe, SpokeToOther}, e.Outcome)
}

// keepUnreached keeps whether the last attempt to be in touch with somebody reached them.
// What is told late of an earlier day changes nothing that is known of a later one.
func keepUnreached(tx *db.Tx, e Event) error {
	if !e.answerable() {
		return nil
	}
	if !e.leavesUnknown() {
		return clearUnreached(tx, e)
	}
	later, err := answeredSince(tx, e)
	if err != nil || later {
		return err
	}
	return setUnreached(tx, e)
}
