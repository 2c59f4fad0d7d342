package roundsweb_test

import (
	"context"
	"net/url"
	"strings"
	"testing"

	"github.com/a-h/templ"

	"kith/internal/kernel/day"
	"kith/internal/kernel/grid"
	"kith/internal/kernel/ident"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/forms"
	"kith/internal/plat/journal"
	"kith/internal/plat/web/webtest"
	"kith/internal/registers/people"
	"kith/internal/registers/places"
	"kith/internal/services/rounds"
	"kith/internal/services/rounds/doorstep"
	"kith/internal/services/rounds/doorstep/doorstepweb"
	"kith/internal/services/rounds/roundsweb"
	"kith/internal/work/arrivals"
	"kith/internal/work/board/boardtest"
	"kith/internal/work/deliveries"
	"kith/internal/work/fleet"
	"kith/internal/work/routing"
)

type yard struct {
	*boardtest.Hub
	t      *testing.T
	site   *webtest.Site
	rounds *rounds.Service
	doors  *doorstep.Service
	fleet  *fleet.Service
	people *people.Service
	seen   int
}

func (y *yard) Saw(context.Context, journal.Entry) error        { y.seen++; return nil }
func (y *yard) HoodName(_ context.Context, id string) string    { return id }
func (y *yard) AccountName(_ context.Context, id string) string { return id }
func (y *yard) ToSettle(ctx context.Context) (templ.Component, error) {
	return doorstepweb.Note(ctx, y.doors)
}

func (y *yard) Drivers(context.Context) ([]forms.Option, error) {
	return []forms.Option{{Value: "dan", Label: "Dan Driver"}}, nil
}

func (y *yard) Neighbourhoods(context.Context) ([]places.Neighbourhood, error) {
	return []places.Neighbourhood{{ID: "hapi", Name: "HAPI"}, {ID: "leigh", Name: "Leigh"}}, nil
}

func newYard(t *testing.T) *yard {
	t.Helper()
	y := &yard{t: t, Hub: boardtest.New(t, places.Static().Migrations, deliveries.Static().Migrations, arrivals.Static().Migrations, fleet.Static().Migrations, rounds.Static().Migrations, doorstep.Static().Migrations)}
	y.people = people.New(y.DB, y)
	y.must(y.people.Sealing(make([]byte, 32)))
	y.fleet = fleet.New(y.DB, boardtest.Wigan(t, fleet.Static()))
	y.fleet.UsedBy(rounds.InUse)
	y.rounds = rounds.New(y.DB, y.fleet, deliveries.NewService(y.DB, y), y.people, y)
	y.site = webtest.New(t, y.Borough(), y.Clock, nil)
	y.doors = doorstep.New(y.DB, y.rounds, y.people, y)
	y.site.Mount(roundsweb.Pages(y.rounds, y.fleet, y, nil), doorstepweb.Pages(y.doors, y.rounds, y))
	y.must(y.DB.Write(y.Ctx, func(tx *db.Tx) error {
		if _, err := tx.Exec(`INSERT INTO ref_directory (id, product, vintage, files, hash, state, entries, rejected, districts, loaded_at, touched_at)
			VALUES (1,'demo','2020','','x','current',1,0,'[]',?,?)`, tx.Now(), tx.Now()); err != nil {
			return err
		}
		for i, code := range []string{"WN5 9RQ", "WN2 3EB", "WN2 3AA"} {
			at := grid.ToLatLon(grid.Ref{E: 357000 + float64(i)*1100, N: 404000})
			if _, err := tx.Exec(`INSERT INTO ref_postcode (directory_id, postcode, ended, district, ward, ward_before, lsoa11, lsoa21, lat, lon)
				VALUES (1,?,'','','','','','',?,?)`, code, at.Lat, at.Lon); err != nil {
				return err
			}
		}
		return nil
	}))
	return y
}

func (y *yard) must(err error) {
	y.t.Helper()
	if err != nil {
		y.t.Fatal(err)
	}
}

func (y *yard) as(account string, role access.Role, hood string) *webtest.Browser {
	return y.site.As(access.Principal{Account: account, Name: "Somebody", Grants: []access.Grant{{Role: role, Neighbourhood: hood}}})
}

func (y *yard) ready(given, code, number string, marks ...string) deliveries.Delivery {
	y.t.Helper()
	task := y.Add(boardtest.Work{Given: given, Family: "Khan", Hub: "hapi", Address: places.Address{Line1: "4 " + given + " Lane", Town: "Hindley", Postcode: code}})
	var d deliveries.Delivery
	y.must(y.DB.Write(y.Ctx, func(tx *db.Tx) (err error) {
		d, err = deliveries.MakeReady(tx, deliveries.New{
			Kind: deliveries.Order, Source: string(task.ID), Number: ident.Reference(number), Need: task.Need, Record: task.Record, Hub: "hapi", From: "Logistics centre",
			Load: deliveries.Load{Boxes: 2, Grams: 21500}, Window: deliveries.Window{Day: day.Of(tx.Now()), Part: deliveries.AnyTime}, Notes: "Flats: need to buzz.", Marks: marks,
		})
		return err
	}))
	return d
}

