package board

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"kith/internal/feature"
	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/registers/contacts"
	"kith/internal/registers/people"
	"kith/internal/work/tasks"
)

// Service shows the work of hubs.
type Service struct {
	db *db.DB
}

// New returns the service over a database.
func New(d *db.DB) *Service { return &Service{db: d} }

// Now is the time by the service's clock.
func (s *Service) Now(ctx context.Context) time.Time { return s.db.Read(ctx).Now() }

// readers may see the tasks of the neighbourhoods they work for.
var readers = []access.Role{access.Agent, access.Coordinator, access.Manager, access.Governance}

// Page is a part of a list.
type Page struct {
	Rows []Row
	Next Cursor    // where the list goes on; zero when it does not
	Now  time.Time // when it was read
}

// Query returns rows of the neighbourhoods the caller works for, soonest due first. A
// hub the caller does not work for has none.
func (s *Service) Query(ctx context.Context, f Filter) (p Page, err error) {
	defer fault.Wrap(&err, "board")
	r := s.db.Read(ctx)
	p.Now = r.Now()
	rows, err := gather(r, ranges(ctx, f, p.Now), f.limit()+1)
	if err != nil {
		return Page{}, err
	}
	if len(rows) > f.limit() {
		rows = rows[:f.limit()]
		p.Next = rows[len(rows)-1].Cursor()
	}
	p.Rows = tell(rows, access.From(ctx), f)
	return p, onThePhone(r, p.Rows)
}

// onThePhone notes of whom the reader may know that somebody is on the telephone with them.
func onThePhone(r db.Reader, rows []Row) error {
	var told []people.RecordID
	for _, row := range rows {
		if row.Told() {
			told = append(told, row.Record)
		}
	}
	held, err := contacts.HeldBy(r, told)
	for i, row := range rows {
		if l, ok := held[row.Record]; ok {
			rows[i].OnPhone = l.AgentName + " is on the phone with them since " + l.Since.In(day.London).Format("15:04")
		}
	}
	return err
}

// tell takes out what the reader may not know. Where a category is asked for, a row
// whose category may not be told goes whole.
func tell(rows []Row, who access.Principal, f Filter) []Row {
	told := rows[:0]
	for _, row := range rows {
		if row = row.shownTo(who); f.Category == "" || row.Told() {
			told = append(told, row)
		}
	}
	return told
}

// stretch is one range of one index of tasks: what a list reads.
type stretch struct {
	hub      string // of this neighbourhood,
	anyHub   bool   // or of every one
	states   []tasks.State
	except   tasks.Assignee // not whose work
	of       tasks.Assignee // whose work
	filter   Filter
	refused  bool // only those that the last one asked could not do
	from, to time.Time
}

// ranges are the stretches that a list is made of: one, or one for each hub when the
// caller works for some hubs but not for all.
func ranges(ctx context.Context, f Filter, now time.Time) []stretch {
	me := tasks.Assignee{Kind: tasks.ToStaff, ID: access.From(ctx).Account}
	one := stretch{of: f.Assignee, filter: f}
	one.from, one.to = f.View.span(now)
	switch f.View {
	case Unassigned:
		one.states = []tasks.State{tasks.Open}
	case TurnedDown:
		one.refused = true
	case Waiting:
		one.states, one.except = []tasks.State{tasks.Assigned, tasks.Accepted}, me
	case Mine:
		one.of = me
	}
	hubs := hubsOf(ctx, f)
	if hubs == nil {
		one.anyHub = true
		return []stretch{one}
	}
	all := make([]stretch, len(hubs))
	for i, hub := range hubs {
		all[i] = one
		all[i].hub = hub
	}
	return all
}

// hubsOf lists the neighbourhoods a list covers; nil means every one. What somebody has
// taken on they see wherever it is.
func hubsOf(ctx context.Context, f Filter) []string {
	var wanted []string
	if f.Hub != "" {
		wanted = []string{place(f.Hub)}
	}
	if f.View == Mine {
		return wanted
	}
	return access.Narrow(ctx, wanted, readers...)
}

// place is a hub as rows have it.
func place(hub string) string {
	if hub == feature.Queue {
		return ""
	}
	return hub
}

// gather reads up to n rows of the stretches together, soonest due first.
func gather(r db.Reader, all []stretch, n int) ([]Row, error) {
	var rows []Row
	for _, one := range all {
		found, err := rowsOf(r, one, n)
		if err != nil {
			return nil, err
		}
		rows = append(rows, found...)
	}
	if len(all) > 1 {
		slices.SortFunc(rows, func(a, b Row) int {
			return cmp.Or(a.DueAt.Compare(b.DueAt), strings.Compare(string(a.ID), string(b.ID)))
		})
	}
	return rows[:min(n, len(rows))], nil
}
