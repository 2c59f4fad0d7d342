package intake

import (
	"context"
	"slices"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/registers/contacts"
	"kith/internal/registers/people"
	"kith/internal/work/answers"
	"kith/internal/work/needs"
)

// AgreementOf is what a person last said about being approached: when they asked for help,
// when they registered or since. It is the zero Agreement of those who said nothing. A
// registration that has ended is a no; a box on the form for help that is left empty is
// none, because help hangs on no box.
func AgreementOf(r db.Reader, records []people.RecordID) (a contacts.Agreement, err error) {
	asked, err := needs.RequestsOf(r, records)
	if err != nil {
		return a, err
	}
	for _, q := range asked {
		if q.Asker.Self() && slices.Contains(q.Answers[answers.AskAgreement], "approach") && q.ReceivedAt.After(a.At) {
			a = contacts.Agreement{Given: true, At: q.ReceivedAt}
		}
	}
	all, err := registrationsOf(r, records)
	for _, g := range all {
		said := g.Agreement.At
		if !g.Open() {
			said = g.EndedAt
		}
		if said.After(a.At) {
			a = contacts.Agreement{Given: g.MayApproach(), At: said}
		}
	}
	return a, err
}

// AgreementsOfRegistered is what everybody who registered last said about being approached, by
// person; one that has ended is a no. What somebody ticked when they asked for help is not among
// it: see [AgreementOf].
func AgreementsOfRegistered(r db.Reader) (map[people.PersonID]contacts.Agreement, error) {
	said, err := registeredSaid(r)
	all := map[people.PersonID]contacts.Agreement{}
	for _, one := range said {
		if one.agreement.At.After(all[one.who].At) {
			all[one.who] = one.agreement
		}
	}
	return all, err
}

// ToApproach is a registration of somebody who is to be approached: [fault.Conflict] with why
// when they do not agree to it, and otherwise the errors of [Service.StaffChangeRegistration].
func (s *Service) ToApproach(ctx context.Context, id ident.ID[Registration]) (g Registration, err error) {
	defer fault.Wrap(&err, "approach registration %s", id)
	r := s.db.Read(ctx)
	if g, err = registrationByID(r, id); err != nil {
		return Registration{}, err
	}
	if err := access.Check(ctx, g.Neighbourhood, callers...); err != nil {
		return Registration{}, err
	}
	p, err := s.people.Person(ctx, people.PersonID(g.Record))
	if err != nil {
		return Registration{}, err
	}
	a, err := AgreementOf(r, p.RecordIDs())
	if err == nil && !a.Given {
		err = fault.New(fault.Conflict, "intake.not-agreed", "They said on "+day.Of(a.At).Long()+" that they do not want to be approached. Nothing was begun.")
	}
	return g, err
}