// TestADayInPages goes through every page from an empty day to one that is closed.
func TestADayInPages(t *testing.T) {
	y := newYard(t)
	lead := y.as("lead", access.LogisticsLead, "")
	lead.Get("/rounds").Is(200).Says("No rounds are planned yet", "No vehicle is on the list yet")
	lead.Get("/rounds/vehicles").Is(200).Says("No vehicle is on the list yet")
	lead.Post("/rounds/vehicles", form("name", "", "kind", "van", "depot", "logistics-centre", "hood", "borough")).Is(422).Says("Enter what the vehicle is called")
	lead.Post("/rounds/vehicles", form("name", "White van", "kind", "van", "depot", "logistics-centre", "hood", "borough")).Is(303)
	lead.Get("/rounds/vehicles").Says("White van", "70 boxes, 80 bags, 900.0 kg")
	all, err := y.fleet.Vehicles(y.As(access.Principal{Account: "x", Grants: []access.Grant{{Role: access.LogisticsLead}}}))
	y.must(err)
	today := day.Of(y.Clock.Now())
	date := []string{"when-day", "7", "when-month", "4", "when-year", "2020"}
	lead.Post("/rounds/shifts", form(append(date, "vehicle", string(all[0].ID), "driver", "dan", "from", "9am-ish")...)).Is(422).Says("Enter a time such as 09:00")
	lead.Post("/rounds/shifts", form(append(date, "vehicle", string(all[0].ID), "driver", "dan")...)).Is(303)
	lead.Post("/rounds/shifts", form(append(date, "vehicle", string(all[0].ID), "driver", "dan")...)).Is(409).Says("This vehicle is out at that time already")
	lead.Get("/rounds/loads").Is(200).Says("No load waits")
	lead.Post("/rounds/loads", form(append(date, "what", "PPE, 200 masks", "to", "Sunny Bank", "postcode", "nowhere", "hood", "hapi", "depot", "logistics-centre", "boxes", "3", "kilograms", "12", "part", "any")...)).Is(422).Says("postcode")
	lead.Post("/rounds/loads", form(append(date, "what", "PPE, 200 masks", "to", "Sunny Bank", "postcode", "WN2 3AA", "hood", "hapi", "depot", "logistics-centre", "boxes", "3", "kilograms", "12", "part", "any")...)).Is(303)

	y.ready("Amina", "WN2 3EB", "7K3D-9M2", "Low in sugar")
	y.ready("Lost", "ZZ1 1ZZ", "8K3D-9M2")
	y.as("hub", access.Coordinator, "hapi").Get("/rounds").Is(200).Hides("Plan the rounds")
	y.as("finance", access.Finance, "").Get("/rounds").Is(403)
	lead.Post("/rounds/plans", form(append(date, "hood", "borough")...)).Is(303)
	lap := access.Principal{Account: "lead", Grants: []access.Grant{{Role: access.LogisticsLead}}}
	plans, err := y.rounds.Plans(y.As(lap), 1)
	y.must(err)
	at := "/rounds/plans/" + string(plans[0].ID)
	lead.Get(at).Is(200).Says("The rounds are being worked out: 0% done.", "Stop and keep the best")
	lead.Get(at + "/progress").Is(200).Says("0% done")
	lead.Post(at+"/stop-search", nil).Is(303)
	y.must(y.rounds.Solve(y.Ctx, plans[0].ID))
	lead.Get(at).Is(200).Says("Draft, version 1", "Amina K.", "4 Amina Lane", "Sunny Bank", "On no round: 1 load", "Nobody knows where it goes: ", "Publish to the drivers", "No driver has it yet", "% of the shift", "70 boxes, 7%", "What if there were", "1 load: Nobody knows where it goes")
	if body := lead.Get(at + "/map").Is(200).Body; strings.Count(body, `"round 1, `) != 2 || !strings.Contains(body, "rounds begin here") || strings.Contains(body, "Amina") {
		t.Errorf("the map is %s", body)
	}
	y.as("other", access.LogisticsLead, "leigh").Get(at).Is(403)
	lead.Get(at + "/progress").Is(200).Says("The rounds are there")
	y.wonder(lead, at)
	lead.Get(at+"/items/0").Is(200).Says("Move it here", "Not on this round")
	p := y.plan(plans[0].ID)
	lead.Post(at+"/items/0", form("version", p.v(), "do", "move", "to", string(y.shift(p)), "at", "x")).Is(422)
	lead.Post(at+"/items/0", form("version", p.v(), "do", "move", "to", string(y.shift(p)), "at", "2")).Is(303)
	lead.Get(at).Says("Changed. The rounds cost", "version 2")
	lead.Post(at+"/items/0", form("version", p.v(), "do", "off")).Is(409).Says("Somebody else has changed this plan")
	p = y.plan(plans[0].ID)
	lead.Post(at+"/several", form("version", p.v(), "to", string(y.shift(p)))).Is(422).Says("Tick the loads that you want to move")
	lead.Post(at+"/several", form("version", p.v(), "item", "0", "to", "nobody")).Is(422).Says("Select the round").Has("checked")
	lead.Post(at+"/several", form("version", p.v(), "item", "0", "item", "77", "to", string(y.shift(p)))).Is(409).Says("is on that round already")
	lead.Post(at+"/several", form("version", "1", "item", "0", "to", string(y.shift(p)))).Is(409).Says("Somebody else has changed this plan")
	lead.Post(at+"/publish", form("version", p.v())).Is(303)
	lead.Get(at).Says("Published, version 2", "Drivers have it", "stops done")
	y.drive(at, plans[0].ID, lead, today)
	if y.seen == 0 {
		t.Error("nobody noted who looked")
	}
}

