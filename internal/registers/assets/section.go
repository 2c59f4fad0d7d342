package assets

import (
	"slices"

	"kith/internal/blueprint"
	"kith/internal/kernel/fault"
)

// Shipped are assets.yaml: the assets a borough begins with.
type Shipped struct {
	Assets []Asset `yaml:"assets"`
}

// Section is assets.yaml. A borough without the file begins with none.
func Section() blueprint.Section {
	return blueprint.Section{
		Name: "data assets", File: "assets.yaml", Optional: true,
		New:   func() any { return &Shipped{} },
		Check: func(c *blueprint.Checker, doc any) { doc.(*Shipped).check(c) },
	}
}

// Find finds an asset by its id.
func (s *Shipped) Find(id ID) (Asset, bool) {
	if s == nil {
		return Asset{}, false
	}
	i := slices.IndexFunc(s.Assets, func(a Asset) bool { return a.ID == id })
	if i < 0 {
		return Asset{}, false
	}
	return s.Assets[i], true
}

// IDs are the ids of the assets, in order.
func (s *Shipped) IDs() []string {
	ids := make([]string, len(s.Assets))
	for i, a := range s.Assets {
		ids[i] = string(a.ID)
	}
	return ids
}

func (s *Shipped) check(c *blueprint.Checker) {
	c.Once("asset", s.IDs(), func(i int) string { return blueprint.At("assets", i, "id") })
	for i, a := range s.Assets {
		if !idForm.MatchString(string(a.ID)) {
			c.Problem(blueprint.At("assets", i, "id"), "%q is no id", a.ID).Mend("write small letters and hyphens, like shielded-patients")
			continue
		}
		if err := a.check(); err != nil {
			c.Problem(blueprint.At("assets", i), "%s", fault.MessageOf(err)).Mend("write it as the agreement says")
		}
	}
}
