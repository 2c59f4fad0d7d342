package access

import (
	"slices"
	"strings"
)

// reach is how wide a door stands open. Its zero value is shut.
type reach int

const (
	shut reach = iota
	roles
	signedIn
	public
)

// Rule says who may come through a door. The zero Rule lets nobody in.
type Rule struct {
	reach reach
	roles []Role
}

// Public lets everybody in, signed in or not.
func Public() Rule { return Rule{reach: public} }

// SignedIn lets in anybody with an account, whatever their role.
func SignedIn() Rule { return Rule{reach: signedIn} }

// Anyone lets in those who hold at least one of the roles, however far it
// reaches; the use case then asks [Check] about the record. With no roles it
// lets nobody in.
func Anyone(of ...Role) Rule {
	if len(of) == 0 {
		return Rule{}
	}
	return Rule{reach: roles, roles: slices.Clone(of)}
}

// Allows reports whether p may come in.
func (r Rule) Allows(p Principal) bool {
	switch r.reach {
	case public:
		return true
	case signedIn:
		return p.SignedIn()
	case roles:
		return p.Has(r.roles...)
	default:
		return false
	}
}

// Roles returns the roles the rule names, nil for [Public] and [SignedIn].
func (r Rule) Roles() []Role { return slices.Clone(r.roles) }

// IsPublic reports whether the rule lets in people who have not signed in.
func (r Rule) IsPublic() bool { return r.reach == public }

// Declared reports whether the rule was made by [Public], [SignedIn] or
// [Anyone] with a role. A route without a declared rule is refused.
func (r Rule) Declared() bool { return r.reach != shut }

// String gives the rule in words: "public", "signed in", "agent, manager" or
// "nobody".
func (r Rule) String() string {
	switch r.reach {
	case public:
		return "public"
	case signedIn:
		return "signed in"
	case roles:
		names := make([]string, len(r.roles))
		for i, role := range r.roles {
			names[i] = string(role)
		}
		return strings.Join(names, ", ")
	default:
		return "nobody"
	}
}
