package households

import (
	"context"

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
}

// IsZero reports whether nothing is known of who is around the person.
func (c Circle) IsZero() bool { return len(c.Households) == 0 }

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
	return all
}
