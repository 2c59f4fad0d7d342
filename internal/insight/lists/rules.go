package lists

import (
	"slices"

	"kith/internal/blueprint"
	"kith/internal/registers/assets"
	"kith/internal/registers/contacts"
)

// Rules are lists.yaml: what follows from being on a list.
type Rules struct {
	Lists []Rule `yaml:"lists"`
	// Sure is how likely somebody must be the one a row means to be taken for them without
	// anybody looking, and Maybe from when somebody looks.
	Sure  float64 `yaml:"sure,omitempty"`
	Maybe float64 `yaml:"maybe,omitempty"`
}

// Rule is what follows from being on one list.
type Rule struct {
	Asset assets.ID `yaml:"asset"`
	// Leads is the service that leads on everybody on the list; "" is none.
	Leads string `yaml:"leads,omitempty"`
	// Reach says that whoever nobody is in touch with is to be reached first.
	Reach bool `yaml:"reach,omitempty"`
}

// RulesSection is lists.yaml.
func RulesSection() blueprint.Section {
	return blueprint.Section{
		Name: "what follows from lists", File: "lists.yaml", Optional: true,
		New:   func() any { return &Rules{} },
		Check: func(c *blueprint.Checker, doc any) { doc.(*Rules).check(c) },
	}
}

func (r *Rules) check(c *blueprint.Checker) {
	ids := make([]string, len(r.Lists))
	shipped, known := blueprint.Other[*assets.Shipped](c)
	for i, l := range r.Lists {
		ids[i] = string(l.Asset)
		if known {
			c.Known(blueprint.At("lists", i, "asset"), "data asset", ids[i], shipped.IDs())
		}
		if a, ok := shipped.Find(l.Asset); known && ok && l.Reach && a.List == "" {
			c.Problem(blueprint.At("lists", i, "reach"), "nobody can be asked to reach these people: the asset names no list of contacts.yaml").
				Mend("write list: in assets.yaml, or leave reach out")
		}
	}
	c.Once("list", ids, func(i int) string { return blueprint.At("lists", i, "asset") })
	if rules, ok := blueprint.Other[*contacts.Rules](c); known && ok {
		for i, a := range shipped.Assets {
			if _, found := rules.List(a.List); a.List != "" && !found {
				blueprint.ProblemIn[*assets.Shipped](c, blueprint.At("assets", i, "list"), "there is no list %q in contacts.yaml", a.List)
			}
		}
	}
	for _, p := range []float64{r.Sure, r.Maybe} {
		if p < 0 || p > 1 {
			c.Problem("sure", "%v is no probability", p).Mend("write a number from 0 to 1")
		}
	}
}

// Of are the rules of a list.
func (r *Rules) Of(id assets.ID) Rule {
	if r == nil {
		return Rule{Asset: id}
	}
	if i := slices.IndexFunc(r.Lists, func(l Rule) bool { return l.Asset == id }); i >= 0 {
		return r.Lists[i]
	}
	return Rule{Asset: id}
}

// The usual bounds: below the lower a row is of nobody we know.
const (
	usualSure  = 0.99
	usualMaybe = 0.5
)

func (r *Rules) bounds() (sure, maybe float64) {
	sure, maybe = usualSure, usualMaybe
	if r != nil && r.Sure > 0 {
		sure = r.Sure
	}
	if r != nil && r.Maybe > 0 {
		maybe = r.Maybe
	}
	return sure, min(maybe, sure)
}
