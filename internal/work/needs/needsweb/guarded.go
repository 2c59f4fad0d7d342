package needsweb

import (
	"slices"

	"kith/internal/plat/access"
	"kith/internal/registers/people"
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
	whole        bool // who it is for: a restricted person's request says that there is one
}

// because adds what the record of whoever it is for keeps from the caller. A withheld
// address is told by the person's own page alone, to those who give a reason.
func (v veil) because(r people.Record, who access.Principal) veil {
	v.where = v.where || r.AddressWithheld()
	v.whole = r.Restricted() && !people.Cleared(who)
	v.what = v.what || v.whole
	return v
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
	return v.whole || v.what && part == answers.What || v.where && part == answers.Where
}
