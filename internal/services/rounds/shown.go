package rounds

import (
	"kith/internal/plat/access"
	"kith/internal/plat/policy"
)

// showTo takes out of a line what the policies do not let somebody see of a person. What to
// mind stays: a sheet is printed by one and read at the door by another. A setting is nobody.
func (l *Line) showTo(who access.Principal, r policy.Record) {
	if l.Setting() || l.Record == "" {
		return
	}
	if !policy.May(who, policy.Name, r) {
		l.Name = ""
	}
	if !policy.May(who, policy.Address, r) && len(l.Address) > 0 {
		l.Address, l.code, l.Where = nil, "", "Ask the hub where it goes"
	}
}

// asDriver is whoever drives a round as the policies are to see them: whoever is given a
// round drives it, whatever else they are.
func asDriver(who access.Principal) access.Principal {
	who.Grants = append([]access.Grant{{Role: access.Driver}}, who.Grants...)
	return who
}
