package medicines_test

import (
	"context"
	"testing"

	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/journal"
	"kith/internal/registers/people"
	"kith/internal/registers/places"
	"kith/internal/services/medicines"
	"kith/internal/work/answers"
	"kith/internal/work/board/boardtest"
	"kith/internal/work/deliveries"
	"kith/internal/work/needs"
	"kith/internal/work/tasks"
)

// quiet takes the place of the journal's reads, and keeps what it was told.
type quiet struct{ seen []journal.Entry }

func (q *quiet) Saw(_ context.Context, e journal.Entry) error {
	q.seen = append(q.seen, e)
	return nil
}

func (q *quiet) SawFirst(ctx context.Context, e journal.Entry) error { return q.Saw(ctx, e) }

var (
	hub   = access.Principal{Account: "hub", Name: "Sam Hub", Grants: []access.Grant{{Role: access.Coordinator, Neighbourhood: "hapi"}}}
	other = access.Principal{Account: "other", Name: "Lee Other", Grants: []access.Grant{{Role: access.Coordinator, Neighbourhood: "leigh"}}}
	point = access.Principal{Account: "point", Name: "Alex Point", Grants: []access.Grant{{Role: access.Coordinator}}}

	volunteer = tasks.Assignee{Kind: tasks.ToVolunteer, ID: "v1", Name: "Jo Volunteer"}
	staff     = tasks.Assignee{Kind: tasks.ToStaff, ID: "hub", Name: "Sam Hub"}
)

// world is a borough with prescriptions.
type world struct {
	*boardtest.Hub
	*medicines.Service
	t     *testing.T
	reads *quiet
}

func each(t *testing.T, test func(t *testing.T, w *world)) {
	boardtest.Each(t, func(t *testing.T, h *boardtest.Hub) {
		w := &world{Hub: h, t: t, reads: &quiet{}}
		w.Service = medicines.New(h.DB, boardtest.Wigan(t), w.reads)
		h.Tasks.WatchedBy(w.Service)
		test(t, w)
	}, medicines.Static().Migrations, deliveries.Static().Migrations)
}

// task is the fetching of a prescription as triage left it to these helpers.
func (w *world) task(may ...needs.Doer) tasks.Task {
	w.t.Helper()
	return w.Add(boardtest.Work{
		Given: "Amina Noor", Family: "Khan", Hub: "hapi", Address: places.Address{Line1: "4 Mill Lane", Postcode: "WN2 3EB"},
		Answers: answers.Answers{"medicine_kind": {"not-sure"}, "pharmacy": {"High Street Pharmacy"}},
		Task:    tasks.NewTask{Category: "medicines", Title: "Fetch a prescription", WhoMay: may, Labels: []needs.Label{needs.Health}},
	})
}

// said is what the pharmacy says.
func said(c medicines.Controlled) medicines.Heard {
	h := medicines.Heard{
		Pharmacy: medicines.Pharmacy{Name: "High Street Pharmacy", Phone: "+441632960144", Ready: "after 2pm"},
		Payment:  medicines.Exempt, Proof: []medicines.Proof{medicines.Letter, medicines.Details}, Note: "Ask at the back door.", Controlled: c,
	}
	if c != medicines.Unknown {
		h.SaidBy = "Priya, pharmacist"
	}
	return h
}

func (w *world) now(t tasks.Task) medicines.Prescription {
	w.t.Helper()
	p, _, err := w.Of(w.As(hub), t.Need)
	w.must(err)
	return p
}

func (w *world) choice(t tasks.Task) medicines.Choice {
	return medicines.Choice{Need: t.Need, Version: w.now(t).Version}
}

func (w *world) hear(t tasks.Task, c medicines.Controlled) {
	w.t.Helper()
	w.must(w.Hear(w.As(hub), w.choice(t), said(c)))
}

func (w *world) give(t tasks.Task, to tasks.Assignee) error {
	return w.Tasks.Assign(w.As(hub), tasks.Choice{ID: t.ID, Version: w.Task(t.ID).Version}, to)
}

func (w *world) need(t tasks.Task) needs.Need {
	w.t.Helper()
	n, err := needs.NeedIn(w.DB.Read(w.Ctx), t.Need)
	w.must(err)
	return n
}

func (w *world) mark(t tasks.Task, label people.Label) {
	w.t.Helper()
	who := people.New(w.DB, w.reads)
	w.must(who.Sealing(make([]byte, 32)))
	w.must(who.Mark(w.As(point), people.PersonID(t.Record), nil, []people.Label{label}))
}

func (w *world) must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) wants(err error, kind fault.Kind) {
	w.t.Helper()
	if err == nil || fault.KindOf(err) != kind {
		w.t.Errorf("%v, want %s", err, kind)
	}
}
