package measures

import (
	"strings"

	"kith/internal/blueprint"
	"kith/internal/feature"
	"kith/internal/registers/accounts"
)

// Section is figures.yaml. Figures may count the measures known alone.
func Section(known []feature.Measure) blueprint.Section {
	by := byName(known)
	return blueprint.Section{
		Name: "figures", File: "figures.yaml", Optional: true,
		New:   func() any { return &Catalogue{} },
		Check: func(c *blueprint.Checker, doc any) { checking{c, doc.(*Catalogue), by}.all() },
	}
}

func byName(all []feature.Measure) map[string]feature.Measure {
	by := make(map[string]feature.Measure, len(all))
	for _, m := range all {
		by[m.Name] = m
	}
	return by
}

// checking is a catalogue under examination.
type checking struct {
	*blueprint.Checker
	catalogue *Catalogue
	measures  map[string]feature.Measure
}

func (c checking) all() {
	ids := make([]string, len(c.catalogue.Figures))
	public := map[string]string{}
	for i, f := range c.catalogue.Figures {
		ids[i] = f.ID
		c.figure(f, func(field ...any) string { return blueprint.At(append([]any{"figures", i}, field...)...) })
		for _, p := range f.parts() {
			if other := public[p.Measure]; f.Public && other != "" && other != f.ID {
				c.Problem(blueprint.At("figures", i, "public"), "%s and %s both publish %s, and one could be reckoned from the other", f.ID, other, p.Measure).Mend("publish one of them")
			}
			if f.Public {
				public[p.Measure] = f.ID
			}
		}
	}
	c.Once("figure", ids, func(i int) string { return blueprint.At("figures", i, "id") })
}

func (c checking) figure(f Figure, at func(...any) string) {
	for field, text := range map[string]string{"name": f.Name, "says": f.Says, "owner": f.Owner, "group": string(f.Group)} {
		if strings.TrimSpace(text) == "" {
			c.Problem(at("id"), "%s has no %s", f.ID, field).Mend("write it")
		}
	}
	if strings.Trim(f.ID, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" {
		c.Problem(at("id"), "%q cannot stand in an address", f.ID).Mend("use small letters, digits and hyphens")
	}
	if roles, ok := blueprint.Other[*accounts.Roles](c.Checker); ok && f.Owner != "" {
		if _, found := roles.Find(f.Owner); !found {
			c.Problem(at("owner"), "%q is not a role of roles.yaml", f.Owner).Mend("name the role that answers for the figure")
		}
	}
	c.source(f, at)
	c.parts(f.Count, at, "count")
	if f.Share != nil {
		c.parts(f.Share.Of, at, "share", "of")
		c.parts(f.Share.In, at, "share", "in")
		if len(f.Share.Of) == 0 || len(f.Share.In) == 0 {
			c.Problem(at("share"), "a share is of something, in something").Mend("write both, of and in")
		}
	}
	c.target(f, at)
}

// source checks that it is said once what the figure is.
func (c checking) source(f Figure, at func(...any) string) {
	said := 0
	for _, there := range []bool{len(f.Count) > 0, f.Share != nil, f.Outside != nil, f.Reduction != nil} {
		if there {
			said++
		}
	}
	if said != 1 {
		c.Problem(at("id"), "%s says %d times what it is", f.ID, said).Mend("write one of count, share, outside and reduction")
	}
	if f.Outside != nil && f.Outside.Source == "" {
		c.Problem(at("outside"), "%s does not say who counts it", f.ID).Mend("write source")
	}
	if f.Reduction != nil {
		of, found := c.catalogue.Find(f.Reduction.Figure)
		if !found || of.Outside == nil || !of.Outside.Baseline {
			c.Problem(at("reduction", "figure"), "%q is not a figure from outside with a baseline", f.Reduction.Figure).Mend("name one, and write baseline: true under its outside")
		}
	}
	if f.Public && len(f.Count) == 0 && f.Outside == nil {
		c.Problem(at("public"), "%s is made from other figures, so it is not published by itself", f.ID).Mend("publish what it is made from")
	}
}

// parts checks what is added up: things of one unit, and people by themselves.
func (c checking) parts(parts []Part, at func(...any) string, path ...any) {
	for i, p := range parts {
		here := at(append(append([]any(nil), path...), i, "measure")...)
		m, known := c.measures[p.Measure]
		switch {
		case !known:
			c.Problem(here, "nothing counts %q", p.Measure).Mend("name a measure that the page of figures lists")
		case len(parts) > 1 && (m.Shared || m.Unit == feature.Seconds):
			c.Problem(here, "%s cannot be added to anything: it is of people, or a middle", p.Measure).Mend("let it stand alone")
		case len(p.Kinds) > 1 && (m.Shared || m.Unit == feature.Seconds):
			c.Problem(here, "kinds of %s cannot be added up: somebody may be of several", p.Measure).Mend("name one kind")
		case len(p.Kinds) > 0 && m.Kind == "":
			c.Problem(here, "%s has no kinds", p.Measure).Mend("take kinds away")
		case m.Unit != c.measures[parts[0].Measure].Unit:
			c.Problem(here, "%s is not of the same unit as the others", p.Measure).Mend("add up what is alike")
		}
	}
}

func (c checking) target(f Figure, at func(...any) string) {
	t := f.Target
	switch {
	case t == nil:
	case (t.AtLeast == nil) == (t.AtMost == nil):
		c.Problem(at("target"), "a target is at_least or at_most").Mend("write one of them")
	case f.unit(c.measures) == feature.Percent && (t.AtLeast != nil && *t.AtLeast > 100 || t.AtMost != nil && *t.AtMost > 100):
		c.Problem(at("target"), "more than 100 of a hundred cannot be").Mend("write a target up to 100")
	}
}
