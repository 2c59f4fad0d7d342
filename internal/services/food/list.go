package food

import (
	"context"
	"slices"

	"kith/internal/feature"
	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
	"kith/internal/plat/policy"
	"kith/internal/registers/people"
	"kith/internal/work/needs"
)

// Filter narrows a list of orders. Zero fields do not narrow.
type Filter struct {
	Neighbourhoods []string // nil means every one; "" among them means the coordination queue
	States         []State
	Number         ident.Reference
	Day            day.Date     // wanted on this day
	Until          day.Date     // wanted on this day or before
	After          feature.Mark // go on behind this row; the zero Mark begins
	Limit          int
}

// Mark is the order's place in a list of orders.
func (o Order) Mark() feature.Mark { return feature.Mark{At: o.OrderedAt, ID: string(o.ID)} }

// Orders lists orders of the neighbourhoods the caller works for, the latest first. Whom
// few may know of is not named.
func (s *Service) Orders(ctx context.Context, f Filter) (all []Order, err error) {
	defer fault.Wrap(&err, "list orders")
	f.Neighbourhoods = access.Narrow(ctx, f.Neighbourhoods, packers...)
	if f.Neighbourhoods != nil && len(f.Neighbourhoods) == 0 {
		return nil, access.CheckHeld(ctx, packers...)
	}
	r := s.db.Read(ctx)
	if all, err = listOrders(r, f); err != nil {
		return nil, err
	}
	if err := unnamed(r, all); err != nil {
		return nil, err
	}
	who := access.From(ctx)
	for i, o := range all {
		all[i] = o.shownTo(who, people.Record{}) // labels are seen to already
	}
	return all, nil
}

// unnamed takes the names from orders for people who have been restricted since.
func unnamed(r db.Reader, all []Order) error {
	for i := range all {
		p, err := people.RecordIn(r, all[i].Record)
		if err != nil && fault.KindOf(err) != fault.NotFound {
			return err
		}
		all[i] = all[i].shownWith(p)
		if all[i].Unwanted, err = unwanted(r, all[i]); err != nil {
			return err
		}
	}
	return nil
}

// shownWith is an order as it may be shown, given what its person's record says now.
func (o Order) shownWith(p people.Record) Order {
	billed := o.Bill != Bill{}
	if p.Restricted() {
		o.Private, o.Name, o.Bill.Name = true, "", "Order "+string(o.Number)
	}
	if o.Private || p.AddressWithheld() {
		o.Collect, o.DoorNote, o.Bill.Address = true, "", ThroughHub
	}
	if !billed {
		o.Bill = Bill{}
	}
	return o
}

// Seen is an order with what may be told of where it goes.
type Seen struct {
	Order
	Address  []string // as on an envelope; empty when nobody is sent
	Withheld bool     // the address is not told
}

// Order returns one order, and notes who looked. One of a hub the caller does not work for
// is [fault.NotFound].
func (s *Service) Order(ctx context.Context, id OrderID) (o Seen, err error) {
	defer fault.Wrap(&err, "order %s", id)
	r := s.db.Read(ctx)
	if o.Order, err = orderByID(r, id); err != nil {
		return Seen{}, err
	}
	if !access.From(ctx).HasFor(o.Hub, packers...) {
		return Seen{}, fault.New(fault.NotFound, "food.no-such-order", "There is no such order, or it is with another hub.")
	}
	p, err := people.RecordIn(r, o.Record)
	if err != nil {
		return Seen{}, err
	}
	o.Order = o.shownTo(access.From(ctx), p)
	if o.Unwanted, err = unwanted(r, o.Order); err != nil {
		return Seen{}, err
	}
	o.Withheld = o.Private || p.AddressWithheld()
	if !o.Withheld && !o.Collect && policy.May(access.From(ctx), policy.Address, policy.Record{Neighbourhood: o.Hub, Restricted: p.Restricted(), AddressWithheld: p.AddressWithheld()}) {
		o.Address = p.Address.Lines()
	}
	return o, s.reads.Saw(ctx, journal.Entry{
		Verb: "looked at an order", Topic: "people.read", Subject: string(o.Record),
		Objects: []journal.Object{{Kind: "order", ID: string(id)}},
	})
}

// PickList is every order of a filter that is still wanted, with its items, to be packed from
// paper. The journal
// is told who looked.
func (s *Service) PickList(ctx context.Context, f Filter) (all []Order, err error) {
	defer fault.Wrap(&err, "pick list")
	if all, err = s.Orders(ctx, f); err != nil {
		return nil, err
	}
	all = slices.DeleteFunc(all, func(o Order) bool { return o.Unwanted })
	r := s.db.Read(ctx)
	e := journal.Entry{Verb: "looked at a list to pack by", Topic: "people.read"}
	for i := range all {
		if all[i].Items, err = itemsOf(r, all[i].ID); err != nil {
			return nil, err
		}
		all[i] = all[i].shownTo(access.From(ctx), people.Record{})
		e.Objects = append(e.Objects, journal.Object{Kind: "order", ID: string(all[i].ID)})
	}
	slices.SortStableFunc(all, func(a, b Order) int { return a.Window.Day.Compare(b.Window.Day) })
	if len(all) == 0 {
		return nil, nil
	}
	return all, s.reads.Saw(ctx, e)
}

// Totals are the items of several orders together, in the order they come.
func Totals(all []Order) (sums []Item) {
	at := map[string]int{}
	for _, o := range all {
		for _, i := range o.Items {
			n, known := at[i.Name]
			if !known {
				n, at[i.Name] = len(sums), len(sums)
				sums = append(sums, Item{Name: i.Name})
			}
			sums[n].Quantity += i.Quantity
		}
	}
	return sums
}

// OfNeed lists the orders made for a need, the latest first, for those who work for its hub.
func (s *Service) OfNeed(ctx context.Context, id needs.NeedID) (all []Order, err error) {
	defer fault.Wrap(&err, "orders of need %s", id)
	all, err = ordersOfNeed(s.db.Read(ctx), id)
	return slices.DeleteFunc(all, func(o Order) bool { return !access.From(ctx).HasFor(o.Hub, packers...) }), err
}

// MayOrder reports whether the caller may order for a need, and orders can meet it.
func (s *Service) MayOrder(ctx context.Context, n needs.Need) bool {
	list, _, err := s.List(ctx)
	who := access.From(ctx)
	return err == nil && list.Serves(n) && !n.State.Ended() && who.HasFor(n.Neighbourhood, orderers...) && n.Named(who)
}
