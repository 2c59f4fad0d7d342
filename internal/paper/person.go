package paper

import (
	"context"
	"slices"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/plat/journal"
	"kith/internal/registers/contacts"
	"kith/internal/registers/people"
	"kith/internal/work/needs"
)

// person is somebody as a pack tells of them: enough to ring or to find, and how to do so
// safely. No illness, no story, nothing of anybody else.
type person struct {
	Who      string // first name and initial
	Phone    string // "" where they may not be rung, or have none
	Address  []string
	Speaks   string   // the interpreter they need
	Safely   []string // instructions, before the number
	Withheld bool     // the address is told by the hub alone
}

// person reads somebody for a contact by a method; "" is work they notice nothing of. Nobody
// restricted is told of.
func (s *Service) person(ctx context.Context, id people.RecordID, by contacts.Method, labels []needs.Label, today day.Date) (p person, told bool, err error) {
	r, err := s.People.Record(ctx, id, journal.Object{Kind: "paper", ID: string(id)})
	if kind := fault.KindOf(err); kind == fault.NotFound || kind == fault.Forbidden {
		return person{}, false, nil
	}
	if err != nil || r.Restricted() {
		return person{}, false, err
	}
	reach, err := s.People.Reach(ctx, id)
	if err != nil {
		return person{}, false, err
	}
	p = person{Who: people.ShortName(r.GivenNames, r.FamilyName)}
	if r.Interpreter {
		p.Speaks = r.Speaks()
	}
	if p.Withheld = r.AddressWithheld() || slices.Contains(labels, needs.AddressWithheld); !p.Withheld {
		p.Address = r.Address.Lines()
	}
	rules, err := s.Contacts.Rules(ctx)
	if err != nil {
		return person{}, false, err
	}
	return p.reached(r, reach, rules, by, today), true, nil
}

// reached adds how they are reached, as the gate that every sender and caller goes through
// says: what it refuses all day is not on the paper.
func (p person) reached(r people.Record, reach people.Reach, rules *contacts.Rules, by contacts.Method, today day.Date) person {
	may := onTheDay(reach, rules, contacts.Phone, today)
	if by == contacts.Visit {
		at := onTheDay(reach, rules, contacts.Visit, today)
		p.add(at, "Do not visit")
		if !at.Allowed() {
			p.Address = nil
		}
	}
	if p.Withheld {
		p.Safely = append([]string{"The address is withheld. Ask the manager of the hub."}, p.Safely...)
	}
	p.add(may, "Do not ring")
	if may.Allowed() {
		p.Phone = r.Phone.National()
	}
	return p
}

// add adds what a verdict says, once.
func (p *person) add(v contacts.Verdict, not string) {
	words := v.Conditions
	if !v.Allowed() {
		words = nil
		for _, why := range v.Refused {
			words = append(words, not+". "+plainly(why))
		}
	}
	for _, one := range words {
		if !slices.Contains(p.Safely, one) {
			p.Safely = append(p.Safely, one)
		}
	}
}

// plainly is why a contact is refused, without what somebody wrote about it: that may tell of
// an illness.
func plainly(why contacts.Reason) string {
	switch why.Code {
	case contacts.HasDied:
		return "They have died."
	case contacts.NoCallsAsked:
		return "Nobody is to ring them now."
	case contacts.AskedToStop:
		return "They asked us to stop."
	case contacts.MovedAway:
		return "They have moved away."
	}
	return why.Words
}

// onTheDay judges a contact at the first hour of the day at which it may be made: the list is
// for the whole of it, and the times that are safe stand among the conditions.
func onTheDay(reach people.Reach, rules *contacts.Rules, by contacts.Method, today day.Date) (v contacts.Verdict) {
	for hour := 9; hour <= 19; hour++ {
		v = contacts.May(contacts.Known{Now: today.At(hour, 0), Reach: reach, Rules: rules}, contacts.Wish{Method: by, Urgent: true})
		if v.Allowed() {
			return v
		}
	}
	return v
}
