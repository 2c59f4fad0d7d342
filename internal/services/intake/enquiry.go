package intake

import (
	"context"
	"slices"
	"time"

	"kith/internal/blueprint"
	"kith/internal/feature"
	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
	"kith/internal/registers/organisations"
	"kith/internal/work/needs"
)

// Enquiry is one question that was answered on the spot. It is of nobody.
type Enquiry struct {
	ID            ident.ID[Enquiry]
	Subject       string // a kind of need, or one of [OtherSubjects]
	Channel       needs.Channel
	Place         string // where it was answered
	Neighbourhood string // of the place; "" serves the whole borough
	CountedAt     time.Time
}

// Mark is the row's place in a list.
func (e Enquiry) Mark() feature.Mark { return feature.Mark{At: e.CountedAt, ID: string(e.ID)} }

// Subject is something an enquiry may be about.
type Subject struct{ ID, Name string }

// OtherSubjects are what people ask about besides kinds of help.
func OtherSubjects() []Subject {
	return []Subject{
		{"about-volunteering", "Volunteering or giving"},
		{"about-council", "Another council service"},
		{"about-opening", "Opening times and where to go"},
		{"about-rules", "What the rules are now"},
		{"about-else", "Something else"},
	}
}

// Subjects lists what an enquiry may be about: the kinds of help that may be named to
// everybody, then the others. What nobody should read over a shoulder is something else.
func (s *Service) Subjects(ctx context.Context) (all []Subject, err error) {
	defer fault.Wrap(&err, "list subjects")
	b, err := s.blueprints.Current(ctx)
	if err != nil {
		return nil, err
	}
	other := OtherSubjects()
	for _, c := range blueprint.Part[*needs.Catalogue](b).Categories {
		if c.Public() && !c.Sensitive && c.ID != "other" {
			all = append(all, Subject{c.ID, c.Name})
		}
	}
	return append(all, other...), nil
}

// Counters are the roles that may count an enquiry.
func Counters() []access.Role { return append(Callers(), access.Organisation) }

// CountEnquiry counts an enquiry by its subject, its channel (walk-in or phone) and the name
// of its place, once for each key, which names the form. Whoever signs in for an organisation
// counts at their own place. Nothing is kept of who asked. A subject, channel or place there is not is [fault.Invalid].
func (s *Service) CountEnquiry(ctx context.Context, c Enquiry, key string) (e Enquiry, err error) {
	defer fault.Wrap(&err, "count an enquiry")
	if err := access.CheckHeld(ctx, Counters()...); err != nil {
		return Enquiry{}, err
	}
	if key == "" || len(key) > longestKey {
		return Enquiry{}, fault.New(fault.Invalid, "intake.no-key", "This page is out of date. Go back, open it again and send it once more.")
	}
	place, err := s.countedAt(ctx, c.Place)
	if err != nil {
		return Enquiry{}, err
	}
	subjects, err := s.Subjects(ctx)
	if err != nil {
		return Enquiry{}, err
	}
	if !slices.ContainsFunc(subjects, func(one Subject) bool { return one.ID == c.Subject }) {
		return Enquiry{}, fault.New(fault.Invalid, "intake.no-subject", "Select what the enquiry was about.")
	}
	if c.Channel != needs.WalkIn && c.Channel != needs.Phone {
		return Enquiry{}, fault.New(fault.Invalid, "intake.no-way", "Select if they came in or rang.")
	}
	e = Enquiry{Subject: c.Subject, Channel: c.Channel, Place: place.Name, Neighbourhood: place.Neighbourhood}
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		e.ID, e.CountedAt = ident.New[Enquiry](tx.Now()), tx.Now()
		first, err := insertEnquiry(tx, e, key)
		if err != nil || !first {
			return err
		}
		return journal.Record(tx, journal.Entry{
			Verb: "counted an enquiry answered on the spot", Topic: "intake.enquiry",
			Data: map[string]any{"subject": e.Subject, "channel": e.Channel, "place": e.Place, "neighbourhood": e.Neighbourhood},
		})
	})
	return e, err
}

// countedAt is the place of an enquiry: whoever signs in for an organisation is at theirs.
func (s *Service) countedAt(ctx context.Context, name string) (Place, error) {
	who := access.From(ctx)
	if who.Has(callers...) {
		return s.placeOf(ctx, name)
	}
	o, err := organisations.New(s.db).Get(ctx, organisations.ID(who.OrganisationID()))
	return placeOfGroup(o), err
}

// OwnEnquiries is how many enquiries the caller has counted today.
func (s *Service) OwnEnquiries(ctx context.Context) (n int, err error) {
	defer fault.Wrap(&err, "enquiries of today")
	r := s.db.Read(ctx)
	return countOwnEnquiries(r, access.From(ctx).Account, day.Of(r.Now()).Start())
}

// TakeBackEnquiry takes back the last enquiry the caller has counted today, pressed by
// mistake; ok is false when there is none.
func (s *Service) TakeBackEnquiry(ctx context.Context) (ok bool, err error) {
	defer fault.Wrap(&err, "take an enquiry back")
	if err := access.CheckHeld(ctx, Counters()...); err != nil {
		return false, err
	}
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		if ok, err = deleteLastEnquiry(tx, access.From(ctx).Account, day.Of(tx.Now()).Start()); err != nil || !ok {
			return err
		}
		return journal.Record(tx, journal.Entry{Verb: "took back an enquiry counted by mistake", Topic: "intake.enquiry-taken-back"})
	})
	return ok, err
}

// Enquiries lists the enquiries that the figure counts. The caller has checked that who
// asks may see them.
func Enquiries(r db.Reader, l feature.Listing) ([]Enquiry, error) { return listEnquiries(r, l) }
