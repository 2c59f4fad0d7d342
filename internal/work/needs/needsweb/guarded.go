package needsweb

import (
	"slices"

	"kith/internal/plat/access"
	"kith/internal/work/answers"
	"kith/internal/work/needs"
)

// restricted stands for what whoever looks may not be told.
const restricted = "Restricted"

// guarded reports whether a need is named only to those who have to do something about it.
func guarded(n needs.Need) bool {
	return n.Decision.StraightTo != "" || slices.Contains(n.Decision.Labels, needs.Restricted) ||
		slices.Contains(n.Decision.Labels, needs.Safeguarding)
}

// told reports whether somebody may know what a need is. One that was veiled before it
// came here has no category.
func told(who access.Principal, n needs.Need) bool {
	return n.Category != "" && (!guarded(n) || who.HasFor(n.Neighbourhood, takers...))
}

// veil is what somebody is not told about a request.
type veil struct {
	what         bool // what is needed: own words and answers would name a guarded need
	where        bool // where they live: an address that is withheld
	confidential bool // the answers marked so
}

func veilOf(who access.Principal, r needs.Request, all []needs.Need) veil {
	cleared := who.HasFor(r.Neighbourhood, takers...)
	v := veil{confidential: !cleared}
	for _, n := range all {
		v.what = v.what || !told(who, n)
		// What is veiled may be a withheld address too.
		withheld := !told(who, n) || slices.Contains(n.Decision.Labels, needs.AddressWithheld)
		v.where = v.where || !cleared && withheld
	}
	return v
}

// hides reports whether the answers of a part are left out altogether, questions
// included: that a question was asked may tell as much as its answer.
func (v veil) hides(part answers.Part) bool {
	return v.what && part == answers.What || v.where && part == answers.Where
}
