package breakglass

import (
	"context"
	"slices"
	"strings"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
	"kith/internal/plat/policy"
	"kith/internal/registers/people"
	"kith/internal/registers/secondperson"
	"kith/internal/work/needs"
)

// Parts are the groups of fields that can be read, in the order they are offered.
func Parts() []policy.Group {
	return []policy.Group{policy.Identity, policy.Address, policy.Health, policy.Safeguarding, policy.CaseNotes}
}

// Shown is one part of a person as it is shown.
type Shown struct {
	Part   policy.Group
	Fields []Field
	Reach  people.Reach // with who they are: how they may be reached safely
	Asked  []Request    // with safeguarding: what was asked for
	// Second is what is asked of a second person, where the address is withheld; Withheld is
	// that nobody has agreed yet.
	Withheld bool
	Second   secondperson.Ask
}

// Field is one thing that is known.
type Field struct{ Name, Says string }

// Request is one request with all its needs.
type Request struct {
	needs.Request
	Needs []needs.Need
}

// identityFacts are told with who somebody is, healthFacts with their health.
var (
	identityFacts = []people.FactKind{
		people.NameFact, people.BornFact, people.PhoneFact, people.EmailFact, people.LanguageFact, people.NHSNumberFact,
		people.LedByFact, people.NoCallsFact, people.DeceasedFact, people.StopAskedFact, people.MovedFact,
	}
	healthFacts = []people.FactKind{people.CommunicationFact, people.DietFact, people.PracticeFact}
)

const mostNotes = 100

// Mine is an opening of the caller's; anybody else's is [fault.NotFound].
func (s *Service) Mine(ctx context.Context, id ID) (o Opening, err error) {
	defer fault.Wrap(&err, "opening %s", id)
	o, err = byID(s.db.Read(ctx), id)
	if err == nil && o.By != access.From(ctx).Account {
		err = noSuch()
	}
	return o, err
}

// Read gives one part of the person whom the caller has opened. Which fields it has is on the
// disk before it is given; when that cannot be, it is not. Over, or closed, it is
// [fault.Conflict] and nothing is told.
func (s *Service) Read(ctx context.Context, id ID, part policy.Group) (shown Shown, err error) {
	defer fault.Wrap(&err, "read %s in an emergency", part)
	o, err := s.Mine(ctx, id)
	if err != nil {
		return shown, err
	}
	if !slices.Contains(Parts(), part) {
		return shown, fault.New(fault.NotFound, "breakglass.no-part", "There is no such part of a person.")
	}
	r := s.db.Read(ctx)
	if !o.Open(r.Now()) {
		return shown, fault.New(fault.Conflict, "breakglass.over", "The hour is over. If it is still an emergency, open them again and say why.")
	}
	p, err := personIn(r, o.Record)
	if err != nil {
		return shown, err
	}
	if part == policy.Address && p.Has(people.AddressWithheld) {
		return s.withheld(ctx, o, p)
	}
	if !may(access.From(ctx), part, p, policy.Asked{Emergency: true}) {
		return shown, refused(ctx)
	}
	if shown, err = gather(r, p, part); err != nil {
		return Shown{}, err
	}
	if err := s.keepRead(ctx, o, shown); err != nil {
		return Shown{}, err
	}
	return shown, nil
}

func gather(r db.Reader, p people.Person, part policy.Group) (shown Shown, err error) {
	shown.Part = part
	current := p.Current()
	switch part {
	case policy.Identity:
		shown.facts(current, identityFacts...)
		shown.add("Marked", labels(p))
		shown.Reach = p.Reach()
	case policy.Address:
		shown.facts(current, people.AddressFact)
	case policy.Health:
		shown.facts(current, healthFacts...)
		err = shown.notes(r, p, true)
	case policy.CaseNotes:
		err = shown.notes(r, p, false)
	case policy.Safeguarding:
		err = shown.asked(r, p)
	}
	return shown, err
}

func labels(p people.Person) string {
	var all []string
	for _, l := range p.Labels() {
		all = append(all, strings.ReplaceAll(string(l), "-", " "))
	}
	return strings.Join(all, ", ")
}

