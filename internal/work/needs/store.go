package needs

import (
	"errors"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/db"
	"kith/internal/registers/people"
	"kith/internal/work/answers"
)

// keptRequest is a request with what only this package may compare.
type keptRequest struct {
	Request
	bodyHash string
	codeHash string
}

const requestColumns = `q.id, q.reference, q.channel, q.record_id, q.asker_name, q.asker_relation, q.asker_phone,
	q.own_words, q.answers, q.blueprint_version, q.body_hash, q.code_hash, q.neighbourhood, q.routing_rule,
	q.routing_source, q.check_by_hand, q.state, q.priority, q.received_at, q.accept_by, q.accepted_at, q.accepted_by,
	q.first_contact_due, q.first_contact_at, q.refused_reason, q.closed_at, q.version`

type scanner interface{ Scan(dest ...any) error }

func scanRequest(row scanner) (k keptRequest, err error) {
	var given db.JSON[answers.Answers]
	var received, acceptBy, contactDue db.Time
	var accepted, contacted, closed db.NullTime
	err = row.Scan(&k.ID, &k.Reference, &k.Channel, &k.Record, &k.Asker.Name, &k.Asker.Relation, &k.Asker.Phone,
		&k.OwnWords, &given, &k.Blueprint, &k.bodyHash, &k.codeHash, &k.Neighbourhood, &k.RoutingRule,
		&k.RoutingSource, &k.CheckByHand, &k.State, &k.Priority, &received, &acceptBy, &accepted, &k.AcceptedBy,
		&contactDue, &contacted, &k.RefusedReason, &closed, &k.Version)
	k.Answers, k.ReceivedAt, k.AcceptBy, k.FirstContactDue = given.V, received.Time, acceptBy.Time, contactDue.Time
	k.AcceptedAt, k.FirstContactAt, k.ClosedAt = accepted.Time, contacted.Time, closed.Time
	return k, err
}

// insertRequest records a request; first is false when somebody has its reference.
func insertRequest(tx *db.Tx, r Request, n NewRequest) (first bool, err error) {
	one, err := tx.Exec(`INSERT INTO needs_request (borough_id, id, reference, channel, record_id, asker_name,
		asker_relation, asker_phone, own_words, answers, blueprint_version, idempotency_key, body_hash, code_hash,
		neighbourhood, routing_rule, routing_source, check_by_hand, state, priority, received_at, accept_by,
		accepted_by, first_contact_due, refused_reason, version)
		VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)
		ON CONFLICT (borough_id, reference) DO NOTHING`,
		tx.Borough(), r.ID, r.Reference, r.Channel, r.Record, r.Asker.Name,
		r.Asker.Relation, r.Asker.Phone, r.OwnWords, db.JSON[answers.Answers]{V: r.Answers}, r.Blueprint, n.Key, n.BodyHash,
		hashCode(r.Reference, n.Code), r.Neighbourhood, r.RoutingRule, r.RoutingSource, r.CheckByHand, r.State,
		r.Priority, r.ReceivedAt, r.AcceptBy, "", r.FirstContactDue, "", r.Version)
	return one == 1, err
}

func requestByKey(r db.Reader, key string) (keptRequest, bool, error) {
	return oneRequest(r.QueryRow(`SELECT `+requestColumns+` FROM needs_request q
		WHERE q.borough_id = ? AND q.idempotency_key = ?`, r.Borough(), key))
}

// keyOf is the idempotency key a request came with; "" for one brought over.
func keyOf(r db.Reader, id RequestID) (key string, err error) {
	err = r.QueryRow(`SELECT q.idempotency_key FROM needs_request q WHERE q.borough_id = ? AND q.id = ?`, r.Borough(), id).Scan(&key)
	if errors.Is(err, db.ErrNoRows) {
		err = noSuchRequest()
	}
	return key, err
}

func requestByReference(r db.Reader, reference ident.Reference) (keptRequest, bool, error) {
	return oneRequest(r.QueryRow(`SELECT `+requestColumns+` FROM needs_request q
		WHERE q.borough_id = ? AND q.reference = ?`, r.Borough(), reference))
}

func oneRequest(row scanner) (keptRequest, bool, error) {
	k, err := scanRequest(row)
	if errors.Is(err, db.ErrNoRows) {
		return keptRequest{}, false, nil
	}
	return k, err == nil, err
}

func requestByID(r db.Reader, id RequestID) (Request, error) {
	k, found, err := oneRequest(r.QueryRow(`SELECT `+requestColumns+` FROM needs_request q
		WHERE q.borough_id = ? AND q.id = ?`, r.Borough(), id))
	if err == nil && !found {
		err = noSuchRequest()
	}
	return k.Request, err
}