// form is what a browser sends, as names and values.
func form(pairs ...string) url.Values {
	v := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		v.Add(pairs[i], pairs[i+1])
	}
	return v
}

// wonder tries things on a plan; nothing of it stays.
func (y *yard) wonder(lead *webtest.Browser, at string) {
	y.t.Helper()
	lead.Get(at+"/what-if").Is(200).Says("One more driver", "A vehicle that carries twice as much")
	lead.Post(at+"/what-if", form("try", "extra", "kind", "van", "depot", "logistics-centre")).Is(200).
		Says("One more driver with a van", "Stops on rounds", "Put a supposed driver into the plan")
	lead.Post(at+"/what-if", form("try", "wide", "load", "1", "part", "evening")).Is(200).Says("On no round", "They agreed: bring it then")
	lead.Post(at+"/what-if", form("try", "bigger", "van", "nobody")).Is(422)
	lead.Get(at).Says("Draft, version 1")
}

type seen struct{ rounds.Plan }

func (p seen) v() string { return itoa(p.Version) }

func itoa(n int64) string {
	if n < 10 {
		return string(rune('0' + n))
	}
	return itoa(n/10) + itoa(n%10)
}

func (y *yard) plan(id rounds.PlanID) seen {
	p, err := y.rounds.Plan(y.As(access.Principal{Account: "lead", Grants: []access.Grant{{Role: access.LogisticsLead}}}), id)
	y.must(err)
	return seen{p}
}

func (y *yard) shift(p seen) fleet.ShiftID {
	all, err := y.fleet.Shifts(y.As(access.Principal{Account: "lead", Grants: []access.Grant{{Role: access.LogisticsLead}}}), p.Day)
	y.must(err)
	return all[0].ID
}

