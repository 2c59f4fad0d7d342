package rounds_test

import (
	"context"
	"testing"
	"time"

	"kith/internal/kernel/day"
	"kith/internal/kernel/grid"
	"kith/internal/kernel/ident"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
	"kith/internal/registers/people"
	"kith/internal/registers/places"
	"kith/internal/services/rounds"
	"kith/internal/services/rounds/doorstep"
	"kith/internal/work/arrivals"
	"kith/internal/work/board/boardtest"
	"kith/internal/work/deliveries"
	"kith/internal/work/fleet"
	"kith/internal/work/protocols"
	"kith/internal/work/tasks"
)

var (
	lead   = access.Principal{Account: "lead", Name: "Lou Lead", Grants: []access.Grant{{Role: access.LogisticsLead}}}
	local  = access.Principal{Account: "local", Name: "Lee Local", Grants: []access.Grant{{Role: access.LogisticsLead, Neighbourhood: "leigh"}}}
	point  = access.Principal{Account: "point", Name: "Alex Point", Grants: []access.Grant{{Role: access.Coordinator}}}
	driver = access.Principal{Account: "dan", Name: "Dan Driver", Grants: []access.Grant{{Role: access.Driver}}}
	other  = access.Principal{Account: "eve", Name: "Eve Driver", Grants: []access.Grant{{Role: access.Driver}}}
)

// world is a borough with loads to bring.
type world struct {
	visited []tasks.Outcome // what came of visits
	*boardtest.Hub
	*rounds.Service
	doors  *doorstep.Service
	fleet  *fleet.Service
	t      testing.TB
	people *people.Service
	seen   []journal.Entry
	checks []protocols.CheckOn
	given  int
}

func (w *world) Saw(_ context.Context, e journal.Entry) error {
	w.seen = append(w.seen, e)
	return nil
}

func (w *world) CheckIn(_ *db.Tx, c protocols.CheckOn) (bool, error) {
	w.checks = append(w.checks, c)
	return len(w.checks) > 1, nil
}

func each(t *testing.T, test func(t *testing.T, w *world)) {
	boardtest.Each(t, func(t *testing.T, h *boardtest.Hub) { test(t, newWorld(t, h)) }, tables()...)
}

func tables() []db.Migrations {
	return []db.Migrations{places.Static().Migrations, deliveries.Static().Migrations, arrivals.Static().Migrations, fleet.Static().Migrations, rounds.Static().Migrations}
}

func newWorld(t testing.TB, h *boardtest.Hub) *world {
	w := &world{Hub: h, t: t}
	w.people = people.New(h.DB, w)
	w.must(w.people.Sealing(make([]byte, 32)))
	w.fleet = fleet.New(h.DB, boardtest.Wigan(t, fleet.Static()))
	w.fleet.UsedBy(rounds.InUse)
	w.Service = rounds.New(h.DB, w.fleet, deliveries.NewService(h.DB, w), w.people, w)
	w.doors = doorstep.New(h.DB, w.Service, w.people, w)
	w.doors.ChecksBy(w)
	w.directory()
	return w
}

func (w *world) must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

// directory places the postcodes that the tests use, a kilometre or so apart.
func (w *world) directory() {
	w.must(w.DB.Write(w.Ctx, func(tx *db.Tx) error {
		if _, err := tx.Exec(`INSERT INTO ref_directory (id, product, vintage, files, hash, state, entries, rejected, districts, loaded_at, touched_at)
			VALUES (1,'demo','2020','','x','current',1,0,'[]',?,?) ON CONFLICT DO NOTHING`, tx.Now(), tx.Now()); err != nil {
			return err
		}
		for i, code := range []string{"WN5 9RQ", "WN2 3EB", "WN2 3AA", "WN2 3AB", "WN2 3AD"} {
			at := grid.ToLatLon(grid.Ref{E: 357000 + float64(i)*1100, N: 404000 + float64(i%2)*900})
			if _, err := tx.Exec(`INSERT INTO ref_postcode (directory_id, postcode, ended, district, ward, ward_before, lsoa11, lsoa21, lat, lon)
				VALUES (1,?,'','','','','','',?,?) ON CONFLICT DO NOTHING`, code, at.Lat, at.Lon); err != nil {
				return err
			}
		}
		return nil
	}))
}

