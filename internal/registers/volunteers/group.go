package volunteers

import (
	"context"
	"slices"
	"strings"

	"kith/internal/registers/volunteering"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/kernel/phone"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
	"kith/internal/registers/organisations"
)

// Group is an organisation that takes work as a group: 150 neighbours under one name, of whom
// it sends whom it likes. What it serves, and where, is the organisation's.
type Group struct {
	Organisation organisations.ID
	Name         string
	Hub          string   // its neighbourhood; "" is the whole borough
	Serves       []string // need category ids; empty is any
	Closed       bool     // it says today that it is
	People       int64    // who belong to it, as it says
	PerWeek      int64    // tasks it takes in a week
	// Vouches are the checks it answers for, of whomever it sends.
	Vouches   []string
	VouchedOn day.Date // when it last said so in writing
	LeadName  string
	LeadPhone phone.Number
	Note      string
	Active    bool // takes work as a group now
	Version   int64
}

// Lacks are the checks an activity needs that the group does not answer for on a day: what it
// may not send anybody to. What it said in writing counts as long as the check itself would.
func (g Group) Lacks(b *volunteering.Rules, a volunteering.Activity, on day.Date) (all []Lack) {
	for _, id := range b.Needs(a) {
		c, ok := b.Check(id)
		switch said := (Held{IssuedOn: g.VouchedOn}); {
		case !ok:
		case !slices.Contains(g.Vouches, id):
			all = append(all, Lack{What: LackCheck, ID: id, Text: c.Name})
		case c.ValidMonths > 0 && (g.VouchedOn.IsZero() || said.Until(c).Before(on)):
			all = append(all, Lack{What: LackCheck, ID: id, Text: c.Name + ": it has to answer for it anew", Ended: true})
		}
	}
	return all
}

// GroupMayDo holds the checks of an organisation that takes, or took, work as a group, whoever
// gives the work and by whichever way: it answers for every check that the activity needs on
// that day. It is [fault.Conflict] with words for whoever gives the work. Other organisations
// send people of their own, and answer for them themselves.
func GroupMayDo(r db.Reader, b *volunteering.Rules, id organisations.ID, w Work) error {
	all, err := groups(r)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(all, func(g Group) bool { return g.Organisation == id })
	a, ok := b.For(w.Category, w.Kind)
	if i < 0 || !ok {
		return nil
	}
	if lacks := all[i].Lacks(b, a, w.On); len(lacks) > 0 {
		return refuse("group-lacks", all[i].Name+" may not send anybody to this on "+w.On.Long()+". It would have to answer for: "+Texts(lacks)+".")
	}
	return nil
}

// Groups reads the groups that take work in some neighbourhoods, nil for every one. A group
// for the whole borough is among those of each.
func Groups(r db.Reader, hoods []string) ([]Group, error) {
	all, err := groups(r)
	return slices.DeleteFunc(all, func(g Group) bool {
		return !g.Active || hoods != nil && g.Hub != "" && !slices.Contains(hoods, g.Hub)
	}), err
}

// AllGroups lists every organisation that takes, or took, work as a group.
func (s *Service) AllGroups(ctx context.Context) (all []Group, err error) {
	defer fault.Wrap(&err, "groups")
	if err := access.CheckHeld(ctx, keepers...); err != nil {
		return nil, err
	}
	return groups(s.db.Read(ctx))
}

// Group is an organisation as a group; one that never was has only its id.
func (s *Service) Group(ctx context.Context, id organisations.ID) (g Group, err error) {
	all, err := s.AllGroups(ctx)
	for _, one := range all {
		if one.Organisation == id {
			return one, err
		}
	}
	return Group{Organisation: id}, err
}

// SetGroup says that an organisation takes work as a group, and how much. Version is 0 for
// one that has not yet. It is [fault.Stale] when somebody else has changed it since.
func (s *Service) SetGroup(ctx context.Context, g Group) (err error) {
	defer fault.Wrap(&err, "group %s", g.Organisation)
	if err := s.mayGroup(ctx, g.Organisation); err != nil {
		return err
	}
	switch {
	case g.People < 1:
		return fault.New(fault.Invalid, "volunteers.group-people", "Enter how many people belong to the group, 1 or more.")
	case g.PerWeek < 1:
		return fault.New(fault.Invalid, "volunteers.group-week", "Enter how many tasks the group takes in a week, 1 or more.")
	}
	return s.db.Write(ctx, func(tx *db.Tx) error { return PutGroup(tx, g) })
}

// mayGroup asks for a role in the organisation's neighbourhood; one for the whole borough is
// whoever's looks after volunteers anywhere.
func (s *Service) mayGroup(ctx context.Context, id organisations.ID) error {
	o, err := organisations.OrganisationIn(s.db.Read(ctx), id)
	if err != nil {
		return err
	}
	if o.Neighbourhood == "" {
		return access.CheckHeld(ctx, keepers...)
	}
	return access.Check(ctx, o.Neighbourhood, keepers...)
}

// PutGroup is [Service.SetGroup] in the caller's transaction, for whoever may.
func PutGroup(tx *db.Tx, g Group) error {
	g.LeadName, g.Note = strings.TrimSpace(g.LeadName), strings.TrimSpace(g.Note)
	ok, err := putGroup(tx, g)
	if err == nil && !ok {
		err = fault.New(fault.Stale, "volunteers.group-stale", "Somebody else has changed this group since you looked. Look at it again.")
	}
	if err != nil {
		return err
	}
	return journal.Record(tx, journal.Entry{
		Verb: "said how much a group takes", Topic: "volunteers.group",
		Objects: []journal.Object{{Kind: "organisation", ID: string(g.Organisation)}},
		Data:    map[string]any{"per_week": g.PerWeek, "active": g.Active},
	})
}
