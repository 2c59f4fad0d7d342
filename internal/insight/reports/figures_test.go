package reports_test

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"kith/internal/feature"
	"kith/internal/insight/reports"
	"kith/internal/insight/reports/reportstest"
	"kith/internal/kernel/day"
	"kith/internal/kernel/ident"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/registers/organisations"
	"kith/internal/registers/people"
	"kith/internal/registers/staff"
	"kith/internal/registers/volunteers"
	"kith/internal/services/deployment"
	"kith/internal/services/food"
	"kith/internal/services/intake"
	"kith/internal/services/matching"
	"kith/internal/services/rounds"
	"kith/internal/work/board"
	"kith/internal/work/needs"
	"kith/internal/work/protocols"
	"kith/internal/work/tasks"
)

// scopeOf reads a scope back from the address of a figure's rows.
func scopeOf(t *testing.T, address string) (path string, query url.Values, within feature.Scope) {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	query = u.Query()
	within = feature.Scope{Neighbourhood: query.Get("hub"), Kind: query.Get("category")}
	within.Period = feature.Period{From: moment(t, query.Get("from")), Until: moment(t, query.Get("until"))}
	return u.Path, query, within
}

func moment(t *testing.T, text string) time.Time {
	t.Helper()
	if text == "" {
		return time.Time{}
	}
	at, err := time.Parse(time.RFC3339, text)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

// figures are all that a dashboard shows.
func figures(d reports.Dashboard) map[string]reports.Number {
	all := map[string]reports.Number{}
	spans := func(name string, f reports.Figures) {
		all[name+" today"], all[name+" this week"], all[name+" last week"] = f.Today, f.Week, f.Last
	}
	for _, l := range d.Lines {
		if l.Dated {
			spans(l.Name, l.Figures)
		} else {
			all[l.Name] = l.Now
		}
	}
	for _, p := range append(slices.Clone(d.Channels), d.Needs...) {
		spans(p.Label, p.Figures)
	}
	for _, s := range d.Helpers {
		all[s.Label] = s.Now
	}
	for _, h := range d.Helping {
		all[h.Name+" active"], all[h.Name+" filled"], all[h.Name+" to fill"], all[h.Name+" hours"], all[h.Name+" hours before"] = h.Active, h.Filled, h.Open, h.Hours, h.HoursLast
	}
	for _, p := range d.Places {
		all[p.Name+" open"], all[p.Name+" overdue"], all[p.Name+" waiting"], all[p.Name+" done"] = p.Open, p.Overdue, p.NotAccepted, p.DoneToday
	}
	return all
}

// counted is what the list behind a figure comes to, read page by page as a visitor would.
func counted(t *testing.T, ctx context.Context, b *reportstest.Borough, address string) int64 {
	t.Helper()
	path, query, within := scopeOf(t, address)
	l := feature.Listing{Scope: within, Limit: 7}
	switch path {
	case "/requests":
		return int64(len(requests(t, ctx, b, query, within)))
	case "/board":
		return onBoard(t, ctx, b, query)
	case "/dashboard/needs":
		return length(pages(t, ctx, l, b.Reports.NeedsOpened, needs.OpenedNeed.Mark))
	case "/dashboard/tasks-done":
		return length(pages(t, ctx, l, b.Reports.TasksDone, tasks.Ended.Mark))
	case "/dashboard/tasks-not-done":
		return length(pages(t, ctx, l, b.Reports.TasksNotDone, tasks.Ended.Mark))
	case "/dashboard/people-supported":
		return length(pages(t, ctx, l, b.Reports.PeopleSupported, tasks.Supported.Mark))
	case "/dashboard/help-given":
		return middle(pages(t, ctx, l, b.Reports.HelpGiven, tasks.Ended.Mark), tasks.Ended.Took)
	case "/dashboard/help":
		return length(pages(t, ctx, l, b.Reports.HelpOfKind, tasks.Ended.Mark))
	case "/dashboard/referred":
		return length(pages(t, ctx, l, b.Reports.Referrals, tasks.Ended.Mark))
	case "/dashboard/calls":
		return length(pages(t, ctx, l, b.Reports.CallsTaken, intake.CallMark))
	case "/dashboard/settings":
		return length(pages(t, ctx, l, b.Reports.SettingsAsked, organisations.Asked.Mark))
	case "/dashboard/cases":
		return length(pages(t, ctx, l, b.Reports.CasesRaised, protocols.Case.Mark))
	case "/dashboard/first-contacts":
		return middle(pages(t, ctx, l, b.Reports.FirstContacts, needs.FirstContact.Mark), needs.FirstContact.Took)
	case "/dashboard/rounds":
		return length(pages(t, ctx, l, b.Reports.HandedOnRounds, rounds.Stop.Mark))
	case "/dashboard/food":
		return length(pages(t, ctx, l, b.Reports.FoodHandedOver, func(o food.Order) feature.Mark { return feature.Mark{At: o.EndedAt, ID: string(o.ID)} }))
	case "/dashboard/enquiries":
		return length(pages(t, ctx, l, b.Reports.Enquiries, intake.Enquiry.Mark))
	case "/registered":
		f := intake.RegistrationFilter{Standings: true, From: within.Period.From, Until: within.Period.Until, Limit: 1000}
		if id, anywhere := within.Place(); !anywhere {
			f.Neighbourhoods = []string{id}
		}
		found, err := intake.New(b.DB, nil, nil, nil, nil).Registrations(ctx, f)
		if err != nil {
			t.Fatal(err)
		}
		return length(found)
	case "/dashboard/given":
		l.Limit = 1000
		given, err := b.Reports.Given(ctx, l)
		if err != nil {
			t.Fatal(err)
		}
		var sum int64
		for _, g := range given {
			sum += g.Number
		}
		return sum
	}
	return helping(t, ctx, b, address, l, query)
}

// helping is what a list of volunteers or of shifts comes to.
func helping(t *testing.T, ctx context.Context, b *reportstest.Borough, address string, l feature.Listing, query url.Values) (n int64) {
	t.Helper()
	switch path, _, _ := strings.Cut(address, "?"); path {
	case "/volunteers":
		found, err := volunteers.New(b.DB, b.Blueprints, nil).Search(ctx, volunteers.Filter{Neighbourhood: query.Get("hub"), Standing: volunteers.Standing(query.Get("standing"))})
		if err != nil {
			t.Fatal(err)
		}
		return length(found)
	case "/deployment/seats":
		hub := query.Get("hub")
		if hub == feature.Queue {
			hub = deployment.BoroughWide
		}
		week, err := b.Deployment.Week(ctx, deployment.Monday(day.Of(reportstest.Now)), hub)
		if err != nil {
			t.Fatal(err)
		}
		counts := week.Of(func(deployment.Cover) bool { return true })
		return map[string]int64{"filled": int64(counts.Filled), "open": int64(counts.Open)}[query.Get("state")]
	case "/dashboard/reserve-called":
		return length(pages(t, ctx, l, b.Reports.ReserveCalled, staff.Called.Mark))
	case "/dashboard/volunteer-hours":
		for _, g := range pages(t, ctx, l, b.Reports.VolunteerHours, matching.GaveTime.Mark) {
			n += int64(g.Minutes)
		}
		return n
	}
	t.Fatalf("nothing lists %s", address)
	return 0
}

// giveTime has every active volunteer have said this week and last what a task took.
func giveTime(t *testing.T, b *reportstest.Borough) {
	t.Helper()
	ctx := b.As(reportstest.Somebody(access.Manager, ""))
	all, err := volunteers.New(b.DB, b.Blueprints, nil).Search(ctx, volunteers.Filter{Standing: volunteers.Active})
	if err != nil || len(all) == 0 {
		t.Fatalf("%d active: %v", len(all), err)
	}
	err = b.DB.Write(b.Ctx, func(tx *db.Tx) error {
		for i, v := range all {
			for j, at := range []time.Time{reportstest.Now.Add(-time.Hour), reportstest.Now.AddDate(0, 0, -8)} {
				_, err := tx.Exec(`INSERT INTO matching_hours (borough_id, id, volunteer_id, task_id, minutes, on_day, said_at) VALUES (?,?,?,?,?,?,?)`,
					tx.Borough(), ident.New[matching.Hours](tx.Now()), v.ID, fmt.Sprint(i, j), 25+10*i, day.Of(at), at)
				if err != nil {
					return err
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func length[T any](all []T) int64 { return int64(len(all)) }

func middle[T any](all []T, took func(T) time.Duration) int64 {
	var seconds []int64
	for _, one := range all {
		seconds = append(seconds, int64(took(one).Seconds()))
	}
	slices.Sort(seconds)
	n := len(seconds)
	if n == 0 {
		return 0
	}
	return (seconds[(n-1)/2] + seconds[n/2]) / 2
}

// pages reads a list to its end.
func pages[T any](t *testing.T, ctx context.Context, l feature.Listing,
	list func(context.Context, feature.Listing) ([]T, error), mark func(T) feature.Mark,
) (all []T) {
	t.Helper()
	for {
		found, err := list(ctx, l)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, found...)
		if len(found) < l.Limit {
			return all
		}
		l.After = mark(found[len(found)-1])
	}
}

func requests(t *testing.T, ctx context.Context, b *reportstest.Borough, query url.Values, within feature.Scope) []needs.Listed {
	t.Helper()
	f := needs.RequestFilter{Channel: needs.Channel(query.Get("channel")), From: within.Period.From, Until: within.Period.Until, Limit: 1000}
	if id, anywhere := within.Place(); !anywhere {
		f.Neighbourhoods = []string{id}
	}
	if state := query.Get("state"); state != "" {
		f.States = []needs.RequestState{needs.RequestState(state)}
	}
	found, err := needs.New(b.DB).Requests(ctx, f)
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func onBoard(t *testing.T, ctx context.Context, b *reportstest.Borough, query url.Values) int64 {
	t.Helper()
	f := board.Filter{Hub: query.Get("hub"), View: board.View(query.Get("view"))}
	var n int64
	for {
		p, err := board.New(b.DB).Query(ctx, f)
		if err != nil {
			t.Fatal(err)
		}
		n += int64(len(p.Rows))
		if f.After = p.Next; p.Next.IsZero() {
			return n
		}
	}
}

func TestEveryFigureIsWhatItsRowsComeTo(t *testing.T) {
	reportstest.Each(t, func(t *testing.T, b *reportstest.Borough) {
		b.Fill(90)
		giveTime(t, b)
		everywhere := b.As(reportstest.Somebody(access.Manager, ""))
		inHapi := b.As(reportstest.Somebody(access.Coordinator, "hapi"))
		seen := map[string]bool{}
		for _, c := range []struct {
			ctx context.Context
			hub string
		}{{everywhere, ""}, {everywhere, "hapi"}, {everywhere, "leigh"}, {everywhere, feature.Queue}, {everywhere, "ashton-lowton-golborne"}, {inHapi, "hapi"}} {
			d, err := b.Reports.Dashboard(c.ctx, c.hub)
			if err != nil {
				t.Fatal(err)
			}
			for name, n := range figures(d) {
				if n.Rows == "" {
					t.Errorf("%q: %s opens no rows", c.hub, name)
					continue
				}
				if got := counted(t, c.ctx, b, n.Rows); got != n.Value {
					t.Errorf("%q: %s is %d, and %s lists %d", c.hub, name, n.Value, n.Rows, got)
				}
				seen[name] = seen[name] || n.Value > 0
			}
		}
		some := 0
		for _, more := range seen {
			if more {
				some++
			}
		}
		if some*5 < len(seen)*3 {
			t.Errorf("only %d of %d figures are more than nought: that proves little", some, len(seen))
		}
	})
}

// The figures agree with what the tasks and requests themselves say, reckoned without SQL.
func TestFiguresAgreeWithTheRecords(t *testing.T) {
	reportstest.Each(t, func(t *testing.T, b *reportstest.Borough) {
		filled := b.Fill(90)
		ctx := b.As(reportstest.Somebody(access.Manager, ""))
		midnight := time.Date(2020, 4, 1, 23, 0, 0, 0, time.UTC)
		monday := time.Date(2020, 3, 29, 23, 0, 0, 0, time.UTC)
		want := map[string]int64{}
		helped := map[people.PersonID]bool{}
		for _, id := range filled.Requests {
			r, err := needs.New(b.DB).Request(ctx, id)
			if err != nil {
				t.Fatal(err)
			}
			if !r.ReceivedAt.Before(monday) {
				want["needs.requests this week"]++
			}
			if r.State == needs.Received {
				want["needs.not-accepted"]++
			}
			all, err := tasks.New(b.DB).OfRequest(ctx, id)
			if err != nil {
				t.Fatal(err)
			}
			for _, task := range all {
				tell(want, task, midnight)
				if task.Kind == tasks.Do && task.Outcome == "done" && !task.ClosedAt.Before(monday) {
					person, err := people.PersonOf(b.DB.Read(ctx), task.Record)
					if err != nil {
						t.Fatal(err)
					}
					helped[person] = true
				}
			}
		}
		want["tasks.people-supported this week"] = int64(len(helped))
		d, err := b.Reports.Dashboard(ctx, "")
		if err != nil {
			t.Fatal(err)
		}
		got := figures(d)
		for name, n := range want {
			if got[name].Value != n || n == 0 {
				t.Errorf("%s is %d, want %d (and some)", name, got[name].Value, n)
			}
		}
	})
}

func tell(want map[string]int64, task tasks.Task, midnight time.Time) {
	switch {
	case task.State.Open() && task.Late(reportstest.Now):
		want["tasks.overdue"]++
		want["tasks.open"]++
	case task.State.Open():
		want["tasks.open"]++
	case task.ClosedAt.Before(midnight):
	case slices.Contains([]string{"spoken", "done", "acknowledged"}, task.Outcome):
		want["tasks.done today"]++
	default:
		want["tasks.not-done today"]++
	}
}

func TestSomebodyHelpedTwiceIsOnePerson(t *testing.T) {
	reportstest.Each(t, func(t *testing.T, b *reportstest.Borough) {
		filled := b.Fill(60)
		ctx := b.As(reportstest.Somebody(access.Manager, ""))
		l := feature.Listing{Limit: 1000}
		all := pages(t, ctx, l, b.Reports.PeopleSupported, tasks.Supported.Mark)
		merged := people.PersonID(filled.People[len(filled.People)-1])
		seen := map[people.PersonID]bool{}
		for _, p := range all {
			if seen[p.Person] || p.Person == merged || p.Tasks == 0 {
				t.Errorf("%+v is listed twice, without a task, or under the record that was found to be another's", p)
			}
			seen[p.Person] = true
		}
		if len(seen) == 0 {
			t.Error("nobody was helped")
		}
	})
}
