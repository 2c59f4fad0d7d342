package needsweb

import (
	"slices"

	"kith/internal/plat/access"
	"kith/internal/work/answers"
	"kith/internal/work/needs"
)

// restricted stands for what whoever looks may not be told.
const restricted = "Restricted"

// veil is what somebody is not told about a request.
type veil struct {
	what         bool // what is needed: own words and answers would name a guarded need
	where        bool // where they live: an address that is withheld
	confidential bool // the answers marked so
}

func veilOf(who access.Principal, r needs.Request, all []needs.Need) veil {
	cleared := who.HasFor(r.Neighbourhood, takers...)
	v := veil{confidential: !cleared, what: !needs.ToldWhole(who, all)}
	withheld := slices.ContainsFunc(all, func(n needs.Need) bool {
		return slices.Contains(n.Decision.Labels, needs.AddressWithheld)
	})
	// What is veiled may be a withheld address too.
	v.where = !cleared && (withheld || v.what)
	return v
}

// hides reports whether the answers of a part are left out altogether, questions
// included: that a question was asked may tell as much as its answer.
func (v veil) hides(part answers.Part) bool {
	return v.what && part == answers.What || v.where && part == answers.Where
}
