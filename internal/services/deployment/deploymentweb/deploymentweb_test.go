package deploymentweb_test

import (
	"context"
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"kith/internal/blueprint"
	"kith/internal/blueprint/blueprinttest"
	"kith/internal/kernel/clock"
	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/kernel/grid"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/db/dbtest"
	"kith/internal/plat/journal"
	"kith/internal/plat/tabular"
	"kith/internal/plat/web/webtest"
	"kith/internal/registers/accounts"
	"kith/internal/registers/places"
	"kith/internal/registers/staff"
	"kith/internal/services/deployment"
	"kith/internal/services/deployment/deploymentweb"
)

var (
	central = access.Principal{Account: "central", Name: "Central", Grants: []access.Grant{{Role: access.Manager}}}
	inHapi  = access.Principal{Account: "hapi", Name: "Hapi", Grants: []access.Grant{{Role: access.Manager, Neighbourhood: "hapi"}}}
	inLeigh = access.Principal{Account: "leigh", Name: "Leigh", Grants: []access.Grant{{Role: access.Coordinator, Neighbourhood: "leigh"}}}
	agent   = access.Principal{Account: "agent", Name: "Agent", Email: "jo1@example.org", Grants: []access.Grant{{Role: access.Agent}}}
	monday  = day.New(2020, 4, 6)
)

type inForce struct{ *blueprint.Blueprint }

func (f inForce) Current(context.Context) (*blueprint.Blueprint, error) { return f.Blueprint, nil }

// borough is the rest of the program.
type borough struct {
	areas *places.Areas
	took  *[]journal.Entry // what left as a file
	full  *error           // why nothing can be recorded
}

func (b borough) Took(_ context.Context, e journal.Entry) error {
	*b.took = append(*b.took, e)
	return *b.full
}

func (borough) Route(context.Context, string) (places.Routing, error) {
	return places.Routing{At: &grid.Point{Lat: 53.5, Lon: -2.6}}, nil
}

func (b borough) Neighbourhoods(context.Context) ([]places.Neighbourhood, error) {
	return b.areas.Neighbourhoods, nil
}

func (borough) AccountName(_ context.Context, id string) string { return "Somebody called " + id }
func (borough) PublicURL() string                               { return "https://help.example.org" }
func (borough) Saw(context.Context, journal.Entry) error        { return nil }

// response is the pages over a borough with posts to fill.
type response struct {
	*webtest.Site
	t      *testing.T
	clock  *clock.Manual
	staff  *staff.Service
	deploy *deployment.Service
	ctx    context.Context
	around borough
}

func start(t *testing.T) *response {
	at := clock.NewManual(monday.At(7, 0))
	d := dbtest.NewWith(t, db.Config{Clock: at}, journal.Migrations(), staff.Static().Migrations, deployment.Static().Migrations)
	b := blueprinttest.LoadShipped(t, "wigan", places.AreasSection(), accounts.RolesSection(), staff.RulesSection(), deployment.EstablishmentSection())
	g := &response{t: t, clock: at, around: borough{areas: blueprint.Part[*places.Areas](b), took: new([]journal.Entry), full: new(error)}}
	g.staff = staff.New(d, inForce{b}, g.around)
	g.deploy = deployment.New(d, inForce{b}, g.around, g.staff, func() string { return "" })
	g.staff.WatchedBy(g.deploy)
	ctx := dbtest.Context(t)
	g.Site = webtest.New(t, db.CallerOf(ctx).Borough, at, nil)
	g.Mount(deploymentweb.Pages(g.deploy, g.around))
	g.ctx = access.With(ctx, central)
	return g
}

// lent puts somebody on the list who is through their induction.
func (g *response) lent(n int, hub string, skills ...string) staff.ID {
	g.t.Helper()
	return g.named(fmt.Sprint("Jo Number", n), n, hub, skills...)
}