func noSuchRequest() error {
	return fault.New(fault.NotFound, "needs.no-such-request", "There is no such request, or you may not see it.")
}

func acceptRequest(tx *db.Tx, id RequestID, version int64) error {
	if err := keepRequest(tx, id, "", false); err != nil {
		return err
	}
	return changed(tx.Exec(`UPDATE needs_request SET state = ?, accepted_at = ?, accepted_by = ?, refused_reason = '',
		version = version + 1 WHERE borough_id = ? AND id = ? AND version = ? AND state = ?`,
		Accepted, tx.Now(), tx.Actor(), tx.Borough(), id, version, Received))
}

// moveRequest puts a request and its open needs with another hub, or with the
// coordination queue when to is empty. It has to be accepted anew there, and nobody there
// has taken the work on. A need that went straight to a service stays where it is.
func moveRequest(tx *db.Tx, id RequestID, version int64, to, refused, reason string) error {
	if err := keepRequest(tx, id, reason, false); err != nil {
		return err
	}
	if err := changed(tx.Exec(`UPDATE needs_request SET neighbourhood = ?, state = ?, accepted_at = NULL, accepted_by = '',
		refused_reason = ?, accept_by = ?, version = version + 1
		WHERE borough_id = ? AND id = ? AND version = ? AND state <> ?`,
		to, Received, refused, tx.Now().Add(acceptWithin), tx.Borough(), id, version, Closed)); err != nil {
		return err
	}
	if err := keepMoving(tx, id, reason); err != nil {
		return err
	}
	_, err := tx.Exec(`UPDATE needs_need SET neighbourhood = ?, state = ?, version = version + 1
		WHERE borough_id = ? AND request_id = ? AND closed_at IS NULL AND straight_to = ''`, to, NeedOpen, tx.Borough(), id)
	return err
}

func holdRequest(tx *db.Tx, id RequestID) error {
	var one int
	err := tx.QueryRow(`SELECT 1 FROM needs_request WHERE borough_id = ? AND id = ?`+tx.Dialect().ForUpdate(), tx.Borough(), id).Scan(&one)
	if errors.Is(err, db.ErrNoRows) {
		err = noSuchRequest()
	}
	return err
}

// takenOn is what ending the first contact does besides: the hub has taken the request on.
const takenOn = `accepted_at = COALESCE(accepted_at, ?), accepted_by = CASE WHEN accepted_by = '' THEN ? ELSE accepted_by END,
	state = CASE WHEN state = ? THEN ? ELSE state END, version = version + 1`

func setFirstContact(tx *db.Tx, id RequestID) (first bool, err error) {
	if err := keepRequest(tx, id, "", false); err != nil {
		return false, err
	}
	n, err := tx.Exec(`UPDATE needs_request SET first_contact_at = ?, contact_waived = ?, `+takenOn+`
		WHERE borough_id = ? AND id = ? AND first_contact_at IS NULL`,
		tx.Now(), false, tx.Now(), tx.Actor(), Received, Accepted, tx.Borough(), id)
	return n == 1, err
}

func waiveFirstContact(tx *db.Tx, id RequestID) (first bool, err error) {
	if err := keepRequest(tx, id, "", false); err != nil {
		return false, err
	}
	n, err := tx.Exec(`UPDATE needs_request SET contact_waived = ?, `+takenOn+`
		WHERE borough_id = ? AND id = ? AND first_contact_at IS NULL AND contact_waived = ?`,
		true, tx.Now(), tx.Actor(), Received, Accepted, tx.Borough(), id, false)
	return n == 1, err
}

func clearFirstContact(tx *db.Tx, id RequestID) error {
	if err := keepRequest(tx, id, "", false); err != nil {
		return err
	}
	_, err := tx.Exec(`UPDATE needs_request SET first_contact_at = NULL, contact_waived = ?, version = version + 1
		WHERE borough_id = ? AND id = ?`, false, tx.Borough(), id)
	return err
}

func closeRequestIfDone(tx *db.Tx, id RequestID) error {
	if err := keepRequest(tx, id, "", false); err != nil {
		return err
	}
	_, err := tx.Exec(`UPDATE needs_request SET state = ?, closed_at = ?, version = version + 1
		WHERE borough_id = ? AND id = ? AND closed_at IS NULL AND (first_contact_at IS NOT NULL OR contact_waived = ?)
		AND NOT EXISTS (SELECT 1 FROM needs_need n WHERE n.borough_id = ? AND n.request_id = ? AND n.closed_at IS NULL)`,
		Closed, tx.Now(), tx.Borough(), id, true, tx.Borough(), id)
	return err
}

