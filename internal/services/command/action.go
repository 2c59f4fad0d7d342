package command

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/db"
)

// ActionID names an action.
type ActionID = ident.ID[Action]

// Action is what somebody is to do by a day.
type Action struct {
	ID       ActionID
	Number   int64 // in the group
	Decision int64 // that it follows from; 0 for none
	What     string
	Owner    string
	Due      day.Date
	State    ActionState
	Note     string // what came of it
	ClosedAt time.Time
	Version  int64
}

// ActionState says what became of an action.
type ActionState string

// The states.
const (
	Open    ActionState = "open"
	Done    ActionState = "done"
	Dropped ActionState = "dropped"
)

// Late reports whether an action is open on a day after it was due.
func (a Action) Late(today day.Date) bool { return a.State == Open && a.Due.Before(today) }

// NewAction is what a group wants done.
type NewAction struct {
	What, Owner string
	Due         day.Date
	Decision    int64
}

// Act gives somebody something to do.
func (s *Service) Act(ctx context.Context, group string, n NewAction) (err error) {
	defer fault.Wrap(&err, "add an action of %s", group)
	if n.What, err = said(n.What, "no-action", "Enter what is to be done"); err != nil {
		return err
	}
	if n.Owner, err = said(n.Owner, "no-owner", "Enter who does it"); err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		g, err := s.writes(ctx, tx, group)
		if err != nil {
			return err
		}
		next, err := nextDecision(tx, group)
		if err != nil {
			return err
		}
		if n.Decision < 0 || n.Decision >= next {
			return fault.New(fault.Invalid, "command.no-such-decision", "There is no decision with this number that it could follow from")
		}
		a := Action{ID: ident.New[Action](tx.Now()), Decision: n.Decision, What: n.What, Owner: n.Owner, Due: n.Due, State: Open, Version: 1}
		if a.Number, err = nextAction(tx, group); err != nil {
			return err
		}
		if first, err := insertAction(tx, group, a); err != nil || !first {
			return cmp.Or(err, stale())
		}
		return tell(tx, g, "added an action", "action-added", map[string]any{"action": string(a.ID), "number": a.Number})
	})
}

// Close says what came of an action. version is the one the caller saw.
func (s *Service) Close(ctx context.Context, group string, id ActionID, version int64, to ActionState, note string) (err error) {
	defer fault.Wrap(&err, "close action %s", id)
	note = strings.TrimSpace(note)
	if to != Done && to != Dropped {
		return fault.New(fault.Invalid, "command.no-state", "Say whether it is done or dropped")
	}
	if to == Dropped && note == "" {
		return fault.New(fault.Invalid, "command.no-note", "Enter why it is dropped")
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		g, err := s.writes(ctx, tx, group)
		if err != nil {
			return err
		}
		done, err := closeAction(tx, group, id, version, to, note)
		if err != nil {
			return err
		}
		if !done {
			return stale()
		}
		return tell(tx, g, "closed an action", "action-closed", map[string]any{"action": string(id), "state": string(to)})
	})
}

// sorted puts late actions first, then open ones by the day they are due, then the others.
func sorted(all []Action) []Action {
	slices.SortStableFunc(all, func(a, b Action) int {
		return cmp.Or(cmp.Compare(rank(a), rank(b)), a.Due.Compare(b.Due), cmp.Compare(a.Number, b.Number))
	})
	return all
}

func rank(a Action) int {
	if a.State == Open {
		return 0
	}
	return 1
}
