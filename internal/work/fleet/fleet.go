package fleet

import (
	"context"
	"slices"
	"strings"
	"time"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
)

// Vehicles lists those of the neighbourhoods the caller works for and those that are
// everybody's, those that still go out first.
func (s *Service) Vehicles(ctx context.Context) (all []Vehicle, err error) {
	defer fault.Wrap(&err, "list vehicles")
	hoods := access.Narrow(ctx, nil, viewers...)
	if hoods != nil && len(hoods) == 0 {
		return nil, access.CheckHeld(ctx, viewers...)
	}
	return listVehicles(s.db.Read(ctx), hoods)
}

// Vehicle returns one vehicle that the caller may see.
func (s *Service) Vehicle(ctx context.Context, id VehicleID) (v Vehicle, err error) {
	defer fault.Wrap(&err, "vehicle %s", id)
	if v, err = VehicleByID(s.db.Read(ctx), id); err != nil {
		return Vehicle{}, err
	}
	if v.Neighbourhood != "" && !access.From(ctx).HasFor(v.Neighbourhood, viewers...) {
		return Vehicle{}, noSuch("vehicle")
	}
	return v, access.CheckHeld(ctx, viewers...)
}

// Usual is what a vehicle of a kind carries where nobody says otherwise.
func (s *Service) Usual(ctx context.Context, k Kind) (Capacity, error) {
	r, err := s.Rules(ctx)
	if err != nil {
		return Capacity{}, err
	}
	return r.Usual(k), nil
}

// AddVehicle puts a vehicle on the list. What is wrong with it is [fault.Invalid] in words.
func (s *Service) AddVehicle(ctx context.Context, v Vehicle) (_ Vehicle, err error) {
	defer fault.Wrap(&err, "add a vehicle")
	if err := s.mayKeep(ctx, v); err != nil {
		return Vehicle{}, err
	}
	v.Name, v.Version, v.Retired, v.Owner = strings.TrimSpace(v.Name), 1, false, ""
	return v, s.db.Write(ctx, func(tx *db.Tx) error {
		v.ID = ident.New[Vehicle](tx.Now())
		if err := insertVehicle(tx, v); err != nil {
			return err
		}
		return v.tell(tx, "added a vehicle", "vehicle-added")
	})
}

// ChangeVehicle says anew what a vehicle is and carries, or that it goes out no more. It is
// [fault.Stale] when somebody else has changed it since.
func (s *Service) ChangeVehicle(ctx context.Context, v Vehicle) (err error) {
	defer fault.Wrap(&err, "change vehicle %s", v.ID)
	was, err := VehicleByID(s.db.Read(ctx), v.ID)
	if err != nil {
		return err
	}
	v.Neighbourhood, v.Owner = was.Neighbourhood, was.Owner
	if err := s.mayKeep(ctx, v); err != nil {
		return err
	}
	v.Name = strings.TrimSpace(v.Name)
	return s.db.Write(ctx, func(tx *db.Tx) error {
		if err := saveVehicle(tx, v); err != nil {
			return err
		}
		return v.tell(tx, "changed a vehicle", "vehicle-changed")
	})
}

func (s *Service) mayKeep(ctx context.Context, v Vehicle) error {
	r, err := s.Rules(ctx)
	if err != nil {
		return err
	}
	if err := access.Check(ctx, v.Neighbourhood, planners...); err != nil {
		return err
	}
	return v.check(r)
}

func (v Vehicle) tell(tx *db.Tx, verb, topic string) error {
	return tell(tx, verb, topic, v.Neighbourhood, map[string]any{"kind": v.Kind, "retired": v.Retired}, journal.Object{Kind: "vehicle", ID: string(v.ID)})
}

// Shifts lists who drives what on a day, in the neighbourhoods the caller works for.
func (s *Service) Shifts(ctx context.Context, d day.Date) (all []Shift, err error) {
	defer fault.Wrap(&err, "shifts of %s", d)
	hoods := access.Narrow(ctx, nil, viewers...)
	if hoods != nil && len(hoods) == 0 {
		return nil, access.CheckHeld(ctx, viewers...)
	}
	return ShiftsOn(s.db.Read(ctx), d, hoods)
}

// NewShift is a vehicle with somebody to drive it, as it is put on a day.
type NewShift struct {
	Day         day.Date
	Vehicle     VehicleID
	Driver      Driver
	Depot       string // "" is the vehicle's
	From, Until Clock  // zero is an ordinary shift's
	NoBreak     bool
}

// AddShift puts a vehicle with a driver on a day. It is [fault.Conflict] where the vehicle, or
// whoever drives, is out at that time already.
func (s *Service) AddShift(ctx context.Context, n NewShift) (one Shift, err error) {
	defer fault.Wrap(&err, "add a shift")
	r, err := s.Rules(ctx)
	if err != nil {
		return Shift{}, err
	}
	v, err := VehicleByID(s.db.Read(ctx), n.Vehicle)
	if err != nil {
		return Shift{}, err
	}
	if err := access.Check(ctx, v.Neighbourhood, planners...); err != nil {
		return Shift{}, err
	}
	if v.Retired {
		return Shift{}, conflict("fleet.retired", v.Name+" goes out no more. Choose another vehicle.")
	}
	if n.Day.Before(s.Today(ctx)) {
		return Shift{}, invalid("fleet.past", "Enter today or a later day.")
	}
	if v.Owner != "" && string(v.Owner) != n.Driver.Account {
		return Shift{}, conflict("fleet.own-vehicle", v.Name+" is a volunteer's own: nobody else drives it. Add the volunteer instead.")
	}
	one = n.shift(r, v)
	return one, s.db.Write(ctx, func(tx *db.Tx) error { return one.add(tx, r) })
}

