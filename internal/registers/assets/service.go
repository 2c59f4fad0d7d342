package assets

import (
	"cmp"
	"context"
	"slices"

	"kith/internal/blueprint"
	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
)

// Blueprints gives the blueprint in force. *blueprint.Service is one.
type Blueprints interface {
	Current(ctx context.Context) (*blueprint.Blueprint, error)
}

// Service keeps the register.
type Service struct {
	db         *db.DB
	blueprints Blueprints
}

// New returns the service over a database.
func New(d *db.DB, b Blueprints) *Service { return &Service{db: d, blueprints: b} }

var (
	// readers may see the register.
	readers = []access.Role{access.Analyst, access.Governance, access.Manager}
	// declarers may put an asset on it.
	declarers = []access.Role{access.Analyst, access.Governance}
	// changers may say what changed, as whoever uses the data may not lengthen its basis.
	changers = []access.Role{access.Governance}
)

// Readers may see the register.
func Readers() []access.Role { return slices.Clone(readers) }

// Declarers may put an asset on the register.
func Declarers() []access.Role { return slices.Clone(declarers) }

// Changers may change what stands on it.
func Changers() []access.Role { return slices.Clone(changers) }

// Today is the day it is.
func (s *Service) Today(ctx context.Context) day.Date { return day.Of(s.db.Read(ctx).Now()) }

// All are the assets of the register, by name.
func (s *Service) All(ctx context.Context) (all []Asset, err error) {
	defer fault.Wrap(&err, "data assets")
	if all, err = declared(s.db.Read(ctx)); err != nil {
		return nil, err
	}
	shipped, err := s.shipped(ctx)
	if err != nil {
		return nil, err
	}
	for _, a := range shipped.Assets {
		if !slices.ContainsFunc(all, func(one Asset) bool { return one.ID == a.ID }) {
			all = append(all, a)
		}
	}
	slices.SortFunc(all, func(a, b Asset) int { return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID)) })
	return all, nil
}

// Get is one asset of the register.
func (s *Service) Get(ctx context.Context, id ID) (a Asset, err error) {
	defer fault.Wrap(&err, "data asset %s", id)
	a, found, err := byID(s.db.Read(ctx), id)
	if err != nil || found {
		return a, err
	}
	shipped, err := s.shipped(ctx)
	if err != nil {
		return Asset{}, err
	}
	if a, found = shipped.Find(id); !found {
		return Asset{}, fault.New(fault.NotFound, "assets.no-such", "There is no such data asset.")
	}
	return a, nil
}

func (s *Service) shipped(ctx context.Context) (*Shipped, error) {
	b, err := s.blueprints.Current(ctx)
	if fault.KindOf(err) == fault.NotFound {
		return &Shipped{}, nil
	}
	if err != nil {
		return nil, err
	}
	return blueprint.Part[*Shipped](b), nil
}

// Declare puts an asset on the register. Its id is made from its name; a name that is taken
// is [fault.Conflict].
func (s *Service) Declare(ctx context.Context, a Asset) (_ Asset, err error) {
	defer fault.Wrap(&err, "declare a data asset")
	if err := access.CheckHeld(ctx, declarers...); err != nil {
		return Asset{}, err
	}
	a.ID, a.Version = IDOf(a.Name), 1
	if err := a.check(); err != nil {
		return Asset{}, err
	}
	shipped, err := s.shipped(ctx)
	if err != nil {
		return Asset{}, err
	}
	if _, found := shipped.Find(a.ID); found {
		return Asset{}, taken()
	}
	return a, s.db.Write(ctx, func(tx *db.Tx) error {
		added, err := insert(tx, a)
		if err == nil && !added {
			err = taken()
		}
		if err != nil {
			return err
		}
		return tell(tx, "declared a data asset", "assets.declared", a)
	})
}

func taken() error {
	return fault.New(fault.Conflict, "assets.taken", "There is a data asset with this name. Choose another name, or open that one.")
}

// Change writes what changed of an asset. Somebody who was quicker is told of by a
// [fault.Stale].
func (s *Service) Change(ctx context.Context, a Asset) (err error) {
	defer fault.Wrap(&err, "change data asset %s", a.ID)
	if err := access.CheckHeld(ctx, changers...); err != nil {
		return err
	}
	before, err := s.Get(ctx, a.ID)
	if err != nil {
		return err
	}
	if err := a.check(); err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		if a.Version == 0 {
			if before.Version == 0 {
				if err := Adopt(tx, before); err != nil {
					return err
				}
			}
			a.Version = 1
		}
		changed, err := update(tx, a)
		if err != nil {
			return err
		}
		if !changed {
			return fault.New(fault.Stale, "assets.stale", "Somebody else has changed this data asset since you opened it. Look at it again, then decide.")
		}
		return tell(tx, "changed a data asset", "assets.changed", a)
	})
}

// Adopt writes an asset that the blueprint ships into the register, in the caller's
// transaction, so that what is kept by it is held to its legal basis. One that stands there
// stays as it is.
func Adopt(tx *db.Tx, a Asset) error {
	_, err := insert(tx, a)
	return err
}

func tell(tx *db.Tx, verb, topic string, a Asset) error {
	return journal.Record(tx, journal.Entry{
		Verb: verb, Topic: topic, Objects: []journal.Object{{Kind: "asset", ID: string(a.ID)}},
		Data: map[string]any{"name": a.Name, "basis": a.Basis, "basis_ends": a.BasisEnds.String(), "keep_days": a.KeepDays},
	})
}
