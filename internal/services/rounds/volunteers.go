package rounds

import (
	"kith/internal/kernel/fault"
	"kith/internal/plat/db"
	"kith/internal/work/deliveries"
	"kith/internal/work/fleet"
	"kith/internal/work/routing"
)

// bar finds what those who drive on the day may not do: a volunteer brings nothing to their own
// household, to whom they are kept from, or of a kind that they do not do or may not yet; and
// only who may go to a door makes a visit there.
func (q *asking) bar(r db.Reader) error {
	q.Barred = map[routing.Choice]bool{}
	for _, s := range q.Crews {
		for _, c := range q.Cargo {
			if c.Source == routing.OfBulk || s.Extra > 0 && c.Source != routing.OfVisit {
				continue
			}
			err := mayTake(r, q.Rules, s.Driver, q.plan, c.Item)
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

// mayTake holds that whoever drives may bring something, or go to the door of whom they visit.
func mayTake(r db.Reader, rules *fleet.Rules, who fleet.Driver, p Plan, i routing.Item) error {
	if i.Source == routing.OfVisit {
		return rules.MayVisit(r, who, i.Hood)
	}
	return mayBring(r, rules, who, p, i.Ref)
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
			if c.Item < 0 || !c.Task.AtDoor() {
				continue
			}
			item := p.version.Items[c.Item]
			err := mayTake(tx, p.rules, shift.Driver, p.plan, item)
			if fault.KindOf(err) == fault.Conflict && err != nil {
				return conflict("rounds.volunteer-may-not", item.Called()+": "+fault.MessageOf(err)+" Move it to another round, or plan again.")
			}
			if err != nil {
				return err
			}
		}
	}
	return nil
}
