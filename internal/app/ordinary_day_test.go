package app

import (
	"cmp"
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"kith/internal/blueprint"
	"kith/internal/demo"
	"kith/internal/feature"
	"kith/internal/kernel/clock"
	"kith/internal/kernel/day"
	"kith/internal/plat/access"
	"kith/internal/plat/config"
	"kith/internal/registers/places"
	"kith/internal/services/intake"
	"kith/internal/work/answers"
	"kith/internal/work/board"
	"kith/internal/work/needs"
	"kith/internal/work/tasks"
)

// What comes in on an ordinary day of spring 2020, by the councils' own reports.
const (
	callsADay    = 65
	formsADay    = 12
	noRecordADay = 5 // calls answered on the spot, beside those
	opens        = 8
	shuts        = 20
)

// TestAnOrdinaryDay plays a day through seven hubs, a contact centre and the coordination
// point, each by its own account, hour by hour. At its end nothing is without an owner,
// and the dashboard says what was done.
func TestAnOrdinaryDay(t *testing.T) {
	d := newDay(t)
	before := d.today()["needs.requests"]
	n := 0
	for hour := opens; hour < shuts; hour++ {
		for ; n < (callsADay+formsADay)*(hour-opens+1)/(shuts-opens); n++ {
			d.ask(n)
		}
		if hour-opens < noRecordADay {
			d.answerOnTheSpot()
		}
		d.clock.Advance(20 * time.Minute)
		d.coordinate()
		for _, hub := range d.hubs {
			d.work(hub)
		}
		d.clock.Advance(40 * time.Minute)
	}
	d.coordinate()
	for _, hub := range d.hubs {
		d.work(hub)
	}
	d.nothingIsUnowned()
	if today := d.today(); today["needs.requests"]-before != callsADay+formsADay || today["tasks.done"] < callsADay+formsADay {
		t.Errorf("of %d asked the dashboard says %v, after %d", n, today, before)
	}
	d.everyHubDidSomething()
}

// theDay is a day of the borough as a script plays it.
type theDay struct {
	*App
	t      *testing.T
	clock  *clock.Manual
	forms  []answers.Answers
	hubs   []string
	centre context.Context // the contact centre
	point  context.Context // the coordination point
	begun  time.Time
}

func newDay(t *testing.T) *theDay {
	begun := day.New(2020, time.April, 20).At(opens, 0)
	at := clock.NewManual(begun)
	a, err := Open(t.Context(), config.Common{
		Data: t.TempDir(), Borough: "wigan", Blueprints: filepath.Join("..", "..", "blueprints"), LogLevel: "error",
	}, at, true)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = a.Close(context.WithoutCancel(t.Context())) })
	if err := a.MakeDemo(t.Context(), at, begun, DemoSize{Seed: 21, People: 1500, Requests: 25}, func(string) {}); err != nil {
		t.Fatal(err)
	}
	at.Set(begun)
	d := &theDay{App: a, t: t, clock: at, begun: begun}
	d.centre = d.as("centre", access.Grant{Role: access.Agent})
	d.point = d.as("point", access.Grant{Role: access.Coordinator})
	current, err := a.Blueprints.Current(d.point)
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range blueprint.Part[*places.Areas](current).Neighbourhoods {
		d.hubs = append(d.hubs, n.ID)
	}
	size := demo.Lively
	size.Seed, size.People = 21, 1500
	d.forms = demo.Forms(current, begun, size, callsADay+formsADay)
	return d
}

func (d *theDay) as(account string, g access.Grant) context.Context {
	return access.With(d.As(d.t.Context(), account, "an ordinary day"),
		access.Principal{Account: account, Name: account, Grants: []access.Grant{g}})
}

func (d *theDay) must(err error) {
	d.t.Helper()
	if err != nil {
		d.t.Fatal(err)
	}
}

// ask is a form or a call; five of six come by telephone.
func (d *theDay) ask(n int) {
	channel := needs.Phone
	if n%6 == 5 {
		channel = needs.Web
	}
	_, err := d.Intake.Ask(d.centre, intake.Asking{Channel: channel, Answers: d.forms[n], Key: fmt.Sprintf("ordinary %d", n)})
	d.must(err)
}

func (d *theDay) answerOnTheSpot() {
	c, err := d.Intake.StartCall(d.centre)
	d.must(err)
	_, err = d.Intake.EndCall(d.centre, c.ID, c.Version, intake.Ending{Outcome: intake.Answered})
	d.must(err)
}

// coordinate finds a hub for what has none, and takes what no hub may be told of.
func (d *theDay) coordinate() {
	waiting, err := d.Needs.Requests(d.point, needs.RequestFilter{Neighbourhoods: []string{""}, States: []needs.RequestState{needs.Received}, Limit: 100})
	d.must(err)
	for i, r := range waiting {
		d.must(d.Tasks.HandOver(d.point, r.ID, r.Version, d.hubs[i%len(d.hubs)], "It lives there."))
	}
	d.tasks(d.point, "", func(row board.Row) {
		if needs.Guarded(row.Labels) {
			d.own(d.point, row)
		}
	})
}