func (g *response) named(name string, n int, hub string, skills ...string) staff.ID {
	g.t.Helper()
	w, err := g.staff.Add(g.ctx, staff.Details{
		Name: name, Employer: "Wigan Council", Home: "Libraries", Email: fmt.Sprintf("jo%d@example.org", n), Neighbourhood: hub,
		Gives: staff.Gives{Skills: skills, Free: staff.WholeWeek},
	})
	if err == nil {
		err = g.staff.Move(g.ctx, staff.Choice{ID: w.ID, Version: 1}, staff.Inducting, "")
	}
	if err == nil {
		_, err = g.staff.Induct(g.ctx, staff.Choice{ID: w.ID, Version: 2}, []string{"welcome", "privacy", "safeguarding", "no-money", "kith", "hygiene", "calls", "van", "doors"})
	}
	if err != nil {
		g.t.Fatal(err)
	}
	return w.ID
}

var picked = regexp.MustCompile(`name="pick" value="([^"]+)"`)

// apply sends the plan that a page shows.
func apply(b *webtest.Browser, address string) webtest.Page {
	page := b.Get(address).Is(200)
	form := url.Values{"hub": {"hapi"}}
	for _, one := range picked.FindAllStringSubmatch(page.Body, -1) {
		form.Add("pick", one[1])
	}
	return b.Post(address, form)
}

func TestFromTheFirstDayToAFullRota(t *testing.T) {
	g := start(t)
	b := g.As(inHapi)
	b.Get("/deployment").Is(200).Says("0 of 28 shifts are filled, 28 are open, of which 21 must be filled", "HAPI", "Shifts appear here whose holder").Hides("Leigh", "Borough-wide")
	b.Get("/deployment/plan").Is(200).Says("Nobody is on the list for this hub. Ask a service to lend somebody.", "Week of 13 April 2020", "planned centrally").Hides("Give these shifts")
	b.Post("/deployment/plan", url.Values{}).Is(422).Says("There is nothing in this plan to apply")
	b.Post("/deployment/plan", url.Values{"pick": {"nonsense"}}).Is(422)
	g.lent(1, "hapi", "driving")
	b.Get("/deployment/plan?hub=hapi&week=2020-04-15").Is(200).Says("Week of 13 April 2020", "Jo Number1", "Driving a van", "Nobody else could.", "Nobody: 1 without Leading a team", "What would help most", "One more person with Leading a team for Base lead at Hindley Library", "Give these shifts: 5 shifts")
	apply(b, "/deployment/plan?hub=hapi&week=2020-04-15").LeadsTo("/deployment/plan?hub=hapi&week=2020-04-13")
	b.Get("/deployment/plan?hub=hapi&week=2020-04-13").Says("5 shifts are given", "23")
	b.Get("/deployment?week=2020-04-13").Says("5 of 28 shifts are filled")
	rota := b.Get("/deployment/hubs/hapi?week=2020-04-13").Is(200).Says("Rota of HAPI", "Van driver, 9am–2pm", "Jo Number1", "Open")
	shift := regexp.MustCompile(`/deployment/shifts/[0-9a-f-]+`).FindString(rota.Body)
	b.Get(shift).Is(200).Says("Hindley Library", "by Somebody called hapi", "Take them off this shift")
	b.Post(shift, url.Values{}).Is(422).Says("Enter why they are taken off")
	b.Post(shift, url.Values{"why": {"The van is off the road"}}).Is(303)
	b.Post(shift, url.Values{"why": {"again"}}).Is(409).Says("They are off this shift already")
	b.Get(shift).Says("The van is off the road").Hides("Take them off this shift")
	b.Get("/deployment/hubs/leigh").Is(404)
	b.Get("/deployment?week=soon").Is(422)
	g.As(inLeigh).Get(shift).Is(403)
	g.As(agent).Get("/deployment").Is(403)
	g.As(central).Get("/deployment").Says("Borough-wide", "Leigh")
	g.As(central).Get("/deployment/plan").Says("Wigan Central: 0 would be filled, 28 stay empty", "HAPI: 1 would be filled, 23 stay empty")
}

