package needs

import (
	"context"

	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
)

// hubRoles may take a request on, hand it over or give it back.
var hubRoles = []access.Role{access.Coordinator, access.Manager}

// Accept takes a request on for its hub. A request of the coordination queue has no hub
// to accept it and must be handed to one first.
func (s *Service) Accept(ctx context.Context, id RequestID, version int64) (err error) {
	defer fault.Wrap(&err, "accept request %s", id)
	request, err := s.Request(ctx, id)
	if err != nil {
		return err
	}
	if request.Neighbourhood == "" {
		return fault.New(fault.Invalid, "needs.no-hub", "This request has no hub yet. Hand it to a hub first.")
	}
	if err := access.Check(ctx, request.Neighbourhood, hubRoles...); err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		if err := acceptRequest(tx, id, version); err != nil {
			return err
		}
		return recordMove(tx, request, "accepted a request", "needs.accepted", request.Neighbourhood)
	})
}

// Refuse gives a request back to the coordination queue with the reason, in the caller's
// transaction. The caller moves its tasks in the same transaction.
func Refuse(tx *db.Tx, request Request, version int64, reason string) error {
	if err := moveRequest(tx, request.ID, version, "", reason, reason); err != nil {
		return err
	}
	if err := keepHanded(tx, request, "", reason); err != nil {
		return err
	}
	return recordMove(tx, request, "gave a request back to the coordination queue", "needs.refused", "")
}

// HandOver gives a request and its open needs to another hub, with why, in the caller's
// transaction. The caller moves its tasks in the same transaction.
func HandOver(tx *db.Tx, request Request, version int64, to, reason string) error {
	if err := moveRequest(tx, request.ID, version, to, "", reason); err != nil {
		return err
	}
	if err := keepHanded(tx, request, to, reason); err != nil {
		return err
	}
	return recordMove(tx, request, "handed a request to another hub", "needs.handed-over", to)
}

func recordMove(tx *db.Tx, r Request, verb, topic, to string) error {
	return journal.Record(tx, journal.Entry{
		Verb: verb, Topic: topic, Subject: string(r.Record),
		Objects: []journal.Object{{Kind: "request", ID: string(r.ID)}, {Kind: "neighbourhood", ID: to}},
		Data:    map[string]any{"neighbourhood": to, "from": r.Neighbourhood},
	})
}
