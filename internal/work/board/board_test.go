package board_test

import (
	"testing"
	"time"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/registers/accounts"
	"kith/internal/registers/organisations"
	"kith/internal/registers/volunteers"
	"kith/internal/work/board"
	"kith/internal/work/board/boardtest"
	"kith/internal/work/needs"
	"kith/internal/work/tasks"
)

var (
	central = access.Principal{Account: "central", Grants: []access.Grant{{Role: access.Coordinator}}}
	inHapi  = access.Principal{Account: "hapi", Grants: []access.Grant{{Role: access.Manager, Neighbourhood: "hapi"}}}
	agent   = access.Principal{Account: "agent", Grants: []access.Grant{{Role: access.Agent}}}
)

func TestWhyARowNeedsSomebodyNow(t *testing.T) {
	now := boardtest.Start
	for _, c := range []struct {
		row  board.Row
		want []string
	}{
		{board.Row{DueAt: now.Add(-time.Minute)}, []string{"Late"}},
		{board.Row{DueAt: now.Add(time.Hour)}, []string{"Due today"}},
		{board.Row{DueAt: now.Add(48 * time.Hour)}, nil},
		{board.Row{DueAt: now.Add(48 * time.Hour), StartOn: day.New(2020, 4, 9)}, []string{"Not before 9 Apr 2020"}},
		{board.Row{DueAt: now.Add(time.Hour), StartOn: day.New(2020, 4, 7)}, []string{"Due today"}},
		{board.Row{DueAt: now.Add(48 * time.Hour), Priority: needs.Emergency, Attempts: 1}, []string{"Emergency", "1 try, no answer"}},
		{board.Row{DueAt: now.Add(-time.Hour), Attempts: 3, Refused: "Jean: no car"}, []string{"Late", "Refused: Jean: no car", "3 tries, no answer"}},
	} {
		var got []string
		for _, reason := range c.row.Why(now) {
			got = append(got, reason.Text)
		}
		if len(got) != len(c.want) {
			t.Errorf("%+v needs somebody because %q, want %q", c.row, got, c.want)
			continue
		}
		for i := range got {
			if got[i] != c.want[i] {
				t.Errorf("%+v needs somebody because %q, want %q", c.row, got, c.want)
			}
		}
	}
}

func TestCursorsFromAddresses(t *testing.T) {
	c := board.Cursor{Due: boardtest.Start.Add(1234 * time.Microsecond), ID: "0171503a-1b00-7000-8000-000000000000"}
	if got, err := board.ParseCursor(c.String()); err != nil || !got.Due.Equal(c.Due) || got.ID != c.ID {
		t.Errorf("read back as %+v, %v", got, err)
	}
	if got, err := board.ParseCursor(""); err != nil || !got.IsZero() || got.String() != "" {
		t.Errorf("nothing is read as %+v, %v", got, err)
	}
	for _, bad := range []string{"%", "bm90aGluZw", "MjAyMC0wNC0wN1QwODozMDowMFogMQ"} {
		if _, err := board.ParseCursor(bad); fault.CodeOf(err) != "board.cursor" {
			t.Errorf("%q gives %v", bad, err)
		}
	}
}

func TestWhoCanHelp(t *testing.T) {
	boardtest.Each(t, func(t *testing.T, h *boardtest.Hub) {
		s := board.New(h.DB)
		names := func(p access.Principal, hub, category string) (all []string) {
			found, err := s.WhoCanHelp(h.As(p), hub, category)
			if err != nil {
				t.Fatal(err)
			}
			for _, one := range found {
				name := one.Name + " " + one.Has.String()
				if one.Shut {
					name += " shut"
				}
				all = append(all, name)
			}
			return all
		}
		jean := h.Volunteer(volunteers.NewVolunteer{GivenNames: "Jean", FamilyName: "Taylor", Neighbourhood: "hapi", Activities: []string{"food"}})
		h.Volunteer(volunteers.NewVolunteer{GivenNames: "Alan", Neighbourhood: "leigh", Activities: []string{"pets"}})
		resting := h.Volunteer(volunteers.NewVolunteer{GivenNames: "Resting", Neighbourhood: "hapi", Activities: []string{"food"}})
		if err := volunteers.New(h.DB, nil, nil).Pause(h.As(central), resting.ID, true); err != nil {
			t.Fatal(err)
		}
		bank := h.Organisation(organisations.NewOrganisation{Name: "Bank", Kind: organisations.FoodBank, Neighbourhood: "hapi", Serves: []string{"food"}})
		h.Organisation(organisations.NewOrganisation{Name: "Anything", Kind: organisations.Charity})
		if err := organisations.New(h.DB).SayToday(h.As(central), bank.ID, bank.Version, organisations.Closed, ""); err != nil {
			t.Fatal(err)
		}
		known := accounts.New(h.DB)
		for name, grants := range map[string][]access.Grant{
			"Sam": {{Role: access.Coordinator, Neighbourhood: "hapi"}, {Role: access.Manager, Neighbourhood: "hapi"}},
			"Una": {{Role: access.Agent}}, "Lee": {{Role: access.Coordinator, Neighbourhood: "leigh"}}, "Nia": {{Role: access.Analyst}},
		} {
			if _, err := known.Create(h.Ctx, accounts.NewAccount{Name: name, Email: name + "@example.org", Password: "three random words", Grants: grants}); err != nil {
				t.Fatal(err)
			}
		}
		task := h.Add(boardtest.Work{Given: "Amina", Hub: "hapi"})
		h.Assign(task, tasks.Assignee{Kind: tasks.ToVolunteer, ID: string(jean.ID), Name: "Jean Taylor"})

		for _, c := range []struct {
			who           access.Principal
			hub, category string
			want          []string
		}{
			{inHapi, "", "", []string{"Sam 0", "Una 0", "Anything 0", "Bank 0 shut", "Jean Taylor 1"}},
			{inHapi, "hapi", "pets", []string{"Sam 0", "Una 0", "Anything 0"}},
			{inHapi, "leigh", "", nil},
			{central, "leigh", "", []string{"Lee 0", "Una 0", "Anything 0", "Alan 0"}},
			{central, "coordination", "", []string{"Lee 0", "Sam 0", "Una 0", "Anything 0", "Bank 0 shut", "Alan 0", "Jean Taylor 1"}},
			{agent, "", "", nil},
		} {
			if got := names(c.who, c.hub, c.category); len(got) != len(c.want) || !same(got, c.want) {
				t.Errorf("for %s of %q, %q: %q, want %q", c.who.Account, c.hub, c.category, got, c.want)
			}
		}
	})
}

func same(a, b []string) bool {
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

func TestCountingStopsAtAHundred(t *testing.T) {
	for n, want := range map[board.Count]string{0: "0", 99: "99", 100: "99+", 5000: "99+"} {
		if n.String() != want {
			t.Errorf("%d reads %s, want %s", int(n), n, want)
		}
	}
}

func TestATaskStaysOnTheBoardWhenItsPersonIsNoLongerKnown(t *testing.T) {
	h := boardtest.New(t)
	h.Add(boardtest.Work{Hub: "hapi"})
	page, err := board.New(h.DB).Query(h.As(inHapi), board.Filter{})
	if err != nil || len(page.Rows) != 1 || page.Rows[0].Who != "No name given" {
		t.Errorf("the board has %+v, %v", page.Rows, err)
	}
}