// The dashboard's figures lead to these.
func TestTheShiftsOfAWeek(t *testing.T) {
	g := start(t)
	driver := g.lent(1, "hapi", "driving")
	seat := deployment.Seat{Hub: "hapi", Post: "van", Shift: "day", Day: monday.AddDays(1), Number: 1}
	if err := g.deploy.Give(g.ctx, deployment.Pick{Seat: seat, Worker: driver}); err != nil {
		t.Fatal(err)
	}
	browser := g.As(central)
	browser.Get("/deployment/seats?state=filled").Is(200).Says("Shifts filled", "1 shift", "Tue 7 Apr", "Van driver", "Jo Number1")
	browser.Get("/deployment/seats?state=open&hub=hapi").Is(200).Says("Shifts open", "27 shifts", "HAPI").Hides("Jo Number1", "Leigh")
	browser.Get("/deployment/seats?state=open&hub=coordination").Is(200).Says("Borough-wide").Hides("HAPI")
	p := browser.Get("/deployment/seats?state=open").Is(200)
	p.Has(`rel="next"`)
	browser.Get("/deployment/seats?state=open&page=99").Is(200)
	g.As(inHapi).Get("/deployment/seats?hub=leigh").Is(404)
	g.As(inLeigh).Get("/deployment/seats?state=filled").Is(200).Says("0 shifts", "No shift of this week is here")
	g.As(agent).Get("/deployment/seats").Is(403)
}

func TestARotaAsAFile(t *testing.T) {
	g := start(t)
	driver := g.lent(1, "hapi", "driving")
	seat := deployment.Seat{Hub: "hapi", Post: "van", Shift: "day", Day: monday.AddDays(1), Number: 1}
	if err := g.deploy.Give(g.ctx, deployment.Pick{Seat: seat, Worker: driver}); err != nil {
		t.Fatal(err)
	}
	browser := g.As(central)
	browser.Get("/deployment/hubs/hapi").Has(`href="/deployment/hubs/hapi/export.csv?week=2020-04-06"`)
	file := browser.Get("/deployment/hubs/hapi/export.csv?week=2020-04-06").Is(200).Body
	for _, want := range []string{"HAPI,Van driver,2020-04-07,09:00,14:00,Hindley Library,Jo Number1,Filled\n", "HAPI,Van driver,2020-04-08,09:00,14:00,Hindley Library,,Open\n", "Rows: 28"} {
		if !strings.Contains(file, want) {
			t.Errorf("the file does not say %q:\n%s", want, file)
		}
	}
	if all := browser.Get("/deployment/export.csv").Is(200).Body; !strings.Contains(all, "Leigh,") || !strings.Contains(all, "Borough-wide,") {
		t.Errorf("the file of every hub: %s", all)
	}
	book := g.book(browser.Get("/deployment/hubs/hapi/export.xlsx?week=2020-04-06").Is(200).Body)
	for _, want := range []string{"Hub,Post,Day,From,Until,Where,Who,How it stands", "HAPI,Van driver,2020-04-07,09:00,14:00,Hindley Library,Jo Number1,Filled"} {
		if !strings.Contains(book, want) {
			t.Errorf("the workbook does not say %q:\n%s", want, book)
		}
	}
	if all := g.book(browser.Get("/deployment/export.xlsx").Is(200).Body); !strings.Contains(all, "Leigh,") {
		t.Errorf("the workbook of every hub: %s", all)
	}
	if len(*g.around.took) != 4 {
		t.Errorf("the journal was told %v", *g.around.took)
	}
	g.As(inLeigh).Get("/deployment/hubs/hapi/export.xlsx").Is(404)
	g.As(agent).Get("/deployment/export.xlsx").Is(403)
	g.As(inLeigh).Get("/deployment/hubs/hapi/export.csv").Is(404)
	if all := g.As(inLeigh).Get("/deployment/export.csv").Is(200).Body; strings.Contains(all, "HAPI") || strings.Contains(all, "Jo Number1") {
		t.Errorf("another hub's rota: %s", all)
	}
	g.As(agent).Get("/deployment/export.csv").Is(403)
	*g.around.full = fault.New(fault.Unavailable, "full", "Nothing can be recorded.")
	browser.Get("/deployment/export.csv").Is(503).Hides("Jo Number1")
	if left := browser.Get("/deployment/export.xlsx").Is(503).Body; strings.HasPrefix(left, "PK") {
		t.Error("a workbook leaves that nothing is recorded of")
	}
}

