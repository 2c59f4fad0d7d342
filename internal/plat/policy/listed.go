package policy

import (
	"slices"

	"kith/internal/plat/access"
)

// Reach is where records may stand in somebody's list: those of Places, or where Except is
// true those of every place but Places. "" among them is the place of records without a hub.
type Reach struct {
	Except bool
	Places []string // sorted, without repeats
}

// Nothing reports whether the reach holds no record.
func (r Reach) Nothing() bool { return !r.Except && len(r.Places) == 0 }

// Everything reports whether it holds every record.
func (r Reach) Everything() bool { return r.Except && len(r.Places) == 0 }

// Holds reports whether a record of a place is in it.
func (r Reach) Holds(neighbourhood string) bool {
	return slices.Contains(r.Places, neighbourhood) != r.Except
}

// elsewhere stands for the neighbourhoods somebody holds no role for. No neighbourhood has
// this id: blueprints write theirs in small letters.
const elsewhere = "ELSEWHERE"

// Listed says of records alike in all but their neighbourhood which may stand in a list of
// somebody's: those of which they may see the group. Policies name no neighbourhood (see
// [Load]), so that all of which somebody holds no role are decided alike, and asking about
// each place they hold a role for, about one they do not and about none is asking about all.
func Listed(who access.Principal, g Group, like Record) (reach Reach) {
	may := func(place string) bool {
		r := like
		r.Neighbourhood = place
		return May(who, g, r)
	}
	places := []string{""}
	for _, grant := range who.Grants {
		if grant.Neighbourhood != "" {
			places = append(places, grant.Neighbourhood)
		}
	}
	slices.Sort(places)
	reach.Except = may(elsewhere)
	for _, place := range slices.Compact(places) {
		if may(place) != reach.Except {
			reach.Places = append(reach.Places, place)
		}
	}
	return reach
}
