package food_test

import (
	"testing"

	"kith/internal/kernel/fault"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
	"kith/internal/registers/organisations"
	"kith/internal/services/food"
	"kith/internal/work/deliveries"
	"kith/internal/work/tasks"
)

// taken is the food of somebody who cannot pay, taken on by a food bank at a postcode.
func (w *world) taken(code string) (tasks.Task, tasks.Assignee) {
	w.t.Helper()
	w.deliveries.HeldBy(deliveries.Parcel, w.food.Parcels())
	o := w.Organisation(organisations.NewOrganisation{Name: "Hindley Food Bank " + code, Kind: organisations.FoodBank, Postcode: "WN2 3AB"})
	if code == "" {
		o = w.Organisation(organisations.NewOrganisation{Name: "Hindley Food Bank", Kind: organisations.FoodBank})
	}
	bank := tasks.Assignee{Kind: tasks.ToOrganisation, ID: string(o.ID), Name: o.Name}
	t := w.Assign(w.task("crisis"), bank)
	w.must(w.Tasks.Accept(w.As(hub), tasks.Choice{ID: t.ID, Version: t.Version}))
	return w.Task(t.ID), bank
}

func (w *world) parcelOf(t tasks.Task) (deliveries.Delivery, bool) {
	w.t.Helper()
	d, found, err := deliveries.Of(w.DB.Read(w.Ctx), deliveries.Parcel, string(t.ID))
	w.must(err)
	return d, found
}

func (w *world) carries(d deliveries.Delivery, c deliveries.Carried) {
	w.t.Helper()
	w.must(w.DB.Write(w.Ctx, func(tx *db.Tx) error { return w.deliveries.Carry(tx, d.ID, c) }))
}

// TestAParcelIsFetchedAtTheFoodBank: once the food bank has taken it on, its parcel is ready to be
// fetched there; handing it over does the work on the need, and uses the voucher.
func TestAParcelIsFetchedAtTheFoodBank(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		task, _ := w.taken("WN2 3AB")
		d, found := w.parcelOf(task)
		if !found || d.State != deliveries.Ready || d.FromPostcode != "WN2 3AB" || d.Load.Boxes != 2 || d.Load.Grams != 14000 || len(d.Marks) != 2 {
			t.Fatalf("the parcel is %+v, %v", d, found)
		}
		all, err := w.food.Vouchers(w.As(hub), food.VoucherFilter{Limit: 9})
		if err != nil || len(all) != 1 || all[0].Number != d.Number {
			t.Fatalf("the number on it is %s, of vouchers %+v, %v", d.Number, all, err)
		}
		w.carries(d, deliveries.Carried{To: deliveries.Out})
		if err := w.Tasks.Free(w.As(hub), tasks.Choice{ID: task.ID, Version: w.Task(task.ID).Version}); fault.KindOf(err) != fault.Conflict {
			t.Errorf("taken back from the food bank while a driver has it: %v", err)
		}
		w.carries(d, deliveries.Carried{To: deliveries.Delivered})
		if all, _ = w.food.Vouchers(w.As(hub), food.VoucherFilter{Limit: 9}); all[0].Standing() != "Used" || w.Task(task.ID).State != tasks.Done {
			t.Errorf("handed over, the voucher is %s and the work %s", all[0].Standing(), w.Task(task.ID).State)
		}
	})
}

// TestAParcelThatCameBack is tried again, from the hub to which the driver brought it.
func TestAParcelThatCameBack(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		task, _ := w.taken("WN2 3AB")
		d, _ := w.parcelOf(task)
		w.carries(d, deliveries.Carried{To: deliveries.Out})
		w.carries(d, deliveries.Carried{To: deliveries.Back, Note: "Nobody opened."})
		again, _ := w.parcelOf(task)
		if again.State != deliveries.Ready || again.FromPostcode != "" || again.From != "Logistics centre" || !again.Window.Day.After(d.Window.Day) || again.Attempts != 1 {
			t.Errorf("it waits as %+v", again)
		}
	})
}

// TestWhatNobodyFetches: without a postcode nobody is sent; what the food bank gave itself, or
// another is to give, is fetched no more.
func TestWhatNobodyFetches(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		if task, _ := w.taken(""); w.has(task) {
			t.Error("somebody is sent to a food bank of which nobody knows where it is")
		}
		task, _ := w.taken("one")
		w.must(w.Tasks.Free(w.As(hub), tasks.Choice{ID: task.ID, Version: task.Version}))
		if w.has(task) {
			t.Error("taken back from the food bank, it is still to be fetched there")
		}
		task, _ = w.taken("two")
		w.must(w.Tasks.RecordOutcome(w.As(hub), tasks.Choice{ID: task.ID, Version: task.Version}, tasks.Outcome{Code: "done"}))
		for _, s := range w.food.Subscriptions() {
			w.must(s.Handle(w.Ctx, journal.Sealed{Entry: journal.Entry{Objects: []journal.Object{{Kind: "task", ID: string(task.ID)}}}}))
		}
		if w.has(task) {
			t.Error("the food bank gave it itself, and it is still to be fetched")
		}
	})
}

// has reports whether the parcel of a task is to be fetched.
func (w *world) has(t tasks.Task) bool {
	d, found := w.parcelOf(t)
	return found && !d.State.Ended()
}
