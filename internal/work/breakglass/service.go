package breakglass

import (
	"context"
	"slices"
	"strings"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
	"kith/internal/plat/notify"
	"kith/internal/plat/policy"
	"kith/internal/registers/people"
	"kith/internal/registers/secondperson"
)

// Service opens people in emergencies.
type Service struct {
	db       *db.DB
	people   *people.Service
	seconds  *secondperson.Service
	carriers notify.Routes
	site     func() string
}

// New returns the service over a database.
func New(d *db.DB, p *people.Service, s *secondperson.Service) *Service {
	return &Service{db: d, people: p, seconds: s, site: func() string { return "" }}
}

// MailBy says who carries the mails to managers, and where the site is. It is for the time when
// the program is put together; without a carrier of mails the board alone tells them.
func (s *Service) MailBy(r notify.Routes, site func() string) { s.carriers, s.site = r, site }

// openers and reviewers are the roles the policies may let open and review; whom, they decide.
var (
	openers   = []access.Role{access.Agent, access.Coordinator, access.Manager}
	reviewers = []access.Role{access.Manager, access.Governance}
)

// Openers are the roles that may come to the door.
func Openers() []access.Role { return append([]access.Role{}, openers...) }

// Reviewers are those that review.
func Reviewers() []access.Role { return append([]access.Role{}, reviewers...) }

// Open opens a person for whoever is signed in, for an hour. An opening of the same person that
// is still theirs is given back instead. It answers [fault.Invalid] with what to mend,
// [fault.NotFound] for nobody and [fault.Forbidden] where the policies do not let them.
func (s *Service) Open(ctx context.Context, w Wanted) (o Opening, err error) {
	defer fault.Wrap(&err, "open a person in an emergency")
	p, err := s.May(ctx, w.Record)
	if err != nil {
		return o, err
	}
	if err := w.check(); err != nil {
		return o, err
	}
	who := access.From(ctx)
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		earlier, err := ofAccount(tx, who.Account, tx.Now().Add(-Lasts))
		if err != nil {
			return err
		}
		for _, one := range earlier {
			if one.Open(tx.Now()) && slices.Contains(p.RecordIDs(), one.Record) {
				o = one
				return nil
			}
		}
		lead := p.Lead()
		o = Opening{
			ID: ident.New[Opening](tx.Now()), Record: lead.ID, Neighbourhood: lead.Neighbourhood, Danger: w.Danger,
			Reason: strings.TrimSpace(w.Reason), By: who.Account, ByName: who.Name, At: tx.Now(),
		}
		if err := insert(tx, o); err != nil {
			return err
		}
		return journal.Record(tx, o.entry("opened a person in an emergency", TopicOpened))
	})
	return o, err
}

// TopicOpened and the others are told in the journal.
const (
	TopicOpened   = "breakglass.opened"
	TopicRead     = "breakglass.read"
	TopicClosed   = "breakglass.closed"
	TopicReviewed = "breakglass.reviewed"
)

// entry tells the journal; the reason stays with the opening, for it may say what is kept.
func (o Opening) entry(verb, topic string) journal.Entry {
	return journal.Entry{
		Verb: verb, Topic: topic, Subject: string(o.Record), Objects: []journal.Object{{Kind: "opening", ID: string(o.ID)}},
		Data: map[string]any{"neighbourhood": o.Neighbourhood, "danger": string(o.Danger)},
	}
}

// May holds that whoever asks may open the person a record is of, and gives the person.
func (s *Service) May(ctx context.Context, record people.RecordID) (p people.Person, err error) {
	if p, err = personIn(s.db.Read(ctx), record); err != nil {
		return people.Person{}, err
	}
	if may(access.From(ctx), policy.OpenEmergency, p, policy.Asked{}) {
		return p, nil
	}
	return people.Person{}, refused(ctx)
}

func refused(ctx context.Context) error {
	if err := access.CheckHeld(ctx, openers...); err != nil {
		return err
	}
	return fault.New(fault.Forbidden, "breakglass.elsewhere", "This person belongs to another hub. Ring that hub, the coordination point or the duty team.")
}

// may asks the policies about each record of a person.
func may(who access.Principal, g policy.Group, p people.Person, a policy.Asked) bool {
	for _, r := range p.Records {
		asked := policy.Record{Neighbourhood: r.Neighbourhood, Restricted: p.Has(people.Restricted)}
		if g == policy.Address || g == policy.WithheldAddress {
			asked.AddressWithheld = p.Has(people.AddressWithheld)
		}
		if policy.Decide(who, g, asked, a).Allowed {
			return true
		}
	}
	return false
}

// personIn reads whose a record is, with all their records.
func personIn(r db.Reader, record people.RecordID) (p people.Person, err error) {
	if p.ID, err = people.PersonOf(r, record); err != nil {
		return p, err
	}
	all, err := people.Records(r, p.ID)
	for _, id := range all {
		one, err := people.RecordIn(r, id)
		if err != nil {
			return p, err
		}
		p.Records = append(p.Records, one)
	}
	return p, err
}

// Now is the time by the borough's clock.
func (s *Service) Now(ctx context.Context) time.Time { return s.db.Read(ctx).Now() }