// book is the first sheet of a workbook as text.
func (g *response) book(file string) string {
	text, err := tabular.AsText("rota.xlsx", []byte(file))
	if err != nil {
		g.t.Fatal(err)
	}
	return strings.ReplaceAll(string(text), `"`, "")
}

// A name that begins like a formula is text in the file, and is read back as it was.
func TestNoCellOfARotaRuns(t *testing.T) {
	g := start(t)
	w := g.named("=cmd|' /C calc'!A0", 1, "hapi", "driving")
	seat := deployment.Seat{Hub: "hapi", Post: "van", Shift: "day", Day: monday.AddDays(1), Number: 1}
	if err := g.deploy.Give(g.ctx, deployment.Pick{Seat: seat, Worker: w}); err != nil {
		t.Fatal(err)
	}
	if file := g.As(central).Get("/deployment/export.csv").Is(200).Body; !strings.Contains(file, ",'=cmd|") || strings.Contains(file, ",=cmd|") {
		t.Errorf("a spreadsheet would run it: %s", file)
	}
	if book := g.book(g.As(central).Get("/deployment/export.xlsx").Is(200).Body); !strings.Contains(book, ",'=cmd|") {
		t.Errorf("a spreadsheet would run it: %s", book)
	}
}

func TestWhoWorksASeatIsDecidedByHand(t *testing.T) {
	g := start(t)
	b := g.As(inHapi)
	const seat = "hapi/van/day/2020-04-13/1"
	const address = "/deployment/seats/" + seat
	b.Post(address, url.Values{"do": {"give"}}).Is(409).Says("It cannot be given now")
	b.Get(address).Is(200).Says("Van driver", "Nobody could work it", "Asks for Lifting, Driving, Work on a doorstep")
	one, other := g.lent(1, "hapi", "driving"), g.lent(2, "hapi", "driving")
	g.lent(3, "hapi", "listening")
	b.Get(address).Says("Jo Number1", "0 shifts that week", "Jo Number3 Ready 0 They lack a skill: Driving a van.")
	b.Post(address, url.Values{"do": {"lock"}}).Is(422).Says("Select who is to work it")
	b.Post(address, url.Values{"who": {string(one)}}).Is(422).Says("press one of the buttons")
	b.Post(address, url.Values{"who": {string(other)}, "do": {"lock"}}).Is(303)
	b.Get("/deployment/plan?hub=hapi").Says("Locked: the plan keeps to it", "Jo Number2 Locked")
	b.Get(address).Says("Leave it to the plan again")
	b.Post(address, url.Values{"do": {"unlock"}}).Is(303)
	b.Get("/deployment/plan?hub=hapi").Hides("Jo Number2 Locked")
	b.Post(address, url.Values{"who": {string(one)}, "do": {"rule-out"}}).Is(303)
	b.Get(address).Says("ruled out by hand")
	b.Post(address, url.Values{"who": {string(other)}, "do": {"give"}}).Is(303)
	b.Get(address).Says("Jo Number2 has this shift").Hides("Give it to them")
	// Somebody else's plan that still has the seat is told so, and the rest is given.
	form := url.Values{"hub": {"hapi"}, "pick": {seat + "@" + string(one), "hapi/van/day/2020-04-14/1@" + string(one)}}
	b.Post("/deployment/plan?week=2020-04-13", form).Is(409).Says("1 shift is given. 1 no longer fits: see why", "Somebody has Van driver on Mon 13 Apr 9:00am already")
	for _, bad := range []string{"", "a/b", "hapi/none/day/2020-04-13/1"} {
		if status := b.Get("/deployment/seats/" + bad).Status; status != 422 && status != 404 {
			t.Errorf("%q: %d", bad, status)
		}
	}
	g.As(inLeigh).Get(address).Is(403)
}

