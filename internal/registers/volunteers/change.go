package volunteers

import (
	"context"
	"fmt"
	"strings"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
)

// Change writes what is known of a volunteer anew: all that forms ask, but neither their
// standing nor their neighbourhood, see [Service.Move] and [Service.HandOver]. A new postcode
// is looked up. It is [fault.Stale] when somebody else has changed them since v.Version.
func (s *Service) Change(ctx context.Context, v Volunteer) (err error) {
	defer fault.Wrap(&err, "change volunteer %s", v.ID)
	was, err := s.Get(ctx, v.ID)
	if err != nil {
		return err
	}
	n := NewVolunteer{GivenNames: v.GivenNames, Phone: v.Phone, Email: v.Email, Activities: v.Activities}
	if err := n.check(); err != nil {
		return err
	}
	if err := s.oldEnough(ctx, v.BornOn, v.BornUnknown); err != nil {
		return err
	}
	b, err := s.Rules(ctx)
	if err != nil {
		return err
	}
	if v.Home.Postcode != was.Home.Postcode || v.Home.Easting == 0 {
		if err := s.locate(ctx, &v.Home); err != nil {
			return err
		}
	}
	v.Neighbourhood, v.Standing = was.Neighbourhood, was.Standing
	return s.db.Write(ctx, func(tx *db.Tx) error {
		if ok, err := update(tx, v); err != nil || !ok {
			return orStale(err, was)
		}
		if err := tell(tx, v, "changed what is known of a volunteer", "changed", nil); err != nil {
			return err
		}
		return advance(tx, b, v) // how old they are may have been the last thing
	})
}

// oldEnough refuses a day of birth of somebody who is too young, and one that is neither known
// nor said why it is not. Whoever's is not known becomes active by nothing, see [Joins].
func (s *Service) oldEnough(ctx context.Context, born day.Date, unknown string) error {
	b, err := s.Rules(ctx)
	switch {
	case err != nil:
		return err
	case born.IsZero() && strings.TrimSpace(unknown) == "":
		return fault.New(fault.Invalid, "volunteers.born-unknown", "Enter the date of birth, or say why it is not known yet.")
	case !born.IsZero() && day.AgeOn(born, s.Today(ctx)) < b.MinimumAge:
		return fault.New(fault.Invalid, "volunteers.too-young", fmt.Sprintf("They have to be %d or older to volunteer here.", b.MinimumAge))
	}
	return nil
}

// locate finds a home on the grid, as far as a directory has its postcode.
func (s *Service) locate(ctx context.Context, h *Home) error {
	h.Easting, h.Northing = 0, 0
	if s.places == nil || h.Postcode == "" {
		return nil
	}
	routing, err := s.places.Route(ctx, h.Postcode)
	if err != nil {
		return err
	}
	h.Easting, h.Northing = gridOf(routing)
	return nil
}

// HandOver gives a volunteer to another neighbourhood, whose hub sees them from then on. It
// is [fault.Invalid] without a reason, [fault.Stale] when somebody has changed them since.
func (s *Service) HandOver(ctx context.Context, id ID, version int64, to, why string) (err error) {
	defer fault.Wrap(&err, "hand volunteer %s over", id)
	v, err := s.Get(ctx, id)
	if err != nil {
		return err
	}
	why = strings.TrimSpace(why)
	switch {
	case why == "":
		return fault.New(fault.Invalid, "volunteers.why", "Say why, in a few words: the other hub reads it.")
	case to == v.Neighbourhood:
		return fault.New(fault.Invalid, "volunteers.here", "They help in that neighbourhood already. Choose another.")
	}
	from := v.Neighbourhood
	return s.db.Write(ctx, func(tx *db.Tx) error {
		v.Neighbourhood, v.Version = to, version
		if ok, err := update(tx, v); err != nil || !ok {
			return orStale(err, v)
		}
		return tell(tx, v, "handed a volunteer over to another neighbourhood", "handed-over", map[string]any{"from": from, "to": to, "why": why})
	})
}

// SetDuty says whether a volunteer may be offered work now.
func (s *Service) SetDuty(ctx context.Context, id ID, on bool) (err error) {
	defer fault.Wrap(&err, "duty of volunteer %s", id)
	if _, err := s.Get(ctx, id); err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error { return SetDuty(tx, id, on) })
}

// TopicAsked is the journal's topic of a volunteer who is asked for a check; its data name
// the check.
const TopicAsked = "volunteers.asked"

// AskFor asks a volunteer for a check, until it is recorded: they are written to by whoever
// follows [TopicAsked]. Asking again on the same day changes nothing; on a later one they are
// written to again.
func (s *Service) AskFor(ctx context.Context, id ID, check string) (err error) {
	defer fault.Wrap(&err, "ask volunteer %s for a check", id)
	v, err := s.Get(ctx, id)
	if err != nil {
		return err
	}
	b, err := s.Rules(ctx)
	if err != nil {
		return err
	}
	if _, ok := b.Check(check); !ok {
		return fault.New(fault.Invalid, "volunteers.no-check", "Choose a check from the list.")
	}
	if v.Standing.Gone() {
		return fault.New(fault.Conflict, "volunteers.gone", "They are not among the volunteers now. Begin their checks first.")
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		first, err := putAsked(tx, id, check)
		if err != nil || !first {
			return err
		}
		return tell(tx, v, "asked a volunteer for a check", "asked", map[string]any{"check": check})
	})
}

// SeeAlike lists whoever on the register seems to be the same person as somebody new, as far
// as the caller may see them; hidden says that there is one they may not.
func (s *Service) SeeAlike(ctx context.Context, n NewVolunteer) (same []Volunteer, hidden bool, err error) {
	defer fault.Wrap(&err, "who is the same")
	all, err := samePerson(s.db.Read(ctx), n.volunteer(s.now(ctx)))
	for _, v := range all {
		if access.Check(ctx, v.Neighbourhood, keepers...) == nil {
			same = append(same, v)
		} else {
			hidden = true
		}
	}
	return same, hidden, err
}
