// Package gold makes the part of the demo borough that leads the response: groups that meet, a
// history of levels, and a neighbourhood that runs short.
package gold

import (
	"context"
	"math/rand/v2"
	"strconv"
	"time"

	"kith/internal/kernel/clock"

	"kith/internal/insight/capacity"
	"kith/internal/kernel/day"
	"kith/internal/plat/db"
	"kith/internal/services/command"
	"kith/internal/work/fleet"
	"kith/internal/work/levels"
	"kith/internal/work/steps"
)

// World is what there is before.
type World struct {
	DB       *db.DB
	Levels   *levels.Service
	Command  *command.Service
	Capacity *capacity.Service
	Fleet    *fleet.Service
	Clock    *clock.Manual
	Now      time.Time
	Hoods    []string   // ids of the neighbourhoods; the last runs short
	Requests int        // of the two weeks before
	Dice     *rand.Rand // of its own
}

// maker makes it.
type maker struct{ World }

// Make lets the groups that lead the response meet: a history of levels, what they decided
// and gave to do, and whether the borough can cope, which it cannot everywhere. ctx is the
// machine's, and lead is who manages the borough.
func Make(ctx, lead context.Context, w World) error {
	m := &maker{w}
	for _, do := range []func(context.Context) error{m.seats, m.stoodUp, m.meets, m.reports} {
		if err := do(lead); err != nil {
			return err
		}
	}
	if err := m.drives(lead); err != nil {
		return err
	}
	if err := m.copes(ctx, lead); err != nil {
		return err
	}
	_, err := m.Command.Draft(lead, "silver")
	return err
}

// before puts the clock to some days before now, at nine.
func (m *maker) before(days int) day.Date {
	on := day.Of(m.Now).AddDays(-days)
	m.Clock.Set(on.At(9, 0))
	return on
}

// seats fills the groups.
func (m *maker) seats(ctx context.Context) error {
	m.before(119)
	for group, all := range map[string][]command.NewMember{
		"gold": {
			{Name: "Chris Fairclough", Part: "Chair", Email: "director@example.org"}, {Name: "Nia Okafor", Part: "Figures and notes", Email: "analyst@example.org"}, {Name: "Supt Dale Kay", Part: "Police"},
		},
		"silver": {
			{Name: "Chris Fairclough", Part: "Deputy", Email: "director@example.org"}, {Name: "Alex Hartley", Part: "Chair", Email: "coordination@example.org"}, {Name: "Mo Rahman", Part: "Food and vans", Email: "logistics@example.org"},
		},
		"emergency-powers": {{Name: "Chris Fairclough", Part: "Chair", Email: "director@example.org"}},
	} {
		for _, one := range all {
			if err := m.Command.Add(ctx, group, one); err != nil {
				return err
			}
		}
	}
	return nil
}

// stoodUp decides levels as they were decided since the spring.
func (m *maker) stoodUp(ctx context.Context) error {
	for i, d := range []struct {
		days   int
		to     steps.Level
		reason string
	}{
		{118, steps.Virtual, "Staff fall ill and the first residents shield. The hubs work by phone."},
		{111, steps.Surge, "Requests doubled in a week. All bases open."},
		{34, steps.Virtual, "Two calm weeks. Bases shut, the hubs go on by phone."},
	} {
		m.before(d.days)
		one, err := m.Levels.Decide(ctx, levels.Wish{To: d.to, Reason: d.reason, Seen: int64(i)})
		if err != nil {
			return err
		}
		l, err := m.Levels.List(ctx, one.Number)
		if err != nil {
			return err
		}
		for n, item := range l.Stage.List {
			if n == len(l.Stage.List)-1 && i == 2 {
				break // one is left to do
			}
			m.Clock.Advance(5 * time.Hour)
			if err := m.Levels.Tick(ctx, one.Number, item.ID, false); err != nil {
				return err
			}
		}
	}
	return nil
}

