package people

import (
	"cmp"
	"strings"
	"time"

	"kith/internal/registers/naming"
)

// Fact is one thing known of a person, with who said so and when. Records that say
// different things give several of the same kind, the newest first.
type Fact struct {
	Kind   FactKind
	Value  string
	Source string
	By     string    // who typed it in, as the journal names them; "" is the source itself
	SaidAt time.Time // when it was last said
}

// FactKind is what a fact is about.
type FactKind string

// The kinds of fact, in the order they are shown.
const (
	NameFact          FactKind = "Name"
	BornFact          FactKind = "Date of birth"
	PhoneFact         FactKind = "Phone"
	EmailFact         FactKind = "Email"
	AddressFact       FactKind = "Address"
	UPRNFact          FactKind = "Property number (UPRN)"
	LanguageFact      FactKind = "Language"
	CommunicationFact FactKind = "Communication needs"
	DietFact          FactKind = "Food and allergies"
	NHSNumberFact     FactKind = "NHS number"
	PracticeFact      FactKind = "GP practice"
	LedByFact         FactKind = "Who leads on this person"
	NoCallsFact       FactKind = "Do not ring"
	DeceasedFact      FactKind = "Deceased"
	StopAskedFact     FactKind = "Asked us to stop"
	MovedFact         FactKind = "Moved away"
)

// kinds are all there are.
var kinds = []FactKind{
	NameFact, BornFact, PhoneFact, EmailFact, AddressFact, UPRNFact, LanguageFact, CommunicationFact, DietFact,
	NHSNumberFact, PracticeFact, LedByFact, NoCallsFact, DeceasedFact, StopAskedFact, MovedFact,
}

// Facts lists what a person's records say, each different thing once.
func (p Person) Facts() (all []Fact) {
	for _, kind := range kinds {
		told := map[string]bool{}
		for _, r := range p.Records {
			value := r.fact(kind)
			if value != "" && !told[naming.Fold(value)] {
				told[naming.Fold(value)] = true
				all = append(all, r.told(kind, value))
			}
		}
	}
	return all
}

// told is a fact as the record has it: from its source, or typed in later.
func (r Record) told(kind FactKind, value string) Fact {
	f := Fact{Kind: kind, Value: value, Source: r.Source, SaidAt: r.AddedAt}
	if said, later := r.Said[kind]; later {
		f.By, f.SaidAt = said.By, said.At
	}
	return f
}

// Says is what a record says of a kind, in words; "" when it says nothing.
func (r Record) Says(kind FactKind) string { return r.fact(kind) }

// fact is what a record says, in words; "" when it says nothing.
func (r Record) fact(kind FactKind) string {
	switch kind {
	case NameFact:
		return strings.TrimSpace(r.GivenNames + " " + r.FamilyName)
	case BornFact:
		return r.BirthDate.Long()
	case PhoneFact:
		return r.Phone.National()
	case EmailFact:
		return r.Email
	case AddressFact:
		return strings.Join(r.Address.Lines(), ", ")
	case UPRNFact:
		return r.Address.UPRN
	case LanguageFact:
		return r.Speaks()
	}
	return r.Details.fact(kind)
}

func (d Details) fact(kind FactKind) string {
	switch kind {
	case CommunicationFact:
		return inWords(d.Communication, communicationNeeds, d.CommunicationNote)
	case DietFact:
		return inWords(d.Diet, dietaryNeeds, d.Allergies)
	case NHSNumberFact:
		return d.NHSNumber.Format()
	case PracticeFact:
		return d.Practice
	case LedByFact:
		return d.leads()
	case NoCallsFact:
		return d.NoCalls.String()
	case DeceasedFact:
		return d.Deceased.String()
	case StopAskedFact:
		return d.StopAsked.String()
	case MovedFact:
		return d.Moved.String()
	}
	return ""
}

// says reports whether a record tells anything of a kind, be it that there is none.
func (r Record) says(kind FactKind) bool {
	_, typed := r.Said[kind]
	return typed || r.fact(kind) != ""
}

