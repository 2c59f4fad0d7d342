package intake

import (
	"context"
	"maps"
	"slices"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/registers/contacts"
	"kith/internal/registers/people"
	"kith/internal/work/answers"
	"kith/internal/work/needs"
)

// SaveCall keeps what was written down of an open call, right or wrong. A draft that
// somebody else has saved since version is [fault.Stale], a call that has ended
// [fault.Conflict]; neither changes anything.
func (s *Service) SaveCall(ctx context.Context, id CallID, version int64, d Draft) (c Call, err error) {
	defer fault.Wrap(&err, "save call %s", id)
	if c, err = s.Call(ctx, id); err != nil {
		return Call{}, err
	}
	d.Answers = d.Answers.Given()
	if c.State == CallOpen && c.same(d) {
		return c, nil // nothing to save, whoever was first
	}
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		c.Draft, c.SavedBy, c.TouchedAt, c.Version = d, access.From(ctx).Name, tx.Now(), version+1
		saved, err := updateDraft(tx, c, version)
		if err != nil {
			return err
		}
		if saved {
			return c.onThePhone(tx, access.From(ctx))
		}
		now, err := callByID(tx, id)
		if err == nil && now.State == CallOpen && now.same(d) {
			c = now // a page that saves by itself has sent the same in the same moment
			return nil
		}
		return lost(tx, id)
	})
	return c, err
}

// onThePhone notes that the agent is on the telephone with whoever rang, once it is known
// who that is, so that nobody rings them meanwhile.
func (c Call) onThePhone(tx *db.Tx, who access.Principal) error {
	if c.Channel != needs.Phone || c.Caller != CallerKnown || c.Agent != who.Account {
		return nil
	}
	r, err := people.RecordIn(tx, c.Record)
	if err != nil {
		return err
	}
	return contacts.Hold(tx, contacts.Claim{Record: c.Record, Agent: who.Account, AgentName: who.Name, Neighbourhood: r.Neighbourhood})
}

// lost says why a call could not be changed.
func lost(tx *db.Tx, id CallID) error {
	now, err := callByID(tx, id)
	if err != nil {
		return err
	}
	if now.State != CallOpen {
		return fault.New(fault.Conflict, "intake.call-ended", "This call has ended in the meantime.")
	}
	return fault.New(fault.Stale, "intake.call-stale", "Somebody else has written in this call.")
}

func (d Draft) same(other Draft) bool {
	return d.Caller == other.Caller && d.Record == other.Record && d.Safe == other.Safe && d.Setting == other.Setting &&
		maps.EqualFunc(d.Answers.Given(), other.Answers.Given(), slices.Equal[[]string])
}

// whose are the questions a person's record answers.
var whose = []string{
	answers.AskFirstName, answers.AskLastName, answers.AskBirthDate, answers.AskPhone, answers.AskEmail,
	answers.AskAddress, answers.AskPostcode, answers.AskSafeContact, askLanguage,
}

// Pick makes a draft one about somebody who is known, and fills in what is known of them,
// so that nobody is asked again. What the agent has typed of somebody new stays. How they
// may be reached is asked anew when it was last said long ago.
func (d Draft) Pick(p people.Person, now time.Time) Draft {
	known, reach := p.Current(), p.Reach()
	given := maps.Clone(d.Answers.Given())
	for id, said := range saidOf(known, reach, now) {
		if d.Caller == CallerKnown || len(given[id]) == 0 {
			given[id] = said
		}
	}
	return Draft{Caller: CallerKnown, Record: known.ID, Safe: d.Safe, Setting: d.Setting, Answers: given.Given()}
}

// saidOf is what is known of somebody as they would have answered it.
func saidOf(known people.Record, reach people.Reach, now time.Time) answers.Answers {
	said := answers.Answers{}
	for _, id := range whose {
		said[id] = nil
	}
	one := func(id, text string) {
		if text != "" {
			said[id] = []string{text}
		}
	}
	one(answers.AskFirstName, known.GivenNames)
	one(answers.AskLastName, known.FamilyName)
	one(answers.AskBirthDate, known.BirthDate.String())
	one(answers.AskPhone, known.Phone.National())
	one(answers.AskEmail, known.Email)
	one(answers.AskPostcode, known.Address.Postcode)
	one(askLanguage, known.Language)
	for _, line := range []string{known.Address.Line1, known.Address.Line2, known.Address.Town} {
		if line != "" {
			said[answers.AskAddress] = append(said[answers.AskAddress], line)
		}
	}
	if reach.Asked && !reach.Stale(now) {
		said[answers.AskSafeContact] = slices.Clone(reach.Channels)
	}
	return said
}

// Becomes makes a draft one about somebody who is not known, or gives no name. What was
// filled in of somebody found before goes, and of a setting; what was typed stays.
func (d Draft) Becomes(who Caller) Draft {
	given := maps.Clone(d.Answers.Given())
	if d.Caller == CallerKnown || d.Setting != "" {
		for _, id := range whose {
			delete(given, id)
		}
	}
	if who == CallerNameless {
		for _, id := range []string{answers.AskFirstName, answers.AskLastName, answers.AskBirthDate} {
			delete(given, id)
		}
	}
	return Draft{Caller: who, Safe: d.Safe, Answers: given}
}
