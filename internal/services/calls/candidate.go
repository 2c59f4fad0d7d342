package calls

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"kith/internal/plat/access"
	"kith/internal/registers/contacts"
	"kith/internal/registers/people"
	"kith/internal/work/needs"
	"kith/internal/work/tasks"
)

// candidate is a task in the queue with what decides who is given it.
type candidate struct {
	task        tasks.ID
	version     int64
	kind        tasks.Kind
	category    string
	record      people.RecordID
	person      people.PersonID
	hood        string
	priority    needs.Priority
	due         time.Time
	labels      []needs.Label
	language    string // spoken; "" is English
	interpreter bool
	holder      string // account of whom it was given to; "" nobody
	whoMay      []needs.Doer
	queue       tasks.Queue // the role a step of a protocol stands with

	known contacts.Known // read for those that are looked at
	list  string         // of a first approach: the list they stand on; "" it is none

	// What follows is worked out once, because two hundred callers look at each.
	pressing class
	skill    string // that it takes; "" none
	last     string // account of whoever last spoke to the person
	judged   map[standing]bool
	taken    bool // somebody is given it in this round
}

// standing is all of a caller that the gate's verdict hangs on.
type standing struct {
	cleared bool
	agency  string
}

// ready works out what does not hang on the caller.
func (c *candidate) ready(s *Settings, now time.Time) {
	c.pressing, c.skill, c.judged = c.class(now), s.skillFor(c.category), map[standing]bool{}
	c.last, _ = c.known.LastSpoke()
}

// caller is somebody who pressed, as far as that decides whom they are given.
type caller struct {
	who   access.Principal
	facts Agent
}

// class is how pressing a call is, the most pressing first.
type class int

const (
	emergency class = iota
	urgent
	overdue
	waiting
)

func (c candidate) class(now time.Time) class {
	switch {
	case c.priority == needs.Emergency:
		return emergency
	case c.priority == needs.Urgent:
		return urgent
	case c.due.Before(now):
		return overdue
	}
	return waiting
}

// mayRing reports whether somebody may be given the call at all: it is of a hub they work
// for, they may know of it, and it is nobody else's.
func (c caller) mayRing(one *candidate) bool {
	if one.holder != "" {
		return one.holder == c.who.Account
	}
	return mayRing(c.who, tasks.Task{Neighbourhood: one.hood, Labels: one.labels, WhoMay: one.whoMay, Held: tasks.Held{Queue: one.queue}})
}

// mayRing reports whether somebody may be given a call that nobody has: it is of a hub they
// work for, for staff, and with the role they have, and they may know of it.
func mayRing(who access.Principal, t tasks.Task) bool {
	hood := t.Neighbourhood
	if t.Held.Queue.Wide {
		hood = ""
	}
	roles := ringers
	if a := t.Held.Queue.Access; a != "" {
		roles = []access.Role{a}
	}
	staff := len(t.WhoMay) == 0 || slices.Contains(t.WhoMay, needs.Staff)
	return staff && who.HasFor(hood, roles...) && needs.MayName(who, t.Labels)
}

// fit is how well a call suits somebody, the best first. What is emergency or urgent comes
// before what suits.
type fit struct {
	mine     int // 0: it was given to them
	class    class
	language int // 0: they speak what the person speaks
	skill    int // 0: they have the skill it takes, or it takes none
	known    int // 0: they spoke to the person last; 1: nobody did; 2: a colleague did
	served   int // how many of its hub are being rung already
	due      time.Time
	task     tasks.ID
}

func (f fit) compare(g fit) int {
	if f.class == overdue && g.class == overdue || f.class <= urgent && g.class <= urgent {
		f.served, g.served = 0, 0 // what is pressing goes by its time, whichever hub's it is
	}
	return cmp.Or(
		cmp.Compare(f.mine, g.mine), cmp.Compare(f.class, g.class), cmp.Compare(f.skill, g.skill), cmp.Compare(f.language, g.language),
		cmp.Compare(f.known, g.known), cmp.Compare(f.served, g.served), f.due.Compare(g.due), cmp.Compare(f.task, g.task),
	)
}

// fit judges a call for somebody.
func (c caller) fit(one *candidate, served map[string]int) fit {
	f := fit{mine: 1, class: one.pressing, served: served[one.hood], due: one.due, task: one.task}
	if one.holder != "" {
		f.mine = 0
	}
	if !c.facts.Speaks(one.language) {
		f.language = 1
	}
	if one.skill != "" && !slices.Contains(c.facts.Skills, one.skill) {
		f.skill = 1
	}
	switch one.last {
	case c.who.Account:
		f.known = 0
	case "":
		f.known = 1
	default:
		f.known = 2
	}
	return f
}

// lets says whether the gate lets somebody ring now.
func (one *candidate) lets(c caller) bool {
	as := standing{people.Cleared(c.who), c.who.OrganisationID()}
	allowed, judged := one.judged[as]
	if !judged {
		allowed = contacts.May(one.known.For(c.who), contacts.Wish{
			Method: contacts.Phone, Task: string(one.task), Urgent: one.priority == needs.Emergency, Agency: as.agency, Listed: one.list != "", List: one.list,
		}).Allowed()
		one.judged[as] = allowed
	}
	return allowed
}

// best chooses whom somebody is to ring, among those not taken, who stand in the order of
// how pressing they are; -1 when nobody is.
func (c caller) best(all []candidate, served map[string]int) int {
	chosen, top := -1, fit{}
	for i := range all {
		one := &all[i]
		if chosen >= 0 && one.pressing > top.class && one.holder == "" {
			break // nobody behind suits better
		}
		if one.taken || !c.mayRing(one) {
			continue
		}
		f := c.fit(one, served)
		if chosen >= 0 && f.compare(top) >= 0 || !one.lets(c) {
			continue
		}
		chosen, top = i, f
	}
	return chosen
}

// Speaks reports whether somebody speaks a language; English everybody does.
func (a Agent) Speaks(language string) bool {
	language = strings.TrimSpace(language)
	return language == "" || strings.EqualFold(language, "English") ||
		slices.ContainsFunc(a.Languages, func(l string) bool { return strings.EqualFold(l, language) })
}
