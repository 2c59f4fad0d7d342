package accounts

import (
	"kith/internal/blueprint"
	"kith/internal/plat/access"
)

// HeldFor says how far a role reaches.
type HeldFor string

// The reaches of a role.
const (
	ForBorough       HeldFor = "borough"
	ForNeighbourhood HeldFor = "neighbourhood"
	ForOrganisation  HeldFor = "organisation"
)

// Choices are the reaches a blueprint may name.
func (HeldFor) Choices() []string {
	return []string{string(ForBorough), string(ForNeighbourhood), string(ForOrganisation)}
}

// Roles is roles.yaml: the titles people carry in this borough and what each may do in Kith.
type Roles struct {
	Roles []Title `yaml:"roles"`
}

// Title is one role in the borough's own words.
type Title struct {
	ID          string      `yaml:"id"`
	Title       string      `yaml:"title"`
	Access      access.Role `yaml:"access"`
	HeldFor     HeldFor     `yaml:"held_for"`
	Description string      `yaml:"description"`

	blueprint.Whose `yaml:",inline"`
	Source          string `yaml:"source,omitempty"`
}

// Find returns the title with this id.
func (r *Roles) Find(id string) (Title, bool) {
	for _, one := range r.Roles {
		if one.ID == id {
			return one, true
		}
	}
	return Title{}, false
}

// Grant returns what an account with this title is granted, held for the neighbourhood or
// organisation given. What the title does not reach is left out.
func (t Title) Grant(neighbourhood, organisation string) access.Grant {
	grant := access.Grant{Role: t.Access}
	if t.HeldFor == ForNeighbourhood {
		grant.Neighbourhood = neighbourhood
	}
	if t.HeldFor == ForOrganisation {
		grant.Organisation = organisation
	}
	return grant
}
