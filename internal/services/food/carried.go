package food

import (
	"kith/internal/plat/db"
	"kith/internal/work/deliveries"
	"kith/internal/work/tasks"
)

// Carried moves an order along with its delivery, which a round brings: it is the
// [deliveries.Holder] of orders. What they did not want at the door is decided on by
// somebody; where nobody opened it is tried again, as the protocol says.
func (s *Service) Carried(tx *db.Tx, d deliveries.Delivery, c deliveries.Carried) error {
	o, err := heldOrder(tx, OrderID(d.Source))
	if err != nil {
		return err
	}
	switch c.To {
	case deliveries.Out:
		return actIn(tx, o, Send, goOut)
	case deliveries.Delivered:
		return actIn(tx, o, HandOver, func(tx *db.Tx, o *Order) error { return s.handOver(tx, o, c.Note) })
	}
	return actIn(tx, o, NoAnswer, func(tx *db.Tx, o *Order) error {
		code, err := s.backAs(tx, *o, c.Refused)
		if err != nil {
			return err
		}
		return s.back(tx, o, code, c.Note)
	})
}

// couldNot is the outcome of work that somebody must decide on.
const couldNot = "could-not"

// backAs is how the work on a need goes whose order came back.
func (s *Service) backAs(tx *db.Tx, o Order, refused bool) (string, error) {
	if !refused || o.Task == "" {
		return tasks.NoAnswer, nil
	}
	t, err := tasks.In(tx, o.Task)
	if err == nil && t.Knows(couldNot) {
		return couldNot, nil
	}
	return tasks.NoAnswer, err
}
