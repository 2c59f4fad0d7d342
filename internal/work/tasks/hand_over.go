package tasks

import (
	"context"
	"strings"

	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/work/needs"
)

// HandOver gives a request with its open needs and tasks to another hub, or to a hub from
// the coordination queue, with why. Helpers already asked keep nothing: the new hub asks
// its own.
func (s *Service) HandOver(ctx context.Context, id needs.RequestID, version int64, to, reason string) (err error) {
	defer fault.Wrap(&err, "hand over request %s", id)
	if err := checkHandOver(to, reason); err != nil {
		return err
	}
	return s.move(ctx, id, to, reason, func(tx *db.Tx, request needs.Request) error {
		return handOver(tx, request, version, to, reason)
	})
}

func checkHandOver(to, reason string) error {
	switch {
	case to == "":
		return fault.New(fault.Invalid, "tasks.which-hub", "Choose the hub that is to have this request.")
	case strings.TrimSpace(reason) == "":
		return fault.New(fault.Invalid, "tasks.say-why", "Say why you hand it over, so that the next hub knows.")
	}
	return nil
}

func handOver(tx *db.Tx, request needs.Request, version int64, to, reason string) error {
	if request.Neighbourhood == to {
		return fault.New(fault.Invalid, "tasks.same-hub", "The request is already with that hub. Choose another.")
	}
	return needs.HandOver(tx, request, version, to, reason)
}

// Refuse gives a request back to the coordination queue, saying why.
func (s *Service) Refuse(ctx context.Context, id needs.RequestID, version int64, reason string) (err error) {
	defer fault.Wrap(&err, "refuse request %s", id)
	if strings.TrimSpace(reason) == "" {
		return fault.New(fault.Invalid, "tasks.say-why", "Say why your hub cannot take this, so that the next one can.")
	}
	return s.move(ctx, id, "", reason, func(tx *db.Tx, request needs.Request) error {
		if request.Neighbourhood == "" {
			return fault.New(fault.Invalid, "tasks.no-hub", "This request has no hub to refuse it. Hand it to one.")
		}
		return needs.Refuse(tx, request, version, reason)
	})
}

func (s *Service) move(ctx context.Context, id needs.RequestID, to, reason string, request func(*db.Tx, needs.Request) error) error {
	return s.db.Write(ctx, func(tx *db.Tx) error {
		if err := needs.Hold(tx, id); err != nil {
			return err
		}
		r, err := needs.RequestIn(tx, id)
		if err != nil {
			return err
		}
		if err := access.Check(ctx, r.Neighbourhood, workers...); err != nil {
			return err
		}
		if err := request(tx, r); err != nil {
			return err
		}
		return moveOpen(tx, id, to, reason)
	})
}

// moveOpen moves a request's open tasks, and tells of each, so that the boards of both
// hubs hear of it. What went straight to a service stays off every board.
func moveOpen(tx *db.Tx, id needs.RequestID, to, reason string) error {
	moving, err := movable(tx, id)
	if err != nil {
		return err
	}
	for _, t := range moving {
		from := t.Neighbourhood
		if t.State, err = Next(t.State, Move); err != nil {
			return err
		}
		t.letGo()
		t.Neighbourhood, t.Refused, t.because = to, "", reason
		if err := saveTask(tx, t); err != nil {
			return err
		}
		if err := record(tx, t, "moved a task", "tasks.moved", map[string]any{"from": from}); err != nil {
			return err
		}
		if err := follow(tx, t); err != nil {
			return err
		}
	}
	return nil
}
