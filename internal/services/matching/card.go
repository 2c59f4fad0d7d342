package matching

import (
	"context"
	"slices"
	"time"

	"kith/internal/blueprint"
	"kith/internal/kernel/day"
	"kith/internal/kernel/grid"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
	"kith/internal/registers/people"
	"kith/internal/registers/places"
	"kith/internal/registers/volunteering"
	"kith/internal/work/assignment"
	"kith/internal/work/inbox"
	"kith/internal/work/needs"
	"kith/internal/work/tasks"
)

// Card is one task as a volunteer sees it: what, roughly where, when and for how long, before
// they say yes; whom it is for and where from then on, until a day after it was done.
type Card struct {
	Offer       OfferID // "" for what they were asked by hand, or have
	Task        tasks.ID
	Version     int64
	State       tasks.State
	Activity    volunteering.Activity // in English; pages have it in the reader's language
	Title       string
	Instruction string
	Area        string
	Hood        string
	Priority    needs.Priority
	Due         time.Time
	From        time.Time       // zero when it can be done now
	Until       time.Time       // when the offer ends; zero for what is no offer
	Slot        assignment.Slot // when the plan thinks they are free; zero for none
	Metres      int64           // -1 when it is not known
	Endings     []tasks.Ending
	Attempts    int
	ClosedAt    time.Time
	// Person is nil until they have said yes, and again a day after it was done.
	Person *inbox.Person
	// Hub is where to meet or collect when the address is not told.
	Hub *places.Base
	// At is where the home is, to about a postcode; nil when that is not told.
	At *grid.Point
	// LastNote is what they wrote themselves the last time, for the same person.
	LastNote string
}

func guarded(t tasks.Task) bool { return needs.Guarded(t.Labels) }

// card is a task without whom it is for.
func (b book) card(t tasks.Task) Card {
	activity, _ := b.rules.For(t.Category, string(t.Kind))
	c := Card{
		Task: t.ID, Version: t.Version, State: t.State, Activity: activity, Title: t.Title, Area: t.Area, Hood: t.Neighbourhood,
		Priority: t.Priority, Due: t.DueAt, From: t.NotBefore, Metres: -1, Endings: t.Endings(), Attempts: t.Attempts, ClosedAt: t.ClosedAt,
	}
	if start := t.StartOn; !start.IsZero() && start.Start().After(c.From) {
		c.From = start.Start()
	}
	return c
}

func (b book) offered(t tasks.Task, o Offer) Card {
	c := b.card(t)
	c.Offer, c.Until, c.Slot, c.Metres = o.ID, o.UntilAt, o.Slot, o.Metres
	return c
}

// person adds whom a task is for, while that may be shown. The journal is told first.
func (s *Service) person(ctx context.Context, r db.Reader, b book, t tasks.Task, c *Card) error {
	if !t.State.Open() && r.Now().Sub(t.ClosedAt) >= ShownAfter {
		return nil
	}
	record, err := people.RecordIn(r, t.Record)
	if err != nil {
		return err
	}
	reach, err := people.ReachIn(r, t.Record)
	if err != nil {
		return err
	}
	err = s.reads.Saw(ctx, journal.Entry{
		Verb: "looked at whom a task is for", Topic: "people.read", Subject: string(t.Record), Objects: []journal.Object{{Kind: "task", ID: string(t.ID)}},
	})
	if err != nil {
		return err
	}
	c.Person = inbox.PersonOf(ctx, record, reach, day.Of(r.Now()), t)
	if c.Instruction, err = needs.ToHelpers(r, t.Need, t.Instruction); err != nil {
		return err
	}
	if c.Person.Told, err = inbox.Told(ctx, r, blueprint.Spoken{Source: s.blueprints}, t); err != nil {
		return err
	}
	if err := b.where(r, record, c); err != nil {
		return err
	}
	c.LastNote, err = lastNote(r, t)
	return err
}

// where says where the home is, or which building to go to instead.
func (b book) where(r db.Reader, record people.Record, c *Card) error {
	if c.Person.Withheld {
		i := slices.IndexFunc(b.areas.Neighbourhoods, func(n places.Neighbourhood) bool { return n.ID == c.Hood })
		if i >= 0 {
			c.Hub = b.areas.Neighbourhoods[i].Base
		}
		return nil
	}
	spots, err := places.Spots(r, []string{record.Address.Postcode})
	if err != nil {
		return err
	}
	if ref, ok := spots[places.Tidy(record.Address.Postcode)]; ok {
		at := grid.ToLatLon(ref)
		c.At = &at
	}
	return nil
}

// CardOf is one offer, or one task that the volunteer who is signed in was asked for, has, or
// finished within a day.
func (s *Service) CardOf(ctx context.Context, id tasks.ID) (c Card, err error) {
	m, err := s.Mine(ctx)
	if err != nil {
		return Card{}, err
	}
	for _, list := range [][]Card{m.Offers, m.Asked, m.Have, m.Finished} {
		for _, c := range list {
			if c.Task == id {
				return c, nil
			}
		}
	}
	return Card{}, noSuch("task")
}
