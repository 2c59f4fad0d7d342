package food

import (
	"context"
	"slices"
	"strings"

	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/work/deliveries"
	"kith/internal/work/needs"
	"kith/internal/work/tasks"
)

// Choice names an order as somebody saw it.
type Choice struct {
	ID      OrderID
	Version int64
}

// act does one action to an order: it checks that the caller may, that nobody changed the
// order since it was seen and that its state allows the action, lets change fill in the
// rest, saves, and moves the delivery and the work on the need along. All in one transaction.
func (s *Service) act(ctx context.Context, c Choice, a Action, change func(*db.Tx, *Order) error) (err error) {
	defer fault.Wrap(&err, "%s order %s", a, c.ID)
	return s.db.Write(ctx, func(tx *db.Tx) error {
		o, err := heldOrder(tx, c.ID)
		if err != nil {
			return err
		}
		if err := access.Check(ctx, o.Hub, packers...); err != nil {
			return err
		}
		if o.Version != c.Version {
			return stale(o)
		}
		return actIn(tx, o, a, change)
	})
}

// actIn does an action to an order that is held, for somebody who may.
func actIn(tx *db.Tx, o Order, a Action, change func(*db.Tx, *Order) error) (err error) {
	if err := o.wanted(tx, a); err != nil {
		return err
	}
	if o.State, err = Next(o.State, a); err != nil {
		return err
	}
	if err := change(tx, &o); err != nil {
		return err
	}
	if err := saveOrder(tx, o); err != nil {
		return err
	}
	return tell(tx, o, verbs[a], "food."+string(a))
}

var verbs = map[Action]string{
	Start: "began to pack an order", PutBack: "left an order for somebody else to pack", Pack: "packed an order",
	Send: "sent an order out", HandOver: "handed an order over", NoAnswer: "brought an order back",
	Again: "made an order ready once more", Cancel: "cancelled an order", Undo: "took back that an order was handed over",
}

// heldOrder reads an order after making everybody else who changes its request wait.
func heldOrder(tx *db.Tx, id OrderID) (Order, error) {
	o, err := orderByID(tx, id)
	if err != nil {
		return Order{}, err
	}
	if err := needs.Hold(tx, o.Request); err != nil {
		return Order{}, err
	}
	return orderByID(tx, id)
}

// StartPacking takes an order to pack.
func (s *Service) StartPacking(ctx context.Context, c Choice) error {
	return s.act(ctx, c, Start, func(tx *db.Tx, o *Order) error {
		o.PackedBy = tx.Actor()
		return nil
	})
}

// LeavePacking leaves an order for somebody else.
func (s *Service) LeavePacking(ctx context.Context, c Choice) error {
	return s.act(ctx, c, PutBack, func(_ *db.Tx, o *Order) error {
		o.PackedBy = ""
		return nil
	})
}

// PackedItem is what was put in of one item, in the order of the order's items.
type PackedItem struct {
	Packed int64 // how many
	Grams  int64 // what they weigh together
}

// Pack says what was put into how many boxes. What is packed waits to be brought or fetched.
func (s *Service) Pack(ctx context.Context, c Choice, items []PackedItem, boxes int64) error {
	return s.act(ctx, c, Pack, func(tx *db.Tx, o *Order) error {
		if err := o.fill(items, boxes); err != nil {
			return err
		}
		o.PackedAt, o.PackedBy, o.Boxes = tx.Now(), tx.Actor(), boxes
		if err := savePacked(tx, *o); err != nil {
			return err
		}
		return s.ready(tx, *o)
	})
}

// The most that one order can be: what is more is a slip of the keyboard.
const (
	mostBoxes  = 50
	mostWeight = 200_000 // grams of one item together
)

func (o *Order) fill(items []PackedItem, boxes int64) error {
	if len(items) != len(o.Items) {
		return invalid("food.items", "This order holds other items now. Look at it again.")
	}
	if boxes < 1 || boxes > mostBoxes {
		return invalid("food.boxes", "Enter how many boxes there are, from 1 to 50.")
	}
	any := false
	o.Items = slices.Clone(o.Items)
	for i, put := range items {
		if put.Packed < 0 || put.Packed > o.Items[i].Quantity {
			return invalid("food.packed", "No more can be packed of "+o.Items[i].Name+" than was ordered.")
		}
		if put.Grams < 0 || put.Grams > mostWeight || put.Packed > 0 && put.Grams == 0 {
			return invalid("food.grams", "Enter what "+o.Items[i].Name+" weighs, in grams.")
		}
		if put.Packed == 0 {
			put.Grams = 0
		}
		o.Items[i].Packed, o.Items[i].Weighed = put.Packed, put.Grams
		any = any || put.Packed > 0
	}
	if !any {
		return invalid("food.empty", "Nothing was put in. Cancel the order instead, and say why.")
	}
	return nil
}