func (s *Shown) add(name, says string) {
	if says != "" {
		s.Fields = append(s.Fields, Field{name, says})
	}
}

func (s *Shown) facts(of people.Record, kinds ...people.FactKind) {
	for _, kind := range kinds {
		s.add(string(kind), of.Says(kind))
	}
}

func (s *Shown) notes(r db.Reader, p people.Person, health bool) error {
	all, err := people.NotesIn(r, p.RecordIDs(), mostNotes)
	for _, n := range all {
		if n.Health == health {
			s.add("Note", n.Text)
		}
	}
	return err
}

func (s *Shown) asked(r db.Reader, p people.Person) error {
	all, err := needs.RequestsOf(r, p.RecordIDs())
	if err != nil {
		return err
	}
	for _, one := range all {
		of, err := needs.AllNeeds(r, one.ID)
		if err != nil {
			return err
		}
		s.Asked = append(s.Asked, Request{one, of})
	}
	return nil
}

// names are the fields of a part as they are kept: what they are called, never what they say.
func (s Shown) names() (all []string) {
	for _, f := range s.Fields {
		if !slices.Contains(all, f.Name) {
			all = append(all, f.Name)
		}
	}
	if s.Part == policy.Identity {
		all = append(all, "Safe contact")
	}
	for _, one := range s.Asked {
		all = append(all, "Request "+string(one.Reference))
	}
	return all
}

// keepRead keeps what is about to be shown.
func (s *Service) keepRead(ctx context.Context, o Opening, shown Shown) error {
	return s.db.Write(ctx, func(tx *db.Tx) error {
		if err := insertRead(tx, o.ID, ident.New[Read](tx.Now()), shown.Part, shown.names()); err != nil {
			return err
		}
		e := o.entry("read in an emergency: "+shown.Part.Words(), TopicRead)
		e.Data["part"], e.Data["fields"] = string(shown.Part), shown.names()
		return journal.Record(tx, e)
	})
}

// withheld gives a withheld address once a second person has agreed; until then it says that
// one is needed.
func (s *Service) withheld(ctx context.Context, o Opening, p people.Person) (shown Shown, err error) {
	shown.Part = policy.Address
	records := ids(p.RecordIDs())
	if shown.Second, _, err = s.seconds.Last(ctx, secondperson.WithheldAddress, records); err != nil {
		return shown, err
	}
	agreed := shown.Second.Counts(s.db.Read(ctx).Now())
	if !may(access.From(ctx), policy.WithheldAddress, p, policy.Asked{Emergency: true, Second: agreed}) {
		shown.Withheld = true
		return shown, nil
	}
	kept := shown
	kept.Fields = []Field{{Name: "Withheld address"}}
	if err := s.keepRead(ctx, o, kept); err != nil {
		return Shown{Part: policy.Address, Withheld: true}, err
	}
	at, err := s.people.BringTo(ctx, shown.Second.Reason, o.Neighbourhood, p.RecordIDs()...)
	shown.add("Withheld address", strings.Join(at.Lines(), "\n"))
	return shown, err
}

// AskSecond asks a second person to agree that the caller reads the withheld address of whom
// they have opened.
func (s *Service) AskSecond(ctx context.Context, id ID, reason string) (err error) {
	o, err := s.Mine(ctx, id)
	if err != nil {
		return err
	}
	_, err = s.seconds.Ask(ctx, secondperson.Ask{Kind: secondperson.WithheldAddress, Record: string(o.Record), Neighbourhood: o.Neighbourhood, Reason: reason})
	return err
}

func ids(of []people.RecordID) []string {
	all := make([]string, len(of))
	for i, id := range of {
		all[i] = string(id)
	}
	return all
}

// Close ends an opening before its hour is over.
func (s *Service) Close(ctx context.Context, id ID) (err error) {
	o, err := s.Mine(ctx, id)
	if err != nil || !o.ClosedAt.IsZero() {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		if err := closeOpening(tx, id); err != nil {
			return err
		}
		return journal.Record(tx, o.entry("closed a person they had opened in an emergency", TopicClosed))
	})
}
