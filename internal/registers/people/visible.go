package people

import (
	"slices"

	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/policy"
)

// Visible gives the condition on people_record, under the alias p, for the people a
// principal may see, as the policies decide it. A list of anything that hangs on people
// joins it.
func Visible(who access.Principal) (cond string, args []any) {
	open, openArgs := placed(policy.Listed(who, policy.Identity, policy.Record{}))
	kept, keptArgs := placed(policy.Listed(who, policy.Identity, policy.Record{Restricted: true}))
	switch {
	case kept == nobody:
		return "p.restricted = FALSE AND " + open, openArgs
	case open == kept && len(openArgs) == 0:
		return open, nil
	}
	return "(p.restricted = FALSE AND " + open + " OR p.restricted = TRUE AND " + kept + ")", append(openArgs, keptArgs...)
}

const nobody = "1 = 0"

// placed is the condition that a record lies where a reach says.
func placed(in policy.Reach) (cond string, args []any) {
	if in.Nothing() {
		return nobody, nil
	}
	if in.Everything() {
		return "1 = 1", nil
	}
	marks, args := db.In(in.Places)
	if in.Except {
		return "p.neighbourhood NOT IN (" + marks + ")", args
	}
	return "p.neighbourhood IN (" + marks + ")", args
}

// seenBy is [Visible] for one person: seeing one of their records is seeing them, unless
// they are restricted.
func (p Person) seenBy(who access.Principal) bool { return p.may(who, policy.Identity) }

// may reports whether somebody may see a group of fields of the person.
func (p Person) may(who access.Principal, g policy.Group) bool {
	restricted := p.Has(Restricted)
	return slices.ContainsFunc(p.Records, func(r Record) bool {
		return policy.May(who, g, policy.Record{Neighbourhood: r.Neighbourhood, Restricted: restricted})
	})
}