// work is an hour of a hub: it accepts what came, speaks to people, gives work to whoever
// may do it, and notes what is done.
func (d *theDay) work(hub string) {
	ctx := d.as("of "+hub, access.Grant{Role: access.Coordinator, Neighbourhood: hub})
	came, err := d.Needs.Requests(ctx, needs.RequestFilter{States: []needs.RequestState{needs.Received}, Limit: 100})
	d.must(err)
	for _, r := range came {
		d.must(d.Needs.Accept(ctx, r.ID, r.Version))
	}
	d.tasks(ctx, hub, func(row board.Row) {
		switch {
		case row.State == tasks.Accepted && row.Told():
			t, err := d.Tasks.Task(ctx, row.ID)
			d.must(err)
			if !t.NotBefore.After(d.Clock.Now()) {
				d.must(d.Tasks.RecordOutcome(ctx, choice(row), tasks.Outcome{Code: ending(t)}))
			}
		case row.State == tasks.Open && row.Told():
			d.own(ctx, row)
		}
	})
}

// tasks reads the board of a hub to its end and does something with each row.
func (d *theDay) tasks(ctx context.Context, hub string, do func(board.Row)) {
	f := board.Filter{Hub: hub, View: board.All, Limit: 100}
	for {
		page, err := d.Board.Query(ctx, f)
		d.must(err)
		for _, row := range page.Rows {
			do(row)
		}
		if f.After = page.Next; page.Next == (board.Cursor{}) {
			return
		}
	}
}

// own gives a task an owner: whoever may do it and has the least to do, or the caller.
func (d *theDay) own(ctx context.Context, row board.Row) {
	if row.State != tasks.Open {
		return
	}
	t, err := d.Tasks.Task(ctx, row.ID)
	d.must(err)
	if t.GoesTo(tasks.ToStaff) && (!t.Kind.Helps() || len(t.WhoMay) == 1) {
		d.must(d.Tasks.Claim(ctx, choice(row)))
		return
	}
	helpers, err := d.Board.WhoCanHelp(ctx, t.Neighbourhood, t.Category)
	d.must(err)
	helpers = slices.DeleteFunc(helpers, func(h board.Helper) bool { return !t.GoesTo(h.Kind) || h.Shut })
	if len(helpers) == 0 {
		d.must(d.Tasks.Claim(ctx, choice(row)))
		return
	}
	to := slices.MinFunc(helpers, func(a, b board.Helper) int { return cmp.Compare(a.Has, b.Has) })
	d.must(d.Tasks.Assign(ctx, choice(row), to.Assignee))
	if to.Kind != tasks.ToStaff {
		d.must(d.Tasks.Accept(ctx, tasks.Choice{ID: row.ID, Version: row.Version + 1}))
	}
}

func choice(row board.Row) tasks.Choice { return tasks.Choice{ID: row.ID, Version: row.Version} }

// ending is the outcome of a task that goes well.
func ending(t tasks.Task) string {
	for _, code := range []string{"spoken", "acknowledged", "done", "collected"} {
		if slices.ContainsFunc(t.Endings(), func(e tasks.Ending) bool { return e.Code == code }) {
			return code
		}
	}
	return t.Endings()[0].Code
}

func (d *theDay) nothingIsUnowned() {
	d.t.Helper()
	left, err := d.Needs.Requests(d.point, needs.RequestFilter{States: []needs.RequestState{needs.Received}, Limit: 100})
	d.must(err)
	for _, r := range left {
		d.t.Errorf("request %s of %q was not accepted", r.Reference, r.Neighbourhood)
	}
	d.tasks(d.point, "", func(row board.Row) {
		if row.Assignee.IsZero() && !row.NotBefore.After(d.clock.Now()) { // what comes later is nobody's yet
			d.t.Errorf("%s for %s in %q has no owner", row.What, row.Who, row.Hub)
		}
	})
}

// today is what the dashboard says of the day so far.
func (d *theDay) today() map[string]int64 {
	d.t.Helper()
	dash, err := d.Reports.Dashboard(d.point, "")
	d.must(err)
	figures := map[string]int64{}
	for _, l := range dash.Lines {
		figures[l.Name] = l.Figures.Today.Value
	}
	return figures
}

func (d *theDay) everyHubDidSomething() {
	d.t.Helper()
	dash, err := d.Reports.Dashboard(d.point, "")
	d.must(err)
	for _, p := range dash.Places {
		if p.Hub.ID != feature.Queue && p.DoneToday.Value == 0 {
			d.t.Errorf("%s did nothing today", p.Hub.Name)
		}
	}
}
