package instance

import (
	"errors"
	"fmt"

	"kith/algo/vrp"
)

// builder makes a problem of a document, and looks up what things name.
type builder struct {
	*document
	p                                *vrp.Problem
	place, profile, stopAt, vehicles map[string]int
	skills                           map[string]uint64
}

func (b *builder) build() (err error) {
	b.skills = map[string]uint64{}
	if b.place, err = index("place", b.document.places, func(p *jsonPlace) string { return p.ID }); err != nil {
		return err
	}
	if b.profile, err = index("profile", b.document.profiles, func(p *jsonProfile) string { return p.ID }); err != nil {
		return err
	}
	if b.stopAt, err = index("stop", b.document.stops, func(s *jsonStop) string { return s.ID }); err != nil {
		return err
	}
	if b.vehicles, err = index("vehicle", b.document.vehicles, func(v *jsonVehicle) string { return v.ID }); err != nil {
		return err
	}
	return errors.Join(
		each(b.document.profiles, b.addProfile), each(b.document.stops, b.addStop), each(b.document.vehicles, b.addVehicle),
		each(b.document.pairs, b.addPair), each(b.document.apart, b.addApart), each(b.document.prefer, b.addPreference),
	)
}

// index numbers a list's things by their ids.
func index[T any](what string, items []item[T], id func(*T) string) (map[string]int, error) {
	all := make(map[string]int, len(items))
	for i := range items {
		name := id(&items[i].of)
		if name == "" {
			return nil, atLine(items[i].line, fmt.Errorf(`a %s without an id; give it "id": "…"`, what))
		}
		if first, twice := all[name]; twice {
			return nil, atLine(items[i].line, fmt.Errorf("the %s %q is on line %d already; each needs an id of its own", what, name, items[first].line))
		}
		all[name] = i
	}
	return all, nil
}

// each adds every thing of a list, and stops at the first that is wrong.
func each[T any](items []item[T], add func(*T) error) error {
	for i := range items {
		if err := add(&items[i].of); err != nil {
			return atLine(items[i].line, err)
		}
	}
	return nil
}

// find looks ids up.
func find(what string, in map[string]int, ids ...string) (all []int, err error) {
	for _, id := range ids {
		i, ok := in[id]
		if !ok {
			return nil, fmt.Errorf("there is no %s %q", what, id)
		}
		all = append(all, i)
	}
	return all, nil
}

// found is the first of several look-ups that failed.
func found(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

func (b *builder) addStop(s *jsonStop) error {
	place, err := find("place", b.place, s.Place)
	only, errOnly := find("vehicle", b.vehicles, s.Only...)
	never, errNever := find("vehicle", b.vehicles, s.Never...)
	skills, errSkills := b.bits(s.Skills)
	if err := found(err, errOnly, errNever, errSkills); err != nil {
		return fmt.Errorf("stop %q: %w", s.ID, err)
	}
	window := vrp.Always
	if s.Window != nil {
		window = vrp.Window(*s.Window)
	}
	b.p.Stops = append(b.p.Stops, vrp.Stop{
		ID: s.ID, Place: place[0], Load: vrp.Load(s.Load), Collect: vrp.Load(s.Collect), Window: window, Service: int32(s.Service),
		Skills: skills, Only: only, Never: never, Prize: s.Prize, Tier: s.Tier,
	})
	return nil
}

func (b *builder) addVehicle(v *jsonVehicle) error {
	profile, err := b.profileOf(v.Profile)
	start, errStart := b.placeOr(v.Start)
	end, errEnd := b.placeOr(v.End)
	skills, errSkills := b.bits(v.Skills)
	driven, errDriven := b.drivenBy(v)
	breaks, errBreaks := breaksOf(v.Breaks)
	if err := found(err, errStart, errEnd, errSkills, errDriven, errBreaks); err != nil {
		return fmt.Errorf("vehicle %q: %w", v.ID, err)
	}
	if len(driven) > 0 && v.At == nil {
		return fmt.Errorf(`vehicle %q has driven; say when it is free again, as "at": "10:20"`, v.ID)
	}
	made := vrp.Vehicle{
		ID: v.ID, Profile: profile, Start: start, End: end, Shift: vrp.Always,
		MaxDuration: int32(v.MaxDuration), MaxDistance: v.MaxDistance, Capacity: vrp.Load(v.Capacity), Skills: skills,
		Fixed: v.Fixed, PerDistance: v.PerDistance, PerTime: v.PerTime, Trips: v.Trips, Reload: int32(v.Reload),
		Breaks: breaks, Driven: driven,
	}
	if v.Shift != nil {
		made.Shift = vrp.Window(*v.Shift)
	}
	if v.At != nil {
		made.At = int32(*v.At)
	}
	b.p.Vehicles = append(b.p.Vehicles, made)
	return nil
}

// drivenBy looks up the stops that a vehicle has driven. A vertical bar is where it loaded again.
func (b *builder) drivenBy(v *jsonVehicle) (all []int, err error) {
	for _, id := range v.Driven {
		if id == loadsAgain {
			all = append(all, vrp.Reload)
			continue
		}
		stop, err := find("stop", b.stopAt, id)
		if err != nil {
			return nil, err
		}
		all = append(all, stop...)
	}
	return all, nil
}

func breaksOf(all []jsonBreak) (breaks []vrp.Break, err error) {
	for _, r := range all {
		if r.Window == nil {
			return nil, errors.New("a break needs a window")
		}
		breaks = append(breaks, vrp.Break{Window: vrp.Window(*r.Window), Length: int32(r.Length)})
	}
	return breaks, nil
}

func (b *builder) placeOr(id string) (int, error) {
	if id == "" {
		return vrp.Nowhere, nil
	}
	i, err := find("place", b.place, id)
	if err != nil {
		return 0, err
	}
	return i[0], nil
}

func (b *builder) profileOf(id string) (int, error) {
	if id == "" && len(b.document.profiles) == 1 {
		return 0, nil
	}
	i, err := find("profile", b.profile, id)
	if err != nil {
		return 0, err
	}
	return i[0], nil
}

// bits gives each skill a bit, by its first use.
func (b *builder) bits(skills []string) (all uint64, err error) {
	for _, name := range skills {
		bit, known := b.skills[name]
		if !known {
			if len(b.skills) == 64 {
				return 0, fmt.Errorf("%q is one skill too many; there may be 64", name)
			}
			bit = 1 << len(b.skills)
			b.skills[name] = bit
		}
		all |= bit
	}
	return all, nil
}

func (b *builder) addPair(p *jsonPair) error {
	i, err := find("stop", b.stopAt, p.From, p.To)
	if err == nil {
		b.p.Pairs = append(b.p.Pairs, vrp.Pair{From: i[0], To: i[1]})
	}
	return err
}

func (b *builder) addApart(ids *[]string) error {
	if len(*ids) != 2 {
		return errors.New(`two stops are kept apart, as ["s3", "s5"]`)
	}
	i, err := find("stop", b.stopAt, *ids...)
	if err == nil {
		b.p.Apart = append(b.p.Apart, [2]int{i[0], i[1]})
	}
	return err
}

func (b *builder) addPreference(f *jsonPreference) error {
	stop, err := find("stop", b.stopAt, f.Stop)
	vehicle, errVehicle := find("vehicle", b.vehicles, f.Vehicle)
	if err := found(err, errVehicle); err != nil {
		return err
	}
	b.p.Prefer = append(b.p.Prefer, vrp.Preference{Stop: stop[0], Vehicle: vehicle[0], Cost: f.Cost})
	return nil
}
