// Package custody makes the part of the demo borough that the governance lead answers for:
// somebody who asked for a copy of their data, and a list whose legal basis ended.
package custody

import (
	"context"
	"time"

	"kith/internal/governance/keeping"
	"kith/internal/governance/requests"
	"kith/internal/kernel/clock"
	"kith/internal/kernel/day"
	"kith/internal/plat/datamap"
	"kith/internal/plat/db"
	"kith/internal/registers/assets"
	"kith/internal/registers/attributes"
	"kith/internal/registers/people"
)

// World is what there is before.
type World struct {
	DB       *db.DB
	Requests *requests.Service
	Keeping  *keeping.Service
	Clock    *clock.Manual
	Now      time.Time
	Asks     people.RecordID   // who asks for a copy
	Listed   []people.RecordID // who stood on the list
}

// Make lets a copy be asked for and a basis end. ctx is the machine's, and lead is the
// governance lead.
func Make(ctx, lead context.Context, w World) error {
	for _, do := range []func() error{
		func() error { return w.gives(ctx) },
		func() error { return w.asks(lead) },
		func() error { return w.ends(ctx) },
	} {
		if err := do(); err != nil {
			return err
		}
	}
	return nil
}

// before puts the clock to some days before now, at nine.
func (w World) before(days int) day.Date {
	on := day.Of(w.Now).AddDays(-days)
	w.Clock.Set(on.At(9, 0))
	return on
}

// gives hands the council a list on a basis that is to end two days before now.
func (w World) gives(ctx context.Context) error {
	w.before(12)
	list := assets.Asset{
		ID: "flood-contacts", Name: "Who was flooded in the winter", Owner: "Water company", Agreement: "Letter of the winter",
		Purpose: "To ask who was flooded how they are.", Basis: "Consent until the spring", BasisEnds: day.Of(w.Now).AddDays(-2), KeepDays: 28,
	}
	return w.DB.Write(db.Background(ctx, db.Imports), func(tx *db.Tx) error {
		if err := assets.Adopt(tx, list); err != nil {
			return err
		}
		for _, r := range w.Listed {
			one := attributes.Attribute{Record: r, Type: attributes.Circumstance, Key: "flooded", Asset: list.ID, Source: string(list.ID)}
			if _, err := attributes.Note(tx, one); err != nil {
				return err
			}
		}
		return nil
	})
}

// asks takes down that somebody wants a copy of what is held about them.
func (w World) asks(lead context.Context) error {
	_, err := w.Requests.Record(lead, requests.Request{
		Kind: requests.Copy, About: datamap.Person, Subject: string(w.Asks), Received: w.before(9),
		Said: "I would like to see everything that you have written down about me.",
	})
	return err
}

// ends takes away what stood on the list, as each day does.
func (w World) ends(ctx context.Context) error {
	w.before(1)
	if err := attributes.New(w.DB).Sweep(ctx); err != nil {
		return err
	}
	return w.Keeping.Daily(ctx)
}
