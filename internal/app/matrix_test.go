package app

import (
	"context"
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"kith/internal/kernel/ident"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/live"
	"kith/internal/plat/policy"
	"kith/internal/plat/web"
	"kith/internal/plat/web/webtest"
	"kith/internal/registers/organisations"
	"kith/internal/registers/people"
	"kith/internal/work/needs"
	"kith/internal/work/tasks"
)

// recordDoors are the doors at which somebody asks for one record of a person, by how their
// address begins, with what it is.
var recordDoors = map[string]string{
	"/people/": "person", "/around/": "person", "/api/v1/people/": "person",
	"/requests/": "request", "/api/v1/requests/": "request", "/emergency/requests/": "request",
	"/tasks/": "task", "/api/v1/tasks/": "task", "/ringing/": "task", "/first-contacts/": "task", "/matching/tasks/": "task", "/food/slips/": "task",
	"/helping/tasks/": "task", "/medicines/": "need", "/found/": "person",
}

// otherDoors have something else in their address. What of a person stands behind them is the
// canary walk's to look at.
var otherDoors = []string{
	"/account/", "/admin/", "/ask/", "/assets/", "/calls/", "/capacity/", "/cohorts/", "/command/", "/contacts/log/", "/coordination/", "/dashboard/", "/data-assets/", "/deployment/", "/duty/", "/emergency/open/",
	"/enter/", "/erasure/", "/figures/", "/privacy/", "/retention/", "/wall/", "/food/invoices/", "/food/orders/", "/help/", "/helping/enter/", "/helping/learn/", "/identity/", "/invited/", "/levels/", "/lists/", "/matching/plans/", "/open/data/", "/organisations/",
	"/paper/", "/refer/", "/recovery/", "/register/", "/risk/", "/rounds/", "/safe/", "/shifts/", "/situation/", "/sorted/", "/staff/", "/verify/", "/volunteer", "/{$}", "/offer/", "/governance/", "/subject-access/", "/status/", "/who-lives-here/",
}

var inBraces = regexp.MustCompile(`\{[^}]*\}`)

// lying is how a record lies to whoever asks for it.
type lying struct {
	name, word string // the word stands in the name of the person and nowhere else
	bank       string // the organisation it was given to, "" for none
	record     policy.Record
	ids        map[string]string // of the person, request, need and task
}

// matrix holds doors, roles and records against each other.
type matrix struct {
	*App
	t    *testing.T
	site *webtest.Site
	own  string // the organisation that the role of one is held for
}

// heldInHapi is a role as it is held for one hub, one organisation or one volunteer.
func (m *matrix) heldInHapi(role access.Role) access.Principal {
	g := access.Grant{Role: role, Neighbourhood: "hapi"}
	switch role {
	case access.Organisation:
		g = access.Grant{Role: role, Organisation: m.own}
	case access.Volunteer:
		g = access.Grant{Role: role, Volunteer: "0190b0a2-6f5e-7c3a-8e0d-3b1f8c9a2d42"}
	}
	return access.Principal{Account: "matrix-" + string(role), Name: "Matrix " + string(role), Grants: []access.Grant{g}}
}

// TestGoldenMatrix opens every door that leads to one record of a person, as everybody who can
// hold a role, to records of their own hub, of another, of somebody restricted and of nobody. A
// door lets in whom its rule names and nobody else; nobody is named to whom the policies do not
// let know of them; whom they let know, the person's page names. What comes of each is written
// down, so that a change of any is seen. A door of which it is not said what its address holds
// fails.
func TestGoldenMatrix(t *testing.T) {
	a := opened(t)
	if err := a.EnsureBlueprint(t.Context()); err != nil {
		t.Fatal(err)
	}
	m := &matrix{App: a, t: t, site: webtest.New(t, a.Borough, a.Clock, nil)}
	m.site.Mount(a.pages(live.New(live.Journal(a.DB, a.Borough), a.Log, channels()...), "")...)
	all := m.plant()
	var b strings.Builder
	b.WriteString("# What each role gets at each door to a record\n\nWritten by `make gen`: the test opens every door. Each role is held for the hub HAPI. *Shown* names the person; *unnamed* opens and names nobody; a dot is refused, *nobody* is told that there is no such record, *led on* is another page. Doors not listed hold no record of a person in their address.\n\n| door | record |")
	for _, role := range access.Roles() {
		b.WriteString(" " + string(role) + " |")
	}
	b.WriteString("\n| --- | --- |" + strings.Repeat(" --- |", len(access.Roles())) + "\n")
	routes := m.site.Routes()
	slices.SortFunc(routes, func(x, y web.Route) int { return strings.Compare(x.Path, y.Path) })
	for _, route := range routes {
		if route.Method != http.MethodGet || !strings.Contains(route.Path, "{") {
			continue
		}
		kind, known := kindOf(route.Path)
		if !known {
			t.Errorf("%s: what does its address hold? Name it in recordDoors or otherDoors", route.Path)
		}
		if kind == "" {
			continue
		}
		for _, s := range all {
			row := "| `" + route.Path + "` | " + s.name + " |"
			for _, role := range access.Roles() {
				row += " " + m.open(route, kind, m.heldInHapi(role), s) + " |"
			}
			b.WriteString(row + "\n")
		}
	}
	m.lists(&b, routes, all)
	golden(t, "access-matrix.md", b.String())
}

