package rounds

import (
	"context"
	"strings"

	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
	"kith/internal/registers/people"
	"kith/internal/registers/places"
	"kith/internal/work/deliveries"
	"kith/internal/work/fleet"
)

// NameDriver has one named driver bring something to an address that is withheld, which is
// else collected at the hub. Only those who may read the address may say so, with why.
func (s *Service) NameDriver(ctx context.Context, id deliveries.ID, who fleet.Driver, why string) (err error) {
	defer fault.Wrap(&err, "name a driver for delivery %s", id)
	d, err := deliveries.StopIn(s.db.Read(ctx), id)
	if err != nil {
		return err
	}
	if err := access.Check(ctx, d.Hub, people.AddressReaders()...); err != nil {
		return err
	}
	switch why = strings.TrimSpace(why); {
	case !d.Hidden:
		return conflict("rounds.not-withheld", "This address is not withheld: anybody may bring it.")
	case who.Account == "" || who.Name == "":
		return invalid("rounds.driver", "Select who drives.")
	case why == "":
		return invalid("rounds.say-why", "Enter why it is brought and not collected.")
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		if err := putNamed(tx, named{Delivery: string(id), Driver: who, Why: why, SaidBy: tx.Actor(), SaidAt: tx.Now()}); err != nil {
			return err
		}
		return tell(tx, "named the one driver who brings it", "named", d.Hub, nil, journal.Object{Kind: "delivery", ID: string(id)})
	})
}

// HiddenAddress tells a withheld address to the one named driver, on the day, while the stop is
// still to be made. That they asked is on the disk first. For everybody else, and afterwards,
// there is no such stop.
func (s *Service) HiddenAddress(ctx context.Context, id StopID) (a places.Address, err error) {
	defer fault.Wrap(&err, "withheld address of stop %s", id)
	r := s.db.Read(ctx)
	stop, err := stopByID(r, id)
	if err != nil {
		return a, err
	}
	round, err := roundByID(r, stop.Round)
	if err != nil {
		return a, err
	}
	all, err := namedDrivers(r)
	if err != nil {
		return a, err
	}
	if !round.drives(ctx, r.Now()) || stop.State != Planned || stop.Task != Bring || all[stop.Ref.ID].Driver.Account != access.From(ctx).Account {
		return a, noSuch("stop")
	}
	return s.withheld.BringTo(ctx, "to bring something there: round "+string(round.ID), round.Neighbourhood, stop.Record)
}
