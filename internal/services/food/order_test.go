package food_test

import (
	"strings"
	"testing"

	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/registers/people"
	"kith/internal/services/food"
	"kith/internal/work/deliveries"
	"kith/internal/work/needs"
	"kith/internal/work/tasks"
)

func TestLifecycle(t *testing.T) {
	const no = food.State("")
	table := map[food.Action]map[food.State]food.State{
		food.Start:    {food.Ordered: food.Packing},
		food.PutBack:  {food.Packing: food.Ordered},
		food.Pack:     {food.Ordered: food.Packed, food.Packing: food.Packed, food.Packed: food.Packed},
		food.Send:     {food.Packed: food.Out},
		food.HandOver: {food.Packed: food.Delivered, food.Out: food.Delivered, food.NotDelivered: food.Delivered},
		food.NoAnswer: {food.Out: food.NotDelivered},
		food.Again:    {food.NotDelivered: food.Packed},
		food.Cancel:   {food.Ordered: food.Cancelled, food.Packing: food.Cancelled, food.Packed: food.Cancelled, food.NotDelivered: food.Cancelled},
		food.Undo:     {food.Delivered: food.Packed},
	}
	for _, a := range food.Actions() {
		for _, from := range food.States() {
			want := table[a][from]
			got, err := food.Next(from, a)
			switch {
			case want == no && (fault.KindOf(err) != fault.Conflict || from.Can(a)):
				t.Errorf("%s when %s leads to %s, %v; want a conflict", a, from, got, err)
			case want != no && (err != nil || got != want || !from.Can(a)):
				t.Errorf("%s when %s leads to %s, %v; want %s", a, from, got, err, want)
			}
			if from.Label() == string(from) {
				t.Errorf("%s has no words", from)
			}
		}
	}
}

func TestAnOrderFromTheHubToTheDoor(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		task := w.task("no-access")
		o := w.placed(task)
		if o.State != food.Ordered || o.Kind != food.HamperKind || o.Task != task.ID || o.From != "Logistics centre" {
			t.Errorf("ordered %+v", o)
		}
		for _, i := range o.Items {
			if strings.Contains(i.Name, "chicken in sauce") {
				t.Errorf("a halal hamper holds %s", i.Name)
			}
		}
		if now := w.Task(task.ID); now.State != tasks.Accepted || now.Assignee.Name != hub.Name || w.need(task.Need).State != needs.NeedInHand {
			t.Errorf("the work is %s, with %q", now.State, now.Assignee.Name)
		}
		w.must(w.food.StartPacking(w.As(packer), w.choice(o.ID)))
		w.packed(o)
		if now := w.now(o.ID); now.State != food.Packed || now.Boxes != 2 || now.Weight() != o.Weight() || now.PackedBy != packer.Account || now.Due() != o.Total {
			t.Errorf("packed %+v", now.Order)
		}
		stops, err := w.deliveries.List(w.As(packer), deliveries.Filter{States: []deliveries.State{deliveries.Ready}})
		w.must(err)
		if len(stops) != 1 || stops[0].Load != (deliveries.Load{Boxes: 2, Grams: o.Weight()}) || stops[0].Goes() != "4 Mill Lane, Hindley, WN2 3EB" || stops[0].Notes != "Flats: need to buzz." {
			t.Errorf("ready is %+v", stops)
		}
		w.must(w.food.Send(w.As(packer), w.choice(o.ID)))
		w.must(w.food.Back(w.As(packer), w.choice(o.ID), "Nobody came to the door."))
		if now := w.Task(task.ID); now.Attempts != 1 || now.State != tasks.Accepted {
			t.Errorf("after nobody was in the work is %s, tried %d times", now.State, now.Attempts)
		}
		w.must(w.food.SendAgain(w.As(packer), w.choice(o.ID)))
		w.must(w.food.Send(w.As(packer), w.choice(o.ID)))
		w.must(w.food.HandOver(w.As(packer), w.choice(o.ID)))
		if now := w.Task(task.ID); now.State != tasks.Done || now.Outcome != "done" || w.need(task.Need).State != needs.NeedMet {
			t.Errorf("the work is %s, %q, the need %s", now.State, now.Outcome, w.need(task.Need).State)
		}
		stops, err = w.deliveries.List(w.As(packer), deliveries.Filter{})
		w.must(err)
		if stops[0].State != deliveries.Delivered || stops[0].Attempts != 1 {
			t.Errorf("the delivery is %s after %d", stops[0].State, stops[0].Attempts)
		}
	})
}

func TestOneFormMakesOneOrder(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		n := w.order(w.task("no-access"))
		first, err := w.food.Place(w.As(hub), n)
		w.must(err)
		done := make(chan food.Order)
		for range 8 {
			go func() {
				o, err := w.food.Place(w.As(hub), n)
				if err != nil {
					t.Error(err)
				}
				done <- o
			}()
		}
		for range 8 {
			if o := <-done; o.Number != first.Number {
				t.Errorf("made %s and %s", first.Number, o.Number)
			}
		}
		all, err := w.food.OfNeed(w.As(hub), n.Need)
		if err != nil || len(all) != 1 {
			t.Errorf("%d orders, %v", len(all), err)
		}
	})
}

