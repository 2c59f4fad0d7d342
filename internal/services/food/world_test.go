package food_test

import (
	"context"
	"strconv"
	"testing"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/journal"
	"kith/internal/registers/people"
	"kith/internal/registers/places"
	"kith/internal/services/food"
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
	hub     = access.Principal{Account: "hub", Name: "Sam Hub", Grants: []access.Grant{{Role: access.Coordinator, Neighbourhood: "hapi"}}}
	other   = access.Principal{Account: "other", Name: "Lee Other", Grants: []access.Grant{{Role: access.Coordinator, Neighbourhood: "leigh"}}}
	point   = access.Principal{Account: "point", Name: "Alex Point", Grants: []access.Grant{{Role: access.Coordinator}}}
	packer  = access.Principal{Account: "packer", Name: "Jo Packer", Grants: []access.Grant{{Role: access.LogisticsLead}}}
	finance = access.Principal{Account: "money", Name: "Fin Officer", Grants: []access.Grant{{Role: access.Finance}}}
	reader  = access.Principal{Account: "reader", Name: "Al Reader", Grants: []access.Grant{{Role: access.Coordinator}, {Role: access.Governance}}}
	agent   = access.Principal{Account: "agent", Name: "An Agent", Grants: []access.Grant{{Role: access.Agent}}}
)

// world is a borough with food orders.
type world struct {
	*boardtest.Hub
	t          *testing.T
	food       *food.Service
	people     *people.Service
	deliveries *deliveries.Service
	reads      *quiet
}

func each(t *testing.T, test func(t *testing.T, w *world)) {
	boardtest.Each(t, func(t *testing.T, h *boardtest.Hub) {
		w := &world{Hub: h, t: t, reads: &quiet{}}
		w.food = food.New(h.DB, boardtest.Wigan(t, food.Static()), w.reads)
		w.people = people.New(h.DB, w.reads)
		if err := w.people.Sealing(make([]byte, 32)); err != nil {
			t.Fatal(err)
		}
		w.deliveries = deliveries.NewService(h.DB, w.reads)
		h.Tasks.WatchedBy(w.food)
		test(t, w)
	}, deliveries.Static().Migrations, food.Static().Migrations)
}

// task is the help for a need of somebody who can pay and cannot go out.
func (w *world) task(route string, more ...needs.Label) tasks.Task {
	w.t.Helper()
	return w.Add(boardtest.Work{
		Given: "Amina Noor", Family: "Khan", Phone: "+441632960123", Hub: "hapi",
		Address:  places.Address{Line1: "4 Mill Lane", Town: "Hindley", Postcode: "WN2 3EB"},
		Answers:  answers.Answers{"adults": {"2"}, "children": {"1"}, "food_diet": {"halal", "allergy"}, "food_notes": {"No nuts."}, "food_reason": {"no-money"}},
		Decision: needs.Result{Route: route, Labels: more}, Task: tasks.NewTask{Labels: more},
	})
}

var keys int

func (w *world) order(t tasks.Task) food.NewOrder {
	keys++
	return food.NewOrder{
		Need: t.Need, Name: "Amina Khan", Household: food.Household{Adults: 2, Children: 1}, Options: []string{"halal", "allergy"}, DietNote: "No nuts.",
		Chosen: map[string]int64{"couple": 1, "perishables": 1}, Bill: food.Bill{Name: "A Khan", Address: "4 Mill Lane\nHindley\nWN2 3EB"}, Told: true,
		Window: deliveries.Window{Day: day.Of(w.Clock.Now()), Part: deliveries.Morning}, DoorNote: "Flats: need to buzz.", Key: "key-" + strconv.Itoa(keys),
	}
}

// placed is an order that was made.
func (w *world) placed(t tasks.Task) food.Order {
	w.t.Helper()
	o, err := w.food.Place(w.As(hub), w.order(t))
	if err != nil {
		w.t.Fatal(err)
	}
	return o
}

// now reads an order as somebody who may see all of it.
func (w *world) now(id food.OrderID) food.Seen {
	w.t.Helper()
	o, err := w.food.Order(w.As(reader), id)
	if err != nil {
		w.t.Fatal(err)
	}
	return o
}

func (w *world) choice(id food.OrderID) food.Choice {
	return food.Choice{ID: id, Version: w.now(id).Version}
}

// full is everything of an order, weighed as the list says.
func full(o food.Order) (all []food.PackedItem) {
	for _, i := range o.Items {
		all = append(all, food.PackedItem{Packed: i.Quantity, Grams: i.Quantity * i.Grams})
	}
	return all
}

// packed is an order in two boxes.
func (w *world) packed(o food.Order) {
	w.t.Helper()
	w.must(w.food.Pack(w.As(packer), w.choice(o.ID), full(o), 2))
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

// mark marks whoever a task is for.
func (w *world) mark(t tasks.Task, label people.Label) {
	w.t.Helper()
	w.must(w.people.Mark(w.As(point), people.PersonID(t.Record), nil, []people.Label{label}))
}

func (w *world) need(id needs.NeedID) (n needs.Need) {
	w.t.Helper()
	n, err := needs.NeedIn(w.DB.Read(w.Ctx), id)
	w.must(err)
	return n
}
