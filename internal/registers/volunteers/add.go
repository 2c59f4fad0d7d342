package volunteers

import (
	"context"
	"strings"
	"time"

	"kith/internal/registers/volunteering"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/kernel/phone"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/registers/organisations"
)

// NewVolunteer is what is known of somebody who offers to help.
type NewVolunteer struct {
	GivenNames    string
	FamilyName    string
	BornOn        day.Date
	BornUnknown   string // why it is not known yet
	Phone         phone.Number
	Email         string
	Speaks        string
	Home          Home
	Neighbourhood string
	Activities    []string
	Drives        bool // they have a car, where Gives says nothing of a vehicle
	Gives         Gives
	Own           Own
	Organisation  organisations.ID
	Agreed        day.Date // the version of the principles they agreed to; zero is none
	Standing      Standing // "" is active: somebody the borough knows already
}

func (n NewVolunteer) check() error {
	switch {
	case strings.TrimSpace(n.GivenNames) == "":
		return fault.New(fault.Invalid, "volunteers.no-name", "Enter the volunteer's first name.")
	case n.Phone == "" && n.Email == "":
		return fault.New(fault.Invalid, "volunteers.no-contact", "Enter a phone number or an email address, so that they can be asked.")
	case len(n.Activities) == 0:
		return fault.New(fault.Invalid, "volunteers.no-activity", "Choose at least one thing they are glad to do.")
	}
	return nil
}

// Add puts a volunteer on the register of a neighbourhood, where they stand as n says.
func (s *Service) Add(ctx context.Context, n NewVolunteer) (v Volunteer, err error) {
	defer fault.Wrap(&err, "add volunteer")
	if err := access.Check(ctx, n.Neighbourhood, keepers...); err != nil {
		return Volunteer{}, err
	}
	if err := n.check(); err != nil {
		return Volunteer{}, err
	}
	if err := s.oldEnough(ctx, n.BornOn, n.BornUnknown); err != nil {
		return Volunteer{}, err
	}
	if err := s.locate(ctx, &n.Home); err != nil {
		return Volunteer{}, err
	}
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		v, err = AddOne(tx, n)
		return err
	})
	return v, err
}

// AddOne puts a volunteer on the register in the caller's transaction.
func AddOne(tx *db.Tx, n NewVolunteer) (Volunteer, error) {
	return addOne(tx, n, "")
}

func addOne(tx *db.Tx, n NewVolunteer, form string) (Volunteer, error) {
	v := n.volunteer(tx.Now())
	if v.BornOn != (day.Date{}) {
		record, err := ownRecord(tx, v)
		if err != nil {
			return Volunteer{}, err
		}
		v.Record = record
	}
	if err := insert(tx, v, form); err != nil {
		return Volunteer{}, err
	}
	return v, tell(tx, v, "added a volunteer", "added", nil)
}

func (n NewVolunteer) volunteer(now time.Time) Volunteer {
	v := Volunteer{
		ID: ident.New[Volunteer](now), GivenNames: strings.TrimSpace(n.GivenNames), FamilyName: strings.TrimSpace(n.FamilyName),
		BornOn: n.BornOn, BornUnknown: strings.TrimSpace(n.BornUnknown), Phone: n.Phone, Email: strings.TrimSpace(n.Email), Speaks: n.Speaks, Home: n.Home, Neighbourhood: n.Neighbourhood,
		Activities: n.Activities, Gives: n.Gives, Own: n.Own, Organisation: n.Organisation, OnDuty: true,
		Standing: n.Standing, AddedAt: now, Version: 1,
	}
	if v.Standing == "" {
		v.Standing = Active
	}
	if v.Gives.Vehicle == "" {
		v.Gives.Vehicle = volunteering.OnFoot
		if n.Drives {
			v.Gives.Vehicle = volunteering.Car
		}
	}
	if !n.Agreed.IsZero() {
		v.Agreed = Agreed{Version: n.Agreed, At: now}
	}
	return v
}
