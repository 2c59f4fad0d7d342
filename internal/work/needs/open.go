package needs

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
	"kith/internal/registers/people"
	"kith/internal/work/answers"
)

// NewRequest is a request as it comes in, already routed.
type NewRequest struct {
	Channel   Channel
	Record    people.RecordID
	Asker     Asker
	OwnWords  string
	Answers   answers.Answers
	Blueprint string

	Neighbourhood string
	RoutingRule   string
	RoutingSource string
	CheckByHand   bool

	Priority          Priority
	FirstContactHours int

	Key      string // idempotency key of the form or caller; compulsory
	BodyHash string // fingerprint of what was sent, to tell a second press from another request
	Code     string // the asker's status code; only its hash is kept
}

// acceptWithin is how long a hub has to take a request on before it shows on the
// coordination page; the first contact being due sooner shortens it.
const acceptWithin = 2 * time.Hour

// Earlier returns the request first made with this key, if there is one. It answers
// [fault.Conflict] when the key was used for something else.
func Earlier(r db.Reader, key, bodyHash string) (Request, bool, error) {
	earlier, found, err := requestByKey(r, key)
	if err != nil || !found {
		return Request{}, false, err
	}
	if earlier.bodyHash != bodyHash {
		return Request{}, false, fault.New(fault.Conflict, "needs.changed-after-sending",
			"You have already sent this form with other answers. Check your answers and send them as a new request.")
	}
	return earlier.Request, true, nil
}

// KeyIn returns the key a request was made with, through the caller's handle: whoever made
// its status code of the key can make it again.
func KeyIn(r db.Reader, id RequestID) (string, error) { return keyOf(r, id) }

// OpenRequest records a request in the caller's transaction, after [Earlier] found none, with
// a reference nobody has. Two presses at once break a unique index: the caller sees
// [db.IsUnique] and starts again, and then [Earlier] tells.
func OpenRequest(tx *db.Tx, n NewRequest) (r Request, err error) {
	defer fault.Wrap(&err, "open request")
	if r, err = referenced(tx, n, func() ident.Reference { return ident.NewReference(rand.Reader) }); err != nil {
		return Request{}, err
	}
	return r, journal.Record(tx, journal.Entry{
		Verb: "received a request", Topic: "needs.requested", Subject: string(r.Record),
		Objects: []journal.Object{{Kind: "request", ID: string(r.ID)}},
		Data:    map[string]any{"neighbourhood": r.Neighbourhood, "channel": r.Channel, "priority": r.Priority},
	})
}

// draws is how often a reference is drawn that somebody has: with a million requests one in a
// thousand is.
const draws = 10

func referenced(tx *db.Tx, n NewRequest, draw func() ident.Reference) (Request, error) {
	for range draws {
		r := n.request(tx.Now(), draw())
		if first, err := insertRequest(tx, r, n); err != nil || first {
			return r, err
		}
	}
	return Request{}, fault.New(fault.Unavailable, "needs.no-reference", "No reference number could be given. Try again.")
}

func (n NewRequest) request(now time.Time, reference ident.Reference) Request {
	contactDue := now.Add(time.Duration(n.FirstContactHours) * time.Hour)
	acceptBy := now.Add(acceptWithin)
	if contactDue.Before(acceptBy) {
		acceptBy = contactDue
	}
	return Request{
		ID: ident.New[Request](now), Reference: reference, Channel: n.Channel, Record: n.Record,
		Asker: n.Asker, OwnWords: n.OwnWords, Answers: n.Answers, Blueprint: n.Blueprint,
		Neighbourhood: n.Neighbourhood, RoutingRule: n.RoutingRule, RoutingSource: n.RoutingSource,
		CheckByHand: n.CheckByHand, State: Received, Priority: n.Priority, ReceivedAt: now,
		AcceptBy: acceptBy, FirstContactDue: contactDue, Version: 1,
	}
}

// NewNeed is a need as triage decided it.
type NewNeed struct {
	Request  Request
	Category string
	Decision Result
}

// OpenNeed records one need of a request in the caller's transaction. A need that goes
// straight to a service with its own duty still counts as open until that service has it.
func OpenNeed(tx *db.Tx, n NewNeed) (need Need, err error) {
	defer fault.Wrap(&err, "open need")
	need = Need{
		ID: ident.New[Need](tx.Now()), Request: n.Request.ID, Record: n.Request.Record,
		Category: n.Category, Neighbourhood: n.Request.Neighbourhood, Decision: n.Decision,
		Priority: n.Decision.Priority, State: NeedOpen, OpenedAt: tx.Now(), Version: 1,
		DueAt: tx.Now().Add(time.Duration(n.Decision.DueHours) * time.Hour),
	}
	if err := insertNeed(tx, need); err != nil {
		return Need{}, err
	}
	return need, journal.Record(tx, journal.Entry{
		Verb: "opened a need", Topic: "needs.opened", Subject: need.subject(),
		Objects: []journal.Object{{Kind: "need", ID: string(need.ID)}, {Kind: "request", ID: string(need.Request)}},
		Data:    map[string]any{"neighbourhood": need.Neighbourhood, "category": shown(need), "priority": need.Decision.Priority},
	})
}

// shown is the category as the journal may tell it: what only few may be told of is never
// named where a hub could read it.
func shown(n Need) string {
	if n.Decision.guarded() {
		return "other"
	}
	return n.Category
}

// hashCode keeps the asker's status code without keeping the code. The reference is
// mixed in so that equal codes do not look alike.
func hashCode(reference ident.Reference, code string) string {
	sum := sha256.Sum256([]byte(string(reference) + "\x00" + code))
	return hex.EncodeToString(sum[:])
}
