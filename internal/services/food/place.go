package food

import (
	"context"
	"crypto/rand"
	"slices"
	"strings"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/kernel/money"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
	"kith/internal/registers/people"
	"kith/internal/work/deliveries"
	"kith/internal/work/needs"
	"kith/internal/work/tasks"
)

// NewOrder is an order as somebody at a hub makes it.
type NewOrder struct {
	Need      needs.NeedID
	Name      string
	Household Household
	Options   []string
	DietNote  string
	Chosen    map[string]int64 // hampers of the list, and how many of each
	Bill      Bill
	Told      bool // they know what it costs and that a bill comes later
	Collect   bool
	Window    deliveries.Window
	DoorNote  string
	Key       string // idempotency key of the form
}

// For is what an order can be made for: a need, as far as whoever orders may know of it.
type For struct {
	Need    needs.Need
	Request needs.Request
	Record  people.Record
	Private bool // few may know whom it is for
}

// Withheld reports whether no address may be printed, so that it is collected at the hub.
func (f For) Withheld() bool {
	return f.Private || f.Record.AddressWithheld() || slices.Contains(f.Need.Decision.Labels, needs.AddressWithheld)
}

// For reads the need an order is to be made for. A need the caller does not work for, or
// may not be told of, is [fault.NotFound]; one that no order can meet is [fault.Invalid].
func (s *Service) For(ctx context.Context, id needs.NeedID) (f For, err error) {
	defer fault.Wrap(&err, "order for need %s", id)
	list, _, err := s.List(ctx)
	if err != nil {
		return For{}, err
	}
	r := s.db.Read(ctx)
	if f, err = forNeed(r, id); err != nil {
		return For{}, err
	}
	who := access.From(ctx)
	if !who.HasFor(f.Need.Neighbourhood, orderers...) || !f.Need.Named(who) {
		return For{}, fault.New(fault.NotFound, "food.no-such-need", "There is no such need, or it is with another hub.")
	}
	switch {
	case !list.Serves(f.Need):
		return For{}, fault.New(fault.Invalid, "food.not-by-order", "Nothing is ordered for this need: it goes another way. See its request for how.")
	case f.Need.State.Ended():
		return For{}, fault.New(fault.Conflict, "food.need-ended", "This need has ended. Take it up again first.")
	}
	return f, s.reads.Saw(ctx, journal.Entry{
		Verb: "looked at whom an order is for", Topic: "people.read", Subject: string(f.Record.ID),
		Objects: []journal.Object{{Kind: "need", ID: string(id)}},
	})
}

func forNeed(r db.Reader, id needs.NeedID) (f For, err error) {
	if f.Need, err = needs.NeedIn(r, id); err != nil {
		return For{}, err
	}
	if f.Request, err = needs.RequestIn(r, f.Need.Request); err != nil {
		return For{}, err
	}
	f.Record, err = people.RecordIn(r, f.Need.Record)
	f.Private = needs.Guarded(f.Need.Decision.Labels) || f.Record.Restricted()
	return f, err
}

// Place makes an order. The same key gives the order it made before. What is wrong with it
// is [fault.Invalid] in words for whoever orders.
func (s *Service) Place(ctx context.Context, n NewOrder) (o Order, err error) {
	defer fault.Wrap(&err, "place an order")
	f, err := s.For(ctx, n.Need)
	if err != nil {
		return Order{}, err
	}
	list, version, err := s.List(ctx)
	if err != nil {
		return Order{}, err
	}
	if err := n.check(list, f, day.Of(s.db.Read(ctx).Now())); err != nil {
		return Order{}, err
	}
	err = s.again(ctx, func(tx *db.Tx) (err error) {
		if err := needs.Hold(tx, f.Need.Request); err != nil {
			return err
		}
		earlier, found, err := orderByKey(tx, n.Key)
		if err != nil || found {
			o = earlier
			return err
		}
		o = n.order(list, f, tx)
		o.Blueprint = version
		return place(ctx, tx, &o, n.Key)
	})
	return o, err
}

// again writes, and once more when a number or a key was taken meanwhile.
func (s *Service) again(ctx context.Context, do func(tx *db.Tx) error) (err error) {
	for range 3 {
		if err = s.db.Write(ctx, do); !db.IsUnique(err) {
			return err
		}
	}
	return err
}

func place(ctx context.Context, tx *db.Tx, o *Order, key string) (err error) {
	who := access.From(ctx)
	if o.Task, err = tasks.TakeFor(tx, o.Request, o.Need, tasks.Assignee{Kind: tasks.ToStaff, ID: who.Account, Name: who.Name}); err != nil {
		return err
	}
	if err := insertOrder(tx, *o, key); err != nil {
		return err
	}
	return tell(tx, *o, "placed an order", "food.ordered")
}