// lists opens what an organisation is let into that holds no record in its address: whom it
// names there, and whom not.
func (m *matrix) lists(b *strings.Builder, routes []web.Route, all []lying) {
	who := m.heldInHapi(access.Organisation)
	b.WriteString("\n## What an organisation is named at its lists\n\n| door |")
	for _, s := range all {
		b.WriteString(" " + s.name + " |")
	}
	b.WriteString("\n| --- |" + strings.Repeat(" --- |", len(all)) + "\n")
	named := map[string]bool{}
	for _, route := range routes {
		if route.Method != http.MethodGet || strings.Contains(route.Path, "{") || !route.Who.Allows(who) || route.Who.Allows(access.Principal{}) {
			continue
		}
		row, body := "| `"+route.Path+"` |", m.site.As(who).Get(route.Path).Body
		for _, s := range all {
			whole := s.word != "" && strings.Contains(body, s.word)
			shown := whole || s.word != "" && strings.Contains(body, first(s.word))
			named[s.name] = named[s.name] || shown
			if whole && !policy.May(who, policy.Identity, m.asked(who, s)) || shown && !policy.May(who, policy.Name, m.asked(who, s)) {
				m.t.Errorf("%s names %s to an organisation, and the policies do not permit it", route.Path, s.name)
			}
			row += map[bool]string{true: " shown |", false: " · |"}[shown]
		}
		b.WriteString(row + "\n")
	}
	if !named["own organisation"] || len(named) == 0 {
		m.t.Error("no list names whom an organisation was given, so this shows nothing")
	}
}

// asked is a record as it lies to somebody: whether it was given to them.
func (m *matrix) asked(who access.Principal, s lying) policy.Record {
	r := s.record
	r.Given = s.bank != "" && s.bank == who.OrganisationID()
	return r
}

func kindOf(path string) (kind string, known bool) {
	for prefix, kind := range recordDoors {
		if strings.HasPrefix(path, prefix+"{") {
			return kind, true
		}
	}
	return "", slices.ContainsFunc(otherDoors, func(prefix string) bool { return strings.HasPrefix(path, prefix) })
}

// open knocks at one door as somebody, and judges what comes of it.
func (m *matrix) open(route web.Route, kind string, who access.Principal, s lying) string {
	first := true
	address := inBraces.ReplaceAllStringFunc(route.Path, func(string) string {
		if first {
			first = false
			return s.ids[kind]
		}
		return "0190b0a2-6f5e-7c3a-8e0d-000000000000"
	})
	p := m.site.As(who).Get(address)
	if strings.HasPrefix(address, "/api/") {
		w := walk{site: m.site, v: visitor{name: who.Account}}
		p = w.program(address)
	}
	shown := p.Status == http.StatusOK && strings.Contains(p.Body, s.word)
	may := policy.May(who, policy.Identity, m.asked(who, s))
	switch role := who.Grants[0].Role; {
	case p.Status >= http.StatusInternalServerError:
		m.t.Errorf("%s as %s: %d", address, role, p.Status)
	case strings.Contains(p.Body, s.word) && !may && s.word != "":
		m.t.Errorf("%s names %s to %s (%d), and the policies do not permit it", route.Path, s.name, role, p.Status)
	case p.Status == http.StatusOK && !route.Who.Allows(who):
		m.t.Errorf("%s lets %s in, and its rule is %s", route.Path, role, route.Who)
	case p.Status == http.StatusOK && s.name == "deleted":
		m.t.Errorf("%s opens to %s for a record there is not", route.Path, role)
	case route.Path == "/food/slips/{task}" && role == access.Organisation && (p.Status == http.StatusOK) != (s.bank == m.own):
		m.t.Errorf("the slip of %s: %d to an organisation", s.name, p.Status)
	case route.Path == "/people/{id}" && shown != (may && route.Who.Allows(who)):
		m.t.Errorf("the page of a person of %s names them to %s: %v; permitted: %v", s.name, role, shown, may)
	}
	switch {
	case shown:
		return "shown"
	case p.Status == http.StatusOK:
		return "unnamed"
	case p.Status == http.StatusForbidden || p.Status == http.StatusUnauthorized:
		return "·"
	case p.Status == http.StatusNotFound:
		return "nobody"
	case p.Status == http.StatusSeeOther:
		return "led on"
	}
	return fmt.Sprint(p.Status)
}