// drive is the round from its driver's pages to closing it.
func (y *yard) drive(at string, id rounds.PlanID, lead *webtest.Browser, _ day.Date) {
	y.t.Helper()
	ctx := y.As(access.Principal{Account: "dan", Grants: []access.Grant{{Role: access.Driver}}})
	mine, err := y.rounds.MyRounds(ctx)
	y.must(err)
	round := "/rounds/driven/" + string(mine[0].ID)
	dan := y.as("dan", access.Driver, "")
	dan.Get("/rounds").Is(200).Says("Your rounds today", "Round 1, White van").Hides("Plan a day")
	dan.Get(at).Is(403)
	y.as("eve", access.Driver, "").Get(round).Is(404)
	dan.Get(round).Is(200).Says("Set out: all is on board", "4 Amina Lane", "Flats: need to buzz.", "Low in sugar")
	dan.Get(round+"/print").Is(200).Says("☐ Handed to them", "Last box unopened").Has("kith-keep").Hides("Diabetic")
	lead.Get(round+"/picking").Is(200).Says("The last stop goes in first", "7K3D-9M2", "PPE, 200 masks")
	dan.Get(round + "/picking").Is(403)
	dan.Post(round+"/move", form("version", "1", "do", "leave")).Is(303)
	_, stops, err := y.rounds.Round(ctx, mine[0].ID)
	y.must(err)
	for i, s := range stops {
		page := "/rounds/stops/" + string(s.ID)
		dan.Get(page).Is(200).Says("What came of it?")
		dan.Post(page, form("version", "1", "key", "k"+itoa(int64(i)))).Is(422).Says("Select what came of it")
		neighbour := "Enter which neighbour took it"
		if s.Source == routing.OfBulk {
			neighbour = "That choice is no longer in the list" // a setting has none
		}
		dan.Post(page, form("version", itoa(s.Version), "key", "k"+itoa(int64(i)), "outcome", "neighbour")).Is(422).Says(neighbour)
		if i == 0 {
			dan.Post(page, form("version", itoa(s.Version), "key", "k0", "outcome", "no-reply")).Is(303)
			dan.Get(round).Says("No reply: brought back", "I am back at the base", "1 stop is still to be made")
			dan.Post(round+"/move", form("version", "2", "do", "return")).Is(303)
			lead.Post(round+"/move", form("version", "3", "do", "close", "seen", string(s.ID))).Is(409).Says("Nobody has said what came of 1 stop")
			dan.Get(round).Says("Say what came of it")
			continue
		}
		dan.Post(page, form("version", itoa(s.Version), "key", "k"+itoa(int64(i)), "outcome", "handed")).Is(303)
		dan.Post(page, form("version", itoa(s.Version), "key", "again", "outcome", "handed")).Is(409).Says("has changed since you opened it")
	}
	dan.Get(round).Says("They close the round").Hides("Say what came of it")
	lead.Post(round+"/move", form("version", "3", "do", "close")).Is(409).Says("not ticked")
	lead.Post(round+"/move", form("version", "3", "do", "close", "seen", string(stops[0].ID))).Is(303)
	lead.Get(round).Says("Closed", "1 handed over, 1 back and seen")
	lead.Get(at).Says("Closed, version 2").Hides("Publish")
}

// TestNoPageShowsAWithheldAddress marks somebody after the plan was made.
func TestNoPageShowsAWithheldAddress(t *testing.T) {
	y := newYard(t)
	lap := access.Principal{Account: "lead", Grants: []access.Grant{{Role: access.LogisticsLead}, {Role: access.Coordinator}}}
	d := y.ready("Amina", "WN2 3EB", "7K3D-9M2")
	usual, err := y.fleet.Usual(y.As(lap), fleet.Van)
	y.must(err)
	v, err := y.fleet.AddVehicle(y.As(lap), fleet.Vehicle{Name: "White van", Kind: fleet.Van, Depot: "logistics-centre", Capacity: usual})
	y.must(err)
	_, err = y.fleet.AddShift(y.As(lap), fleet.NewShift{Day: day.Of(y.Clock.Now()), Vehicle: v.ID, Driver: fleet.Driver{Account: "dan", Name: "Dan", Staff: true}})
	y.must(err)
	y.must(y.people.Mark(y.As(lap), people.PersonID(d.Record), nil, []people.Label{people.AddressWithheld}))
	y.must(y.rounds.NameDriver(y.As(lap), d.ID, fleet.Driver{Account: "dan", Name: "Dan"}, "She cannot come."))
	p, err := y.rounds.PlanDay(y.As(lap), day.Of(y.Clock.Now()), "")
	y.must(err)
	y.must(y.rounds.Solve(y.Ctx, p.ID))
	now := y.plan(p.ID)
	_, err = y.rounds.Publish(y.As(lap), p.ID, now.Version)
	y.must(err)
	dan, lead := y.as("dan", access.Driver, ""), y.as("lead", access.LogisticsLead, "")
	ctx := y.As(access.Principal{Account: "dan", Grants: []access.Grant{{Role: access.Driver}}})
	mine, err := y.rounds.MyRounds(ctx)
	y.must(err)
	_, stops, err := y.rounds.Round(ctx, mine[0].ID)
	y.must(err)
	round, stop := "/rounds/driven/"+string(mine[0].ID), "/rounds/stops/"+string(stops[0].ID)
	hidden := []string{"Amina", "Lane", "WN2"}
	for _, page := range []string{"/rounds/plans/" + string(p.ID), round, round + "/print", round + "/picking", stop} {
		lead.Get(page).Is(200).Says("7K3D-9M2").Hides(hidden...)
	}
	if body := lead.Get("/rounds/plans/" + string(p.ID) + "/map").Body; strings.Contains(body, "round 1") || strings.Count(body, `"Point"`) != 1 {
		t.Errorf("the map shows where: %s", body)
	}
	lead.Post(stop, form("address", "show")).Is(404)
	dan.Get(stop).Is(200).Says("Show me the address").Hides(hidden...)
	dan.Post(stop, form("address", "show")).Is(200).Says("4 Amina Lane", "tell nobody")
}
