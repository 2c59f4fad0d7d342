package matching_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/url"
	"syscall"
	"testing"
	"time"

	"kith/internal/kernel/grid"
	"kith/internal/plat/db"
	"kith/internal/plat/web/webtest"
	"kith/internal/registers/places"
	"kith/internal/registers/volunteering"
	"kith/internal/registers/volunteers"
	"kith/internal/services/matching/matchingweb"
	"kith/internal/work/board/boardtest"
	"kith/internal/work/needs"
	"kith/internal/work/tasks"
)

// BenchmarkPlanBorough plans 5,000 open tasks among 500 volunteers, with reasons and with what
// would help most, and keeps the plan. "plan" is the use case alone; "page" is what a
// coordinator waits for: the form sent, the plan made, and its first page drawn.
func BenchmarkPlanBorough(b *testing.B) {
	for name, open := range map[string]func(testing.TB, ...db.Migrations) *boardtest.Hub{"sqlite": boardtest.New, "postgres": boardtest.NewPostgres} {
		b.Run(name, func(b *testing.B) {
			w := newWorld(b, open(b, sets()...))
			w.fillBorough(500, 5000)
			b.Run("plan", func(b *testing.B) {
				timed(b, func() {
					if _, err := w.MakePlan(w.As(point), ""); err != nil {
						b.Fatal(err)
					}
				})
			})
			site := webtest.New(b, w.Borough(), w.Clock, nil)
			site.Mount(matchingweb.Pages(w.Service, around{w}))
			point := site.As(point)
			b.Run("page", func(b *testing.B) {
				timed(b, func() {
					made := point.Post("/matching/plans", url.Values{"hood": {"borough"}}).Is(http.StatusSeeOther)
					point.Get(made.Location).Is(http.StatusOK).Says("Who would be asked", "could do it")
				})
			})
		})
	}
}

// timed measures what a run takes of the processor, too: the clock alone says little of a
// machine that does other things.
func timed(b *testing.B, run func()) {
	var before, after syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &before)
	for b.Loop() {
		run()
	}
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &after)
	used := time.Duration(after.Utime.Nano() + after.Stime.Nano() - before.Utime.Nano() - before.Stime.Nano())
	b.ReportMetric(used.Seconds()/float64(b.N), "cpu-s/op")
}

// around is what the pages need of the rest of a program.
type around struct{ w *world }

func (a around) Neighbourhoods(context.Context) ([]places.Neighbourhood, error) {
	return []places.Neighbourhood{{ID: "hapi", Name: "HAPI"}}, nil
}

func (a around) AccountName(_ context.Context, id string) string { return id }
func (a around) Now() time.Time                                  { return a.w.Clock.Now() }
func (a around) SignOut(context.Context, string) error           { return nil }

func (a around) Volunteering(context.Context) (*volunteering.Rules, error) { return a.w.rules, nil }

// fillBorough puts volunteers and work on 300 postcodes over 180 square kilometres.
func (w *world) fillBorough(helpers, jobs int) {
	w.t.Helper()
	chance := rand.New(rand.NewPCG(1, 2))
	spot := func() grid.Ref {
		return grid.Ref{E: 355000 + chance.Float64()*13400, N: 400000 + chance.Float64()*13400}
	}
	hoods := []string{"hapi", "leigh", "swan", "central", "north", "atherton", "ashton"}
	var codes []string
	w.must(w.DB.Write(w.Ctx, func(tx *db.Tx) error {
		codes = codes[:0]
		if _, err := tx.Exec(`INSERT INTO ref_directory (id, product, vintage, files, hash, state, entries, rejected, districts, loaded_at, touched_at)
			VALUES (1,'demo','2020','','x','current',1,0,'[]',?,?) ON CONFLICT DO NOTHING`, tx.Now(), tx.Now()); err != nil {
			return err
		}
		for i := range 300 {
			code, at := fmt.Sprintf("WN%d %dA%c", 2+i%7, i/60, 'A'+rune(i%20)), grid.ToLatLon(spot())
			code = places.Tidy(code)
			if _, err := tx.Exec(`INSERT INTO ref_postcode (directory_id, postcode, ended, district, ward, ward_before, lsoa11, lsoa21, lat, lon)
				VALUES (1,?,'','','','','','',?,?) ON CONFLICT DO NOTHING`, code, at.Lat, at.Lon); err != nil {
				return err
			}
			codes = append(codes, code)
		}
		return nil
	}))
	activities := []string{"food", "medicines", "comfort-call", "pets", "shopping", "transport"}
	for i := range helpers {
		at := spot()
		w.volunteer(fmt.Sprint("V", i), func(n *volunteers.NewVolunteer) {
			n.Phone, n.Email = "", fmt.Sprintf("v%d@example.org", i)
			n.Neighbourhood = hoods[i%len(hoods)]
			n.Activities = []string{activities[i%6], activities[(i+1)%6], activities[(i+3)%6]}
			n.Home.Easting, n.Home.Northing = int64(at.E), int64(at.N)
			n.Gives.Reach, n.Gives.PerWeek = int64(1500+chance.IntN(5)*1000), int64(2+chance.IntN(4))
			n.Gives.Free = volunteers.Week(chance.IntN(1 << 21))
			n.Gives.Vehicle = volunteering.Vehicles()[i%4]
		})
	}
	for i := range jobs {
		w.parcel(fmt.Sprint("P", i), func(b *boardtest.Work) {
			b.Phone, b.Hub = "", hoods[i%len(hoods)]
			b.Address = places.Address{Line1: fmt.Sprint(i, " Mill Lane"), Postcode: codes[i%len(codes)]}
			b.Task.Category, b.Task.Title = activities[chance.IntN(6)], "Help somebody"
			b.Task.Priority, b.Due = needs.Priorities()[chance.IntN(4)], time.Duration(chance.IntN(96))*time.Hour
			b.Task.Kind = tasks.Do
		})
	}
}