func (n NewOrder) check(list *Hampers, f For, today day.Date) error {
	some := false
	for id, quantity := range n.Chosen {
		h, ok := list.Find(id)
		if !ok || !slices.Contains(h.Needs, f.Need.Category) {
			return invalid("food.no-such-hamper", "Choose from the list. It may have changed since you opened this page: open it again.")
		}
		if quantity < 0 || quantity > mostHampers {
			return invalid("food.how-many", "An order holds at most 20 of one thing.")
		}
		some = some || quantity > 0
	}
	for _, id := range n.Options {
		if _, ok := list.Option(id); !ok {
			return invalid("food.no-such-option", "Choose the diet from the list. It may have changed since you opened this page: open it again.")
		}
	}
	switch {
	case !some:
		return invalid("food.nothing", "Enter how many of at least one thing.")
	case slices.Contains(n.Options, "allergy") && strings.TrimSpace(n.DietNote) == "":
		return invalid("food.which-allergy", "Enter which food must not be in it.")
	case n.Household.People() == 0 && f.Need.Category == "food":
		return invalid("food.household", "Enter how many people eat from it.")
	case n.Window.Day.Before(today):
		return invalid("food.day", "Enter a day from today on.")
	case n.costs(list) && !n.Told:
		return invalid("food.not-told", "Tell them the price first, and tick that they know a bill comes later. If they cannot pay, the food is free: give the task to a food bank instead.")
	case n.costs(list) && !f.Withheld() && (strings.TrimSpace(n.Bill.Name) == "" || strings.TrimSpace(n.Bill.Address) == ""):
		return invalid("food.bill", "Enter the name and the address the bill goes to.")
	}
	return nil
}

// mostHampers is the most of one thing in one order.
const mostHampers = 20

func invalid(code, message string) error { return fault.New(fault.Invalid, code, message) }

func (n NewOrder) costs(list *Hampers) bool {
	for id, quantity := range n.Chosen {
		if h, ok := list.Find(id); ok && quantity > 0 && h.Price(n.Options) > 0 {
			return true
		}
	}
	return false
}

// ThroughHub is where the bill goes for somebody whose address is withheld.
const ThroughHub = "By hand, through the hub"

func (n NewOrder) order(list *Hampers, f For, tx *db.Tx) Order {
	o := Order{
		ID: ident.New[Order](tx.Now()), Number: ident.NewReference(rand.Reader), Need: f.Need.ID, Request: f.Need.Request, Record: f.Need.Record,
		Hub: f.Need.Neighbourhood, From: list.From, Name: strings.TrimSpace(n.Name), Private: f.Private, Household: n.Household,
		Options: n.Options, DietNote: strings.TrimSpace(n.DietNote), Collect: n.Collect || f.Withheld(), Window: n.Window,
		DoorNote: strings.TrimSpace(n.DoorNote), State: Ordered, OrderedAt: tx.Now(), OrderedBy: tx.Actor(), Version: 1,
	}
	for _, h := range list.Hampers { // in the order of the list, whatever the form's
		quantity := n.Chosen[h.ID]
		if quantity <= 0 {
			continue
		}
		o.Chosen = append(o.Chosen, Chosen{Hamper: h.ID, Name: h.Name, Kind: h.Kind, Quantity: quantity, Each: h.Price(n.Options)})
		for _, l := range h.With(n.Options) {
			o.Items = append(o.Items, Item{Hamper: h.ID, Name: l.Item, Quantity: l.Quantity * quantity, Pence: money.Pence(l.Pence), Grams: l.Grams})
		}
	}
	o.Kind, o.Total = kindOf(o.Chosen), o.Due()
	if o.Private {
		o.Name = ""
	}
	if o.Total > 0 {
		o.Bill = Bill{Name: strings.TrimSpace(n.Bill.Name), Address: strings.TrimSpace(n.Bill.Address)}
		if f.Withheld() {
			o.Bill.Address = ThroughHub
		}
		if o.Private {
			o.Bill.Name = "Order " + string(o.Number)
		}
	}
	if o.Private || o.Collect {
		o.DoorNote = ""
	}
	return o
}

// tell writes into the journal what happened to an order: nothing of whom it is for, what is
// in it or what they must not eat.
func tell(tx *db.Tx, o Order, verb, topic string) error {
	subject := string(o.Record)
	if o.Private {
		subject = ""
	}
	return journal.Record(tx, journal.Entry{
		Verb: verb, Topic: topic, Subject: subject,
		Objects: []journal.Object{{Kind: "order", ID: string(o.ID)}, {Kind: "request", ID: string(o.Request)}, {Kind: "neighbourhood", ID: o.Hub}},
		Data:    map[string]any{"neighbourhood": o.Hub, "state": o.State, "kind": o.Kind},
	})
}
