package situation

import (
	"context"
	"slices"
	"time"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
)

// Action is something that was done locally against the spread or what comes of it. It stands
// beside the figures so that a picture explains as well as alarms. It names no resident.
type Action struct {
	ID        ActionID
	Version   int64
	Done      Done
	Gone      bool // taken out of the log
	NotedBy   string
	NotedName string
	NotedAt   time.Time
}

// ActionID names an action, in all its versions.
type ActionID = ident.ID[Action]

// Done is what is noted of an action.
type Done struct {
	Place string // code of an area or id of a neighbourhood
	Kind  ActionKind
	Began day.Date
	Ended day.Date // the last day; zero where it goes on, or was done in one day
	What  string   // in a sentence or two
	LedBy string   // the team or organisation
}

// ActionKind is the sort of an action.
type ActionKind string

// The kinds.
const (
	Testing    ActionKind = "testing"
	Tracing    ActionKind = "tracing"
	Advice     ActionKind = "advice"
	Outreach   ActionKind = "outreach"
	Support    ActionKind = "support"
	Closure    ActionKind = "closure"
	Vaccines   ActionKind = "vaccines"
	OtherThing ActionKind = "other"
)

// ActionKinds are the kinds as they are offered.
func ActionKinds() []ActionKind {
	return []ActionKind{Testing, Tracing, Advice, Outreach, Support, Vaccines, Closure, OtherThing}
}

// Label is the kind in words.
func (k ActionKind) Label() string {
	switch k {
	case Testing:
		return "Testing"
	case Tracing:
		return "Contact tracing"
	case Advice:
		return "Advice to the public"
	case Outreach:
		return "Visits and calls"
	case Support:
		return "Food, money and other support"
	case Vaccines:
		return "Vaccination"
	case Closure:
		return "Rules and closures"
	}
	return "Something else"
}

// noters may note what was done: for the whole borough, or in the neighbourhood they hold the
// role for.
var noters = []access.Role{access.Coordinator, access.Manager, access.Analyst}

// Noters is who may note what was done, somewhere.
func Noters() []access.Role { return slices.Clone(noters) }

var (
	notNoter    = fault.New(fault.Forbidden, "situation.not-noter", "What was done is noted by the coordinators, managers and analysts of the place. Choose a neighbourhood you work for.")
	noAction    = fault.New(fault.NotFound, "situation.no-action", "There is no such action. Open it from the log of what was done.")
	staleAction = fault.New(fault.Stale, "situation.action-stale", "Somebody else has changed this entry since you opened it. What they wrote stands below; change it again if it is still wrong.")
	noPlace     = fault.New(fault.Invalid, "situation.no-place", "Choose a place from the list.")
	noKind      = fault.New(fault.Invalid, "situation.no-kind", "Choose what kind of thing it was, and say what was done.")
	badSpan     = fault.New(fault.Invalid, "situation.action-span", "The last day must be the first day or later.")
	notYet      = fault.New(fault.Invalid, "situation.action-future", "The first day is still to come. Note what was done once it began.")
)

// ActionsSeen is the most actions that are listed.
const ActionsSeen = 200

// Actions lists what was done, the latest first, for those of [Readers].
func (s *Service) Actions(ctx context.Context) (all []Action, err error) {
	defer fault.Wrap(&err, "what was done")
	if err := access.CheckHeld(ctx, readers...); err != nil {
		return nil, err
	}
	return actionsNow(s.db.Read(ctx))
}

// ActionHistory lists what was written of one action, the latest first: the first stands.
func (s *Service) ActionHistory(ctx context.Context, id ActionID) (all []Action, err error) {
	defer fault.Wrap(&err, "action %s", id)
	if err := access.CheckHeld(ctx, readers...); err != nil {
		return nil, err
	}
	if all, err = actionVersions(s.db.Read(ctx), id); err == nil && len(all) == 0 {
		return nil, noAction
	}
	return all, err
}