// meets logs what Gold and Silver decided, and what they gave to do.
func (m *maker) meets(ctx context.Context) error {
	there := "Chris Fairclough, Nia Okafor, Supt Dale Kay"
	for _, d := range []struct {
		days int
		one  command.NewDecision
	}{
		{34, command.NewDecision{What: "Go to virtual in the whole borough", Reasons: "Two calm weeks in all neighbourhoods.", Options: "Stay at surge: costs forty redeployed staff. Stand down: too early before winter.", Present: there}},
		{20, command.NewDecision{What: "Food parcels stay free until the end of the year", Reasons: "Invoices cost more than they bring in.", Options: "Ask for a part of the price: refused by two hubs.", Present: there}},
		{19, command.NewDecision{What: "Food parcels stay free until the end of March", Reasons: "The end of the year was a slip: the budget runs to March.", Present: there, Corrects: 2}},
		{3, command.NewDecision{What: "Ask the neighbouring borough for ten drivers", Reasons: "Vans are the first thing to run short if demand rises.", Options: "Hire: two weeks' notice. Volunteers' cars: enough for parcels, not for pallets.", Present: there}},
	} {
		d.one.On = m.before(d.days)
		if _, err := m.Command.Decide(ctx, "gold", d.one); err != nil {
			return err
		}
	}
	m.before(20)
	today := day.Of(m.Now)
	for _, a := range []command.NewAction{
		{What: "Check that every base has a working freezer", Owner: "Mo Rahman", Due: today.AddDays(-6)},
		{What: "Agree with the neighbouring borough how drivers are insured", Owner: "Alex Hartley", Due: today.AddDays(2), Decision: 4},
		{What: "Tell ward members that parcels stay free", Owner: "Chris Fairclough", Due: today.AddDays(-15), Decision: 3},
	} {
		if err := m.Command.Act(ctx, "gold", a); err != nil {
			return err
		}
	}
	if err := m.Command.Act(ctx, "silver", command.NewAction{What: "Ask the reserve who is free next week", Owner: "Alex Hartley", Due: today.AddDays(1)}); err != nil {
		return err
	}
	v, err := m.Command.View(ctx, "gold")
	if err != nil {
		return err
	}
	m.before(16)
	for _, a := range v.Actions {
		if a.Number == 3 {
			err = m.Command.Close(ctx, "gold", a.ID, a.Version, command.Done, "Sent in the members' bulletin")
		}
	}
	return err
}

// reports sends a situation report of Gold.
func (m *maker) reports(ctx context.Context) error {
	m.before(3)
	n, err := m.Command.Draft(ctx, "gold")
	if err != nil {
		return err
	}
	w := command.Words{Notes: "Calm on the whole. More is asked for food in the east than elsewhere.", Plans: "Watch food each morning. Keep the reserve warm."}
	return m.Command.Save(ctx, "gold", n, 1, w, true)
}

// drivers are out from the day after tomorrow on; today's and tomorrow's rounds are others'.
var drivers = []string{"Sam Ainsworth", "Jo Pilling"}

// drives puts the borough's vans on the rest of the seven days, so that it is known how much can
// be brought.
func (m *maker) drives(ctx context.Context) error {
	all, err := m.Fleet.Vehicles(ctx)
	if err != nil {
		return err
	}
	today, n := day.Of(m.Now), 0
	for _, v := range all {
		if v.Kind != fleet.Van || v.Neighbourhood != "" || n == len(drivers) {
			continue
		}
		for d := 2; d < 7; d++ {
			shift := fleet.NewShift{Day: today.AddDays(d), Vehicle: v.ID, Driver: fleet.Driver{Account: "demo-driver-" + strconv.Itoa(n), Name: drivers[n], Staff: true}}
			if _, err := m.Fleet.AddShift(ctx, shift); err != nil {
				return err
			}
		}
		n++
	}
	return nil
}

// usualWeek is how busy the days of a week are, Monday first, and asks how needs are made up.
var (
	usualWeek = [7]float64{1.35, 1.1, 1, 1, 1.05, .8, .7}
	asks      = []struct {
		category string
		part     float64
	}{{"food", .42}, {"medicines", .2}, {"shopping", .16}, {"comfort-call", .14}, {"other", .08}}
)

// copes brings the counts of the months before over from an earlier system, lets most hubs
// count enough food, and the last too little: what is short there is put forward.
func (m *maker) copes(ctx, lead context.Context) error {
	m.Clock.Set(m.Now.Add(-70 * time.Minute))
	if err := m.Capacity.Keep(ctx); err != nil {
		return err
	}
	var all []capacity.Earlier
	d, day1 := m.Dice, day.Of(m.Now)
	a := max(1, float64(m.Requests)*1.3/14/float64(len(m.Hoods)))
	for back := 119; back > 14; back-- {
		on := day1.AddDays(-back)
		for _, hood := range m.Hoods {
			for _, k := range asks {
				mean := a * k.part * usualWeek[(int(on.Weekday())+6)%7]
				n := int64(mean + d.NormFloat64()*.8*mean + .5)
				all = append(all, capacity.Earlier{On: on, Place: hood, Category: k.category, N: max(0, n)})
			}
		}
	}
	if err := m.DB.Write(ctx, func(tx *db.Tx) error { return capacity.BringOver(tx, all) }); err != nil {
		return err
	}
	if err := m.Capacity.Keep(ctx); err != nil {
		return err
	}
	return m.shelves(lead)
}

// shelves counts the food of each hub.
func (m *maker) shelves(ctx context.Context) error {
	v, err := m.Capacity.View(ctx)
	if err != nil {
		return err
	}
	for i, hood := range m.Hoods {
		m.Clock.Advance(3 * time.Minute)
		parcels := int64(20)
		for _, b := range v.In(hood).Balances {
			if b.Resource == capacity.Food {
				parcels += int64(1.4 * b.Need.High)
			}
			if b.Resource == capacity.Food && i == len(m.Hoods)-1 {
				parcels = int64(b.Need.Mid * .45)
			}
		}
		if err := m.Capacity.Count(ctx, hood, parcels, ""); err != nil {
			return err
		}
	}
	return nil
}
