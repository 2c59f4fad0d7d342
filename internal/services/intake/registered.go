package intake

import (
	"context"
	"slices"
	"strings"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/registers/people"
)

// RegistrationByCode gives a registration to whoever knows its reference and its code. A
// wrong code and an unknown reference give the same [fault.NotFound].
func (s *Service) RegistrationByCode(ctx context.Context, reference ident.Reference, code string) (g Registration, err error) {
	defer fault.Wrap(&err, "hold a registration by its code")
	return registrationByCode(s.db.Read(ctx), reference, strings.Join(strings.Fields(code), ""))
}

// What somebody changes of their registration.
const (
	AgreeToApproach = "agree"
	StopApproach    = "withdraw"
	EndRegistration = "end"
)

// ChangeRegistration changes a registration that somebody holds; to change it twice is to
// change it once. Source says who said so. What has ended stays ended.
func (s *Service) ChangeRegistration(ctx context.Context, id ident.ID[Registration], what string, source string) (g Registration, err error) {
	defer fault.Wrap(&err, "change registration %s", id)
	verbs := map[string]string{
		AgreeToApproach: "agreed to be approached", StopApproach: "no longer agrees to be approached", EndRegistration: "ended a registration",
	}
	verb, known := verbs[what]
	if !known {
		return Registration{}, fault.New(fault.Invalid, "intake.no-change", "Choose what to change from the page.")
	}
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		if g, err = registrationByID(tx, id); err != nil || !g.Open() || g.Agreement.Given == (what == AgreeToApproach) && what != EndRegistration {
			return err
		}
		now := g
		now.Agreement = Agreement{Given: what == AgreeToApproach, At: tx.Now(), Source: source}
		if what == EndRegistration {
			now.EndedAt = tx.Now()
		}
		if err := updateRegistration(tx, now); err != nil {
			return err
		}
		g = now
		return recordRegistration(tx, g, verb, "intake.registration-changed")
	})
	return g, err
}

// byWord is the source of what staff write down that the person says.
const byWord = "the person, to staff"

// StaffChangeRegistration changes a registration for a person who speaks to staff of their
// hub.
func (s *Service) StaffChangeRegistration(ctx context.Context, id ident.ID[Registration], what string) (g Registration, err error) {
	defer fault.Wrap(&err, "change registration %s", id)
	if g, err = registrationByID(s.db.Read(ctx), id); err != nil {
		return Registration{}, err
	}
	if err := access.Check(ctx, g.Neighbourhood, callers...); err != nil {
		return Registration{}, err
	}
	if _, err := s.people.Person(ctx, people.PersonID(g.Record)); err != nil {
		return Registration{}, err
	}
	return s.ChangeRegistration(ctx, id, what, byWord)
}

// Registrations lists the registrations of the neighbourhoods the caller works for, the
// latest first. Of a restricted person those who are not cleared are told that there is one.
func (s *Service) Registrations(ctx context.Context, f RegistrationFilter) (all []Registered, err error) {
	defer fault.Wrap(&err, "list registrations")
	if err := access.CheckHeld(ctx, registrars...); err != nil {
		return nil, err
	}
	who := access.From(ctx)
	held, everywhere := who.Neighbourhoods(registrars...)
	for _, id := range f.Neighbourhoods {
		if !everywhere && !slices.Contains(held, id) {
			return nil, fault.New(fault.Forbidden, "intake.other-hub", "You may see who is registered with your own hubs. Choose one of them.")
		}
	}
	if f.Neighbourhoods == nil && !everywhere {
		f.Neighbourhoods = held
	}
	all, err = listRegistrations(s.db.Read(ctx), f)
	for i, one := range all {
		if one.Restricted && !people.Cleared(who) {
			all[i] = Registered{Registration: Registration{ID: one.ID, Neighbourhood: one.Neighbourhood, RegisteredAt: one.RegisteredAt}, Restricted: true}
		}
	}
	return all, err
}

// RegistrationsOf are the registrations of a person whom the caller may see, newest first.
func (s *Service) RegistrationsOf(ctx context.Context, p people.Person) (all []Registration, err error) {
	defer fault.Wrap(&err, "registrations of a person")
	return registrationsOf(s.db.Read(ctx), p.RecordIDs())
}
