package food

import (
	"context"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
	"kith/internal/registers/organisations"
	"kith/internal/work/deliveries"
	"kith/internal/work/needs"
	"kith/internal/work/tasks"
)

// Parcels are what food banks hand out against vouchers. Where the blueprint says that drivers
// bring them, one is ready to be fetched and brought once the food bank has taken the work on,
// without anybody doing more.

// readyParcel makes the parcel of a task ready at the food bank that has taken it on.
func (s *Service) readyParcel(tx *db.Tx, t tasks.Task) error {
	v, found, err := voucherOf(tx, t.ID)
	if err != nil || !found || v.Organisation != t.Assignee.ID {
		return err
	}
	list, _, err := s.List(tx.Context())
	if err != nil || list.Vouchers.Brought == (Parcel{}) {
		return err
	}
	bank, err := organisations.OrganisationIn(tx, organisations.ID(v.Organisation))
	if err != nil || bank.Postcode == "" {
		return err // nobody knows where it is fetched: the food bank sees to it
	}
	n, err := s.parcel(tx, list, v, t)
	if err != nil {
		return err
	}
	n.From, n.FromPostcode, n.Window = bank.Name, string(bank.Postcode), deliveries.Window{Day: day.Of(tx.Now()), Part: deliveries.AnyTime}
	_, err = deliveries.MakeReady(tx, n)
	return err
}

// takeBack has nobody fetch a parcel that another is to hand out, or nobody. It is
// [fault.Conflict] while a driver has it with them.
func takeBack(tx *db.Tx, t tasks.Task) error {
	d, found, err := deliveries.Of(tx, deliveries.Parcel, string(t.ID))
	switch {
	case err != nil || !found:
		return err
	case d.State == deliveries.Out:
		return fault.New(fault.Conflict, "food.parcel-out", "A driver has the parcel with them. Wait until it is handed over or back.")
	case d.State == deliveries.Ready || d.State == deliveries.Back:
		return deliveries.Went(tx, d.Kind, d.Source, deliveries.Withdrawn)
	}
	return nil
}

// parcel is the parcel of a voucher. What is in it is marked as whoever hands it over reads it.
func (s *Service) parcel(tx *db.Tx, list *Hampers, v Voucher, t tasks.Task) (deliveries.New, error) {
	request, err := needs.RequestIn(tx, t.Request)
	size := list.Vouchers.Brought
	return deliveries.New{
		Kind: deliveries.Parcel, Source: string(t.ID), Number: v.Number, Need: t.Need, Record: t.Record, Hub: t.Neighbourhood,
		Load: deliveries.Load{Boxes: size.Boxes, Grams: size.Kilograms * 1000}, Marks: list.Marks(list.Wanted(request.Answers[askDiet])),
	}, err
}

// parcels moves the work on a need along with its parcel, which a round brings: it is the
// [deliveries.Holder] of parcels.
type parcels struct{ *Service }

// Parcels is who moves food banks' parcels along with the rounds that bring them.
func (s *Service) Parcels() deliveries.Holder { return parcels{s} }

// Carried says of the work what became of the parcel. One that came back, and is to be tried
// again, waits at the hub, since that is where the driver brought it.
func (p parcels) Carried(tx *db.Tx, d deliveries.Delivery, c deliveries.Carried) error {
	if err := deliveries.Went(tx, d.Kind, d.Source, c.To); err != nil || c.To == deliveries.Out {
		return err
	}
	id := tasks.ID(d.Source)
	if c.To == deliveries.Delivered {
		return tasks.OutcomeFor(tx, p.keeper, id, tasks.Outcome{Code: "done", Note: c.Note})
	}
	code, err := p.backAs(tx, Order{Task: id}, c.Refused)
	if err != nil {
		return err
	}
	if err := tasks.OutcomeFor(tx, p.keeper, id, tasks.Outcome{Code: code, Note: c.Note}); err != nil {
		return err
	}
	return p.again(tx, id)
}

// again makes a parcel ready at the hub whose task goes on.
func (p parcels) again(tx *db.Tx, id tasks.ID) error {
	t, err := tasks.In(tx, id)
	if err != nil || !t.State.Open() {
		return err
	}
	v, _, err := voucherOf(tx, id)
	if err != nil {
		return err
	}
	list, _, err := p.List(tx.Context())
	if err != nil {
		return err
	}
	n, err := p.parcel(tx, list, v, t)
	if err != nil {
		return err
	}
	n.From, n.Window = list.From, deliveries.Window{Day: day.Of(tx.Now()).AddDays(1), Part: deliveries.AnyTime}
	_, err = deliveries.MakeReady(tx, n)
	return err
}

// Subscriptions are what follows from what the journal tells.
func (s *Service) Subscriptions() []journal.Subscription {
	return []journal.Subscription{{Name: "food.parcels", Topics: []string{"tasks.recorded"}, Handle: s.parcelOf}}
}

// parcelOf ends the delivery of a parcel whose work has ended without it: the food bank gave it
// to them itself, or it is not wanted. What a driver has with them is left to the driver. It may
// run again.
func (s *Service) parcelOf(ctx context.Context, e journal.Sealed) error {
	id := tasks.ID(e.ObjectID("task"))
	d, found, err := deliveries.Of(s.db.Read(ctx), deliveries.Parcel, string(id))
	if err != nil || !found || d.State != deliveries.Ready && d.State != deliveries.Back {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		t, err := tasks.In(tx, id)
		if err != nil || t.State.Open() {
			return err
		}
		err = deliveries.Went(tx, d.Kind, d.Source, deliveries.Withdrawn)
		if fault.KindOf(err) == fault.Conflict && err != nil {
			return nil // it has gone out meanwhile
		}
		return err
	})
}