func TestWhatIsWrongWithAnOrder(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		task := w.task("no-access")
		for name, spoil := range map[string]func(*food.NewOrder){
			"nothing chosen":    func(n *food.NewOrder) { n.Chosen = nil },
			"not on the list":   func(n *food.NewOrder) { n.Chosen = map[string]int64{"caviar": 1} },
			"too many":          func(n *food.NewOrder) { n.Chosen = map[string]int64{"couple": 21} },
			"for another need":  func(n *food.NewOrder) { n.Chosen = map[string]int64{"ppe-carer": 1} },
			"no such diet":      func(n *food.NewOrder) { n.Options = []string{"keto"} },
			"which allergy":     func(n *food.NewOrder) { n.DietNote = " " },
			"nobody eats":       func(n *food.NewOrder) { n.Household = food.Household{} },
			"yesterday":         func(n *food.NewOrder) { n.Window.Day = n.Window.Day.AddDays(-1) },
			"no price was told": func(n *food.NewOrder) { n.Told = false },
			"nobody is billed":  func(n *food.NewOrder) { n.Bill = food.Bill{} },
		} {
			n := w.order(task)
			spoil(&n)
			if _, err := w.food.Place(w.As(hub), n); fault.KindOf(err) != fault.Invalid || fault.MessageOf(err) == fault.UnknownMessage {
				t.Errorf("%s: %v", name, err)
			}
		}
		free := w.order(task)
		free.Chosen, free.Told, free.Bill = map[string]int64{"perishables": 1}, false, food.Bill{}
		o, err := w.food.Place(w.As(hub), free)
		if err != nil || o.Total != 0 || o.Bill != (food.Bill{}) || o.Kind != food.ParcelKind {
			t.Errorf("a free parcel: %v, %s, %+v", err, o.Total, o.Bill)
		}
	})
}

func TestWhoMayOrderAndPack(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		task := w.task("no-access")
		n := w.order(task)
		for _, who := range []access.Principal{other, packer, finance, agent, {}} {
			_, err := w.food.Place(w.As(who), n)
			w.wants(err, fault.NotFound)
		}
		crisis := w.order(w.task("crisis"))
		_, err := w.food.Place(w.As(hub), crisis)
		w.wants(err, fault.Invalid)
		o := w.placed(task)
		for _, who := range []access.Principal{other, finance, agent} {
			w.wants(w.food.StartPacking(w.As(who), w.choice(o.ID)), fault.Forbidden)
			_, err := w.food.Order(w.As(who), o.ID)
			w.wants(err, fault.NotFound)
			if all, err := w.food.Orders(w.As(who), food.Filter{Limit: 9}); len(all) > 0 || who.Account != "other" && err == nil {
				t.Errorf("%s is told of %d orders, %v", who.Name, len(all), err)
			}
		}
	})
}

func TestTheSecondOfTwoPackersIsTold(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		o := w.placed(w.task("no-access"))
		seen := w.choice(o.ID)
		w.must(w.food.StartPacking(w.As(packer), seen))
		err := w.food.StartPacking(w.As(hub), seen)
		w.wants(err, fault.Stale)
		if !strings.Contains(fault.MessageOf(err), "being packed") {
			t.Errorf("says %q", fault.MessageOf(err))
		}
	})
}

func TestWhatIsWrongWithPacking(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		o := w.placed(w.task("no-access"))
		for name, spoil := range map[string]func(all []food.PackedItem) ([]food.PackedItem, int64){
			"other items":          func(all []food.PackedItem) ([]food.PackedItem, int64) { return all[1:], 1 },
			"no box":               func(all []food.PackedItem) ([]food.PackedItem, int64) { return all, 0 },
			"more than was wanted": func(all []food.PackedItem) ([]food.PackedItem, int64) { all[0].Packed++; return all, 1 },
			"fewer than none":      func(all []food.PackedItem) ([]food.PackedItem, int64) { all[0].Packed = -1; return all, 1 },
			"no weight":            func(all []food.PackedItem) ([]food.PackedItem, int64) { all[0].Grams = 0; return all, 1 },
			"a lorry of it":        func(all []food.PackedItem) ([]food.PackedItem, int64) { all[0].Grams = 200_001; return all, 1 },
			"empty boxes":          func(all []food.PackedItem) ([]food.PackedItem, int64) { clear(all); return all, 1 },
		} {
			items, boxes := spoil(full(o))
			if err := w.food.Pack(w.As(packer), w.choice(o.ID), items, boxes); fault.KindOf(err) != fault.Invalid {
				t.Errorf("%s: %v", name, err)
			}
		}
	})
}

