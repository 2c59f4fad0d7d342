package vrp

import (
	"errors"
	"fmt"
	"slices"
)

// Valid reports everything about a problem that makes no sense, each naming its item. What
// makes sense and cannot be done, such as a stop heavier than any van, is no error: the stop
// is left out, and [Plan] says so.
func (p *Problem) Valid() error {
	var errs []error
	if len(p.Vehicles) == 0 {
		errs = append(errs, errors.New("vrp: there are no vehicles; add at least one"))
	}
	if len(p.Travel) == 0 {
		errs = append(errs, errors.New("vrp: nothing says how far it is between places; add a travel table"))
	}
	errs = append(errs, p.validStops()...)
	errs = append(errs, p.validVehicles()...)
	errs = append(errs, p.validTies()...)
	return errors.Join(errs...)
}

func (p *Problem) validStops() (errs []error) {
	seen := map[string]int{}
	for i := range p.Stops {
		s := &p.Stops[i]
		name := p.stopName(i)
		if s.ID != "" {
			if first, twice := seen[s.ID]; twice {
				errs = append(errs, fmt.Errorf("vrp: stops %d and %d are both called %q; each needs a name of its own", first, i, s.ID))
			}
			seen[s.ID] = i
		}
		if err := p.validStop(s); err != nil {
			errs = append(errs, fmt.Errorf("vrp: %s %w", name, err))
		}
	}
	return errs
}

func (p *Problem) validStop(s *Stop) error {
	switch {
	case !p.known(s.Place):
		return fmt.Errorf("is at place %d, which the travel tables do not have", s.Place)
	case outside(s.Window):
		return fmt.Errorf("opens at %d and closes at %d; both must be from 0 to %d", s.Window.Open, s.Window.Close, Horizon)
	case s.Service < 0 || s.Service > Horizon:
		return fmt.Errorf("takes %d; a service time is from 0 to %d", s.Service, Horizon)
	case negative(s.Load) || negative(s.Collect):
		return errors.New("has a load below nothing")
	case s.Prize < 0 || s.Prize > dearest:
		return fmt.Errorf("has a prize of %d; it must be from 0 to %d", s.Prize, int64(dearest))
	case s.Tier > lastTier:
		return fmt.Errorf("is of tier %d; tiers are 0 to %d", s.Tier, lastTier)
	case !p.vehicles(s.Only) || !p.vehicles(s.Never):
		return errors.New("names a vehicle that is not there")
	}
	return nil
}

func (p *Problem) validVehicles() (errs []error) {
	seen := map[string]int{}
	for i := range p.Vehicles {
		v := &p.Vehicles[i]
		if v.ID != "" {
			if first, twice := seen[v.ID]; twice {
				errs = append(errs, fmt.Errorf("vrp: vehicles %d and %d are both called %q; each needs a name of its own", first, i, v.ID))
			}
			seen[v.ID] = i
		}
		if err := p.validVehicle(v); err != nil {
			errs = append(errs, fmt.Errorf("vrp: %s %w", p.vehicleName(i), err))
		}
	}
	return errs
}

func (p *Problem) validVehicle(v *Vehicle) error {
	switch {
	case v.Profile < 0 || v.Profile >= len(p.Travel):
		return fmt.Errorf("travels by table %d, which is not there", v.Profile)
	case v.Start != Nowhere && !p.known(v.Start):
		return fmt.Errorf("starts at place %d, which the travel tables do not have", v.Start)
	case v.End != Nowhere && !p.known(v.End):
		return fmt.Errorf("ends at place %d, which the travel tables do not have", v.End)
	case outside(v.Shift) || v.Shift.Close < v.Shift.Open:
		return fmt.Errorf("works from %d to %d; a shift ends after it begins, within 0 to %d", v.Shift.Open, v.Shift.Close, Horizon)
	case v.MaxDuration < 0 || v.MaxDistance < 0 || v.Reload < 0 || v.Trips < 0 || v.Reload > Horizon:
		return errors.New("has a limit below nothing")
	case negative(v.Capacity):
		return errors.New("has a capacity below nothing")
	case outside64(v.Fixed) || rate(v.PerDistance) || rate(v.PerTime):
		return fmt.Errorf("has a cost that is not from 0 to %d, or one for a unit of distance or time that is not from 0 to %d", int64(dearest), dearestRate)
	case v.Trips > 1 && v.Start == Nowhere:
		return errors.New("loads again and has no start to do it at")
	case len(v.Driven) > 0 && outside(Window{v.At, v.At}):
		return fmt.Errorf("is free at %d; that must be from 0 to %d", v.At, Horizon)
	}
	return v.validBreaks()
}

