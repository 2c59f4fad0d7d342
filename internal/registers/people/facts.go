package people

import (
	"cmp"
	"strings"
	"time"
)

// Fact is one thing known of a person, with who said so and when. Records that say
// different things give several of the same kind, the newest first.
type Fact struct {
	Kind   FactKind
	Value  string
	Source string
	SaidAt time.Time // when it was last said
}

// FactKind is what a fact is about.
type FactKind string

// The kinds of fact, in the order they are shown.
const (
	NameFact     FactKind = "Name"
	BornFact     FactKind = "Date of birth"
	PhoneFact    FactKind = "Phone"
	EmailFact    FactKind = "Email"
	AddressFact  FactKind = "Address"
	LanguageFact FactKind = "Language"
)

// Facts lists what a person's records say, each different thing once.
func (p Person) Facts() (all []Fact) {
	for _, kind := range []FactKind{NameFact, BornFact, PhoneFact, EmailFact, AddressFact, LanguageFact} {
		told := map[string]bool{}
		for _, r := range p.Records {
			value := r.fact(kind)
			if value != "" && !told[fold(value)] {
				told[fold(value)] = true
				all = append(all, Fact{Kind: kind, Value: value, Source: r.Source, SaidAt: r.AddedAt})
			}
		}
	}
	return all
}

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
	case LanguageFact:
		return r.Speaks()
	}
	return ""
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
	for _, r := range p.Records {
		if c.ID == "" {
			c.ID, c.Source, c.AddedAt = r.ID, r.Source, r.AddedAt
		}
		if c.GivenNames == "" || c.FamilyName == "" {
			c.GivenNames, c.FamilyName = orName(c, r)
		}
		c.BirthDate = cmp.Or(c.BirthDate, r.BirthDate)
		c.Phone, c.Email = cmp.Or(c.Phone, r.Phone), cmp.Or(c.Email, r.Email)
		if c.RoutingRule == "" && c.Neighbourhood == "" && len(c.Address.Lines()) == 0 {
			c.Address, c.Neighbourhood, c.CheckByHand = r.Address, r.Neighbourhood, r.CheckByHand
			c.RoutingRule, c.RoutingSource = r.RoutingRule, r.RoutingSource
		}
		if c.Language == "" && !c.Interpreter {
			c.Language, c.Interpreter = r.Language, r.Interpreter
		}
	}
	c.SafeContact = p.Reach().SafeContact
	return c
}

// orName takes a whole name over half a one.
func orName(c, r Record) (given, family string) {
	if r.GivenNames != "" && r.FamilyName != "" || c.GivenNames+c.FamilyName == "" {
		return r.GivenNames, r.FamilyName
	}
	return c.GivenNames, c.FamilyName
}
