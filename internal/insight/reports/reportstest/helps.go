package reportstest

import (
	"context"
	"fmt"
	"time"

	"kith/internal/kernel/day"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/registers/places"
	"kith/internal/registers/staff"
	"kith/internal/registers/volunteers"
	"kith/internal/services/deployment"
)

// nowhere knows of no postcode.
type nowhere struct{}

func (nowhere) Route(context.Context, string) (places.Routing, error) { return places.Routing{}, nil }

// volunteers puts n people on the register who stand in every way.
func (m *maker) volunteers(n int) {
	m.Clock.Set(Now.AddDate(0, 0, -12))
	all := volunteers.Standings()
	m.write(func(tx *db.Tx) error {
		for i := range n {
			_, err := volunteers.AddOne(tx, volunteers.NewVolunteer{
				GivenNames: "Vic", FamilyName: fmt.Sprintf("Helper%d", i), Phone: "+447700900123", Activities: []string{"food"},
				Neighbourhood: hoods[i%len(hoods)], Standing: all[i/2%len(all)],
			})
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// staff lends people to two hubs: one of each has a shift of this week, one was called up
// from the reserve list this week, and one last week.
func (m *maker) staff() {
	m.calledUp(-7 * 24 * time.Hour)
	m.calledUp(-24 * time.Hour)
	m.Clock.Set(Now.Add(-time.Hour))
	who := m.As(Somebody(access.Manager, ""))
	for _, hub := range []string{"hapi", "leigh"} {
		w := m.lent(hub)
		on := day.Of(Now).AddDays(2) // Saturday
		m.must(m.Deployment.Give(who, deployment.Pick{Seat: deployment.Seat{Hub: hub, Post: "van", Shift: "day", Day: on, Number: 1}, Worker: w.ID}))
	}
}

func (m *maker) calledUp(before time.Duration) {
	m.Clock.Set(Now.Add(before))
	who := m.As(Somebody(access.Manager, ""))
	w := m.lent("hapi")
	m.write(func(tx *db.Tx) error {
		return m.Staff.ReserveIn(tx, w, staff.Readiness{For: []string{"driving"}, Refreshed: day.Of(tx.Now()), Within: 24}, "")
	})
	_, err := m.Staff.CallUp(who, staff.Choice{ID: w.ID, Version: w.Version + 1}, "We need drivers.")
	m.must(err)
}

// lent is somebody who is through their induction and drives.
func (m *maker) lent(hub string) staff.Worker {
	who := m.As(Somebody(access.Manager, ""))
	m.made++
	w, err := m.Staff.Add(who, staff.Details{
		Name: fmt.Sprint("Jo Number", m.made), Employer: "Wigan Council", Home: "Libraries", Email: fmt.Sprintf("jo%d@example.org", m.made),
		Neighbourhood: hub, Gives: staff.Gives{Skills: []string{"driving"}, Free: staff.WholeWeek},
	})
	m.must(err)
	m.must(m.Staff.Move(who, staff.Choice{ID: w.ID, Version: 1}, staff.Inducting, ""))
	rules, err := m.Staff.Rules(who)
	m.must(err)
	var items []string
	for _, i := range rules.InductionOf(w.Gives) {
		items = append(items, i.ID)
	}
	_, err = m.Staff.Induct(who, staff.Choice{ID: w.ID, Version: 2}, items)
	m.must(err)
	w, err = m.Staff.Get(who, w.ID)
	m.must(err)
	return w
}
