package doorsteptest

import (
	"context"
	"testing"

	"kith/internal/blueprint"
	"kith/internal/kernel/day"
	"kith/internal/kernel/grid"
	"kith/internal/kernel/ident"
	"kith/internal/kernel/postcode"
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

// Who is about: a lead of the borough and one of Leigh, the coordination point, and two drivers.
var (
	Lead   = access.Principal{Account: "lead", Name: "Lou Lead", Grants: []access.Grant{{Role: access.LogisticsLead}}}
	Local  = access.Principal{Account: "local", Name: "Lee Local", Grants: []access.Grant{{Role: access.LogisticsLead, Neighbourhood: "leigh"}}}
	Point  = access.Principal{Account: "point", Name: "Alex Point", Grants: []access.Grant{{Role: access.Coordinator}}}
	Driver = access.Principal{Account: "dan", Name: "Dan Driver", Grants: []access.Grant{{Role: access.Driver}}}
	Other  = access.Principal{Account: "eve", Name: "Eve Driver", Grants: []access.Grant{{Role: access.Driver}}}
)

// Street is a borough in which one van brings boxes to a few doors.
type Street struct {
	*boardtest.Hub
	Rounds *rounds.Service
	Doors  *doorstep.Service
	Fleet  *fleet.Service
	People *people.Service
	Seen   []journal.Entry     // who looked at what
	Checks []protocols.CheckOn // which checks were begun or joined
	T      testing.TB
	given  int
}

// Tables are those that a street needs beside a hub's.
func Tables() []db.Migrations {
	return []db.Migrations{places.Static().Migrations, deliveries.Static().Migrations, arrivals.Static().Migrations, fleet.Static().Migrations, rounds.Static().Migrations, doorstep.Static().Migrations}
}

// On builds a street over a hub with its [Tables].
func On(t testing.TB, h *boardtest.Hub) *Street {
	s := &Street{Hub: h, T: t}
	s.People = people.New(h.DB, s)
	s.Must(s.People.Sealing(make([]byte, 32)))
	wigan := boardtest.Wigan(t, fleet.Static())
	s.Fleet = fleet.New(h.DB, wigan)
	s.Fleet.UsedBy(rounds.InUse)
	s.Rounds = rounds.New(h.DB, s.Fleet, deliveries.NewService(h.DB, s), s.People, s)
	s.Doors = doorstep.New(h.DB, s.Rounds, s.People, s)
	s.Doors.ChecksBy(s)
	s.Must(s.Doors.OpensWith(make([]byte, 32)))
	b, err := wigan.Current(h.Ctx)
	s.Must(err)
	s.directory(b)
	return s
}

// Saw notes who looked.
func (s *Street) Saw(_ context.Context, e journal.Entry) error {
	s.Seen = append(s.Seen, e)
	return nil
}

// CheckIn notes a check.
func (s *Street) CheckIn(_ *db.Tx, c protocols.CheckOn) (bool, error) {
	s.Checks = append(s.Checks, c)
	return len(s.Checks) > 1, nil
}

// RecordIn takes nothing: no protocol of a street asks for visits.
func (s *Street) RecordIn(*db.Tx, tasks.Task, tasks.Outcome) error { return nil }

// Must fails the test for an error.
func (s *Street) Must(err error) {
	s.T.Helper()
	if err != nil {
		s.T.Fatal(err)
	}
}

// directory places the postcodes that are used, a kilometre or so apart.
func (s *Street) directory(b *blueprint.Blueprint) {
	known := places.New(s.DB, func(context.Context) (*places.Areas, string, error) {
		return blueprint.Part[*places.Areas](b), b.Version, nil
	})
	var homes []places.DemoHome
	for i, code := range append([]string{"WN5 9RQ"}, codes...) {
		at := grid.ToLatLon(grid.Ref{E: 357000 + float64(i)*1100, N: 404000 + float64(i%2)*900})
		homes = append(homes, places.DemoHome{Postcode: postcode.Postcode(code), Neighbourhood: "hapi", At: at})
	}
	s.Must(known.LoadDemo(s.Ctx, homes))
}

var codes = []string{"WN2 3EB", "WN2 3AA", "WN2 3AB", "WN2 3AD"}

func (s *Street) today() day.Date { return day.Of(s.Clock.Now()) }

// Parcel is a load that is ready for somebody, in the next of four streets.
func (s *Street) Parcel(given string) (d deliveries.Delivery) {
	s.T.Helper()
	code := codes[s.given%len(codes)]
	s.given++
	task := s.Add(boardtest.Work{Given: given, Family: "Khan", Hub: "hapi", Address: places.Address{Line1: "4 " + given + " Lane", Town: "Hindley", Postcode: code}})
	s.Must(s.DB.Write(s.Ctx, func(tx *db.Tx) (err error) {
		d, err = deliveries.MakeReady(tx, deliveries.New{
			Kind: deliveries.Order, Source: string(task.ID), Number: ident.Reference("7K3D-9M" + string(rune('0'+s.given))), Need: task.Need, Record: task.Record,
			Hub: "hapi", From: "Logistics centre", Load: deliveries.Load{Boxes: 2, Grams: 21500}, Window: deliveries.Window{Day: day.Of(tx.Now()), Part: deliveries.AnyTime},
			Notes: "Flats: need to buzz.", Marks: []string{"Nut allergy"},
		})
		return err
	}))
	return d
}

// Van puts the driver with a van on the day.
func (s *Street) Van() {
	s.T.Helper()
	ctx := s.As(Lead)
	usual, err := s.Fleet.Usual(ctx, fleet.Van)
	s.Must(err)
	van, err := s.Fleet.AddVehicle(ctx, fleet.Vehicle{Name: "White van", Kind: fleet.Van, Depot: "logistics-centre", Capacity: usual})
	s.Must(err)
	_, err = s.Fleet.AddShift(ctx, fleet.NewShift{Day: s.today(), Vehicle: van.ID, Driver: fleet.Driver{Account: Driver.Account, Name: Driver.Name, Staff: true}})
	s.Must(err)
}

// Plan plans the day, or plans it again, and works it out.
func (s *Street) Plan() (rounds.Plan, rounds.Version) {
	s.T.Helper()
	p, err := s.Rounds.PlanDay(s.As(Lead), s.today(), "")
	s.Must(err)
	return s.Solved(p.ID)
}

// Solved works a plan out.
func (s *Street) Solved(id rounds.PlanID) (rounds.Plan, rounds.Version) {
	s.T.Helper()
	s.Must(s.Rounds.Solve(s.Ctx, id))
	p, err := s.Rounds.Plan(s.As(Lead), id)
	s.Must(err)
	v, err := s.Rounds.VersionOf(s.As(Lead), p, 0)
	s.Must(err)
	return p, v
}

// Publish gives the plan's rounds to their drivers.
func (s *Street) Publish(p rounds.Plan) rounds.Plan {
	s.T.Helper()
	p, err := s.Rounds.Publish(s.As(Lead), p.ID, p.Version)
	s.Must(err)
	return p
}

// Stops are the stops of the only round there is.
func (s *Street) Stops(p rounds.Plan) (rounds.Round, []rounds.Stop) {
	s.T.Helper()
	all, err := s.Rounds.RoundsOf(s.As(Lead), p)
	s.Must(err)
	if len(all) != 1 {
		s.T.Fatalf("%d rounds, want 1", len(all))
	}
	r, stops, err := s.Rounds.Round(s.As(Lead), all[0].ID)
	s.Must(err)
	return r, stops
}

// Afternoon is a round to some doors that was published and taken along.
func (s *Street) Afternoon(given ...string) (rounds.Plan, rounds.Round, []rounds.Stop) {
	s.T.Helper()
	for _, name := range given {
		s.Parcel(name)
	}
	s.Van()
	p, _ := s.Plan()
	p = s.Publish(p)
	r, stops := s.Stops(p)
	_, err := s.Doors.Take(s.As(Driver))
	s.Must(err)
	return p, r, stops
}
