package people

import (
	"kith/internal/plat/access"
	"kith/internal/plat/db"
)

// viewers may see who people are, in the neighbourhoods they hold the role for.
var viewers = []access.Role{access.Agent, access.Coordinator, access.Manager, access.Analyst, access.Governance}

// Visible gives the condition on people_record, under the alias p, for the people a
// principal may see. A list of anything that hangs on people joins it.
func Visible(who access.Principal) (cond string, args []any) {
	hoods, all := who.Neighbourhoods(viewers...)
	switch {
	case Cleared(who):
		return "1 = 1", nil
	case all:
		return "p.restricted = FALSE", nil
	}
	marks, args := db.In(hoods)
	return "p.restricted = FALSE AND p.neighbourhood IN (" + marks + ")", args
}

// seenBy is [Visible] for one person: seeing one of their records is seeing them, unless
// they are restricted.
func (p Person) seenBy(who access.Principal) bool {
	if p.Has(Restricted) {
		return Cleared(who)
	}
	for _, r := range p.Records {
		if who.HasFor(r.Neighbourhood, viewers...) {
			return true
		}
	}
	return false
}
