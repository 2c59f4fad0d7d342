package intake

import (
	"slices"
	"time"

	"kith/internal/feature"
	"kith/internal/kernel/ident"
	"kith/internal/plat/access"
	"kith/internal/registers/people"
	"kith/internal/work/answers"
	"kith/internal/work/needs"
)

// Registration is somebody known to their hub who needs nothing today. Who they are stands
// in their record alone.
type Registration struct {
	ID            ident.ID[Registration]
	Reference     ident.Reference
	Record        people.RecordID
	Channel       needs.Channel
	Place         string // where they came to, of a walk-in
	Neighbourhood string // "" is the coordination queue
	Blueprint     string
	// Answers are who already helps, what they can do or offer, and what else is no part of
	// their record.
	Answers      answers.Answers
	Agreement    Agreement
	RegisteredAt time.Time
	EndedAt      time.Time // zero while it stands
	Version      int64
}

// Agreement is whether somebody agreed to be approached, when they said so, and how. It is
// no condition of help: whoever says no is registered as well.
type Agreement struct {
	Given  bool
	At     time.Time
	Source string // "Web form", "Phone", "the person, on the status page"
}

// Open reports whether the registration stands.
func (g Registration) Open() bool { return g.EndedAt.IsZero() }

// MayApproach reports whether they agreed to be approached and have not changed their mind.
func (g Registration) MayApproach() bool { return g.Open() && g.Agreement.Given }

// RegistrationStanding is how a registration stands, as lists tell them apart.
type RegistrationStanding string

// The standings.
const (
	MayBeApproached RegistrationStanding = "agreed"
	NotApproached   RegistrationStanding = "not-agreed"
	NoLonger        RegistrationStanding = "ended"
)

// RegistrationStandings lists every standing.
func RegistrationStandings() []RegistrationStanding {
	return []RegistrationStanding{MayBeApproached, NotApproached, NoLonger}
}

// Label is the standing in words.
func (s RegistrationStanding) Label() string {
	switch s {
	case MayBeApproached:
		return "May be approached"
	case NotApproached:
		return "Not to be approached"
	case NoLonger:
		return "No longer registered"
	}
	return string(s)
}

// Standing is how the registration stands.
func (g Registration) Standing() RegistrationStanding {
	switch {
	case !g.Open():
		return NoLonger
	case g.Agreement.Given:
		return MayBeApproached
	}
	return NotApproached
}

// RegisteredPages reports whether a page of the form is asked of somebody who registers
// with no need: where they live, how to reach them, who helps already.
func RegisteredPages(p answers.Page) bool {
	return p.Part == answers.Where || p.Part == answers.Contact
}

// registeredQuestions are the questions of a registration.
func registeredQuestions(q *answers.Questions) *answers.Questions {
	return q.Only(RegisteredPages, answers.Answers{answers.AskWhoFor: {"me"}})
}

// RegistrationFilter narrows a list of registrations. Zero fields do not narrow.
type RegistrationFilter struct {
	Neighbourhoods []string // nil is every one; "" among them is the coordination queue
	Standing       RegistrationStanding
	Standings      bool // those that have ended as well
	From, Until    time.Time
	After          feature.Mark // go on behind this row; the zero Mark begins
	Limit          int          // rows at most
}

// Registered is a row of the list, with the name as the record has it. Of a restricted
// person it says nothing to those who are not cleared.
type Registered struct {
	Registration
	GivenNames, FamilyName string
	Restricted             bool
}

// Mark is the row's place in the list.
func (g Registered) Mark() feature.Mark {
	return feature.Mark{At: g.RegisteredAt, ID: string(g.ID)}
}

// registrars may see who is registered, in the neighbourhoods they hold the role for.
var registrars = []access.Role{access.Agent, access.Coordinator, access.Manager, access.Analyst, access.Governance}

// Registrars are the roles that may see who is registered.
func Registrars() []access.Role { return slices.Clone(registrars) }
