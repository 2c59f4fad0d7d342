package needs

import (
	"slices"
	"strings"

	"kith/internal/plat/db"
)

// perStatement is how many rows one INSERT carries: enough to spare round trips, and
// within SQLite's limit on parameters.
const perStatement = 100

func rowsOf(n, columns int) string {
	row := "(" + strings.Repeat(",?", columns)[1:] + ")"
	return strings.Repeat(","+row, n)[1:]
}

func insertPastRequests(tx *db.Tx, all []Past) error {
	for some := range slices.Chunk(all, perStatement) {
		args := make([]any, 0, 29*len(some))
		for _, p := range some {
			r := p.Request
			args = append(args, tx.Borough(), r.ID, r.Reference, r.Channel, r.Record, r.Asker.Name, r.Asker.Relation,
				r.Asker.Phone, r.OwnWords, db.JSONOf(r.Answers), r.Blueprint, p.Key, "", "", r.Neighbourhood, r.RoutingRule,
				r.RoutingSource, r.CheckByHand, r.State, r.Priority, r.ReceivedAt, r.AcceptBy, db.NullTimeOf(r.AcceptedAt),
				r.AcceptedBy, r.FirstContactDue, db.NullTimeOf(r.FirstContactAt), r.RefusedReason, db.NullTimeOf(r.ClosedAt), r.Version)
		}
		_, err := tx.Exec(`INSERT INTO needs_request (borough_id, id, reference, channel, record_id, asker_name,
			asker_relation, asker_phone, own_words, answers, blueprint_version, idempotency_key, body_hash, code_hash,
			neighbourhood, routing_rule, routing_source, check_by_hand, state, priority, received_at, accept_by,
			accepted_at, accepted_by, first_contact_due, first_contact_at, refused_reason, closed_at, version)
			VALUES `+rowsOf(len(some), 29), args...)
		if err != nil {
			return err
		}
	}
	return nil
}

func insertPastNeeds(tx *db.Tx, all []Need) error {
	for some := range slices.Chunk(all, perStatement) {
		args := make([]any, 0, 17*len(some))
		for _, n := range some {
			d := n.Decision
			args = append(args, tx.Borough(), n.ID, n.Request, n.Record, n.Category, n.Neighbourhood, d.Route, d.Priority,
				d.StraightTo, d.guarded(), db.JSONOf(d), n.State, n.Outcome, n.DueAt, n.OpenedAt, db.NullTimeOf(n.ClosedAt), n.Version)
		}
		_, err := tx.Exec(`INSERT INTO needs_need (borough_id, id, request_id, record_id, category, neighbourhood, route,
			priority, straight_to, guarded, decision, state, outcome, due_at, opened_at, closed_at, version)
			VALUES `+rowsOf(len(some), 17), args...)
		if err != nil {
			return err
		}
	}
	return nil
}