// plant puts one person into each situation, with a request, a need and a task.
func (m *matrix) plant() []lying {
	point := access.With(m.As(m.t.Context(), "coordination-point", "a test"), centre.principal())
	all := []lying{
		{name: "own hub", word: "Ownhubby", record: policy.Record{Neighbourhood: "hapi"}},
		{name: "other hub", word: "Otherhubby", record: policy.Record{Neighbourhood: "leigh"}},
		{name: "restricted", word: "Restrictova", record: policy.Record{Neighbourhood: "hapi", Restricted: true}},
		{name: "own organisation", word: "Ownbanker", record: policy.Record{Neighbourhood: "leigh"}},
		{name: "other organisation", word: "Otherbanker", record: policy.Record{Neighbourhood: "leigh"}},
	}
	m.own = m.foodBank(m.t)
	for i, s := range all {
		task := m.work(point, s.word, s.record.Neighbourhood)
		all[i].ids = map[string]string{"person": string(task.Record), "request": string(task.Request), "need": string(task.Need), "task": string(task.ID)}
		if s.record.Restricted {
			m.label(m.t, point, s.word, people.Restricted)
		}
		switch s.name {
		case "other organisation":
			all[i].bank = m.anotherBank(point)
		case "own organisation":
			all[i].bank = m.own
		default:
			continue
		}
		m.give(point, task, all[i].bank)
	}
	nobody := "0190b0a2-6f5e-7c3a-8e0d-3b1f8c9affff"
	return append(all, lying{name: "deleted", ids: map[string]string{"person": nobody, "request": nobody, "need": nobody, "task": nobody}})
}

// anotherBank is a food bank that the one who asks is not of.
func (m *matrix) anotherBank(ctx context.Context) string {
	o, err := m.Organisations.Add(ctx, organisations.NewOrganisation{Name: "Other Food Bank", Kind: organisations.FoodBank, Neighbourhood: "leigh"})
	if err != nil {
		m.t.Fatal(err)
	}
	return string(o.ID)
}

// give gives a task to an organisation, which takes it on.
func (m *matrix) give(ctx context.Context, task tasks.Task, bank string) {
	m.t.Helper()
	to := access.Principal{Account: "bank-" + bank, Name: "Bank", Grants: []access.Grant{{Role: access.Organisation, Organisation: bank}}}
	err := m.Tasks.Assign(ctx, tasks.Choice{ID: task.ID, Version: task.Version}, tasks.Assignee{Kind: tasks.ToOrganisation, ID: bank, Name: "Bank"})
	if err == nil {
		err = m.Tasks.Accept(access.With(ctx, to), tasks.Choice{ID: task.ID, Version: task.Version + 1})
	}
	if err != nil {
		m.t.Fatal(err)
	}
}

// first is the first name that goes with a word.
func first(word string) string { return "First" + strings.ToLower(word) }

func (m *matrix) work(ctx context.Context, family, hood string) (task tasks.Task) {
	m.t.Helper()
	err := m.DB.Write(ctx, func(tx *db.Tx) error {
		r, err := people.Add(tx, people.NewRecord{Described: people.Described{GivenNames: first(family), FamilyName: family}, Neighbourhood: hood, Source: "test"}, nil)
		if err != nil {
			return err
		}
		request, err := needs.OpenRequest(tx, needs.NewRequest{
			Channel: needs.Phone, Record: r.ID, Blueprint: "1", Neighbourhood: hood, Priority: needs.Soon, FirstContactHours: 4, Key: string(ident.New[matrix](tx.Now())), Code: "123456",
		})
		if err != nil {
			return err
		}
		need, err := needs.OpenNeed(tx, needs.NewNeed{Request: request, Category: "food", Decision: needs.Result{Need: "food", Route: "crisis", Priority: needs.Soon, DueHours: 24}})
		if err != nil {
			return err
		}
		task, err = tasks.OpenTask(tx, tasks.NewTask{
			Kind: tasks.Do, Title: "Food parcel", Category: "food", WhoMay: []needs.Doer{needs.Organisation, needs.Staff}, Priority: needs.Soon, Area: "WN2 3", Request: request.ID, Need: need.ID, Record: r.ID, Neighbourhood: hood,
			DueAt: tx.Now().Add(4 * time.Hour),
		})
		return err
	})
	if err != nil {
		m.t.Fatal(err)
	}
	return task
}
