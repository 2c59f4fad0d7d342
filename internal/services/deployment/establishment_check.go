package deployment

import (
	"errors"
	"time"

	"kith/internal/blueprint"
	"kith/internal/registers/accounts"
	"kith/internal/registers/places"
	"kith/internal/registers/staff"
)

var errTime = errors.New("this is no time of day; write it as 08:30")

// EstablishmentSection is establishment.yaml. A borough without the file has no posts.
func EstablishmentSection() blueprint.Section {
	return blueprint.Section{
		Name: "posts and shifts of redeployed staff", File: "establishment.yaml", Optional: true,
		New:   func() any { return &Establishment{} },
		Check: func(c *blueprint.Checker, doc any) { doc.(*Establishment).check(c) },
	}
}

// What the law asks: a day's rest (Working Time Regulations 1998, regulation 10), and a
// day off in the week (regulation 11).
const (
	leastRest  = 11
	mostRest   = 48
	mostShifts = 6
	// longest is the longest shift, and the most people on one: what is more is a slip.
	longest    = 12 * time.Hour
	mostPeople = 40
)

func (e *Establishment) check(c *blueprint.Checker) {
	if len(e.Posts) == 0 {
		return // the file is not there
	}
	if e.RestHours < leastRest || e.RestHours > mostRest {
		c.Problem("rest_hours", "%d hours are no rest between two shifts", e.RestHours).Mend("write a number from %d to %d", leastRest, mostRest)
	}
	if e.MostAWeek < 1 || e.MostAWeek > mostShifts {
		c.Problem("most_a_week", "%d shifts a week leave nobody a day off, or no work", e.MostAWeek).Mend("write a number from 1 to %d", mostShifts)
	}
	ids := make([]string, len(e.Posts))
	for i, p := range e.Posts {
		ids[i] = p.ID
		p.check(c, i)
	}
	c.Once("post", ids, func(i int) string { return blueprint.At("posts", i, "id") })
}

func (p Post) check(c *blueprint.Checker, i int) {
	p.checkReferences(c, i)
	if p.Where == Borough && len(p.Hubs) > 0 {
		c.Problem(blueprint.At("posts", i, "hubs"), "a post of the borough is in no hub").Mend("leave hubs out, or write where: each-hub")
	}
	if p.Where == Borough && p.Place.Name == "" && !p.Place.Home {
		c.Problem(blueprint.At("posts", i, "place"), "nobody knows where %s is worked", p.ID).Mend("write the name of the place, or home: true")
	}
	if len(p.Shifts) == 0 {
		c.Problem(blueprint.At("posts", i, "shifts"), "%s has no shifts", p.ID).Mend("list when it is worked")
	}
	ids := make([]string, len(p.Shifts))
	for j, s := range p.Shifts {
		ids[j] = s.ID
		s.check(c, blueprint.At("posts", i, "shifts", j))
	}
	c.Once("shift", ids, func(j int) string { return blueprint.At("posts", i, "shifts", j, "id") })
}

func (p Post) checkReferences(c *blueprint.Checker, i int) {
	if roles, ok := blueprint.Other[*accounts.Roles](c); ok {
		var known []string
		for _, r := range roles.Roles {
			known = append(known, r.ID)
		}
		c.Known(blueprint.At("posts", i, "role"), "role", p.Role, known)
	}
	if areas, ok := blueprint.Other[*places.Areas](c); ok {
		for j, hub := range p.Hubs {
			c.Known(blueprint.At("posts", i, "hubs", j), "neighbourhood", hub, areas.IDs())
		}
	}
	rules, ok := blueprint.Other[*staff.Rules](c)
	if !ok {
		return
	}
	for j, id := range p.Skills {
		c.Known(blueprint.At("posts", i, "skills", j), "skill", id, rules.SkillIDs())
	}
	for j, id := range p.Demands {
		c.Known(blueprint.At("posts", i, "demands", j), "demand", id, rules.DemandIDs())
	}
}

func (s Shift) check(c *blueprint.Checker, path string) {
	if len(s.Days) == 0 {
		c.Problem(path+".days", "%s is worked on no day", s.ID).Mend("list its days, such as [mon, tue]")
	}
	if s.People < 1 || s.People > mostPeople {
		c.Problem(path+".people", "%d people cannot work %s", s.People, s.ID).Mend("write a number from 1 to %d", mostPeople)
	}
	minutes := (s.To.Hour*60 + s.To.Minute) - (s.From.Hour*60 + s.From.Minute)
	if minutes <= 0 {
		minutes += 24 * 60
	}
	if time.Duration(minutes)*time.Minute > longest {
		c.Problem(path+".to", "%s is longer than 12 hours", s.ID).Mend("end it sooner, or make two shifts of it")
	}
}
