package lists

import (
	"context"
	"slices"

	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
	"kith/internal/registers/people"
	"kith/internal/work/tasks"
)

// teamRoles are those of teams that work on a page of their own: health, care and housing.
var teamRoles = []access.Role{access.LinkWorker, access.Partner}

// TeamRoles are those of teams that work on a page of their own.
func TeamRoles() []access.Role { return slices.Clone(teamRoles) }

// FirstContact is somebody whom a team is to reach.
type FirstContact struct {
	Task  tasks.Task
	Who   people.Record
	Reach people.Reach
}

// mostContacts is how many a team is shown.
const mostContacts = 200

// FirstContacts are those whom the caller's team is to reach, the soonest due first.
func (s *Service) FirstContacts(ctx context.Context) (all []FirstContact, err error) {
	defer fault.Wrap(&err, "first contacts of a team")
	if err := access.CheckHeld(ctx, teamRoles...); err != nil {
		return nil, err
	}
	who, r := access.From(ctx), s.db.Read(ctx)
	hoods, everywhere := who.Neighbourhoods(teamRoles...)
	ids, err := teamTasks(r, held(who), hoods, everywhere, mostContacts)
	if err != nil {
		return nil, err
	}
	for _, id := range ids {
		one, err := s.firstContact(r, who, id)
		if fault.KindOf(err) == fault.NotFound && err != nil {
			continue
		}
		if err != nil {
			return nil, err
		}
		all = append(all, one)
	}
	return all, nil
}

// held are the roles of teams that somebody has.
func held(who access.Principal) []access.Role {
	return slices.DeleteFunc(slices.Clone(teamRoles), func(r access.Role) bool { return !who.Has(r) })
}

// FirstContact is one of [Service.FirstContacts]; of any other task it is [fault.NotFound].
func (s *Service) FirstContact(ctx context.Context, id tasks.ID) (c FirstContact, err error) {
	defer fault.Wrap(&err, "first contact %s", id)
	return s.firstContact(s.db.Read(ctx), access.From(ctx), id)
}

var errNotTheirs = fault.New(fault.NotFound, "lists.no-contact", "There is no such first contact, or it is another team's.")

func (s *Service) firstContact(r db.Reader, who access.Principal, id tasks.ID) (c FirstContact, err error) {
	if c.Task, err = tasks.In(r, id); err != nil {
		return c, err
	}
	if !c.Task.State.Open() || !slices.Contains(teamRoles, c.Task.Held.Queue.Access) || !c.Task.Lets(who, tasks.Record) {
		return c, errNotTheirs
	}
	p, err := people.PersonIn(r, c.Task.Record)
	if err != nil {
		return c, err
	}
	if p.Has(people.Restricted) && !people.Cleared(who) {
		return c, errNotTheirs
	}
	c.Who, c.Reach = p.Current(), p.Reach()
	return c, nil
}

// SawContacts is what the journal is told when the names of first contacts were shown.
func SawContacts(all []FirstContact) journal.Entry {
	e := journal.Entry{Verb: "looked at first contacts of a team", Topic: "people.read"}
	for _, one := range all {
		e.Objects = append(e.Objects, journal.Object{Kind: "record", ID: string(one.Task.Record)})
	}
	return e
}
