package accounts

import (
	"net/netip"
	"slices"

	"kith/internal/blueprint"
	"kith/internal/plat/access"
)

// Rules is sign-in.yaml: what a borough asks of those who sign in.
type Rules struct {
	// SecondStep are the access roles that need more than a password.
	SecondStep []access.Role `yaml:"second_step"`
	// UnusedAfterDays is after how many days without a sign-in an account is listed as
	// unused; 0 is 90.
	UnusedAfterDays int `yaml:"unused_after_days"`
	// Networks are places the borough knows, so that people recognise their own sign-ins.
	Networks []Network `yaml:"networks,omitempty"`
	// Groups say which title a group of the council's directory gives.
	Groups []Group `yaml:"groups,omitempty"`
}

// Network is a place by the addresses computers have there.
type Network struct {
	Name  string `yaml:"name"`
	Range string `yaml:"range"` // 192.0.2.0/24
}

// Group is a group, or an app role, of the council's directory.
type Group struct {
	Group         string `yaml:"group"` // its object id, or the value of the app role
	Title         string `yaml:"title"` // id of a title of roles.yaml
	Neighbourhood string `yaml:"neighbourhood,omitempty"`
}

const usualUnused = 90

// Unused is after how many days without a sign-in an account is listed as unused.
func (r *Rules) Unused() int {
	if r.UnusedAfterDays > 0 {
		return r.UnusedAfterDays
	}
	return usualUnused
}

// asks reports whether somebody with these grants needs more than a password.
func (r *Rules) asks(grants []access.Grant) bool {
	return slices.ContainsFunc(grants, func(g access.Grant) bool { return slices.Contains(r.SecondStep, g.Role) })
}

// place is where a network is, in plain words: by its name where the borough gave one. Where
// in the world it may be is not guessed.
func (r *Rules) place(network string) string {
	from, err := netip.ParsePrefix(network)
	if err != nil {
		return "a place we cannot tell"
	}
	for _, n := range r.Networks {
		if known, err := netip.ParsePrefix(n.Range); err == nil && known.Contains(from.Addr()) {
			return n.Name
		}
	}
	if from.Addr().IsLoopback() {
		return "the computer Kith runs on"
	}
	return "the internet address " + from.Addr().String()
}

// RulesSection is sign-in.yaml.
func RulesSection() blueprint.Section {
	return blueprint.Section{
		Name: "signing in", File: "sign-in.yaml", Optional: true,
		New:   func() any { return &Rules{} },
		Check: func(c *blueprint.Checker, doc any) { doc.(*Rules).check(c) },
	}
}

func (r *Rules) check(c *blueprint.Checker) {
	for i, role := range r.SecondStep {
		c.Known(blueprint.At("second_step", i), "access role", string(role), knownRoles())
	}
	if r.UnusedAfterDays < 0 {
		c.Problem("unused_after_days", "%d days have not passed yet", r.UnusedAfterDays).Mend("write a number of days, such as 90")
	}
	for i, n := range r.Networks {
		if _, err := netip.ParsePrefix(n.Range); err != nil {
			c.Problem(blueprint.At("networks", i, "range"), "%q is not a range of addresses", n.Range).Mend("write it as 192.0.2.0/24")
		}
		if n.Name == "" {
			c.Problem(blueprint.At("networks", i, "name"), "the network has no name").Mend("write what people call the place")
		}
	}
	roles, ok := blueprint.Other[*Roles](c)
	if !ok {
		return
	}
	for i, g := range r.Groups {
		r.checkGroup(c, roles, i, g)
	}
}

func (r *Rules) checkGroup(c *blueprint.Checker, roles *Roles, i int, g Group) {
	title, known := roles.Find(g.Title)
	switch {
	case g.Group == "":
		c.Problem(blueprint.At("groups", i, "group"), "the group has no id").Mend("write the object id of the group")
	case !known:
		c.Problem(blueprint.At("groups", i, "title"), "there is no title %q", g.Title).Mend("write the id of a title of roles.yaml")
	case title.HeldFor == ForOrganisation:
		c.Problem(blueprint.At("groups", i, "title"), "organisations come by a link, not by the council's directory").Mend("choose another title")
	case title.HeldFor == ForNeighbourhood && g.Neighbourhood == "":
		c.Problem(blueprint.At("groups", i), "the title %q is held for a neighbourhood", g.Title).Mend("write neighbourhood: and its id")
	}
}

// grantsOf are the title and the grants that groups of the council's directory give; no
// grants where none of them is known. The title is that of the first rule that fits.
func (r *Rules) grantsOf(roles *Roles, groups []string) (title string, grants []access.Grant) {
	for _, g := range r.Groups {
		if !slices.Contains(groups, g.Group) {
			continue
		}
		t, known := roles.Find(g.Title)
		if !known {
			continue
		}
		if title == "" {
			title = t.ID
		}
		if grant := t.Grant(g.Neighbourhood, ""); !slices.Contains(grants, grant) {
			grants = append(grants, grant)
		}
	}
	return title, grants
}
