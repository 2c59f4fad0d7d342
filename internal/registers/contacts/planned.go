package contacts

import (
	"time"

	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/policy"
	"kith/internal/registers/people"
)

// Planned is a contact that somebody is about to make.
type Planned struct {
	At         time.Time // when it is due
	Method     Method
	Who        string // who is to make it, as it is shown; "" is nobody yet
	Purpose    string // what for, without naming a need
	Agency     string // "" is the council
	Restricted bool   // told to few
	Record     people.RecordID
	Task       string // the task it is; "" none
}

// Planner finds what is about to be done for a person: their records, until when.
type Planner func(r db.Reader, records []people.RecordID, until time.Time) ([]Planned, error)

// cleared reports whether somebody is told of the contacts of restricted services: whoever
// the policies let know of restricted people and what is done for them.
func cleared(who access.Principal) bool {
	return policy.May(who, policy.Safeguarding, policy.Record{Restricted: true})
}

// ToldTo reports whether somebody may be told of the contact: everybody who may see the
// person, and of a restricted service's only few, and whoever made it.
func (e Event) ToldTo(who access.Principal) bool {
	return !e.Restricted || cleared(who) || e.By != "" && e.By == who.Account
}

// ToldTo reports whether somebody may be told of what is about to be done.
func (p Planned) ToldTo(who access.Principal) bool {
	return !p.Restricted || cleared(who)
}

// Council is how the council itself is named beside agencies.
const Council = "The council"

// Who is the agency as it is shown.
func (e Event) Who() string {
	if e.AgencyName == "" {
		return Council
	}
	return e.AgencyName
}
