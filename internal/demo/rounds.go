package demo

import (
	"context"
	"fmt"
	"time"

	"kith/internal/demo/town"
	"kith/internal/kernel/day"
	"kith/internal/plat/access"
	"kith/internal/services/rounds"
	"kith/internal/services/rounds/doorstep"
	"kith/internal/work/deliveries"
	"kith/internal/work/fleet"
)

// The hours in which the demo has a round under way, and when its day begins: nobody rings at
// a door at night.
const roundsFrom, roundsTo, driversFrom = 10, 19, 9

// drives puts vehicles on the list and has a driver on a round of one neighbourhood with some
// of its stops made. At night and early in the day that is the round of the evening before,
// of which nobody has said yet that it is back.
func (m *maker) drives(ctx context.Context) error {
	van, err := m.vehicles(m.as(ctx, m.hands.director))
	if err != nil {
		return err
	}
	until := m.byDaylight()
	if err := m.loads(m.as(ctx, m.hands.director), van, day.Of(until)); err != nil {
		return err
	}
	m.clock.Set(until.Add(-2 * time.Hour))
	if opens := day.Of(until).At(driversFrom, 0); m.clock.Now().Before(opens) {
		m.clock.Set(opens)
	}
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
	return m.onTheWay(ctx, p, until)
}

// byDaylight is the latest moment, up to now, at which somebody is out on a round.
func (m *maker) byDaylight() time.Time {
	today := day.Of(m.now)
	switch hour := m.now.In(day.London).Hour(); {
	case hour < roundsFrom:
		return today.AddDays(-1).At(roundsTo-1, 0)
	case hour >= roundsTo:
		return today.At(roundsTo-1, 0)
	}
	return m.now
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

// bulk is what groups and settings of a neighbourhood are brought.
var bulk = []struct {
	to, what string
	boxes    int64
}{
	{"Orchard House care home", "PPE, 200 masks", 2},
	{"St Oswald’s school", "Meals for the week", 6},
	{"The Bakehouse lunch club", "Tins and dry goods", 8},
	{"Canal Street surgery", "Hand gel, 40 bottles", 3},
	{"Willow Court care home", "PPE, aprons and gloves", 4},
}

// loads makes ready, before the drivers set out, what goes to groups and settings of a vehicle's
// neighbourhood: a round has stops even on a day on which nobody is to be brought a parcel.
func (m *maker) loads(ctx context.Context, van fleet.Vehicle, on day.Date) error {
	m.clock.Set(on.At(driversFrom, 0).Add(-time.Hour))
	var homes []town.Home
	for _, h := range m.town.Homes {
		if h.Neighbourhood == van.Neighbourhood {
			homes = append(homes, h)
		}
	}
	for i, one := range bulk {
		_, err := m.Fleet.AddBulk(ctx, fleet.NewBulk{
			What: one.what, Depot: van.Depot, To: one.to, Postcode: string(homes[i*len(homes)/len(bulk)].Postcode), Neighbourhood: van.Neighbourhood,
			Load: deliveries.Load{Boxes: one.boxes, Grams: one.boxes * 6000}, Window: deliveries.Window{Day: on, Part: deliveries.AnyTime},
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// onTheWay has the driver set out and make the first stops, as many as there is time for.
func (m *maker) onTheWay(ctx context.Context, p rounds.Plan, until time.Time) error {
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
		if i == 3 || s.LeaveAt.After(until) || i == len(stops)-1 {
			break
		}
		if s.LeaveAt.After(m.clock.Now()) {
			m.clock.Set(s.LeaveAt)
		}
		said := doorstep.Said{Stop: s.ID, Version: s.Version, Outcome: rounds.Outcomes(s.Task)[0], Key: fmt.Sprintf("demo %s", s.ID)}
		if err := m.Doorstep.Record(who, said); err != nil {
			return err
		}
	}
	return nil
}