func (v *Vehicle) validBreaks() error {
	for i, b := range v.Breaks {
		if outside(b.Window) || b.Window.Close < b.Window.Open || b.Length < 0 || b.Length > Horizon {
			return fmt.Errorf("has a break of %d between %d and %d; it must be between 0 and %d, and close after it opens",
				b.Length, b.Window.Open, b.Window.Close, Horizon)
		}
		if i > 0 && b.Window.Open < v.Breaks[i-1].Window.Open {
			return errors.New("has breaks out of order; sort them by when they open")
		}
	}
	return nil
}

func (p *Problem) validTies() (errs []error) {
	tied := make([]bool, len(p.Stops))
	for i, pair := range p.Pairs {
		switch {
		case !p.stop(pair.From) || !p.stop(pair.To) || pair.From == pair.To:
			errs = append(errs, fmt.Errorf("vrp: pair %d leads from stop %d to stop %d; both must be there, and two", i, pair.From, pair.To))
		case tied[pair.From] || tied[pair.To]:
			errs = append(errs, fmt.Errorf("vrp: pair %d has a stop of another pair; give each pair stops of its own", i))
		default:
			tied[pair.From], tied[pair.To] = true, true
		}
	}
	for i, a := range p.Apart {
		if !p.stop(a[0]) || !p.stop(a[1]) || a[0] == a[1] {
			errs = append(errs, fmt.Errorf("vrp: the stops %d and %d kept apart (%d) must be there, and two", a[0], a[1], i))
		}
	}
	return append(append(errs, p.validPreferences()...), p.validDriven()...)
}

func (p *Problem) validPreferences() (errs []error) {
	seen := map[int]bool{}
	for i, f := range p.Prefer {
		switch {
		case !p.stop(f.Stop) || !p.vehicles([]int{f.Vehicle}) || outside64(f.Cost):
			errs = append(errs, fmt.Errorf("vrp: preference %d is of stop %d for vehicle %d at %d; both must be there, at a cost of 0 or more", i, f.Stop, f.Vehicle, f.Cost))
		case seen[f.Stop]:
			errs = append(errs, fmt.Errorf("vrp: %s has two preferences; give it one", p.stopName(f.Stop)))
		}
		seen[f.Stop] = true
	}
	return errs
}

func (p *Problem) validDriven() (errs []error) {
	done := map[int]bool{}
	for v := range p.Vehicles {
		for _, s := range p.Vehicles[v].Driven {
			if s != Reload && (!p.stop(s) || done[s]) {
				errs = append(errs, fmt.Errorf("vrp: %s has driven to stop %d, which is not there or was driven to before", p.vehicleName(v), s))
			}
			done[s] = s != Reload
		}
	}
	return errs
}

func (p *Problem) stop(i int) bool { return i >= 0 && i < len(p.Stops) }

func (p *Problem) vehicles(of []int) bool {
	return !slices.ContainsFunc(of, func(v int) bool { return v < 0 || v >= len(p.Vehicles) })
}

// known reports whether every table has a place.
func (p *Problem) known(place int) bool {
	return place >= 0 && !slices.ContainsFunc(p.Travel, func(t Travel) bool { return place >= t.Size() })
}

func (p *Problem) stopName(i int) string {
	if id := p.Stops[i].ID; id != "" {
		return fmt.Sprintf("stop %d (%s)", i, id)
	}
	return fmt.Sprintf("stop %d", i)
}

func (p *Problem) vehicleName(i int) string {
	if id := p.Vehicles[i].ID; id != "" {
		return fmt.Sprintf("vehicle %d (%s)", i, id)
	}
	return fmt.Sprintf("vehicle %d", i)
}

func outside(w Window) bool {
	return w.Open < 0 || w.Close < 0 || w.Open > Horizon || w.Close > Horizon
}

// dearest is the largest cost of anything by itself: sums of such stay within 64 bits.
const dearest = 1_000_000_000

// dearestRate is the largest cost of a unit of distance or time.
const dearestRate = 10_000

// lastTier is that of the stops left out first.
const lastTier = 3

func outside64(cost int64) bool { return cost < 0 || cost > dearest }

func rate(cost int64) bool { return cost < 0 || cost > dearestRate }

func negative(l Load) bool {
	return l[0] < 0 || l[1] < 0 || l[2] < 0 || l[3] < 0
}
