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
	if all {
		return "1 = 1", nil
	}
	marks, args := db.In(hoods)
	return "p.neighbourhood IN (" + marks + ")", args
}

// seenBy is [Visible] for one person: seeing one of their records is seeing them.
func (p Person) seenBy(who access.Principal) bool {
	for _, r := range p.Records {
		if who.HasFor(r.Neighbourhood, viewers...) {
			return true
		}
	}
	return false
}
