package rounds

import (
	"kith/internal/kernel/fault"
	"kith/internal/plat/db"
	"kith/internal/work/deliveries"
	"kith/internal/work/fleet"
	"kith/internal/work/routing"
)

// barVolunteers finds what volunteers on the day may not bring: to their own household, to whom
// they are kept from, or of a kind that they do not do or may not yet.
func (q *asking) barVolunteers(r db.Reader) error {
	q.Barred = map[routing.Choice]bool{}
	for _, s := range q.Crews {
		if s.Driver.Staff || s.Extra > 0 {
			continue
		}
		for _, c := range q.Cargo {
			if c.Source != routing.OfDelivery {
				continue
			}
			err := mayBring(r, q.Rules, s.Driver, q.plan, c.Ref)
			if err != nil && fault.KindOf(err) != fault.Conflict {
				return err
			}
			if err != nil {
				q.Barred[routing.Choice{Ref: c.Ref, Shift: s.ID}] = true
			}
		}
	}
	return nil
}

// mayBring asks the register of volunteers about whoever drives.
func mayBring(r db.Reader, rules *fleet.Rules, who fleet.Driver, p Plan, ref routing.Ref) error {
	if who.Staff || ref.Source != routing.OfDelivery {
		return nil
	}
	d, err := deliveries.StopIn(r, deliveries.ID(ref.ID))
	if err != nil {
		return err
	}
	return rules.MayBring(r, who, d.Delivery, p.Day)
}

// allowed holds, in the transaction that publishes, that every volunteer may bring what is on
// their round.
func (p *publishing) allowed(tx *db.Tx) error {
	for _, w := range p.version.Ways {
		if !w.Out() {
			continue
		}
		shift, err := fleet.ShiftByID(tx, w.Shift)
		if err != nil {
			return err
		}
		for _, c := range w.Calls[w.Driven:] {
			if c.Item < 0 || c.Task != routing.Bring {
				continue
			}
			item := p.version.Items[c.Item]
			err := mayBring(tx, p.rules, shift.Driver, p.plan, item.Ref)
			if fault.KindOf(err) == fault.Conflict && err != nil {
				return conflict("rounds.volunteer-may-not", string(item.Number)+": "+fault.MessageOf(err)+" Move it to another round, or plan again.")
			}
			if err != nil {
				return err
			}
		}
	}
	return nil
}
