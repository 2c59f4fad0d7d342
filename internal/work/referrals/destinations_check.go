package referrals

import (
	"net/mail"
	"slices"

	"kith/internal/blueprint"
	"kith/internal/kernel/fault"
	"kith/internal/kernel/phone"
	"kith/internal/registers/places"
	"kith/internal/work/needs"
)

// DestinationsSection is referrals.yaml.
func DestinationsSection() blueprint.Section {
	return blueprint.Section{
		Name: "referral destinations", File: "referrals.yaml",
		New:   func() any { return &Destinations{} },
		Check: func(c *blueprint.Checker, doc any) { doc.(*Destinations).check(c) },
	}
}

var at = blueprint.At

func (d *Destinations) check(c *blueprint.Checker) {
	ids, names := d.names()
	c.Once("destination", ids, func(i int) string { return at("destinations", i, "id") })
	for i, one := range d.Destinations {
		path := at("destinations", i)
		one.check(c, path)
		if slices.Contains(ids, one.Kind) && one.Kind != one.ID {
			c.Problem(path+".kind", "%q is also the id of a destination", one.Kind).Mend("choose another word for the kind")
		}
		if one.Fallback != "" && c.Known(path+".fallback", "destination", one.Fallback, names) && d.loops(one) {
			c.Problem(path+".fallback", "following the fallbacks comes back to %s", one.ID).Mend("let one of them fall back on somebody outside the ring")
		}
	}
	d.checkReferences(c)
	d.checkTriage(c, names)
}

// names lists the ids, and the ids and kinds together: what a rule may name.
func (d *Destinations) names() (ids, all []string) {
	for _, one := range d.Destinations {
		ids, all = append(ids, one.ID), append(all, one.ID, one.Kind)
	}
	slices.Sort(all)
	return ids, slices.Compact(all)
}

func (d Destination) check(c *blueprint.Checker, path string) {
	if d.Status == Suspended && d.Fallback == "" {
		c.Problem(path+".status", "%s is suspended and names nobody else", d.Name).Mend("add fallback: with the destination to use meanwhile")
	}
	if d.Status != Accepting && d.Reason == "" {
		c.Problem(path+".status", "nothing says why %s is %s", d.Name, d.Status).Mend("add reason:")
	}
	if !d.From.IsZero() && !d.Until.IsZero() && d.Until.Before(d.From) {
		c.Problem(path+".until", "it ends on %s, before it begins on %s", d.Until, d.From).Mend("swap the two dates")
	}
	if d.AcknowledgeHours <= 0 {
		c.Problem(path+".acknowledge_hours", "a referral that is never chased is lost").Mend("write 1 or more")
	}
	if d.Phone == "" && d.Email == "" {
		c.Problem(path, "there is no way to reach %s", d.Name).Mend("add phone: or email:")
	}
	if d.Phone != "" {
		if _, err := phone.Parse(d.Phone); err != nil {
			c.Problem(path+".phone", "%s", fault.MessageOf(err))
		}
	}
	if d.Email != "" {
		if _, err := mail.ParseAddress(d.Email); err != nil {
			c.Problem(path+".email", "%q is not a mail address", d.Email).Mend("write it like hub@example.org")
		}
	}
}

// loops reports whether following fallbacks from one ever comes back to it.
func (d *Destinations) loops(one Destination) bool {
	next := one
	for range d.Destinations {
		found := false
		for _, candidate := range d.Destinations {
			if candidate.ID == next.Fallback || next.Fallback != "" && candidate.Kind == next.Fallback {
				next, found = candidate, true
				break
			}
		}
		if !found {
			return false
		}
		if next.ID == one.ID {
			return true
		}
	}
	return false
}

func (d *Destinations) checkReferences(c *blueprint.Checker) {
	areas, okAreas := blueprint.Other[*places.Areas](c)
	catalogue, okNeeds := blueprint.Other[*needs.Catalogue](c)
	for i, one := range d.Destinations {
		for j, n := range one.Neighbourhoods {
			if okAreas {
				c.Known(at("destinations", i, "neighbourhoods", j), "neighbourhood", n, areas.IDs())
			}
		}
		for j, id := range one.For {
			if okNeeds {
				c.Known(at("destinations", i, "for", j), "category", id, catalogue.IDs())
			}
		}
	}
}

// checkTriage reports rules that send people to a destination there is not.
func (d *Destinations) checkTriage(c *blueprint.Checker, names []string) {
	triage, ok := blueprint.Other[*needs.Triage](c)
	if !ok {
		return
	}
	for i, rule := range triage.Rules {
		path := at("rules", i, "then")
		if to := rule.Then.StraightTo; to != "" && !slices.Contains(names, to) {
			missing(c, path+".straight_to", to)
		}
		for j, to := range rule.Then.ReferTo {
			if !slices.Contains(names, to) {
				missing(c, path+"."+at("refer_to", j), to)
			}
		}
	}
}

func missing(c *blueprint.Checker, path, name string) {
	blueprint.ProblemIn[*needs.Triage](c, path, "there is no destination %q", name).Mend("use an id or a kind of referrals.yaml")
}
