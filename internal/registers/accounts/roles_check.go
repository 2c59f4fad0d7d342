package accounts

import (
	"slices"

	"kith/internal/blueprint"
	"kith/internal/plat/access"
)

// RolesSection is roles.yaml.
func RolesSection() blueprint.Section {
	return blueprint.Section{
		Name: "roles", File: "roles.yaml",
		New:   func() any { return &Roles{} },
		Check: func(c *blueprint.Checker, doc any) { doc.(*Roles).check(c) },
	}
}

// indispensable are the parts without which nobody could work or mend the system.
var indispensable = []access.Role{access.Agent, access.Coordinator, access.Admin}

func (r *Roles) check(c *blueprint.Checker) {
	ids := make([]string, len(r.Roles))
	held := map[access.Role]bool{}
	known := knownRoles()
	for i, t := range r.Roles {
		ids[i], held[t.Access] = t.ID, true
		c.Known(blueprint.At("roles", i, "access"), "access role", string(t.Access), known)
	}
	c.Once("role", ids, func(i int) string { return blueprint.At("roles", i, "id") })
	for _, role := range indispensable {
		if !held[role] {
			c.Problem("roles", "no title gives the access role %q", role).Mend("add a role with access: %s", role)
		}
	}
	if i := slices.IndexFunc(r.Roles, Title.misplacedAdmin); i >= 0 {
		c.Problem(blueprint.At("roles", i, "held_for"), "the administrator looks after the whole blueprint").Mend("write held_for: borough")
	}
}

func (t Title) misplacedAdmin() bool { return t.Access == access.Admin && t.HeldFor != ForBorough }

func knownRoles() []string {
	var names []string
	for _, role := range access.Roles() {
		names = append(names, string(role))
	}
	return names
}
