package directory

import (
	"net/url"
	"slices"

	"kith/internal/blueprint"
	"kith/internal/kernel/fault"
	"kith/internal/kernel/phone"
	"kith/internal/registers/places"
)

// SignpostsSection is signposts.yaml. The needs a signpost names are checked with the
// need categories, which stand above the directory.
func SignpostsSection() blueprint.Section {
	return blueprint.Section{
		Name: "signposts", File: "signposts.yaml",
		New:       func() any { return &Signposts{} },
		Check:     func(c *blueprint.Checker, doc any) { doc.(*Signposts).check(c) },
		Translate: func(doc any, t blueprint.Translator) any { return doc.(*Signposts).in(t) },
	}
}

// in gives the signposts in another language.
func (s *Signposts) in(t blueprint.Translator) *Signposts {
	said := &Signposts{Signposts: slices.Clone(s.Signposts)}
	for i := range said.Signposts {
		one := &said.Signposts[i]
		id := "signposts." + one.ID
		one.Name, one.What = t.Text(id+".name", one.Name), t.Text(id+".what", one.What)
		one.When, one.Where = t.Text(id+".when", one.When), t.Text(id+".where", one.Where)
	}
	return said
}

// shortNumbers are the national numbers outside the ordinary plan.
var shortNumbers = []string{"999", "111", "101", "105", "116 123", "116 111", "18000", "18001"}

func (s *Signposts) check(c *blueprint.Checker) {
	ids := make([]string, len(s.Signposts))
	areas, known := blueprint.Other[*places.Areas](c)
	for i, one := range s.Signposts {
		ids[i] = one.ID
		one.check(c, blueprint.At("signposts", i))
		for j, n := range one.Neighbourhoods {
			if known {
				c.Known(blueprint.At("signposts", i, "neighbourhoods", j), "neighbourhood", n, areas.IDs())
			}
		}
	}
	c.Once("signpost", ids, func(i int) string { return blueprint.At("signposts", i, "id") })
}

func (s Signpost) check(c *blueprint.Checker, path string) {
	if s.Phone == "" && s.URL == "" && s.Where == "" {
		c.Problem(path, "%s says neither whom to ring nor where to go", s.Name).Mend("add phone:, url: or where:")
	}
	if len(s.Needs) == 0 {
		c.Problem(path+".needs", "%s answers no need, so nobody is shown it", s.Name).Mend("name the needs it answers")
	}
	if s.Phone != "" && !slices.Contains(shortNumbers, s.Phone) {
		if _, err := phone.Parse(s.Phone); err != nil {
			c.Problem(path+".phone", "%s", fault.MessageOf(err))
		}
	}
	if s.URL == "" {
		return
	}
	if u, err := url.Parse(s.URL); err != nil || u.Scheme != "https" || u.Host == "" {
		c.Problem(path+".url", "%q is not the address of a secure page", s.URL).Mend("write it whole, beginning with https://")
	}
}
