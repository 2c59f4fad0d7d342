package access

import (
	"context"
	"slices"
)

// Grant is one role somebody holds and how far it reaches.
//
// With neither Neighbourhood nor Organisation it reaches the whole borough.
// With a Neighbourhood it reaches that one. With an Organisation and no
// Neighbourhood it reaches that organisation's own records and no
// neighbourhood's; with a Volunteer, likewise, what that volunteer was given.
type Grant struct {
	Role          Role
	Neighbourhood string // "" is the whole borough
	Organisation  string // "" is not tied to an organisation
	Volunteer     string // "" is not tied to a volunteer
}

// covers reports whether the grant reaches records of a neighbourhood. Records
// with no neighbourhood are the borough's: only a borough-wide grant reaches
// them.
func (g Grant) covers(neighbourhood string) bool {
	if g.Neighbourhood != "" {
		return g.Neighbourhood == neighbourhood
	}
	return g.Organisation == "" && g.Volunteer == ""
}

// Principal is who is asking. The zero Principal is the public.
type Principal struct {
	Account string // the account's id; "" is nobody signed in
	Name    string
	Email   string
	Grants  []Grant
	// Scopes are the operations of the API a program may use, by their ids; nil is somebody
	// who is no program with a key of its own, and whom the roles alone bound.
	Scopes []string
}

// Program reports whether p is a program with a key of its own.
func (p Principal) Program() bool { return p.Scopes != nil }

// MayUse reports whether the scopes of p allow an operation of the API.
func (p Principal) MayUse(operation string) bool {
	return !p.Program() || slices.Contains(p.Scopes, operation)
}

type principalKey struct{}

// With returns a context that carries p.
func With(ctx context.Context, p Principal) context.Context {
	return context.WithValue(ctx, principalKey{}, p)
}

// From returns who is asking: the Principal given to [With], or the public.
func From(ctx context.Context) Principal {
	p, _ := ctx.Value(principalKey{}).(Principal)
	return p
}

// SignedIn reports whether p is somebody with an account.
func (p Principal) SignedIn() bool { return p.Account != "" }

// Has reports whether p holds any of the roles, however far it reaches.
func (p Principal) Has(roles ...Role) bool {
	for range p.held(roles) {
		return true
	}
	return false
}

// HasFor reports whether p holds any of the roles for a neighbourhood. A record
// with no neighbourhood ("") is the borough's own: only a borough-wide grant
// reaches it.
func (p Principal) HasFor(neighbourhood string, roles ...Role) bool {
	for g := range p.held(roles) {
		if g.covers(neighbourhood) {
			return true
		}
	}
	return false
}

// HasForOrganisation reports whether p holds any of the roles for an
// organisation, or for the whole borough.
func (p Principal) HasForOrganisation(organisation string, roles ...Role) bool {
	for g := range p.held(roles) {
		if g.covers("") || organisation != "" && g.Organisation == organisation {
			return true
		}
	}
	return false
}

// Neighbourhoods returns where p holds any of the roles: all is true when one
// of the grants reaches the whole borough, and ids is then nil. Otherwise ids
// is sorted, without repeats, and empty when p may see none.
func (p Principal) Neighbourhoods(roles ...Role) (ids []string, all bool) {
	for g := range p.held(roles) {
		if g.covers("") {
			return nil, true
		}
		if g.Neighbourhood != "" {
			ids = append(ids, g.Neighbourhood)
		}
	}
	slices.Sort(ids)
	return slices.Compact(ids), false
}

// OrganisationID returns the organisation p acts for, the first one granted, or
// "" when p acts for the council.
func (p Principal) OrganisationID() string {
	for _, g := range p.Grants {
		if g.Organisation != "" {
			return g.Organisation
		}
	}
	return ""
}

// VolunteerID returns the volunteer p is, or "" when p is none.
func (p Principal) VolunteerID() string {
	for g := range p.held([]Role{Volunteer}) {
		if g.Volunteer != "" {
			return g.Volunteer
		}
	}
	return ""
}

// held ranges over the grants of p for any of the roles. A grant held by
// nobody counts for nothing.
func (p Principal) held(roles []Role) func(yield func(Grant) bool) {
	return func(yield func(Grant) bool) {
		if !p.SignedIn() {
			return
		}
		for _, g := range p.Grants {
			if slices.Contains(roles, g.Role) && !yield(g) {
				return
			}
		}
	}
}
