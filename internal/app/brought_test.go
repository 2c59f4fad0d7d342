package app

import (
	"context"
	"slices"
	"testing"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/registers/people"
	"kith/internal/services/food"
	"kith/internal/services/medicines"
	"kith/internal/work/answers"
	"kith/internal/work/deliveries"
	"kith/internal/work/needs"
	"kith/internal/work/protocols"
	"kith/internal/work/tasks"
)

// bringing is a hub that orders food and fetches medicine in a whole program, where every
// need is led by its protocol.
type bringing struct {
	*App
	t   *testing.T
	hub context.Context
}

func newBringing(t *testing.T) *bringing {
	t.Helper()
	a := opened(t)
	if err := a.EnsureBlueprint(t.Context()); err != nil {
		t.Fatal(err)
	}
	return &bringing{a, t, access.With(a.As(t.Context(), "coordination-point", "a test"), centre.principal())}
}

func (b *bringing) must(err error) {
	b.t.Helper()
	if err != nil {
		b.t.Fatal(err)
	}
}

// help is the open work on a need of a request.
func (b *bringing) help(of tasks.Task) tasks.Task {
	b.t.Helper()
	t, found, err := tasks.HelpFor(b.DB.Read(b.hub), of.Request, of.Need)
	if err != nil || !found {
		b.t.Fatalf("no help is open: %v", err)
	}
	return t
}

func (b *bringing) need(of tasks.Task) needs.Need {
	b.t.Helper()
	n, err := needs.NeedIn(b.DB.Read(b.hub), of.Need)
	b.must(err)
	return n
}

func (b *bringing) order(of tasks.Task) (id food.OrderID) {
	b.t.Helper()
	o, err := b.Food.Place(b.hub, food.NewOrder{
		Need: of.Need, Name: "Somebody", Household: food.Household{Adults: 1}, Chosen: map[string]int64{"individual": 1}, Told: true,
		Bill: food.Bill{Name: "Somebody", Address: "1 High Street"}, Window: deliveries.Window{Day: day.Of(b.Clock.Now()), Part: deliveries.AnyTime}, Key: string(of.Need),
	})
	b.must(err)
	var put []food.PackedItem
	for _, i := range o.Items {
		put = append(put, food.PackedItem{Packed: i.Quantity, Grams: i.Quantity * i.Grams})
	}
	b.must(b.Food.Pack(b.hub, b.seen(o.ID), put, 1))
	return o.ID
}

func (b *bringing) seen(id food.OrderID) food.Choice {
	b.t.Helper()
	o, err := b.Food.Order(b.hub, id)
	b.must(err)
	return food.Choice{ID: id, Version: o.Version}
}

func (b *bringing) food(key string) tasks.Task {
	return b.askFor(b.t, b.hub, key, answers.Answers{
		"first_name": {"Amina"}, "last_name": {"Khan"}, "address": {"3 Canal Row"}, "needs": {"food"}, "food_reason": {"over-70"},
		"food_left": {"few-days"}, "food_pay": {"yes"}, "adults": {"1"},
	})
}

// One press moves the order and the protocol that leads its need.
func TestAnOrderMovesItsProtocol(t *testing.T) {
	b := newBringing(t)
	work := b.food("handed over")
	if b.help(work).Held.IsZero() {
		t.Fatal("no protocol leads the need")
	}
	order := b.order(work)
	b.must(b.Food.Send(b.hub, b.seen(order)))
	b.must(b.Food.HandOver(b.hub, b.seen(order)))
	if n := b.need(work); n.State != needs.NeedMet {
		t.Errorf("handed over, and the need is %s", n.State)
	}
	b.must(b.Food.NotHandedOver(b.hub, b.seen(order)))
	if n := b.need(work); n.State.Ended() {
		t.Errorf("not handed over after all, and the need is %s", n.State)
	}
}

// After three times without an answer somebody looks in on them, and the order can still be
// ended either way.
func TestAnUnansweredDoorLeadsToAWelfareCheck(t *testing.T) {
	b := newBringing(t)
	work := b.food("nobody in")
	order := b.order(work)
	for range 3 {
		b.must(b.Food.Send(b.hub, b.seen(order)))
		b.must(b.Food.Back(b.hub, b.seen(order), "Nobody came to the door."))
		b.must(b.Food.SendAgain(b.hub, b.seen(order)))
	}
	person, err := b.People.Person(b.hub, people.PersonID(work.Record))
	b.must(err)
	runs, err := b.Protocols.OfPerson(b.hub, person, 10)
	b.must(err)
	if !slices.ContainsFunc(runs, func(r protocols.Run) bool { return r.Protocol == "welfare-check" && r.Open() }) {
		t.Errorf("three times nobody opened, and nobody looks in on them: %+v", runs)
	}
	b.must(b.Food.HandOver(b.hub, b.seen(order)))
	if o, err := b.Food.Order(b.hub, order); err != nil || o.State != food.Delivered {
		t.Errorf("the order is %s, %v", o.State, err)
	}
}

