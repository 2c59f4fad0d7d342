package food

import (
	"slices"

	"kith/internal/plat/access"
	"kith/internal/plat/policy"
	"kith/internal/registers/people"
)

// shownTo is an order as somebody may be shown it, by the policies. What labels keep back is
// taken out first, for everybody: an order without a name is still packed.
func (o Order) shownTo(who access.Principal, p people.Record) Order {
	o = o.shownWith(p)
	o.ToPay = o.ToPay || o.Due() > 0 || o.Bill != Bill{}
	may := func(g policy.Group) bool { return policy.May(who, g, policy.Record{Neighbourhood: o.Hub}) }
	if !may(policy.Name) {
		o.Private, o.Name = true, ""
	}
	if !may(policy.Address) {
		o.DoorNote = ""
	}
	if !may(policy.Diet) {
		o.Options, o.DietNote = nil, ""
	}
	if !may(policy.Food) {
		o.Chosen, o.Items = nil, nil
	}
	if !may(policy.Money) {
		o.Bill = Bill{}
	}
	if !may(policy.OrderValue) {
		o = o.unpriced()
	}
	return o
}

// unpriced is an order without what it comes to.
func (o Order) unpriced() Order {
	o.Total, o.Chosen, o.Items = 0, slices.Clone(o.Chosen), slices.Clone(o.Items)
	for i := range o.Chosen {
		o.Chosen[i].Each = 0
	}
	for i := range o.Items {
		o.Items[i].Pence = 0
	}
	return o
}

// billShown is a line of the books as finance may be shown it: whom it is to, where it goes
// and what it comes to. What labels keep back is not in it.
func billShown(who access.Principal, i Invoice, p people.Record) Invoice {
	r := policy.Record{Given: true, Restricted: p.Restricted(), AddressWithheld: p.AddressWithheld()}
	if !policy.May(who, policy.Name, r) {
		i.Bill = Bill{Name: "Order " + string(i.Number), Address: ThroughHub}
	}
	if !policy.May(who, policy.Address, r) {
		i.Bill.Address = ThroughHub
	}
	return i
}