func TestNobodyIsSentToAWithheldAddress(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		task := w.task("no-access")
		w.mark(task, people.AddressWithheld)
		o := w.placed(task)
		if !o.Collect || o.DoorNote != "" || o.Bill.Address != food.ThroughHub || o.Bill.Name != "A Khan" {
			t.Errorf("ordered to %+v, billed to %+v", o.Collect, o.Bill)
		}
		w.packed(o)
		w.wants(w.food.Send(w.As(packer), w.choice(o.ID)), fault.Conflict)
		w.must(w.food.HandOver(w.As(packer), w.choice(o.ID)))
	})
}

// An address that is withheld after the order was made is on no sheet from then on.
func TestWithheldSinceTheOrder(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		task := w.task("no-access")
		o := w.placed(task)
		w.packed(o)
		w.must(w.food.HandOver(w.As(packer), w.choice(o.ID)))
		w.mark(task, people.AddressWithheld)
		if now := w.now(o.ID); now.Address != nil || now.DoorNote != "" || now.Bill.Address != food.ThroughHub || !now.Withheld {
			t.Errorf("the order says %+v", now)
		}
		stops, err := w.deliveries.List(w.As(packer), deliveries.Filter{})
		w.must(err)
		if stops[0].Address != nil || !stops[0].Collect || stops[0].Notes != "" {
			t.Errorf("the sheet says %+v", stops[0])
		}
		bills, err := w.food.Waiting(w.As(finance))
		w.must(err)
		if bills[0].Bill.Address != food.ThroughHub {
			t.Errorf("finance is told %+v", bills[0].Bill)
		}
		batch, err := w.food.TakeOut(w.As(finance))
		w.must(err)
		_, lines, err := w.food.Batch(w.As(finance), batch.ID)
		if err != nil || lines[0].Bill.Address != food.ThroughHub {
			t.Errorf("the file says %+v, %v", lines[0].Bill, err)
		}
	})
}

func TestOfARestrictedPersonNobodyIsTold(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		task := w.task("no-access")
		w.mark(task, people.Restricted)
		keys++
		o, err := w.food.Place(w.As(point), w.order(task))
		w.must(err)
		if !o.Private || o.Name != "" || !o.Collect || o.Bill.Name != "Order "+string(o.Number) || o.Bill.Address != food.ThroughHub {
			t.Errorf("ordered %+v", o)
		}
		guarded := w.task("no-access", needs.Safeguarding)
		_, err = w.food.Place(w.As(hub), w.order(guarded))
		w.wants(err, fault.NotFound)
		o, err = w.food.Place(w.As(point), w.order(guarded))
		if err != nil || !o.Private || o.Name != "" {
			t.Errorf("for a guarded need: %v, %+v", err, o)
		}
	})
}

// Nobody packs or drives for a need that was withdrawn.
func TestNobodyPacksWhatIsNotWanted(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		task := w.task("no-access")
		o, packed := w.placed(task), w.placed(task)
		w.packed(packed)
		w.must(w.Tasks.Withdraw(w.As(hub), tasks.NeedChoice{ID: task.Need, Version: w.need(task.Need).Version}, "They have food now."))
		w.wants(w.food.StartPacking(w.As(packer), w.choice(o.ID)), fault.Conflict)
		w.wants(w.food.Send(w.As(packer), w.choice(packed.ID)), fault.Conflict)
		if list, err := w.food.PickList(w.As(packer), food.Filter{States: []food.State{food.Ordered}, Limit: 9}); err != nil || len(list) != 0 {
			t.Errorf("to be packed: %+v, %v", list, err)
		}
		if all, err := w.food.Orders(w.As(packer), food.Filter{Limit: 9}); err != nil || len(all) != 2 || !all[0].Unwanted || !all[1].Unwanted {
			t.Errorf("listed: %+v, %v", all, err)
		}
		if stops, err := w.deliveries.List(w.As(packer), deliveries.Filter{}); err != nil || stops[0].Goes() != "Not wanted any more: do not set out" {
			t.Errorf("the sheet says %+v, %v", stops, err)
		}
		for _, one := range []food.Order{o, packed} {
			w.must(w.food.CancelOrder(w.As(packer), w.choice(one.ID), "They have food now."))
		}
	})
}

func TestCancelled(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		task := w.task("no-access")
		o := w.placed(task)
		w.packed(o)
		w.wants(w.food.CancelOrder(w.As(hub), w.choice(o.ID), " "), fault.Invalid)
		w.must(w.food.CancelOrder(w.As(hub), w.choice(o.ID), "Her son shops for her now."))
		if now := w.now(o.ID); now.State != food.Cancelled || now.Reason != "Her son shops for her now." {
			t.Errorf("it is %s, %q", now.State, now.Reason)
		}
		if now := w.Task(task.ID); !now.State.Open() {
			t.Error("the work ended with the order")
		}
		again := w.placed(task)
		if again.Number == o.Number || again.Task != task.ID {
			t.Errorf("ordered anew %+v", again)
		}
	})
}
