package demo

import (
	"context"
	"fmt"
	"time"

	"kith/internal/kernel/day"
	"kith/internal/plat/access"
	"kith/internal/services/rounds"
	"kith/internal/services/rounds/doorstep"
	"kith/internal/work/fleet"
)

// The hours in which the demo has a round under way: nobody rings at a door at night.
const roundsFrom, roundsTo = 11, 19

// drives puts vehicles on the list and, by day, has a driver on a round of one neighbourhood
// with some of its stops made.
func (m *maker) drives(ctx context.Context) error {
	van, err := m.vehicles(m.as(ctx, m.hands.director))
	if err != nil {
		return err
	}
	if hour := m.now.In(day.London).Hour(); hour < roundsFrom || hour >= roundsTo {
		return nil
	}
	m.clock.Set(m.now.Add(-2 * time.Hour))
	ctx = m.as(ctx, m.hands.director)
	n := fleet.NewShift{Day: day.Of(m.clock.Now()), Vehicle: van.ID, Driver: fleet.Driver{Account: m.hands.driver.Account, Name: m.hands.driver.Name, Staff: true}}
	if err := n.From.UnmarshalText([]byte(m.clock.Now().In(day.London).Format("15:04"))); err != nil {
		return err
	}
	if err := n.Until.UnmarshalText([]byte("21:00")); err != nil {
		return err
	}
	if _, err := m.Fleet.AddShift(ctx, n); err != nil {
		return err
	}
	p, err := m.Rounds.PlanDay(ctx, n.Day, van.Neighbourhood)
	if err != nil {
		return err
	}
	if err := m.Rounds.Solve(ctx, p.ID); err != nil {
		return err
	}
	if p, err = m.Rounds.Plan(ctx, p.ID); err != nil || p.Current == 0 {
		return err
	}
	v, err := m.Rounds.VersionOf(ctx, p, 0)
	if err != nil || v.Stops() == 0 {
		return err
	}
	if p, err = m.Rounds.Publish(ctx, p.ID, p.Version); err != nil {
		return err
	}
	return m.onTheWay(ctx, p)
}

// vehicles are a van of one neighbourhood and what the whole borough has; it returns the first.
func (m *maker) vehicles(ctx context.Context) (van fleet.Vehicle, err error) {
	r, err := m.Fleet.Rules(ctx)
	if err != nil {
		return van, err
	}
	depot, _ := r.From("")
	for i, one := range []struct {
		name string
		kind fleet.Kind
		hood string
	}{{"Blue van", fleet.Van, m.hoods[1]}, {"White van", fleet.Van, ""}, {"Silver van", fleet.Van, ""}, {"Pool car", fleet.Car, ""}, {"Cargo bike", fleet.Bike, ""}} {
		made, err := m.Fleet.AddVehicle(ctx, fleet.Vehicle{Name: one.name, Kind: one.kind, Depot: depot.ID, Neighbourhood: one.hood, Capacity: r.Usual(one.kind)})
		if err != nil {
			return van, err
		}
		if i == 0 {
			van = made
		}
	}
	return van, nil
}

// onTheWay has the driver set out and make the first stops.
func (m *maker) onTheWay(ctx context.Context, p rounds.Plan) error {
	all, err := m.Rounds.RoundsOf(ctx, p)
	if err != nil || len(all) == 0 {
		return err
	}
	who := m.as(ctx, access.Principal{Account: m.hands.driver.Account, Name: m.hands.driver.Name, Grants: m.hands.driver.Grants})
	if err := m.Rounds.Leave(who, all[0].ID, all[0].Version); err != nil {
		return err
	}
	_, stops, err := m.Rounds.Round(who, all[0].ID)
	if err != nil {
		return err
	}
	for i, s := range stops {
		if i == 3 || s.LeaveAt.After(m.now) || i == len(stops)-1 {
			break
		}
		if s.LeaveAt.After(m.clock.Now()) {
			m.clock.Set(s.LeaveAt)
		}
		said := doorstep.Said{Stop: s.ID, Version: s.Version, Outcome: s.Task.Outcomes()[0], Key: fmt.Sprintf("demo %s", s.ID)}
		if err := m.Doorstep.Record(who, said); err != nil {
			return err
		}
	}
	return nil
}
