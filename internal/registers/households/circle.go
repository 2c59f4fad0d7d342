package households

import (
	"context"
	"slices"

	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/journal"
	"kith/internal/registers/people"
)

// Circle is who is around a person, as far as the caller may see them.
type Circle struct {
	Person people.PersonID
	// Households is one for nearly everybody, none while nobody has asked, and several
	// where records of several homes were found to be one person.
	Households []Household
	Carers     []Care // who cares for the person
	CaresFor   []Care // whom the person cares for
	Helpers    []Helper
}

// IsZero reports whether nothing is known of who is around the person.
func (c Circle) IsZero() bool {
	return len(c.Households)+len(c.Carers)+len(c.CaresFor)+len(c.Helpers) == 0
}

// Care finds care that the person gives or gets.
func (c Circle) Care(id CareID) (Care, bool) {
	for _, one := range slices.Concat(c.Carers, c.CaresFor) {
		if one.ID == id {
			return one, true
		}
	}
	return Care{}, false
}

// Helper finds one of the person's helpers.
func (c Circle) Helper(id HelperID) (Helper, bool) {
	i := slices.IndexFunc(c.Helpers, func(h Helper) bool { return h.ID == id })
	if i < 0 {
		return Helper{}, false
	}
	return c.Helpers[i], true
}

// Others are those who live with the person.
func (h Household) Others() (others []Member) {
	for _, m := range h.Members {
		if !m.Self {
			others = append(others, m)
		}
	}
	return others
}

// Around returns who is around a person, and notes who looked. Any record of the person
// will do for the id. Somebody the caller may not see is [fault.NotFound], and those around
// a person whom the caller may not see are left out.
func (s *Service) Around(ctx context.Context, id people.PersonID) (c Circle, err error) {
	defer fault.Wrap(&err, "around person %s", id)
	r, who := s.db.Read(ctx), access.From(ctx)
	person, err := seen(r, who, id)
	if err != nil {
		return Circle{}, err
	}
	c.Person = person.ID
	if c.Households, err = households(r, who, person); err != nil {
		return Circle{}, err
	}
	if c.Carers, err = carersOf(r, who, person); err != nil {
		return Circle{}, err
	}
	if c.CaresFor, err = caredBy(r, who, person); err != nil {
		return Circle{}, err
	}
	if c.Helpers, err = helpersOf(r, person); err != nil {
		return Circle{}, err
	}
	s.noteRead(ctx, c)
	return c, nil
}

// noteRead records who was shown. Where too much waits to be recorded it is in the log
// instead, as [people.Service.Person] has it.
func (s *Service) noteRead(ctx context.Context, c Circle) {
	var shown []journal.Object
	for _, one := range c.everybody() {
		shown = append(shown, journal.Object{Kind: "person", ID: string(one.Person)})
	}
	if len(shown) > 0 {
		_ = s.reads.Saw(ctx, journal.Entry{
			Verb: "looked at who is around a person", Topic: topicRead, Subject: string(c.Person), Objects: shown,
		})
	}
}

// everybody are those around the person, apart from the person.
func (c Circle) everybody() (all []Someone) {
	for _, h := range c.Households {
		for _, m := range h.Others() {
			all = append(all, m.Someone)
		}
	}
	for _, care := range c.Carers {
		all = append(all, care.Carer)
	}
	for _, care := range c.CaresFor {
		all = append(all, care.Cared)
	}
	return all
}

// CannotGoOn returns the care that a person gets or gives and that cannot go on, as far as
// the caller may see both ends. It is for the page of the person: that the caller looked at
// them is noted there.
func (s *Service) CannotGoOn(ctx context.Context, id people.PersonID) (all []Care, err error) {
	defer fault.Wrap(&err, "what cannot go on around person %s", id)
	r, who := s.db.Read(ctx), access.From(ctx)
	person, err := seen(r, who, id)
	if err != nil {
		return nil, err
	}
	gets, err := carersOf(r, who, person)
	if err != nil {
		return nil, err
	}
	gives, err := caredBy(r, who, person)
	return slices.DeleteFunc(append(gets, gives...), func(c Care) bool { return !c.CannotGoOn() }), err
}