// ready makes the delivery of what is packed.
func (s *Service) ready(tx *db.Tx, o Order) error {
	list, _, err := s.List(tx.Context())
	if err != nil {
		return err
	}
	_, err = deliveries.MakeReady(tx, deliveries.New{
		Kind: deliveries.Order, Source: string(o.ID), Number: o.Number, Need: o.Need, Record: o.Record, Hub: o.Hub, From: o.From,
		Collect: o.Collect, Load: deliveries.Load{Boxes: o.Boxes, Grams: o.Weight()}, Window: o.Window, Notes: o.DoorNote,
		Marks: list.Marks(o.Options),
	})
	return err
}

// Send says that a packed order is on its way.
func (s *Service) Send(ctx context.Context, c Choice) error {
	return s.act(ctx, c, Send, func(tx *db.Tx, o *Order) error {
		if o.Collect {
			return fault.New(fault.Conflict, "food.collected", "This order is collected at the hub: nobody is sent. Record when it was handed over.")
		}
		return goOut(tx, o)
	})
}

func goOut(tx *db.Tx, o *Order) error {
	o.OutAt = tx.Now()
	return deliveries.Went(tx, deliveries.Order, string(o.ID), deliveries.Out)
}

// HandOver says that somebody took the order. What is to be paid goes to finance, and the
// work on the need is done.
func (s *Service) HandOver(ctx context.Context, c Choice) error {
	return s.act(ctx, c, HandOver, func(tx *db.Tx, o *Order) error { return s.handOver(tx, o, "") })
}

func (s *Service) handOver(tx *db.Tx, o *Order, note string) error {
	o.EndedAt, o.Reason = tx.Now(), ""
	if err := deliveries.Went(tx, deliveries.Order, string(o.ID), deliveries.Delivered); err != nil {
		return err
	}
	if err := bill(tx, *o); err != nil {
		return err
	}
	return s.work(tx, *o, tasks.Outcome{Code: "done", Note: note})
}

// Back says that nobody took the order, with what happened at the door. The work on the
// need comes back with it.
func (s *Service) Back(ctx context.Context, c Choice, reason string) error {
	if reason = strings.TrimSpace(reason); reason == "" {
		return invalid("food.say-why", "Enter what happened at the door, so that the next person knows.")
	}
	return s.act(ctx, c, NoAnswer, func(tx *db.Tx, o *Order) error { return s.back(tx, o, tasks.NoAnswer, reason) })
}

func (s *Service) back(tx *db.Tx, o *Order, code, reason string) error {
	o.Reason = reason
	if err := deliveries.Went(tx, deliveries.Order, string(o.ID), deliveries.Back); err != nil {
		return err
	}
	return s.work(tx, *o, tasks.Outcome{Code: code, Note: reason})
}

// SendAgain makes an order that came back ready to go once more.
func (s *Service) SendAgain(ctx context.Context, c Choice) error {
	return s.act(ctx, c, Again, func(tx *db.Tx, o *Order) error {
		o.Reason = ""
		return s.ready(tx, *o)
	})
}

// CancelOrder ends an order that is not wanted, with why. What was packed goes back to the
// shelves; the work on the need stays, for somebody to find another way.
func (s *Service) CancelOrder(ctx context.Context, c Choice, reason string) error {
	if reason = strings.TrimSpace(reason); reason == "" {
		return invalid("food.say-why", "Enter why it is cancelled, so that the next person knows.")
	}
	return s.act(ctx, c, Cancel, func(tx *db.Tx, o *Order) error {
		o.Reason, o.EndedAt = reason, tx.Now()
		return deliveries.Went(tx, deliveries.Order, string(o.ID), deliveries.Withdrawn)
	})
}

// NotHandedOver takes back that an order was handed over: it was a mistake. A bill that
// finance has not taken out is dropped; one that it has is credited.
func (s *Service) NotHandedOver(ctx context.Context, c Choice) error {
	return s.act(ctx, c, Undo, func(tx *db.Tx, o *Order) error {
		o.EndedAt = zero
		if err := s.ready(tx, *o); err != nil {
			return err
		}
		if err := credit(tx, *o); err != nil {
			return err
		}
		if o.Task == "" {
			return nil
		}
		return tasks.ReopenFor(tx, s.keeper, o.Task)
	})
}

// work says how the work on the order's need went.
func (s *Service) work(tx *db.Tx, o Order, how tasks.Outcome) error {
	if o.Task == "" {
		return nil
	}
	return tasks.OutcomeFor(tx, s.keeper, o.Task, how)
}
