package fleet

import (
	"context"
	"slices"
	"strings"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/registers/volunteering"
	"kith/internal/registers/volunteers"
	"kith/internal/work/deliveries"
	"kith/internal/work/needs"
	"kith/internal/work/tasks"
)

// kindOf is what sort of vehicle a volunteer gets about with.
var kindOf = map[volunteering.Vehicle]Kind{"": Foot, volunteering.OnFoot: Foot, volunteering.Bicycle: Bike, volunteering.Car: Car, volunteering.Van: Van}

// OwnKind is what sort of vehicle a volunteer brings.
func OwnKind(d volunteers.Dossier) Kind { return kindOf[d.Gives.Vehicle] }

// MayDrive is [fault.Conflict] in words while a volunteer may not go on rounds on a day with
// what they bring: they are active, have what everybody needs at doors, and for a car or a van
// the rights that the borough asks to see, such as a licence and an insurance.
func MayDrive(b *volunteering.Rules, d volunteers.Dossier, on day.Date) error {
	if d.Standing != volunteers.Active {
		return conflict("fleet.volunteer-standing", d.GivenNames+" is not active as a volunteer. Their page says where they stand.")
	}
	driving := volunteering.Activity{Place: volunteering.Doorstep}
	if k := OwnKind(d); k == Car || k == Van {
		driving.Vehicle = volunteering.Car
		for _, c := range b.Checks {
			if c.Kind == volunteering.Right {
				driving.Checks = append(driving.Checks, c.ID)
			}
		}
	}
	if lacks := volunteers.Lacks(b, d, driving, on); len(lacks) > 0 {
		return conflict("fleet.volunteer-lacks", d.GivenNames+" may not go on rounds on "+on.Long()+". They still need: "+volunteers.Texts(lacks)+".")
	}
	return nil
}

// Volunteers lists those who may go on rounds on a day with what they bring, in the
// neighbourhoods the caller plans for, by family name.
func (s *Service) Volunteers(ctx context.Context, on day.Date) (all []volunteers.Dossier, err error) {
	defer fault.Wrap(&err, "volunteers who may drive on %s", on)
	r, err := s.Rules(ctx)
	if err != nil {
		return nil, err
	}
	hoods := access.Narrow(ctx, nil, planners...)
	if hoods != nil && len(hoods) == 0 {
		return nil, access.CheckHeld(ctx, planners...)
	}
	found, err := volunteers.Dossiers(s.db.Read(ctx), hoods)
	for _, d := range found {
		if MayDrive(r.volunteering, d, on) == nil {
			all = append(all, d)
		}
	}
	slices.SortStableFunc(all, func(a, b volunteers.Dossier) int {
		return strings.Compare(strings.ToLower(a.FamilyName+" "+a.GivenNames), strings.ToLower(b.FamilyName+" "+b.GivenNames))
	})
	return all, err
}

// VolunteerShift is a volunteer with their own vehicle, as they are put on a day.
type VolunteerShift struct {
	Day         day.Date
	Volunteer   volunteers.ID
	Depot       string
	From, Until Clock // zero is an ordinary shift's
}

// AddVolunteer puts a volunteer with what they bring on a day. Whether they may is asked in the
// transaction that puts them there; it is [fault.Conflict] in words where they may not.
func (s *Service) AddVolunteer(ctx context.Context, n VolunteerShift) (one Shift, err error) {
	defer fault.Wrap(&err, "add a volunteer with their own vehicle")
	r, err := s.Rules(ctx)
	if err != nil {
		return Shift{}, err
	}
	if n.Day.Before(s.Today(ctx)) {
		return Shift{}, invalid("fleet.past", "Enter today or a later day.")
	}
	return one, s.db.Write(ctx, func(tx *db.Tx) error {
		d, err := volunteers.DossierOf(tx, n.Volunteer)
		if err != nil {
			return err
		}
		if err := access.Check(ctx, d.Neighbourhood, planners...); err != nil {
			return err
		}
		if err := MayDrive(r.volunteering, d, n.Day); err != nil {
			return err
		}
		v, err := ownVehicle(tx, r, d, n.Depot)
		if err != nil {
			return err
		}
		one = NewShift{Day: n.Day, Vehicle: v.ID, Driver: Driver{Account: string(d.ID), Name: d.Name()}, Depot: n.Depot, From: n.From, Until: n.Until}.shift(r, v)
		return one.add(tx, r)
	})
}

// add puts a shift on its day, if vehicle and driver are free.
func (s *Shift) add(tx *db.Tx, r *Rules) error {
	if err := s.check(r); err != nil {
		return err
	}
	s.ID = ident.New[Shift](tx.Now())
	if err := s.free(tx); err != nil {
		return err
	}
	if err := insertShift(tx, *s); err != nil {
		return err
	}
	return s.tell(tx, "put a driver on a day", "shift-added")
}

// ownVehicle is a volunteer's own, put on the list the first time, and of the kind they have
// now.
func ownVehicle(tx *db.Tx, r *Rules, d volunteers.Dossier, depot string) (Vehicle, error) {
	v, found, err := vehicleOwned(tx, d.ID)
	if err != nil {
		return Vehicle{}, err
	}
	kind := OwnKind(d)
	if found && v.Kind == kind && !v.Retired {
		return v, nil
	}
	v.Kind, v.Capacity, v.Retired, v.Name = kind, r.Usual(kind), false, ownName(d, kind)
	if found {
		return v, saveVehicle(tx, v)
	}
	v.ID, v.Owner, v.Depot, v.Neighbourhood, v.Version = ident.New[Vehicle](tx.Now()), d.ID, depot, d.Neighbourhood, 1
	if err := v.check(r); err != nil {
		return Vehicle{}, err
	}
	if err := insertVehicle(tx, v); err != nil {
		return Vehicle{}, err
	}
	return v, v.tell(tx, "put a volunteer's own vehicle on the list", "vehicle-added")
}

func ownName(d volunteers.Dossier, k Kind) string {
	if k == Foot {
		return d.GivenNames + " on foot"
	}
	return d.GivenNames + "'s " + strings.ToLower(k.Label())
}

// MayBring holds the register's rules for a volunteer who brings something to somebody: their
// own household, whom they are kept from, what they offer and lack. It is [fault.Conflict] in
// words where they may not; whoever is no volunteer may.
func (r *Rules) MayBring(h db.Reader, who Driver, d deliveries.Delivery, on day.Date) error {
	if who.Staff {
		return nil
	}
	n, err := needs.NeedIn(h, d.Need)
	if err != nil {
		return err
	}
	err = volunteers.MayDo(h, r.volunteering, volunteers.ID(who.Account), volunteers.Work{Category: n.Category, Kind: string(tasks.Do), Record: d.Record, On: on})
	if fault.KindOf(err) == fault.NotFound && err != nil {
		return conflict("fleet.no-volunteer", who.Name+" is no volunteer of ours, and may bring nothing.")
	}
	return err
}
