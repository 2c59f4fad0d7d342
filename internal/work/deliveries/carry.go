package deliveries

import (
	"kith/internal/kernel/fault"
	"kith/internal/plat/db"
)

// Carried is what became of a delivery on its way.
type Carried struct {
	To      State  // [Out], [Delivered] or [Back]
	With    string // who took it, or whose neighbour; "" where nobody did
	Note    string // what happened, where it came back
	Refused bool   // it came back because they did not want it
}

// Holder is the feature whose thing is carried. It is told in the transaction that says what
// became of it: it moves what is its own, and with that the delivery, by [Went].
type Holder interface {
	Carried(tx *db.Tx, d Delivery, c Carried) error
}

// HeldBy names the holder of a kind of delivery. It is called while the program is put
// together.
func (s *Service) HeldBy(k Kind, h Holder) { s.holders[k] = h }

// Carry says what became of a delivery on a round, in the caller's transaction. The caller has
// checked that whoever says so may. It is [fault.Conflict] where the delivery does not stand so
// that this can happen to it.
func (s *Service) Carry(tx *db.Tx, id ID, c Carried) (err error) {
	defer fault.Wrap(&err, "carry delivery %s", id)
	d, err := deliveryByID(tx, id)
	if err != nil || d.State == c.To {
		return err
	}
	if err := Next(d.State, c.To); err != nil {
		return err
	}
	if h := s.holders[d.Kind]; h != nil {
		return h.Carried(tx, d, c)
	}
	return Went(tx, d.Kind, d.Source, c.To)
}