// take copies what another record says of a kind.
func (r *Record) take(kind FactKind, from Record) {
	switch kind {
	case NameFact:
		r.GivenNames, r.FamilyName = from.GivenNames, from.FamilyName
	case BornFact:
		r.BirthDate = from.BirthDate
	case PhoneFact:
		r.Phone = from.Phone
	case EmailFact:
		r.Email = from.Email
	case AddressFact:
		at := from.Address
		at.UPRN = r.Address.UPRN
		r.Address = at
		r.Neighbourhood, r.CheckByHand = from.Neighbourhood, from.CheckByHand
		r.RoutingRule, r.RoutingSource = from.RoutingRule, from.RoutingSource
	case UPRNFact:
		r.Address.UPRN = from.Address.UPRN
	case LanguageFact:
		r.Language, r.Interpreter = from.Language, from.Interpreter
	}
	r.Details.take(kind, from.Details)
}

func (d *Details) take(kind FactKind, from Details) {
	switch kind {
	case CommunicationFact:
		d.Communication, d.CommunicationNote = from.Communication, from.CommunicationNote
	case DietFact:
		d.Diet, d.Allergies = from.Diet, from.Allergies
	case NHSNumberFact:
		d.NHSNumber = from.NHSNumber
	case PracticeFact:
		d.Practice = from.Practice
	case LedByFact:
		d.LedBy, d.LedSince = from.LedBy, from.LedSince
	case NoCallsFact:
		d.NoCalls = from.NoCalls
	case DeceasedFact:
		d.Deceased = from.Deceased
	case StopAskedFact:
		d.StopAsked = from.StopAsked
	case MovedFact:
		d.Moved = from.Moved
	}
}

// Speaks says in which language to speak with them and whether an interpreter is needed;
// "" when English will do.
func (r Record) Speaks() string {
	switch {
	case r.Interpreter && r.Language == "":
		return "Needs an interpreter, language not known"
	case r.Interpreter:
		return r.Language + ", needs an interpreter"
	}
	return r.Language
}

// Current is what is known of a person now: of each thing the newest that any record
// says. The address and where it routes are those of the newest record that has one.
func (p Person) Current() (c Record) {
	known := map[FactKind]RecordID{}
	for _, r := range p.Records {
		if c.ID == "" {
			c.ID, c.Source, c.AddedAt = r.ID, r.Source, r.AddedAt
		}
		for _, kind := range kinds {
			if known[kind] == "" && r.tells(kind, known) {
				known[kind] = r.ID
				c.take(kind, r)
			}
		}
		if known[NameFact] == "" && (c.GivenNames == "" || c.FamilyName == "") {
			c.GivenNames, c.FamilyName = orName(c, r)
		}
	}
	c.SafeContact, c.Labels = p.Reach().SafeContact, p.Labels()
	return c
}

// tells reports whether a record is where to take a kind of fact from, no newer one having
// told it. Where an address routes is told with it, even when it is not itself known; the
// number of a property belongs to the address it came with; names are put together, unless
// somebody has typed them anew.
func (r Record) tells(kind FactKind, known map[FactKind]RecordID) bool {
	_, typed := r.Said[kind]
	switch kind {
	case NameFact:
		return typed
	case AddressFact:
		return r.says(kind) || r.RoutingRule != "" || r.Neighbourhood != ""
	case UPRNFact:
		return r.says(kind) && known[AddressFact] == r.ID
	}
	return r.says(kind)
}

// newest is the newest record that tells a kind of fact; the zero Record when none does.
func (p Person) newest(kind FactKind) Record {
	for _, r := range p.Records {
		if r.says(kind) {
			return r
		}
	}
	return Record{}
}

// orName takes a whole name over half a one.
func orName(c, r Record) (given, family string) {
	if r.GivenNames != "" && r.FamilyName != "" || c.GivenNames+c.FamilyName == "" {
		return r.GivenNames, r.FamilyName
	}
	return c.GivenNames, c.FamilyName
}

// Lead is the record that is changed when somebody changes what is known of a person: the
// newest, because what it says counts before what older ones say. The others stay as
// their sources said them.
func (p Person) Lead() Record {
	if len(p.Records) == 0 {
		return Record{}
	}
	return p.Records[0]
}

// From is who said so: the source of the record, or whoever typed it in later, by the
// name they go by.
func (f Fact) From(name string) string {
	if f.By == "" {
		return f.Source
	}
	return cmp.Or(name, "somebody")
}
