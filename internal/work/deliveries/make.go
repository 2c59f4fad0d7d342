package deliveries

import (
	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
	"kith/internal/registers/people"
	"kith/internal/work/needs"
)

// New is a load that is ready to go.
type New struct {
	Kind   Kind
	Source string
	Number ident.Reference
	Need   needs.NeedID
	Record people.RecordID
	Hub    string
	From   string
	// FromPostcode, StaffOnly and Marks are as in [Delivery].
	FromPostcode string
	StaffOnly    bool
	Marks        []string
	Collect      bool
	Load         Load
	Window       Window
	Notes        string
}

// MakeReady records that something waits to go, in the caller's transaction. What the same
// source made ready before and is not handed over is ready anew, with the new load.
func MakeReady(tx *db.Tx, n New) (d Delivery, err error) {
	defer fault.Wrap(&err, "make a delivery ready")
	d, found, err := deliveryOf(tx, n.Kind, n.Source)
	if err != nil {
		return Delivery{}, err
	}
	if !found {
		d = Delivery{ID: ident.New[Delivery](tx.Now()), Kind: n.Kind, Source: n.Source, State: Ready, Version: 1}
	} else if d.State != Ready {
		if err := Next(d.State, Ready); err != nil {
			return Delivery{}, err
		}
	}
	d.Number, d.Need, d.Record, d.Hub, d.From, d.Collect = n.Number, n.Need, n.Record, n.Hub, n.From, n.Collect
	d.FromPostcode, d.StaffOnly, d.Marks = n.FromPostcode, n.StaffOnly, n.Marks
	d.Load, d.Window, d.Notes, d.State, d.ReadyAt = n.Load, n.Window, n.Notes, Ready, tx.Now()
	if found {
		err = saveDelivery(tx, d)
	} else {
		err = insertDelivery(tx, d)
	}
	if err != nil {
		return Delivery{}, err
	}
	return d, tell(tx, d, "made a delivery ready", "deliveries.ready")
}

// Went records in the caller's transaction where the delivery of a source stands now. A
// source that has none is left alone: nothing of it was ready yet.
func Went(tx *db.Tx, kind Kind, source string, to State) (err error) {
	defer fault.Wrap(&err, "delivery of %s %s: %s", kind, source, to)
	d, found, err := deliveryOf(tx, kind, source)
	if err != nil || !found || d.State == to {
		return err
	}
	if err := Next(d.State, to); err != nil {
		return err
	}
	switch to {
	case Out:
		d.OutAt, d.EndedAt = tx.Now(), zero
	case Back:
		d.Attempts++
	case Ready:
		d.ReadyAt, d.EndedAt = tx.Now(), zero
	default:
		d.EndedAt = tx.Now()
	}
	d.State = to
	if err := saveDelivery(tx, d); err != nil {
		return err
	}
	return tell(tx, d, "said where a delivery stands", "deliveries."+string(to))
}

func tell(tx *db.Tx, d Delivery, verb, topic string) error {
	return journal.Record(tx, journal.Entry{
		Verb: verb, Topic: topic,
		Objects: []journal.Object{{Kind: "delivery", ID: string(d.ID)}, {Kind: string(d.Kind), ID: d.Source}, {Kind: "neighbourhood", ID: d.Hub}},
		Data:    map[string]any{"neighbourhood": d.Hub, "state": d.State, "boxes": d.Load.Boxes, "grams": d.Load.Grams},
	})
}
