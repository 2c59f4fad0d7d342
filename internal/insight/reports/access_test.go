package reports_test

import (
	"slices"
	"testing"

	"kith/internal/feature"
	"kith/internal/insight/reports/reportstest"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/work/needs"
	"kith/internal/work/tasks"
)

func TestWhoseFiguresOneMaySee(t *testing.T) {
	b := reportstest.New(t)
	for name, c := range map[string]struct {
		who  access.Principal
		hub  string
		want string // the hub shown
		kind fault.Kind
	}{
		"the public":                          {access.Principal{}, "", "", fault.Unauthenticated},
		"a volunteer":                         {reportstest.Somebody(access.Volunteer, "hapi"), "hapi", "", fault.Forbidden},
		"an organisation's account":           {access.Principal{Account: "o", Grants: []access.Grant{{Role: access.Member, Organisation: "o"}}}, "", "", fault.Forbidden},
		"a coordinator who names no hub":      {reportstest.Somebody(access.Coordinator, "leigh"), "", "leigh", 0},
		"a coordinator's own hub":             {reportstest.Somebody(access.Coordinator, "leigh"), "leigh", "leigh", 0},
		"a coordinator at another hub":        {reportstest.Somebody(access.Coordinator, "leigh"), "hapi", "", fault.Forbidden},
		"a coordinator at the queue":          {reportstest.Somebody(access.Coordinator, "leigh"), feature.Queue, "", fault.Forbidden},
		"a coordinator of a hub that is gone": {reportstest.Somebody(access.Coordinator, "gone"), "", "", fault.Forbidden},
		"an agent":                            {reportstest.Somebody(access.Agent, ""), "", "", 0},
		"an agent at the queue":               {reportstest.Somebody(access.Agent, ""), feature.Queue, feature.Queue, 0},
		"an agent at no hub":                  {reportstest.Somebody(access.Agent, ""), "atlantis", "", fault.NotFound},
		"a member":                            {reportstest.Somebody(access.Member, ""), "hapi", "", fault.Forbidden},
		"public health":                       {reportstest.Somebody(access.PublicHealth, ""), "", "", 0},
	} {
		t.Run(name, func(t *testing.T) {
			d, err := b.Reports.Dashboard(b.As(c.who), c.hub)
			if c.kind != 0 {
				if err == nil || fault.KindOf(err) != c.kind {
					t.Errorf("got %v, want kind %v", err, c.kind)
				}
				return
			}
			if err != nil || d.Hub.ID != c.want {
				t.Errorf("got %+v, %v", d.Hub, err)
			}
			if chosen := slices.Contains(d.Hubs, d.Hub) || d.Hub.ID == ""; !chosen || len(d.Hubs) == 0 {
				t.Errorf("the hubs to choose from are %v", d.Hubs)
			}
		})
	}
}

func TestSomebodyWithoutTheRowsIsToldNothingOfAPerson(t *testing.T) {
	b := reportstest.New(t)
	b.Fill(90)
	for _, role := range []access.Role{access.PublicHealth} {
		for _, hub := range []string{"", "hapi", feature.Queue} {
			d, err := b.Reports.Dashboard(b.As(reportstest.Somebody(role, "")), hub)
			if err != nil || d.Exact {
				t.Fatalf("%s: exact %v, %v", role, d.Exact, err)
			}
			for name, n := range figures(d) {
				if n.Rows != "" {
					t.Errorf("%s: %s leads to %s", role, name, n.Rows)
				}
				if n.Unit == feature.Things && (n.Value%5 != 0 || n.Hidden && n.Value != 0) {
					t.Errorf("%s: %s is told as %d", role, name, n.Value)
				}
			}
		}
	}
	analyst, err := b.Reports.Dashboard(b.As(reportstest.Somebody(access.Analyst, "")), "")
	if err != nil || !analyst.Exact {
		t.Fatalf("an analyst: exact %v, %v", analyst.Exact, err)
	}
	if analyst.Line("needs.requests").Week.Rows == "" || analyst.Line("tasks.open").Now.Rows != "" {
		t.Error("an analyst opens requests, and not the board")
	}
}

