package levels

import (
	"context"
	"strings"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
)

// Overview is how everything stands.
type Overview struct {
	Plan      *Plan
	Places    []Standing // the whole borough first
	Proposals []Proposal // open ones, the oldest first
	Settled   []Proposal // the latest first
	History   []Decision // the latest first
	Lists     []List     // of the decisions that count, those with something left first
	MayDecide bool
	Names     map[string]string // of places
}

// Tick is who did an item, and when.
type Tick struct {
	At     time.Time
	By     string
	ByName string
}

// List is the checklist of a decision, as far as it was worked through.
type List struct {
	Decision Decision
	Stage    Stage
	Name     string // of the place
	Ticks    map[string]Tick
}

// Left is how many items are not ticked.
func (l List) Left() (n int) {
	for _, i := range l.Stage.List {
		if _, done := l.Ticks[i.ID]; !done {
			n++
		}
	}
	return n
}

// shown is how many decisions and settled proposals are shown.
const shown = 50

// Overview gives how the levels stand, to [Readers].
func (s *Service) Overview(ctx context.Context) (o Overview, err error) {
	defer fault.Wrap(&err, "levels")
	if err := access.CheckHeld(ctx, readers...); err != nil {
		return o, err
	}
	b, err := s.book(ctx)
	if err != nil {
		return o, err
	}
	r := s.db.Read(ctx)
	all, err := sinceTheBorough(r)
	if err != nil {
		return o, err
	}
	o = Overview{Plan: b.plan, Places: b.standings(all), Names: map[string]string{}}
	for _, p := range o.Places {
		o.Names[p.Place] = p.Name
	}
	if o.Proposals, err = openProposals(r); err != nil {
		return o, err
	}
	if o.Settled, err = settledProposals(r, shown); err != nil {
		return o, err
	}
	if o.History, err = history(r, shown); err != nil {
		return o, err
	}
	if o.Lists, err = b.lists(r, o.Places); err != nil {
		return o, err
	}
	o.MayDecide, err = s.mayDecide(ctx, r, b.plan)
	return o, err
}

// lists are the lists of the decisions that count.
func (b book) lists(r db.Reader, all []Standing) (lists []List, err error) {
	for _, st := range all {
		if st.Decision.Number == 0 || !st.Own || len(st.Stage.List) == 0 {
			continue
		}
		l := List{Decision: st.Decision, Stage: st.Stage, Name: st.Name}
		if l.Ticks, err = ticksOf(r, st.Decision.Number); err != nil {
			return nil, err
		}
		lists = append(lists, l)
	}
	return lists, nil
}

// List is the checklist of one decision, also of one that no longer counts.
func (s *Service) List(ctx context.Context, number int64) (l List, err error) {
	defer fault.Wrap(&err, "the list of decision %d", number)
	if err := access.CheckHeld(ctx, readers...); err != nil {
		return l, err
	}
	b, err := s.book(ctx)
	if err != nil {
		return l, err
	}
	r := s.db.Read(ctx)
	all, err := history(r, 1<<20)
	if err != nil {
		return l, err
	}
	for _, d := range all {
		if d.Number == number {
			l = List{Decision: d, Stage: b.plan.Stage(d.Level), Name: b.name(d.Place)}
			l.Ticks, err = ticksOf(r, number)
			return l, err
		}
	}
	return l, fault.New(fault.NotFound, "levels.no-such-decision", "There is no such decision.")
}

// Tick notes that an item of a list was done, or with undo that it was not. It is for
// [Tickers] of the place, and for a decision of the whole borough of any place.
func (s *Service) Tick(ctx context.Context, number int64, item string, undo bool) (err error) {
	defer fault.Wrap(&err, "tick %s", item)
	l, err := s.List(ctx, number)
	if err != nil {
		return err
	}
	if err := mayTick(ctx, l.Decision.Place); err != nil {
		return err
	}
	what := ""
	for _, i := range l.Stage.List {
		if i.ID == item {
			what = i.What
		}
	}
	if what == "" {
		return fault.New(fault.NotFound, "levels.no-such-item", "The list has no such item any more. Open it again.")
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		t, verb := Tick{tx.Now(), tx.Actor(), access.From(ctx).Name}, "ticked an item of a level's list"
		change := func() (bool, error) { return insertTick(tx, number, item, t) }
		if undo {
			verb, change = "took the tick off an item of a level's list", func() (bool, error) { return deleteTick(tx, number, item) }
		}
		changed, err := change()
		if err != nil || !changed {
			return err // somebody did the same before
		}
		return journal.Record(tx, journal.Entry{
			Verb: verb, Topic: "levels.ticked", Objects: []journal.Object{{Kind: "place", ID: l.Decision.Place}},
			Data: map[string]any{"number": number, "item": item, "what": strings.TrimSpace(what)},
		})
	})
}

func mayTick(ctx context.Context, place string) error {
	if place == "" {
		return access.CheckHeld(ctx, tickers...)
	}
	return access.Check(ctx, place, tickers...)
}
