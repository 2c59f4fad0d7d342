package tasks_test

import (
	"context"
	"strconv"
	"sync/atomic"
	"testing"

	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/db/dbtest"
	"kith/internal/plat/journal"
	"kith/internal/registers/contacts"
	"kith/internal/registers/people"
	"kith/internal/work/needs"
	"kith/internal/work/tasks"
)

var sets = []db.Migrations{journal.Migrations(), people.Static().Migrations, contacts.Static().Migrations, needs.Static().Migrations, tasks.Static().Migrations}

var (
	point  = access.Principal{Account: "point", Name: "Alex Point", Grants: []access.Grant{{Role: access.Coordinator}}}
	inHapi = access.Principal{Account: "hapi", Name: "Sam Hapi", Grants: []access.Grant{{Role: access.Coordinator, Neighbourhood: "hapi"}}}
	agent  = access.Principal{Account: "agent", Name: "Jo Agent", Grants: []access.Grant{{Role: access.Agent}}}
	bank   = access.Principal{Account: "bank-1", Name: "Food bank", Grants: []access.Grant{{Role: access.Organisation, Organisation: "bank"}}}

	theBank   = tasks.Assignee{Kind: tasks.ToOrganisation, ID: "bank", Name: "Hindley Food Bank"}
	volunteer = tasks.Assignee{Kind: tasks.ToVolunteer, ID: "v1", Name: "Jo Volunteer"}
	colleague = tasks.Assignee{Kind: tasks.ToStaff, ID: "colleague", Name: "Lee Colleague"}
)

// hub is a borough's requests and tasks as one principal works on them.
type hub struct {
	*tasks.Service
	needs *needs.Service
	t     testing.TB
	db    *db.DB
	ctx   context.Context
}

func newHub(t testing.TB, d *db.DB, who access.Principal) *hub {
	return &hub{tasks.New(d), needs.New(d), t, d, access.With(dbtest.Context(t), who)}
}

func (h *hub) as(who access.Principal) *hub {
	other := *h
	other.ctx = access.With(h.ctx, who)
	return &other
}

var keys atomic.Int64

// opened is a request with its needs and tasks: the first contact, then for each need the
// help and, where the need is also referred, the referral.
type opened struct {
	request needs.Request
	needs   []needs.Need
	tasks   []tasks.Task
}

// wanted is a need to be opened: helped by the hub, referred on, or both.
type wanted struct {
	help, refer, straight bool
	labels                []needs.Label
}

func (h *hub) open(hood string, all ...wanted) (o opened) {
	h.t.Helper()
	err := h.db.Write(h.ctx, func(tx *db.Tx) (err error) {
		o = opened{}
		person, err := people.Add(tx, people.NewRecord{Described: people.Described{GivenNames: "Amina", FamilyName: "Khan"}, Neighbourhood: hood}, nil)
		if err != nil {
			return err
		}
		o.request, err = needs.OpenRequest(tx, needs.NewRequest{
			Channel: needs.Phone, Record: person.ID, Neighbourhood: hood, Priority: needs.Soon, FirstContactHours: 4, Key: "key-" + strconv.FormatInt(keys.Add(1), 10),
		})
		if err != nil {
			return err
		}
		if err := o.task(tx, tasks.NewTask{Kind: tasks.FirstContact, Title: "First contact", Neighbourhood: hood}); err != nil {
			return err
		}
		for _, w := range all {
			if err := o.need(tx, hood, w); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		h.t.Fatal(err)
	}
	return o
}

func (o *opened) need(tx *db.Tx, hood string, w wanted) error {
	decided := needs.Result{Need: "food", Priority: needs.Soon, DueHours: 24}
	in := o.request
	if w.straight {
		decided, hood, in.Neighbourhood = needs.Result{Need: "secret", Priority: needs.Soon, StraightTo: "trust"}, "", ""
	}
	decided.Labels = w.labels
	need, err := needs.OpenNeed(tx, needs.NewNeed{Request: in, Category: decided.Need, Decision: decided})
	if err != nil {
		return err
	}
	o.needs = append(o.needs, need)
	if w.help {
		may := []needs.Doer{needs.Volunteer, needs.Organisation, needs.Staff}
		if err := o.task(tx, tasks.NewTask{Kind: tasks.Do, Need: need.ID, Title: "Food parcel", Neighbourhood: hood, WhoMay: may, Labels: w.labels}); err != nil {
			return err
		}
	}
	if w.refer || w.straight {
		return o.task(tx, tasks.NewTask{Kind: tasks.Refer, Need: need.ID, Title: "Refer on", Neighbourhood: hood, Destination: "gp"})
	}
	return nil
}

func (o *opened) task(tx *db.Tx, n tasks.NewTask) error {
	n.Request, n.Record, n.Priority, n.DueAt = o.request.ID, o.request.Record, needs.Soon, tx.Now()
	t, err := tasks.OpenTask(tx, n)
	o.tasks = append(o.tasks, t)
	return err
}

// now reads a task as the coordination point sees it.
func (h *hub) now(id tasks.ID) tasks.Task {
	h.t.Helper()
	t, err := h.Task(access.With(h.ctx, point), id)
	if err != nil {
		h.t.Fatal(err)
	}
	return t
}

func (h *hub) request(id needs.RequestID) needs.Request {
	h.t.Helper()
	r, err := h.needs.Request(access.With(h.ctx, point), id)
	if err != nil {
		h.t.Fatal(err)
	}
	return r
}

func (h *hub) need(o opened, i int) needs.Need {
	h.t.Helper()
	all, err := h.needs.NeedsOf(access.With(h.ctx, point), o.request.ID)
	if err != nil {
		h.t.Fatal(err)
	}
	return all[i]
}

// seen is a task as it is now, to be acted on.
func (h *hub) seen(id tasks.ID) tasks.Choice { return tasks.Choice{ID: id, Version: h.now(id).Version} }

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func wantKind(t testing.TB, what string, err error, kind fault.Kind) {
	t.Helper()
	if err == nil || fault.KindOf(err) != kind {
		t.Errorf("%s: %v, want %s", what, err, kind)
	}
}