func TestHowPeopleAre(t *testing.T) {
	g := start(t)
	b := g.As(inHapi)
	b.Get("/deployment/check-ins").Is(200).Says("Everybody who is given a shift appears here", "Each is asked every 7 days")
	jo := g.lent(1, "hapi", "driving")
	path := "/deployment/people/" + string(jo)
	b.Post(path+"/check-in", url.Values{"how": {"well"}, "hours": {"10"}}).Is(409).Says("They are not deployed now")
	apply(b, "/deployment/plan?hub=hapi").Is(303)
	head := deploymentweb.Head(g.deploy, g.around)
	if _, theirs, err := head(access.With(g.ctx, inHapi)); theirs || err != nil {
		t.Errorf("on the first day the board says %v, %v", theirs, err)
	}
	g.clock.Set(monday.AddDays(9).At(9, 0))
	b.Get("/deployment/check-ins").Says("Jo Number1 HAPI 2 days late Never asked")
	b.Get("/deployment?week=2020-04-13").Says("Check-ins late : 1")
	section, theirs, err := head(access.With(g.ctx, inHapi))
	if err != nil || !theirs || section.Count != 1 || !section.Red {
		t.Errorf("the board of the manager says %+v, %v, %v", section, theirs, err)
	}
	for who, p := range map[string]access.Principal{"another hub": {Account: "x", Grants: []access.Grant{{Role: access.Manager, Neighbourhood: "leigh"}}}, "an agent": agent} {
		if _, theirs, err := head(access.With(g.ctx, p)); theirs || err != nil {
			t.Errorf("the board of %s says %v, %v", who, theirs, err)
		}
	}
	b.Get(path+"/check-in").Is(200).Says("What would make next week easier?", "On the rota in the last four weeks: 1 shift, 5 hours", "Write nothing about anybody’s health")
	b.Post(path+"/check-in", url.Values{}).Is(422).Says("Select how it goes for them", "Enter the hours they worked")
	b.Post(path+"/check-in", url.Values{"how": {"change"}, "hours": {"50"}}).Is(422).Says("Enter what they need changed").Has(`value="50"`)
	b.Post(path+"/check-in", url.Values{"how": {"change"}, "hours": {"50"}, "needs": {"Earlier shifts"}}).LeadsTo("/deployment/check-ins")
	b.Get("/deployment/check-ins").Says("Needs a change soon", "50 hours – more than 48", "Earlier shifts", "0 were not asked in time, and 1 wait")
	g.As(inLeigh).Get(path + "/check-in").Is(403)
	st, err := g.deploy.Story(g.ctx, jo)
	if err != nil {
		t.Fatal(err)
	}
	b.Post(path+"/settle", url.Values{}).Is(422)
	g.As(inLeigh).Post(path+"/settle", url.Values{"check-in": {string(st.CheckIns[0].ID)}}).Is(403)
	b.Post(path+"/settle", url.Values{"check-in": {string(st.CheckIns[0].ID)}}).LeadsTo("/staff/" + string(jo))
	b.Get("/deployment/check-ins").Says("Seen to", "and 0 wait")
}