func (w *world) today() day.Date { return day.Of(w.Clock.Now()) }

// RecordIn notes what came of a visit.
func (w *world) RecordIn(_ *db.Tx, t tasks.Task, o tasks.Outcome) error {
	w.visited = append(w.visited, o)
	return nil
}

// parcel is a load that is ready for somebody, with what more changes of it.
func (w *world) parcel(given, code string, more func(*deliveries.New)) deliveries.Delivery {
	w.t.Helper()
	task := w.Add(boardtest.Work{Given: given, Family: "Khan", Hub: "hapi", Address: places.Address{Line1: "4 " + given + " Lane", Town: "Hindley", Postcode: code}})
	return w.ready(task, more)
}

func (w *world) ready(task tasks.Task, more func(*deliveries.New)) (d deliveries.Delivery) {
	w.t.Helper()
	w.given++
	n := deliveries.New{
		Kind: deliveries.Order, Source: string(task.ID), Number: ident.Reference("7K3D-9M" + string(rune('0'+w.given))), Need: task.Need, Record: task.Record,
		Hub: "hapi", From: "Logistics centre", Load: deliveries.Load{Boxes: 2, Grams: 21500}, Window: deliveries.Window{Day: w.today(), Part: deliveries.AnyTime}, Notes: "Flats: need to buzz.",
	}
	if more != nil {
		more(&n)
	}
	w.must(w.DB.Write(w.Ctx, func(tx *db.Tx) (err error) {
		d, err = deliveries.MakeReady(tx, n)
		return err
	}))
	return d
}

// van puts a van with a driver on the day.
func (w *world) van(who access.Principal, kind fleet.Kind) fleet.Shift {
	w.t.Helper()
	usual, err := w.fleet.Usual(w.As(lead), kind)
	w.must(err)
	v, err := w.fleet.AddVehicle(w.As(lead), fleet.Vehicle{Name: who.Name + "'s " + string(kind), Kind: kind, Depot: "logistics-centre", Capacity: usual})
	w.must(err)
	s, err := w.fleet.AddShift(w.As(lead), fleet.NewShift{Day: w.today(), Vehicle: v.ID, Driver: fleet.Driver{Account: who.Account, Name: who.Name, Staff: true}})
	w.must(err)
	return s
}

// plan plans the day and works it out.
func (w *world) plan() (rounds.Plan, rounds.Version) {
	w.t.Helper()
	p, err := w.PlanDay(w.As(lead), w.today(), "")
	w.must(err)
	return w.solved(p.ID)
}

func (w *world) solved(id rounds.PlanID) (rounds.Plan, rounds.Version) {
	w.t.Helper()
	w.must(w.Solve(w.Ctx, id))
	p, err := w.Plan(w.As(lead), id)
	w.must(err)
	if p.Failed != "" {
		w.t.Fatal(p.Failed)
	}
	v, err := w.VersionOf(w.As(lead), p, 0)
	w.must(err)
	return p, v
}

// stops are the stops of the only round there is.
func (w *world) stops(p rounds.Plan) (rounds.Round, []rounds.Stop) {
	w.t.Helper()
	all, err := w.RoundsOf(w.As(lead), p)
	w.must(err)
	if len(all) != 1 {
		w.t.Fatalf("%d rounds, want 1", len(all))
	}
	r, stops, err := w.Round(w.As(lead), all[0].ID)
	w.must(err)
	return r, stops
}

// at is a time of the day.
func (w *world) at(hour, minute int) time.Time { return w.today().At(hour, minute) }