func (b *bringing) prescription(of tasks.Task) medicines.Choice {
	b.t.Helper()
	p, _, err := b.Medicines.Of(b.hub, of.Need)
	b.must(err)
	return medicines.Choice{Need: of.Need, Version: p.Version}
}

func (b *bringing) medicine(key, kind string) tasks.Task {
	return b.askFor(b.t, b.hub, key, answers.Answers{
		"first_name": {"Wilma"}, "last_name": {"Shaw"}, "address": {"2 Weir View"}, "needs": {"medicines"}, "medicine_left": {"few-days"}, "medicine_kind": {kind},
	})
}

// What the pharmacy says rules each step, also those that open later; back at the pharmacy
// it waits to be fetched again.
func TestAPrescriptionMovesItsProtocol(t *testing.T) {
	b := newBringing(t)
	volunteer := cleared(t, b.App, b.hub, "Jo", "hapi")
	heard := medicines.Heard{Pharmacy: medicines.Pharmacy{Name: "High Street Pharmacy"}, Controlled: medicines.NotControlled, SaidBy: "Priya"}
	fetched := medicines.Fetched{From: "Priya", By: "Jo Volunteer", Sealed: true}
	for _, kind := range []string{"not-sure", "ordinary"} {
		work := b.medicine(kind, kind)
		give := func() error {
			now := b.help(work)
			return b.Tasks.Assign(b.hub, tasks.Choice{ID: now.ID, Version: now.Version}, volunteer)
		}
		if err := give(); fault.KindOf(err) != fault.Invalid {
			t.Errorf("%s: given to a volunteer before the pharmacy said no: %v", kind, err)
		}
		b.must(b.Medicines.Hear(b.hub, b.prescription(work), heard))
		b.must(give())
		now := b.help(work)
		b.must(b.Tasks.Accept(b.hub, tasks.Choice{ID: now.ID, Version: now.Version}))
		b.must(b.Medicines.FetchedIt(b.hub, b.prescription(work), fetched))
		if next := b.help(work); next.ID == now.ID || next.Assignee != volunteer {
			t.Errorf("%s: fetched, and the work is %q with %q", kind, next.Title, next.Assignee.Name)
		}
		b.must(b.Medicines.ReturnedIt(b.hub, b.prescription(work), medicines.Returned{To: "Priya", Why: "Nobody opened."}))
		if next := b.help(work); !slices.Contains(next.WhoMay, needs.Volunteer) {
			t.Errorf("%s: back at the pharmacy, and %q is for %v", kind, next.Title, next.WhoMay)
		}
		heard.Controlled = medicines.IsControlled
		b.must(b.Medicines.Hear(b.hub, b.prescription(work), heard))
		heard.Controlled = medicines.NotControlled
		if err := give(); fault.KindOf(err) != fault.Invalid {
			t.Errorf("%s: a controlled drug is given to a volunteer: %v", kind, err)
		}
		now = b.help(work)
		b.must(b.Tasks.Claim(b.hub, tasks.Choice{ID: now.ID, Version: now.Version}))
		b.must(b.Medicines.FetchedIt(b.hub, b.prescription(work), fetched))
		if err := give(); fault.KindOf(err) != fault.Invalid {
			t.Errorf("%s: a volunteer is to hand a controlled drug over: %v", kind, err)
		}
		b.must(b.Medicines.HandedIt(b.hub, b.prescription(work), medicines.Handed{To: "Wilma Shaw", Checked: "Said her date of birth", Sealed: true}))
		if n := b.need(work); n.State != needs.NeedMet {
			t.Errorf("%s: handed over, and the need is %s", kind, n.State)
		}
	}
}

// What only one service may handle is led by that service's own protocol from then on.
func TestSubstitutionBeginsTheServicesOwnSteps(t *testing.T) {
	b := newBringing(t)
	work := b.medicine("straight", "not-sure")
	b.must(b.Medicines.IsSubstitution(b.hub, b.prescription(work)))
	n := b.need(work)
	all, err := b.Tasks.OfRequest(b.hub, work.Request)
	b.must(err)
	var open []tasks.Task
	for _, one := range all {
		if one.Need == work.Need && one.State.Open() {
			open = append(open, one)
		}
	}
	runs, err := b.Protocols.OfNeed(b.hub, work.Need)
	b.must(err)
	slices.SortFunc(runs, func(one, other protocols.Run) int { return one.OpenedAt.Compare(other.OpenedAt) })
	if n.Decision.StraightTo == "" || len(runs) == 0 || n.State.Ended() || len(open) != 1 || runs[len(runs)-1].Protocol != "straight" || open[0].Neighbourhood != "" || open[0].Category != "" && open[0].Named(ownHub.principal()) {
		t.Errorf("the need goes to %q, with %+v", n.Decision.StraightTo, open)
	}
}
