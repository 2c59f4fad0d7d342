package matching_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"kith/internal/feature"
	"kith/internal/kernel/day"
	"kith/internal/kernel/grid"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
	"kith/internal/registers/places"
	"kith/internal/registers/volunteering"
	"kith/internal/registers/volunteers"
	"kith/internal/services/matching"
	"kith/internal/work/board/boardtest"
	"kith/internal/work/needs"
	"kith/internal/work/protocols"
	"kith/internal/work/tasks"
)

var (
	hub   = access.Principal{Account: "hub", Name: "Sam Hub", Grants: []access.Grant{{Role: access.Coordinator, Neighbourhood: "hapi"}}}
	other = access.Principal{Account: "other", Name: "Lee Other", Grants: []access.Grant{{Role: access.Coordinator, Neighbourhood: "leigh"}}}
	point = access.Principal{Account: "point", Name: "Alex Point", Grants: []access.Grant{{Role: access.Coordinator}}}
)

// quiet takes the place of the journal's reads, and keeps what it was told.
type quiet struct{ seen []journal.Entry }

func (q *quiet) Saw(_ context.Context, e journal.Entry) error {
	q.seen = append(q.seen, e)
	return nil
}

// worries keeps what volunteers were worried about.
type worries struct{ all []protocols.CheckOn }

func (w *worries) Check(_ context.Context, c protocols.CheckOn) (protocols.Run, bool, error) {
	w.all = append(w.all, c)
	return protocols.Run{}, false, nil
}

// world is a borough with volunteers and work for them.
type world struct {
	*boardtest.Hub
	*matching.Service
	t       testing.TB
	rules   *volunteering.Rules
	reads   *quiet
	worries *worries
}

// sets are the tables that matching has beside those of the board.
func sets() []db.Migrations {
	return []db.Migrations{places.Static().Migrations, matching.Static().Migrations}
}

func each(t *testing.T, test func(t *testing.T, w *world)) {
	boardtest.Each(t, func(t *testing.T, h *boardtest.Hub) { test(t, newWorld(t, h)) }, sets()...)
}

func newWorld(t testing.TB, h *boardtest.Hub) *world {
	b := boardtest.Wigan(t, more()...)
	w := &world{Hub: h, t: t, rules: volunteering.Of(b.Blueprint), reads: &quiet{}, worries: &worries{}}
	w.Service = matching.New(h.DB, b, h.Tasks, volunteers.New(h.DB, b, nil), w.reads)
	w.WorriesTo(w.worries)
	h.Tasks.WatchedBy(w.Service)
	return w
}

func more() []feature.Feature { return []feature.Feature{protocols.Static()} }

// jean may do what the hub needs, and more may change it.
func (w *world) volunteer(given string, more func(*volunteers.NewVolunteer)) volunteers.Volunteer {
	w.t.Helper()
	n := volunteers.NewVolunteer{
		GivenNames: given, FamilyName: "Taylor", BornOn: day.New(1985, 3, 27), Phone: "+447700900123", Neighbourhood: "hapi",
		Activities: []string{"food", "comfort-call", "pets"}, Agreed: w.rules.Principles.Version,
		Gives: volunteers.Gives{Vehicle: volunteering.Car, Reach: 3000, PerWeek: 9},
		Home:  volunteers.Home{Address: places.Address{Line1: "1 " + given + " Street", Postcode: "WN2 3AA"}, Easting: 361000, Northing: 403000},
	}
	if more != nil {
		more(&n)
	}
	v := w.Volunteer(n)
	w.clear(v.ID, nil)
	return v
}

// clear gives somebody every check and module but those left out.
func (w *world) clear(id volunteers.ID, but []string) {
	w.t.Helper()
	today := day.Of(w.Clock.Now())
	w.must(w.DB.Write(w.Ctx, func(tx *db.Tx) error {
		for _, c := range w.rules.Checks {
			for range c.Times() {
				if slices.Contains(but, c.ID) {
					continue
				}
				h := volunteers.Held{Check: c.ID, Level: c.Level, Number: "1", IssuedOn: today.AddDays(-30), SeenBy: "Sam", SeenHow: "the original"}
				if _, err := volunteers.AddCheck(tx, w.rules, id, h); err != nil {
					return err
				}
			}
		}
		for _, m := range w.rules.Modules {
			if err := volunteers.AddLearned(tx, w.rules, id, volunteers.Learned{Module: m.ID, Tries: 1, PassedAt: tx.Now()}); err != nil {
				return err
			}
		}
		return nil
	}))
}

// parcel is food to be brought to somebody, by a day or so.
func (w *world) parcel(given string, more func(*boardtest.Work)) tasks.Task {
	w.t.Helper()
	work := boardtest.Work{
		Given: given, Family: "Khan", Hub: "hapi", Phone: "+441632960123", Due: 48 * time.Hour,
		Address: places.Address{Line1: "4 Mill Lane", Postcode: "WN2 3EB"}, Task: tasks.NewTask{WhoMay: []needs.Doer{needs.Volunteer, needs.Organisation, needs.Staff}},
	}
	if more != nil {
		more(&work)
	}
	return w.Add(work)
}

func (w *world) ask(all ...tasks.Task) matching.Many {
	w.t.Helper()
	var choices []tasks.Choice
	for _, t := range all {
		choices = append(choices, tasks.Choice{ID: t.ID, Version: w.Task(t.ID).Version})
	}
	many, err := w.Ask(w.As(hub), choices)
	w.must(err)
	return many
}

func as(v volunteers.Volunteer) access.Principal {
	return access.Principal{
		Account: "volunteer:" + string(v.ID), Name: v.Name(), Grants: []access.Grant{{Role: access.Volunteer, Volunteer: string(v.ID)}},
	}
}

// offered lists what somebody is offered.
func (w *world) offered(v volunteers.Volunteer) []matching.Offer {
	w.t.Helper()
	all, err := w.OffersTo(w.As(as(v)))
	w.must(err)
	return all
}

func (w *world) must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

// standing counts the unanswered offers of a task.
func (w *world) standing(t tasks.Task) (n int) {
	w.t.Helper()
	a, err := w.AskedFor(w.As(hub), t.ID)
	w.must(err)
	for _, o := range a.Offers {
		if o.State == matching.Offered {
			n++
		}
	}
	return n
}

// directory places the postcodes that the tests use.
func (w *world) directory() {
	w.t.Helper()
	w.must(w.DB.Write(w.Ctx, func(tx *db.Tx) error {
		_, err := tx.Exec(`INSERT INTO ref_directory (id, product, vintage, files, hash, state, entries, rejected, districts, loaded_at, touched_at)
			VALUES (1,'demo','2020','','x','current',1,0,'[]',?,?) ON CONFLICT DO NOTHING`, tx.Now(), tx.Now())
		if err != nil {
			return err
		}
		at := grid.ToLatLon(grid.Ref{E: 361200, N: 403100})
		_, err = tx.Exec(`INSERT INTO ref_postcode (directory_id, postcode, ended, district, ward, ward_before, lsoa11, lsoa21, lat, lon)
			VALUES (1,'WN2 3EB','','','','','','',?,?) ON CONFLICT DO NOTHING`, at.Lat, at.Lon)
		return err
	}))
}

// leave has somebody be no volunteer any more.
func (w *world) leave(v volunteers.Volunteer) {
	w.t.Helper()
	d, err := volunteers.DossierOf(w.DB.Read(w.Ctx), v.ID)
	w.must(err)
	w.must(volunteers.New(w.DB, boardtest.Wigan(w.t, more()...), nil).Move(w.As(hub), v.ID, d.Version, volunteers.Left, "test"))
}