func TestGoingBackToTheirService(t *testing.T) {
	g := start(t)
	b := g.As(inHapi)
	jo := g.lent(1, "hapi", "driving")
	path := "/deployment/people/" + string(jo) + "/hand-back"
	b.Get(path).Is(200).Says("They go back to Libraries", "Thank you for what you did").Has(`value="driving" checked`, `value="48"`)
	b.Post(path, url.Values{"version": {"3"}}).Is(422).Says("Enter the last day", "Enter who takes them back", "Enter what they are thanked with", "Select whether they stay on the reserve list")
	form := url.Values{
		"version": {"2"}, "ended-day": {"6"}, "ended-month": {"4"}, "ended-year": {"2020"}, "to": {"Sam at Libraries"}, "learnt": {"Vans need two"},
		"thanks": {"Thank you, Jo"}, "reserve": {"yes"}, "trained": {"driving"},
	}
	b.Post(path, form).Is(409).Says("Somebody else has changed their page").Has(`value="Sam at Libraries"`, `name="version" value="3"`)
	form.Set("version", "3")
	b.Post(path, form).Is(422).Says("within how many hours")
	form.Set("within", "24")
	g.As(inLeigh).Post(path, form).Is(403)
	b.Post(path, form).LeadsTo("/staff/" + string(jo))
	b.Get(path).Is(409).Says("They cannot be handed back now")
	g.As(agent).Get("/deployment/mine").Is(200).Says("Thank you, Jo", "On the reserve list")
}

func TestOnesOwnShiftsAndCalendar(t *testing.T) {
	g := start(t)
	nobody := access.Principal{Account: "other", Name: "Other", Email: "other@example.org", Grants: []access.Grant{{Role: access.Finance}}}
	g.As(nobody).Get("/deployment/mine").Is(200).Says("You are not on the list of staff")
	g.As(nobody).Post("/deployment/mine/calendar", nil).Is(404)
	g.As(nobody).Post("/deployment/mine/calendar/end", nil).Is(404)
	jo := g.lent(1, "hapi", "driving")
	apply(g.As(inHapi), "/deployment/plan?hub=hapi").Is(303)
	own := g.As(agent)
	own.Get("/deployment/mine").Is(200).Says("Tue 14 Apr, 9am–2pm Van driver Hindley Library, HAPI Given", "Make a calendar address")
	link, theirs, err := deploymentweb.Way(g.deploy)(access.With(g.ctx, agent))
	if err != nil || !theirs || link.Href != "/deployment/mine" {
		t.Errorf("their account leads to %+v, %v, %v", link, theirs, err)
	}
	address := func(page webtest.Page) string {
		found := regexp.MustCompile(`https://help\.example\.org(/shifts/[\w-]{43}\.ics)`).FindStringSubmatch(page.Body)
		if found == nil {
			t.Fatalf("no address is shown:\n%s", page.Words())
		}
		return found[1]
	}
	first := address(own.Post("/deployment/mine/calendar", nil).Is(200).Says("It is shown only now"))
	public := g.Browser("")
	page := public.Get(first).Is(200)
	if kind := page.Header.Get("Content-Type"); !strings.HasPrefix(kind, "text/calendar") || !strings.Contains(page.Body, "BEGIN:VEVENT") || strings.Contains(page.Body, "Jo Number") {
		t.Errorf("the calendar is %s:\n%s", kind, page.Body)
	}
	own.Get("/deployment/mine").Hides(".ics").Says("Make a new calendar address")
	kept := g.As(inHapi).Get("/deployment/people/" + string(jo) + "/calendar").Is(200).Says("There is a calendar address")
	if strings.Contains(kept.Body, ".ics") {
		t.Error("the address is shown again")
	}
	second := address(g.As(inHapi).Post("/deployment/people/"+string(jo)+"/calendar", nil).Is(200))
	public.Get(first).Is(404)
	public.Get(second).Is(200)
	g.As(inLeigh).Post("/deployment/people/"+string(jo)+"/calendar", nil).Is(403)
	g.As(inLeigh).Post("/deployment/people/"+string(jo)+"/calendar/end", nil).Is(403)
	own.Post("/deployment/mine/calendar/end", nil).LeadsTo("/deployment/mine")
	public.Get(second).Is(404)
	g.As(inHapi).Post("/deployment/people/"+string(jo)+"/calendar/end", nil).Is(303)
}
