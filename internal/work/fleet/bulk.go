package fleet

import (
	"context"
	"crypto/rand"
	"slices"
	"strings"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/kernel/postcode"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
	"kith/internal/registers/organisations"
	"kith/internal/work/deliveries"
)

// NewBulk is a load for a group or a setting, as it is made ready.
type NewBulk struct {
	What          string
	Depot         string
	Organisation  organisations.ID // "" with To
	To            string
	Address       string
	Postcode      string
	Neighbourhood string
	Load          deliveries.Load
	Window        deliveries.Window
	Notes         string
}

// AddBulk makes a load for a group or a setting ready. What is wrong with it is
// [fault.Invalid] in words.
func (s *Service) AddBulk(ctx context.Context, n NewBulk) (b Bulk, err error) {
	defer fault.Wrap(&err, "make a bulk load ready")
	r, err := s.Rules(ctx)
	if err != nil {
		return Bulk{}, err
	}
	if n.Organisation != "" {
		o, err := organisations.OrganisationIn(s.db.Read(ctx), n.Organisation)
		if err != nil {
			return Bulk{}, err
		}
		n.To = o.Name
		if n.Neighbourhood == "" {
			n.Neighbourhood = o.Neighbourhood
		}
	}
	if err := access.Check(ctx, n.Neighbourhood, viewers...); err != nil {
		return Bulk{}, err
	}
	if b, err = n.bulk(r, s.Today(ctx)); err != nil {
		return Bulk{}, err
	}
	return b, s.db.Write(ctx, func(tx *db.Tx) error {
		b.ID, b.ReadyAt, b.MadeBy = ident.New[Bulk](tx.Now()), tx.Now(), tx.Actor()
		if err := insertBulk(tx, b); err != nil {
			return err
		}
		return b.tell(tx, "made a bulk load ready", "bulk-ready")
	})
}

func (n NewBulk) bulk(r *Rules, today day.Date) (Bulk, error) {
	b := Bulk{
		Number: ident.NewReference(rand.Reader), What: strings.TrimSpace(n.What), Depot: n.Depot, Organisation: string(n.Organisation), To: strings.TrimSpace(n.To),
		Address: strings.TrimSpace(n.Address), Neighbourhood: n.Neighbourhood, Load: n.Load, Window: n.Window, Notes: strings.TrimSpace(n.Notes),
		State: deliveries.Ready, Version: 1,
	}
	code, err := postcode.Parse(n.Postcode)
	switch {
	case b.What == "":
		return b, invalid("fleet.bulk-what", "Enter what it is, such as: PPE, 200 masks.")
	case b.To == "":
		return b, invalid("fleet.bulk-to", "Enter which group or setting it goes to.")
	case err != nil:
		return b, invalid("fleet.bulk-postcode", "Enter the postcode it goes to, such as WN2 3EB.")
	case !Known(r, b.Depot):
		return b, invalid("fleet.depot", "Select where it is loaded from the list.")
	case n.Load.Boxes+n.Load.Bags <= 0 || n.Load.Boxes < 0 || n.Load.Bags < 0 || n.Load.Boxes > mostBoxes || n.Load.Bags > mostBoxes:
		return b, invalid("fleet.bulk-boxes", "Enter how many boxes or bags there are, up to 2,000.")
	case n.Load.Grams <= 0 || n.Load.Grams > mostKilos*1000:
		return b, invalid("fleet.bulk-weight", "Enter what it weighs, up to 20,000 kg.")
	case n.Load.Chilled < 0 || n.Load.Chilled > n.Load.Boxes:
		return b, invalid("fleet.bulk-chilled", "Enter how many of the boxes must stay cold: no more than there are.")
	case n.Window.Day.Before(today):
		return b, invalid("fleet.past", "Enter today or a later day.")
	}
	b.Postcode = string(code)
	return b, nil
}

// shownDays is for how many days a load that was handed over stays on the list.
const shownDays = 7

// Bulks lists the bulk loads that wait or are out, and those handed over in the last days, in the
// neighbourhoods the caller works for.
func (s *Service) Bulks(ctx context.Context) (all []Bulk, err error) {
	defer fault.Wrap(&err, "list bulk loads")
	hoods := access.Narrow(ctx, nil, viewers...)
	if hoods != nil && len(hoods) == 0 {
		return nil, access.CheckHeld(ctx, viewers...)
	}
	r := s.db.Read(ctx)
	since := day.Of(r.Now()).AddDays(-shownDays)
	for _, state := range []deliveries.State{deliveries.Ready, deliveries.Out, deliveries.Back, deliveries.Delivered} {
		found, err := BulksIn(r, state, day.Date{}, hoods)
		if err != nil {
			return nil, err
		}
		all = append(all, slices.DeleteFunc(found, func(b Bulk) bool { return state.Ended() && b.Window.Day.Before(since) })...)
	}
	return all, nil
}

// MoveBulk makes a load that came back ready again, or says that it is not wanted.
func (s *Service) MoveBulk(ctx context.Context, id BulkID, version int64, to deliveries.State) (err error) {
	defer fault.Wrap(&err, "bulk load %s: %s", id, to)
	return s.db.Write(ctx, func(tx *db.Tx) error {
		b, err := BulkByID(tx, id)
		if err != nil {
			return err
		}
		if err := access.Check(ctx, b.Neighbourhood, viewers...); err != nil {
			return err
		}
		if to != deliveries.Ready && to != deliveries.Withdrawn {
			return conflict("fleet.bulk-state", "A load goes out and comes back by its round.")
		}
		b.Version = version
		return b.Move(tx, to)
	})
}

// Move says where a load stands now, in the caller's transaction, if it may stand there.
func (b Bulk) Move(tx *db.Tx, to deliveries.State) error {
	if b.State == to {
		return nil
	}
	if err := deliveries.Next(b.State, to); err != nil {
		return err
	}
	if err := moveBulk(tx, b, to); err != nil {
		return err
	}
	return b.tell(tx, "said where a bulk load stands", "bulk-"+string(to))
}

func (b Bulk) tell(tx *db.Tx, verb, topic string) error {
	return tell(tx, verb, topic, b.Neighbourhood, map[string]any{"boxes": b.Load.Boxes, "bags": b.Load.Bags}, journal.Object{Kind: "bulk", ID: string(b.ID)})
}
