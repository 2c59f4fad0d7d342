package volunteers_test

import (
	"context"
	"testing"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/db/dbtest"
	"kith/internal/plat/imports"
	"kith/internal/plat/journal"
	"kith/internal/registers/households"
	"kith/internal/registers/organisations"
	"kith/internal/registers/people"
	"kith/internal/registers/places"
	"kith/internal/registers/volunteers"
)

var (
	sets = []db.Migrations{
		journal.Migrations(), imports.Migrations(), places.Static().Migrations, people.Static().Migrations, households.Static().Migrations,
		organisations.Static().Migrations, volunteers.Static().Migrations,
	}
	central = access.Principal{Account: "central", Grants: []access.Grant{{Role: access.Manager}}}
	inHapi  = access.Principal{Account: "hapi", Grants: []access.Grant{{Role: access.Coordinator, Neighbourhood: "hapi"}}}
	agent   = access.Principal{Account: "agent", Grants: []access.Grant{{Role: access.Agent}}}
	jean    = volunteers.NewVolunteer{GivenNames: " Jean ", FamilyName: "Taylor", BornOn: day.New(1985, 3, 27), Phone: "+447700900123", Neighbourhood: "hapi", Activities: []string{"food", "pets"}, Drives: true}
)

func each(t *testing.T, test func(t *testing.T, s *volunteers.Service, as func(access.Principal) context.Context)) {
	dbtest.Each(t, sets, func(t *testing.T, d *db.DB) {
		ctx := dbtest.Context(t)
		test(t, volunteers.New(d, nil, nil), func(p access.Principal) context.Context { return access.With(ctx, p) })
	})
}

func TestPuttingAVolunteerOnTheRegister(t *testing.T) {
	each(t, func(t *testing.T, s *volunteers.Service, as func(access.Principal) context.Context) {
		added, err := s.Add(as(inHapi), jean)
		if err != nil {
			t.Fatal(err)
		}
		v, err := s.Get(as(inHapi), added.ID)
		if err != nil || v.Name() != "Jean Taylor" || !v.Does("pets") || v.Does("medicines") || !v.Drives() || v.Paused() || v.Phone != jean.Phone {
			t.Errorf("the register has %+v, %v", v, err)
		}
		for code, change := range map[string]func(*volunteers.NewVolunteer){
			"volunteers.no-name":      func(n *volunteers.NewVolunteer) { n.GivenNames = " " },
			"volunteers.no-contact":   func(n *volunteers.NewVolunteer) { n.Phone = "" },
			"volunteers.no-activity":  func(n *volunteers.NewVolunteer) { n.Activities = nil },
			"volunteers.born-unknown": func(n *volunteers.NewVolunteer) { n.BornOn = day.Date{} },
			"access.role":             func(n *volunteers.NewVolunteer) { n.Neighbourhood = "leigh" },
		} {
			n := jean
			change(&n)
			if _, err := s.Add(as(inHapi), n); fault.CodeOf(err) != code {
				t.Errorf("%s: got %v", code, err)
			}
		}
	})
}

func TestWhoSeesVolunteers(t *testing.T) {
	each(t, func(t *testing.T, s *volunteers.Service, as func(access.Principal) context.Context) {
		var other volunteers.ID
		for _, n := range []volunteers.NewVolunteer{
			jean,
			{GivenNames: "Alan", FamilyName: "Wood", BornUnknown: "He rings back.", Email: "a@example.org", Neighbourhood: "leigh", Activities: []string{"food"}},
			{GivenNames: "Una", FamilyName: "Ashurst", BornOn: day.New(1990, 1, 2), Email: "u@example.org", Neighbourhood: "hapi", Activities: []string{"medicines"}},
		} {
			v, err := s.Add(as(central), n)
			if err != nil {
				t.Fatal(err)
			}
			if n.Neighbourhood == "leigh" {
				other = v.ID
			}
		}
		for _, c := range []struct {
			who            access.Principal
			hood, category string
			want           string
		}{
			{central, "", "", "Una Jean Alan "},
			{central, "leigh", "", "Alan "},
			{inHapi, "", "", "Una Jean "},
			{inHapi, "", "food", "Jean "},
			{inHapi, "leigh", "", ""},
			{agent, "", "", ""},
		} {
			all, err := s.Search(as(c.who), volunteers.Filter{Neighbourhood: c.hood, Activity: c.category})
			if err != nil {
				t.Fatal(err)
			}
			got := ""
			for _, v := range all {
				got += v.GivenNames + " "
			}
			if got != c.want {
				t.Errorf("%s sees %q in %q for %q, want %q", c.who.Account, got, c.hood, c.category, c.want)
			}
		}
		if v, err := s.Get(as(inHapi), other); fault.KindOf(err) != fault.Forbidden {
			t.Errorf("a hub reads another's volunteer: %v, %v", v, err)
		}
		if _, err := s.Get(as(central), "none"); fault.KindOf(err) != fault.NotFound {
			t.Errorf("one that is not there: %v", err)
		}
	})
}

func TestPausingAndResuming(t *testing.T) {
	each(t, func(t *testing.T, s *volunteers.Service, as func(access.Principal) context.Context) {
		v, err := s.Add(as(inHapi), jean)
		if err != nil {
			t.Fatal(err)
		}
		for _, paused := range []bool{true, false} {
			if err := s.Pause(as(inHapi), v.ID, paused); err != nil {
				t.Fatal(err)
			}
			if now, err := s.Get(as(inHapi), v.ID); err != nil || now.Paused() != paused {
				t.Errorf("paused is %v, want %v; %v", now.Paused(), paused, err)
			}
		}
		if err := s.Pause(as(agent), v.ID, true); fault.KindOf(err) != fault.Forbidden {
			t.Errorf("an agent pauses: %v", err)
		}
	})
}
