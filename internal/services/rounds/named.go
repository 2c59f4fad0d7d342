package rounds

import (
	"context"
	"strings"

	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
	"kith/internal/registers/people"
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