func (n NewShift) shift(r *Rules, v Vehicle) Shift {
	usual := r.Shift
	if n.From.IsZero() {
		n.From = usual.From
	}
	if n.Until.IsZero() {
		n.Until = usual.To
	}
	s := Shift{
		Day: n.Day, Vehicle: v.ID, Neighbourhood: v.Neighbourhood, Driver: n.Driver, Depot: n.Depot, From: n.From.On(n.Day), Until: n.Until.On(n.Day), Version: 1,
	}
	if s.Depot == "" {
		s.Depot = v.Depot
	}
	if !n.NoBreak && usual.BreakMinutes > 0 && n.From.minutes() <= usual.BreakFrom.minutes() && n.Until.minutes() >= usual.BreakTo.minutes() {
		s.Breaks = []Break{{From: usual.BreakFrom.On(n.Day), To: usual.BreakTo.On(n.Day), Length: time.Duration(usual.BreakMinutes) * time.Minute}}
	}
	return s
}

// ChangeShift says anew from when until when somebody drives. Rounds that are planned stay until
// they are planned again. It is [fault.Stale] when somebody else has changed the shift since.
func (s *Service) ChangeShift(ctx context.Context, id ShiftID, version int64, from, until Clock) (err error) {
	defer fault.Wrap(&err, "change shift %s", id)
	r, err := s.Rules(ctx)
	if err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		one, err := ShiftByID(tx, id)
		if err != nil {
			return err
		}
		if err := access.Check(ctx, one.Neighbourhood, planners...); err != nil {
			return err
		}
		v := Vehicle{ID: one.Vehicle, Neighbourhood: one.Neighbourhood}
		next := NewShift{Day: one.Day, Driver: one.Driver, Depot: one.Depot, From: from, Until: until, NoBreak: len(one.Breaks) == 0}.shift(r, v)
		next.ID, next.Version = id, version
		if err := next.check(r); err != nil {
			return err
		}
		if err := next.free(tx); err != nil {
			return err
		}
		if err := saveShift(tx, next); err != nil {
			return err
		}
		return next.tell(tx, "changed when somebody drives", "shift-changed")
	})
}

// Shift returns one shift of a vehicle that the caller may see.
func (s *Service) Shift(ctx context.Context, id ShiftID) (one Shift, err error) {
	defer fault.Wrap(&err, "shift %s", id)
	if one, err = ShiftByID(s.db.Read(ctx), id); err != nil {
		return Shift{}, err
	}
	if one.Neighbourhood != "" && !access.From(ctx).HasFor(one.Neighbourhood, viewers...) {
		return Shift{}, noSuch("shift")
	}
	return one, access.CheckHeld(ctx, viewers...)
}

// free holds that neither the vehicle nor the driver is out at that time.
func (s Shift) free(tx *db.Tx) error {
	all, err := ShiftsOn(tx, s.Day, nil)
	if err != nil {
		return err
	}
	for _, other := range all {
		switch {
		case !s.overlaps(other) || other.ID == s.ID:
		case other.Vehicle == s.Vehicle:
			return conflict("fleet.vehicle-out", "This vehicle is out at that time already, with "+other.Driver.Name+". Choose another time or vehicle.")
		case other.Driver.Account == s.Driver.Account:
			return conflict("fleet.driver-out", s.Driver.Name+" drives at that time already. Choose another time or driver.")
		}
	}
	return nil
}

// EndShift takes a driver off a day. It is [fault.Conflict] once a round of it was published:
// that round is handed to somebody else by planning anew.
func (s *Service) EndShift(ctx context.Context, id ShiftID, version int64) (err error) {
	defer fault.Wrap(&err, "end shift %s", id)
	one, err := ShiftByID(s.db.Read(ctx), id)
	if err != nil {
		return err
	}
	if err := access.Check(ctx, one.Neighbourhood, planners...); err != nil {
		return err
	}
	one.Version = version
	return s.db.Write(ctx, func(tx *db.Tx) error {
		out, err := s.inUse != nil, error(nil)
		if out {
			out, err = s.inUse(tx, one)
		}
		if err != nil {
			return err
		}
		if out {
			return conflict("fleet.shift-published", one.Driver.Name+" has a round of this day. Plan the late changes first, without them.")
		}
		if err := endShift(tx, one); err != nil {
			return err
		}
		return one.tell(tx, "took a driver off a day", "shift-ended")
	})
}

func (s Shift) tell(tx *db.Tx, verb, topic string) error {
	return tell(tx, verb, topic, s.Neighbourhood, map[string]any{"day": s.Day.String()}, journal.Object{Kind: "shift", ID: string(s.ID)})
}

// VehiclesOf are the vehicles of some shifts.
func VehiclesOf(r db.Reader, all []Shift) (map[VehicleID]Vehicle, error) {
	found := map[VehicleID]Vehicle{}
	every, err := listVehicles(r, nil)
	for _, v := range every {
		if slices.ContainsFunc(all, func(s Shift) bool { return s.Vehicle == v.ID }) {
			found[v.ID] = v
		}
	}
	return found, err
}
