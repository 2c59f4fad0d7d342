package medicines

import (
	"context"
	"crypto/rand"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/kernel/postcode"
	"kith/internal/plat/db"
	"kith/internal/work/deliveries"
	"kith/internal/work/tasks"
)

// Brought is how a round is to bring a medicine: it is fetched at the pharmacy and brought on
// one trip.
type Brought struct {
	Postcode string // of the pharmacy
	Window   deliveries.Window
}

// usual is what a bag from a pharmacy takes up.
var usual = deliveries.Load{Bags: 1, Grams: 500}

// ByRound makes a medicine ready to be fetched and brought by a round. Only council staff may
// carry it unless the pharmacy said that it is no controlled drug. It is [fault.Conflict] while
// nobody has asked the pharmacy anything, or it is not there any more.
func (s *Service) ByRound(ctx context.Context, c Choice, b Brought) (err error) {
	defer fault.Wrap(&err, "bring a medicine by round, for need %s", c.Need)
	code, err := postcode.Parse(b.Postcode)
	if err != nil {
		return invalid("medicines.postcode", "Enter the pharmacy's postcode, such as WN2 3EB.")
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		if b.Window.Day.Before(day.Of(tx.Now())) {
			return invalid("medicines.day", "Enter today or a later day.")
		}
		p, n, err := s.held(ctx, tx, c)
		if err != nil {
			return err
		}
		switch {
		case n.State.Ended():
			return fault.New(fault.Conflict, "medicines.ended", "This need has ended. Take it up again first.")
		case p.Version == 0 || p.Pharmacy.Name == "":
			return fault.New(fault.Conflict, "medicines.not-asked", "Write down first which pharmacy it is, and what it says.")
		case !p.State.Can(Fetch):
			_, err := Next(p.State, Fetch)
			return err
		}
		_, err = deliveries.MakeReady(tx, deliveries.New{
			Kind: deliveries.Medicine, Source: string(p.ID), Number: ident.NewReference(rand.Reader), Need: p.Need, Record: p.Record, Hub: p.Hub,
			From: p.Pharmacy.Name, FromPostcode: string(code), StaffOnly: p.Controlled != NotControlled, Load: usual, Window: b.Window,
		})
		return err
	})
}

// OnRound is how a round brings the medicine of a prescription; found or not.
func (s *Service) OnRound(ctx context.Context, p Prescription) (d deliveries.Delivery, found bool, err error) {
	if p.Version == 0 {
		return d, false, nil
	}
	return deliveries.Of(s.db.Read(ctx), deliveries.Medicine, string(p.ID))
}

// toRounds has what waits for a round carried by whoever may carry it now.
func toRounds(tx *db.Tx, p Prescription) error {
	d, found, err := deliveries.Of(tx, deliveries.Medicine, string(p.ID))
	if err != nil || !found || d.State != deliveries.Ready || d.StaffOnly == (p.Controlled != NotControlled) && d.From == p.Pharmacy.Name {
		return err
	}
	_, err = deliveries.MakeReady(tx, deliveries.New{
		Kind: d.Kind, Source: d.Source, Number: d.Number, Need: d.Need, Record: d.Record, Hub: d.Hub, From: p.Pharmacy.Name, FromPostcode: d.FromPostcode,
		StaffOnly: p.Controlled != NotControlled, Load: d.Load, Window: d.Window, Notes: d.Notes,
	})
	return err
}

// Carried moves a prescription along with its delivery, which a round brings: it is the
// [deliveries.Holder] of medicines. What nobody took is still with whoever carries it, until
// somebody says that it is back at the pharmacy.
func (s *Service) Carried(tx *db.Tx, d deliveries.Delivery, c deliveries.Carried) error {
	p, err := prescriptionByID(tx, ID(d.Source))
	if err != nil {
		return err
	}
	switch c.To {
	case deliveries.Out:
		if p.State, err = Next(p.State, Fetch); err != nil {
			return err
		}
		p.Fetched, p.Returned, p.Handed = Fetched{From: "the pharmacy, to a round", By: tx.Actor(), Sealed: true, At: tx.Now()}, Returned{}, Handed{}
		err = s.step(tx, &p, tasks.Outcome{Code: "collected"})
	case deliveries.Delivered:
		if p.State, err = Next(p.State, Hand); err != nil {
			return err
		}
		p.Handed = Handed{To: "them, at the door", Checked: "by the round's driver", Sealed: true, At: tx.Now()}
		err = s.work(tx, &p, tasks.Outcome{Code: "done", Note: c.Note})
	}
	if err != nil {
		return err
	}
	if err := savePrescription(tx, p); err != nil {
		return err
	}
	return deliveries.Went(tx, d.Kind, d.Source, c.To)
}
