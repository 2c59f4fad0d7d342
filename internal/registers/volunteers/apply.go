package volunteers

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"kith/internal/registers/volunteering"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/kernel/grid"
	"kith/internal/plat/db"
	"kith/internal/registers/places"
)

// Application is what somebody says who offers to help on the public form. The form has no
// say in neighbourhood, organisation and standing.
type Application struct {
	NewVolunteer
	// Key is the form's own, so that pressing twice registers once.
	Key string
}

// Apply registers somebody who offers to help, gives them their number and allocates them to
// the neighbourhood of their postcode; one nobody knows leaves them with the coordination
// point. The same form sent again answers with whoever came of it.
//
// It is [fault.Invalid] for whoever is too young ("volunteers.too-young"), lives in another
// council's area ("volunteers.outside"), gives no postcode ("volunteers.postcode"), offers
// nothing that is done here ("volunteers.no-activity") or has not agreed to the principles in
// force ("volunteers.principles"); [fault.Conflict] for whoever is on the register already
// ("volunteers.already"): their hub is told that they came again.
func (s *Service) Apply(ctx context.Context, a Application) (v Volunteer, err error) {
	defer fault.Wrap(&err, "apply to volunteer")
	b, err := s.Rules(ctx)
	if err != nil {
		return Volunteer{}, err
	}
	if err := MayApply(b, a.NewVolunteer, day.Of(s.db.Read(ctx).Now())); err != nil {
		return Volunteer{}, err
	}
	routing, err := s.places.Route(ctx, a.Home.Postcode)
	if err != nil {
		return Volunteer{}, err
	}
	if err := mayLiveAt(routing); err != nil {
		return Volunteer{}, err
	}
	a.placed(routing)
	again := false
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		v, again, err = apply(tx, a)
		return err
	})
	if err == nil && again {
		err = fault.New(fault.Conflict, "volunteers.already", "We have these details already. Ring us, and we find you and go on from there. You do not have to fill in the form again.")
	}
	return v, err
}

// MayApply says what is wrong with an offer, by the borough's rules, wherever they live.
func MayApply(b *volunteering.Rules, n NewVolunteer, today day.Date) error {
	if err := n.check(); err != nil {
		return err
	}
	if n.BornOn.IsZero() || n.BornOn.After(today) {
		return fault.New(fault.Invalid, "volunteers.born", "Enter the date of birth, such as 27 3 1985.")
	}
	if day.AgeOn(n.BornOn, today) < b.MinimumAge {
		return fault.New(fault.Invalid, "volunteers.too-young",
			fmt.Sprintf("You have to be %d or older to volunteer here. A school or a youth group near you may have something for you.", b.MinimumAge))
	}
	if i := slices.IndexFunc(n.Activities, func(id string) bool { _, ok := b.Activity(id); return !ok }); i >= 0 {
		return fault.New(fault.Invalid, "volunteers.no-activity", "One of the things you chose is not done here any more. Choose again.")
	}
	if n.Agreed != b.Principles.Version {
		return fault.New(fault.Invalid, "volunteers.principles", "Read the volunteer principles and agree to them before you go on.")
	}
	return nil
}

func mayLiveAt(r places.Routing) error {
	switch {
	case r.Standing == places.Malformed:
		return fault.New(fault.Invalid, "volunteers.postcode", "Enter a full UK postcode, like WN2 3EB.")
	case r.Standing == places.Outside && r.Authority != nil:
		return fault.New(fault.Invalid, "volunteers.outside",
			strings.TrimSpace("You live in the area of "+r.Authority.Name+". Offer your help there. "+called(r.Authority.Phone)))
	case r.Standing == places.Outside:
		return fault.New(fault.Invalid, "volunteers.outside", "You live outside this area. Offer your help to your own council.")
	}
	return nil
}

func called(phone string) string {
	if phone == "" {
		return ""
	}
	return "Their number is " + phone + "."
}

// placed writes what the postcode tells.
func (a *Application) placed(r places.Routing) {
	a.Home.Postcode, a.Neighbourhood = string(r.Postcode), r.Neighbourhood
	a.Home.Easting, a.Home.Northing = gridOf(r)
	a.Standing, a.Organisation = Applied, ""
}

// gridOf is the middle of a postcode on the National Grid; noughts where no directory has it.
func gridOf(r places.Routing) (easting, northing int64) {
	if r.At == nil {
		return 0, 0
	}
	ref := grid.FromLatLon(*r.At)
	return int64(ref.E), int64(ref.N)
}

func apply(tx *db.Tx, a Application) (v Volunteer, again bool, err error) {
	if v, known, err := byForm(tx, a.Key); err != nil || known {
		return v, false, err
	}
	same, err := samePerson(tx, a.volunteer(tx.Now()))
	if err != nil {
		return Volunteer{}, false, err
	}
	if len(same) > 0 {
		return Volunteer{}, true, tell(tx, same[0], "heard that somebody on the register offered to help again", "again", nil)
	}
	if v, err = addOne(tx, a.NewVolunteer, a.Key); err != nil {
		return Volunteer{}, false, err
	}
	v, err = numbered(tx, v.ID)
	return v, false, err
}

// samePerson finds whoever is on the register and is the same person for all that can be
// told: the same phone, email or home, and the same name or day of birth. Two of a household
// may share a phone.
func samePerson(r db.Reader, v Volunteer) (same []Volunteer, err error) {
	all, err := alike(r, v)
	for _, other := range all {
		if nameKey(other) == nameKey(v) || !v.BornOn.IsZero() && other.BornOn == v.BornOn {
			same = append(same, other)
		}
	}
	return same, err
}