// Note writes down what was done.
func (s *Service) Note(ctx context.Context, d Done) (id ActionID, err error) {
	defer fault.Wrap(&err, "note what was done")
	err = s.noted(ctx, d.Place, func(tx *db.Tx) Action {
		id = ident.New[Action](tx.Now())
		return Action{ID: id, Version: 1, Done: d}
	}, "noted what was done")
	return id, err
}

// Change puts other words in the place of what was written. The version is the one that was
// seen: [fault.Stale] when it no longer stands.
func (s *Service) Change(ctx context.Context, id ActionID, version int64, d Done) (err error) {
	defer fault.Wrap(&err, "change what was done")
	if err := s.mayTouch(ctx, id); err != nil {
		return err
	}
	return s.noted(ctx, d.Place, func(*db.Tx) Action {
		return Action{ID: id, Version: version + 1, Done: d}
	}, "changed what was done")
}

// TakeOut takes an action out of the log. What was written is kept.
func (s *Service) TakeOut(ctx context.Context, id ActionID, version int64) (err error) {
	defer fault.Wrap(&err, "take out what was done")
	all, err := s.ActionHistory(ctx, id)
	if err != nil {
		return err
	}
	return s.noted(ctx, all[0].Done.Place, func(*db.Tx) Action {
		return Action{ID: id, Version: version + 1, Done: all[0].Done, Gone: true}
	}, "took out what was done")
}

// mayTouch refuses whoever may not write of the place where the action stands now.
func (s *Service) mayTouch(ctx context.Context, id ActionID) error {
	all, err := s.ActionHistory(ctx, id)
	if err != nil {
		return err
	}
	if !s.mayNote(ctx, all[0].Done.Place) {
		return notNoter
	}
	return nil
}

// mayNote reports whether the caller may write of a place. One that is no neighbourhood is the
// whole borough's.
func (s *Service) mayNote(ctx context.Context, place string) bool {
	hoods, err := s.hoods(ctx)
	if err != nil {
		return false
	}
	for _, h := range hoods {
		if h.ID == place {
			return access.From(ctx).HasFor(place, noters...)
		}
	}
	return access.From(ctx).HasFor("", noters...)
}

// noted writes a version. Of two who write the same one, the second is told.
func (s *Service) noted(ctx context.Context, place string, of func(*db.Tx) Action, verb string) error {
	who := access.From(ctx)
	known, err := s.Places(ctx)
	if err != nil {
		return err
	}
	if !s.mayNote(ctx, place) {
		return notNoter
	}
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		a := of(tx)
		a.NotedBy, a.NotedName, a.NotedAt = who.Account, who.Name, tx.Now()
		if err := a.sound(known, day.Of(tx.Now())); err != nil {
			return err
		}
		if err := follows(tx, a); err != nil {
			return err
		}
		if err := insertAction(tx, a); err != nil {
			return err
		}
		return journal.Record(tx, journal.Entry{
			Verb: verb, Topic: "situation.action", Objects: []journal.Object{{Kind: "action", ID: string(a.ID)}},
			Data: map[string]any{"version": a.Version, "place": a.Done.Place, "kind": string(a.Done.Kind)},
		})
	})
	if db.IsUnique(err) {
		return staleAction
	}
	return err
}

// follows refuses a version that is not the next.
func follows(tx *db.Tx, a Action) error {
	latest, err := latestAction(tx, a.ID)
	switch {
	case err != nil:
		return err
	case latest == 0 && a.Version > 1:
		return noAction
	case latest != a.Version-1:
		return staleAction
	}
	return nil
}

// sound says what is wrong with an action.
func (a Action) sound(known []Place, today day.Date) error {
	d := a.Done
	switch {
	case !slices.Contains(ActionKinds(), d.Kind) || d.What == "":
		return noKind
	case !slices.ContainsFunc(known, func(p Place) bool { return p.ID == d.Place }):
		return noPlace
	case !d.Ended.IsZero() && d.Ended.Before(d.Began):
		return badSpan
	case d.Began.After(today):
		return notYet
	}
	return nil
}
