package situation

import (
	"context"
	"slices"
	"time"

	"kith/internal/blueprint"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/work/board"
	"kith/internal/work/needs"
)

// Wall is the lists of the screen on a hub's wall. Whoever comes in can read it: it names
// nobody, says of each task no more than its kind and its rough area, and leaves out what is
// labelled or of a sensitive kind.
type Wall struct {
	Now  time.Time
	Late []OnWall // past their time, the latest first
	Next []OnWall // to be done today
	Kept int      // of those read, how many are left out
}

// OnWall is a task as a wall tells of it.
type OnWall struct {
	What  string // the kind of need
	Area  string // a postcode sector at most
	Hub   string // short name of the neighbourhood
	DueAt time.Time
}

// Board lists tasks: *board.Service.
type Board interface {
	Query(ctx context.Context, f board.Filter) (board.Page, error)
}

// walled may put a wall up.
var walled = []access.Role{access.Agent, access.Coordinator, access.Manager, access.Governance}

// Walled is who may put a wall up.
func Walled() []access.Role { return slices.Clone(walled) }

const (
	// rowsOnWall is how many rows of a list can be read from four metres.
	rowsOnWall = 7
	// readForWall is how many are read to find as many that may be shown.
	readForWall = 60
)

// Wall reads the lists of a hub, or with "" of all hubs that the caller works for.
func (s *Service) Wall(ctx context.Context, b Board, hub string) (w Wall, err error) {
	defer fault.Wrap(&err, "the wall")
	if err := access.CheckHeld(ctx, walled...); err != nil {
		return w, err
	}
	now, err := s.blueprints.Current(ctx)
	if err != nil {
		return w, err
	}
	shown := teller{blueprint.Part[*needs.Catalogue](now), map[string]string{}}
	hoods, err := s.hoods(ctx)
	for _, h := range hoods {
		shown.hubs[h.ID] = h.Short()
	}
	if err != nil {
		return w, err
	}
	late, err := b.Query(ctx, board.Filter{Hub: hub, View: board.Overdue, Limit: readForWall})
	if err != nil {
		return w, err
	}
	next, err := b.Query(ctx, board.Filter{Hub: hub, View: board.DueToday, Limit: readForWall})
	if err != nil {
		return w, err
	}
	w.Now = late.Now
	w.Late = shown.list(late.Rows, &w.Kept)
	w.Next = shown.list(slices.DeleteFunc(next.Rows, func(r board.Row) bool { return r.Late(w.Now) }), &w.Kept)
	return w, nil
}

// teller says of tasks what a wall may.
type teller struct {
	kinds *needs.Catalogue
	hubs  map[string]string
}

// list are the first rows that may be shown; kept counts those that may not.
func (t teller) list(rows []board.Row, kept *int) (all []OnWall) {
	for _, r := range rows {
		kind, ok := t.kinds.Find(r.Category)
		if !r.Told() || len(r.Labels) > 0 || !ok || len(kind.AllLabels()) > 0 {
			*kept++
			continue
		}
		if len(all) < rowsOnWall {
			all = append(all, OnWall{kind.Name, r.Area, t.hubs[r.Hub], r.DueAt})
		}
	}
	return all
}
