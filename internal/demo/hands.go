package demo

import (
	"context"
	"math/rand/v2"
	"slices"
	"time"

	"kith/internal/demo/town"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/registers/organisations"
	"kith/internal/registers/volunteers"
	"kith/internal/work/needs"
	"kith/internal/work/tasks"
)

// hands are those who can be given work, and who gives it.
type hands struct {
	coordinator access.Principal
	agent       access.Principal
	hub         access.Principal // coordinates the first neighbourhood
	logistics   access.Principal
	driver      access.Principal
	visitor     access.Principal // drives, and goes to the door of whoever the first hub has to see
	finance     access.Principal
	director    access.Principal // decides for the whole borough
	analyst     access.Principal
	governance  access.Principal
	volunteers  map[string][]volunteers.Volunteer // by neighbourhood
	groups      []organisations.Organisation
	may         func(t tasks.Task, id volunteers.ID) bool // nothing stands against giving it to them now
}

func (m *maker) helpers(ctx context.Context) error {
	m.hands.volunteers = map[string][]volunteers.Volunteer{}
	m.hands.may = func(t tasks.Task, id volunteers.ID) bool { return m.mayBeGiven(ctx, t, id) }
	return m.DB.Write(ctx, func(tx *db.Tx) error {
		clear(m.hands.volunteers)
		m.hands.groups = nil
		for n := range m.size.Volunteers {
			if err := m.helper(tx, m.town.Helper(n)); err != nil {
				return err
			}
		}
		for _, g := range town.Groups(m.size.Seed, m.hoods) {
			if err := m.group(tx, g); err != nil {
				return err
			}
		}
		if err := m.asGroup(tx); err != nil {
			return err
		}
		return m.settings(tx)
	})
}

func (m *maker) group(tx *db.Tx, g town.Group) error {
	n := organisations.NewOrganisation{
		Name: g.Name, Kind: organisations.Kind(g.Kind), Neighbourhood: g.Neighbourhood, Serves: g.Serves,
		Phone: "01632 960" + string([]byte{'1', byte('0' + len(g.Name)%10), '4'}),
	}
	if i := slices.IndexFunc(m.town.Homes, func(h town.Home) bool { return h.Neighbourhood == g.Neighbourhood }); n.Kind == organisations.FoodBank && i >= 0 {
		n.Postcode = m.town.Homes[i].Postcode
	}
	o, err := organisations.AddOne(tx, n)
	m.hands.groups = append(m.hands.groups, o)
	return err
}

// helperFor finds somebody who may do a task and is glad to, or nobody.
func (h hands) helperFor(d *rand.Rand, t tasks.Task) (tasks.Assignee, bool) {
	for _, doer := range t.WhoMay {
		switch doer {
		case needs.Organisation:
			if a, ok := h.groupFor(d, t); ok {
				return a, true
			}
		case needs.Volunteer:
			if a, ok := h.volunteerFor(d, t); ok {
				return a, true
			}
		case needs.Staff:
			return tasks.Assignee{Kind: tasks.ToStaff, ID: h.coordinator.Account, Name: h.coordinator.Name}, true
		}
	}
	return tasks.Assignee{}, false
}

func (h hands) groupFor(d *rand.Rand, t tasks.Task) (tasks.Assignee, bool) {
	for _, i := range d.Perm(len(h.groups)) {
		if g := h.groups[i]; g.MayServe(t.Category, t.Neighbourhood) && len(g.Serves) > 0 {
			return tasks.Assignee{Kind: tasks.ToOrganisation, ID: string(g.ID), Name: g.Name}, true
		}
	}
	return tasks.Assignee{}, false
}

func (h hands) volunteerFor(d *rand.Rand, t tasks.Task) (tasks.Assignee, bool) {
	here := h.volunteers[t.Neighbourhood]
	for _, i := range d.Perm(len(here)) {
		if v := here[i]; v.Does(t.Category) && h.may(t, v.ID) {
			return tasks.Assignee{Kind: tasks.ToVolunteer, ID: string(v.ID), Name: v.Name()}, true
		}
	}
	return tasks.Assignee{}, false
}

// sayings lets most organisations say how they stand today; a few have not yet.
func (m *maker) sayings(ctx context.Context) error {
	m.clock.Set(m.now.Add(-30 * time.Minute))
	d := m.dice(7)
	notes := map[organisations.Standing]string{
		organisations.Limited: "Out of nappies, low on tins.", organisations.Closed: "Closed for a deep clean, back tomorrow.",
	}
	for i, g := range m.hands.groups {
		standing := organisations.Open
		switch {
		case i%5 == 3:
			continue
		case i%7 == 2:
			standing = organisations.Limited
		case i%11 == 9:
			standing = organisations.Closed
		}
		if err := m.Organisations.SayToday(ctx, g.ID, g.Version, standing, notes[standing]); err != nil {
			return err
		}
		if err := m.Organisations.CountToday(ctx, g.ID, organisations.Seen{}, int64(5+d.IntN(30)), ""); err != nil {
			return err
		}
	}
	return nil
}
