package command

import (
	"slices"

	"kith/internal/blueprint"
)

// Groups is command.yaml: the groups that lead the response.
type Groups struct {
	Groups []Group `yaml:"groups"`

	blueprint.Whose `yaml:",inline"`
}

// Group leads the response, or a part of it.
type Group struct {
	ID    string `yaml:"id"`
	Name  string `yaml:"name"`
	Does  string `yaml:"does"`
	Meets string `yaml:"meets,omitempty"`
}

// Section is command.yaml. A folder without it has no groups.
func Section() blueprint.Section {
	return blueprint.Section{
		Name: "command", File: "command.yaml", Optional: true,
		New: func() any { return &Groups{} },
		Check: func(c *blueprint.Checker, doc any) {
			var ids []string
			for _, g := range doc.(*Groups).Groups {
				ids = append(ids, g.ID)
			}
			c.Once("group", ids, func(i int) string { return blueprint.At("groups", i, "id") })
		},
	}
}

// Find is the group with an id.
func (g *Groups) Find(id string) (Group, bool) {
	i := slices.IndexFunc(g.Groups, func(one Group) bool { return one.ID == id })
	if i < 0 {
		return Group{}, false
	}
	return g.Groups[i], true
}