func reopenRequest(tx *db.Tx, id RequestID) error {
	if err := keepRequest(tx, id, "", false); err != nil {
		return err
	}
	_, err := tx.Exec(`UPDATE needs_request SET state = ?, closed_at = NULL, version = version + 1
		WHERE borough_id = ? AND id = ? AND closed_at IS NOT NULL`, Accepted, tx.Borough(), id)
	return err
}

const needColumns = `n.id, n.request_id, n.record_id, n.category, n.neighbourhood, n.decision, n.priority, n.start_on, n.state,
	n.outcome, n.due_at, n.opened_at, n.closed_at, n.version`

func scanNeed(row scanner) (n Need, err error) {
	var decision db.JSON[Result]
	var due, opened db.Time
	var closed db.NullTime
	err = row.Scan(&n.ID, &n.Request, &n.Record, &n.Category, &n.Neighbourhood, &decision, &n.Priority, &n.StartOn, &n.State,
		&n.Outcome, &due, &opened, &closed, &n.Version)
	n.Decision, n.DueAt, n.OpenedAt, n.ClosedAt = decision.V, due.Time, opened.Time, closed.Time
	return n, err
}

func insertNeed(tx *db.Tx, n Need) error {
	d := n.Decision
	_, err := tx.Exec(`INSERT INTO needs_need (borough_id, id, request_id, record_id, category, neighbourhood, route,
		priority, straight_to, guarded, decision, state, outcome, due_at, opened_at, version) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)`,
		tx.Borough(), n.ID, n.Request, n.Record, n.Category, n.Neighbourhood, d.Route, d.Priority, d.StraightTo,
		d.guarded(), db.JSON[Result]{V: d}, n.State, "", n.DueAt, n.OpenedAt, n.Version)
	return err
}

func needByID(r db.Reader, id NeedID) (Need, error) {
	n, err := scanNeed(r.QueryRow(`SELECT `+needColumns+` FROM needs_need n WHERE n.borough_id = ? AND n.id = ?`, r.Borough(), id))
	if errors.Is(err, db.ErrNoRows) {
		err = fault.New(fault.NotFound, "needs.no-such-need", "There is no such need.")
	}
	return n, err
}

func needsOfRequest(r db.Reader, id RequestID) ([]Need, error) {
	rows, err := r.Query(`SELECT `+needColumns+` FROM needs_need n WHERE n.borough_id = ? AND n.request_id = ?
		ORDER BY n.opened_at, n.id`, r.Borough(), id)
	return db.Collect(rows, err, func(rows *db.Rows) (Need, error) { return scanNeed(rows) })
}

func setNeed(tx *db.Tx, id NeedID, state NeedState) error {
	if err := keepNeed(tx, id, ""); err != nil {
		return err
	}
	_, err := tx.Exec(`UPDATE needs_need SET state = ?, version = version + 1
		WHERE borough_id = ? AND id = ? AND closed_at IS NULL AND state <> ?`, state, tx.Borough(), id, state)
	return err
}

func closeNeed(tx *db.Tx, id NeedID, state NeedState, outcome string) (bool, error) {
	if err := keepNeed(tx, id, ""); err != nil {
		return false, err
	}
	n, err := tx.Exec(`UPDATE needs_need SET state = ?, outcome = ?, closed_at = ?, version = version + 1
		WHERE borough_id = ? AND id = ? AND closed_at IS NULL`, state, outcome, tx.Now(), tx.Borough(), id)
	return n == 1, err
}

func reopenNeed(tx *db.Tx, id NeedID) (bool, error) {
	if err := keepNeed(tx, id, ""); err != nil {
		return false, err
	}
	n, err := tx.Exec(`UPDATE needs_need SET state = ?, outcome = '', closed_at = NULL, version = version + 1
		WHERE borough_id = ? AND id = ? AND closed_at IS NOT NULL`, NeedOpen, tx.Borough(), id)
	return n == 1, err
}

// changed turns "no row was updated" into a stale save.
func changed(n int64, err error) error {
	if err == nil && n == 0 {
		return fault.New(fault.Stale, "needs.stale", "Somebody else has changed this since you opened it. Reload the page and try again.")
	}
	return err
}

func requestsOfRecords(r db.Reader, records []people.RecordID) ([]Request, error) {
	marks, ids := db.In(records)
	rows, err := r.Query(`SELECT `+requestColumns+` FROM needs_request q WHERE q.borough_id = ?
		AND q.record_id IN (`+marks+`) ORDER BY q.received_at DESC, q.id DESC`,
		append([]any{r.Borough()}, ids...)...)
	return db.Collect(rows, err, func(rows *db.Rows) (Request, error) {
		k, err := scanRequest(rows)
		return k.Request, err
	})
}
