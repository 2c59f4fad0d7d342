package demo

import (
	"context"
	"errors"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/registers/people"
	"kith/internal/work/fleet"
	"kith/internal/work/needs"
)

// mostAsked is how many requests are looked through for one that food is to be ordered for.
const mostAsked = 200

// keepsApart has a hamper packed for somebody and their address withheld then, as their hub does
// when it learns that they are in hiding.
func (m *maker) keepsApart(ctx context.Context) error {
	ctx = m.as(ctx, m.hands.director)
	found, err := m.Needs.Requests(ctx, needs.RequestFilter{States: []needs.RequestState{needs.Accepted}, Limit: mostAsked})
	if err != nil {
		return err
	}
	for _, r := range found {
		all, err := m.Needs.NeedsOf(ctx, r.ID)
		if err != nil {
			return err
		}
		for _, n := range all {
			if n.State != needs.NeedOpen || n.Category != "food" || !m.Food.MayOrder(ctx, n) {
				continue
			}
			if packed, err := m.packed(ctx, n); err != nil || packed {
				return errors.Join(err, m.withhold(ctx, r.Record))
			}
		}
	}
	return nil
}

// packed has a hamper ordered for a need and packed; false where it has one already, or none suits.
func (m *maker) packed(ctx context.Context, n needs.Need) (bool, error) {
	steps := 0
	err := m.order(ctx, m.dice(31), n, func(int, int) bool { steps++; return steps <= 3 })
	if kind := fault.KindOf(err); err != nil && (kind == fault.Conflict || kind == fault.Invalid) {
		return false, nil
	}
	return err == nil && steps == 4, err
}

func (m *maker) withhold(ctx context.Context, record people.RecordID) error {
	p, err := m.People.Person(ctx, people.PersonID(record))
	if err != nil {
		return err
	}
	m.apart = record
	return m.People.Mark(ctx, p.ID, p.Labels(), append(p.Labels(), people.AddressWithheld))
}

// visits puts somebody on the road tomorrow who may also make the visits of the first hub: a plan
// of its rounds has them among its stops, where there is work at every step.
func (m *maker) visits(ctx context.Context) error {
	if !m.size.EveryStep {
		return nil
	}
	ctx = m.as(ctx, m.hands.director)
	r, err := m.Fleet.Rules(ctx)
	if err != nil {
		return err
	}
	depot, _ := r.From(m.hoods[0])
	car, err := m.Fleet.AddVehicle(ctx, fleet.Vehicle{Name: "Hub car", Kind: fleet.Car, Depot: depot.ID, Neighbourhood: m.hoods[0], Capacity: r.Usual(fleet.Car)})
	if err != nil {
		return err
	}
	n := fleet.NewShift{Day: day.Of(m.now).AddDays(1), Vehicle: car.ID, Driver: fleet.Driver{Account: m.hands.visitor.Account, Name: m.hands.visitor.Name, Staff: true}}
	if err := n.From.UnmarshalText([]byte("10:00")); err != nil {
		return err
	}
	if err := n.Until.UnmarshalText([]byte("20:00")); err != nil {
		return err
	}
	_, err = m.Fleet.AddShift(ctx, n)
	return err
}