func TestRowsAreForThoseWhoMayOpenThem(t *testing.T) {
	b := reportstest.New(t)
	b.Fill(30)
	for name, c := range map[string]struct {
		who  access.Principal
		hub  string
		kind fault.Kind
	}{
		"the public":                     {access.Principal{}, "", fault.Unauthenticated},
		"a member":                       {reportstest.Somebody(access.Member, ""), "", fault.Forbidden},
		"an analyst, of tasks":           {reportstest.Somebody(access.Analyst, ""), "", fault.Forbidden},
		"a coordinator at another hub":   {reportstest.Somebody(access.Coordinator, "leigh"), "hapi", fault.Forbidden},
		"a coordinator everywhere":       {reportstest.Somebody(access.Coordinator, "leigh"), "", fault.Forbidden},
		"a coordinator at the queue":     {reportstest.Somebody(access.Coordinator, "leigh"), feature.Queue, fault.Forbidden},
		"a coordinator at their own hub": {reportstest.Somebody(access.Coordinator, "leigh"), "leigh", 0},
		"governance":                     {reportstest.Somebody(access.Governance, ""), "", 0},
	} {
		t.Run(name, func(t *testing.T) {
			l := feature.Listing{Scope: feature.Scope{Neighbourhood: c.hub}, Limit: 10}
			_, err := b.Reports.TasksDone(b.As(c.who), l)
			if c.kind == 0 && err != nil || c.kind != 0 && (err == nil || fault.KindOf(err) != c.kind) {
				t.Errorf("got %v, want kind %v", err, c.kind)
			}
		})
	}
}

func TestRowsNoteWhoLookedAndVeilWhatIsRestricted(t *testing.T) {
	b := reportstest.New(t)
	b.Fill(60)
	l := feature.Listing{Limit: 1000}
	agent, manager := b.As(reportstest.Somebody(access.Agent, "")), b.As(reportstest.Somebody(access.Manager, ""))
	hub := b.As(reportstest.Somebody(access.Coordinator, "hapi"))
	if of, err := b.Reports.NeedsOpened(hub, feature.Listing{Scope: feature.Scope{Neighbourhood: "hapi", Kind: needs.GuardedKind}, Limit: 100}); err != nil || len(of) == 0 || of[0].Request != "" {
		t.Errorf("a hub's coordinator is told of %+v, %v", of, err)
	}
	b.Reads.Entries = nil
	forAgent, err := b.Reports.NeedsOpened(agent, l)
	if err != nil {
		t.Fatal(err)
	}
	forManager, err := b.Reports.NeedsOpened(manager, l)
	if err != nil {
		t.Fatal(err)
	}
	veiled := 0
	for i, n := range forAgent {
		restricted := n.Category == needs.GuardedKind
		if told := n.FamilyName != "" || n.Request != "" || n.Reference != ""; told == restricted {
			t.Errorf("an agent is told of %+v: %v", n, told)
		}
		if forManager[i].FamilyName == "" || restricted != forManager[i].Guarded || forManager[i].Category == needs.GuardedKind {
			t.Errorf("a manager is told %+v", forManager[i])
		}
		if restricted {
			veiled++
		}
	}
	if len(forAgent) != len(forManager) || veiled == 0 {
		t.Errorf("%d and %d rows, %d veiled", len(forAgent), len(forManager), veiled)
	}
	if got := b.Reads.Entries; len(got) != 2 || len(got[0].Objects) != len(forAgent)-veiled || len(got[1].Objects) != len(forManager) {
		t.Errorf("noted %d times", len(got))
	}
	done, err := b.Reports.TasksDone(agent, l)
	if err != nil {
		t.Fatal(err)
	}
	if i := slices.IndexFunc(done, func(e tasks.Ended) bool { return e.Title == "" }); i < 0 || done[i].FamilyName != "" || done[i].Record != "" {
		t.Error("a restricted task is told of, or none was made")
	}
}
