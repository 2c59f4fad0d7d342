package contacts

import (
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/registers/people"
)

// mostOfMany is how many contacts are looked at for many people at once, for each of them.
const mostOfMany = 10

// KnownOf reads for many records at once what a wish is judged by, by record. Who wishes is
// filled in by [Known.For]. The queue of calls asks so: one at a time would be too slow when
// two hundred agents ask at once. Whom the wish cannot reach in any case, by what they said of
// themselves, is left out.
func (s *Service) KnownOf(r db.Reader, rules *Rules, records []people.RecordID, w Wish) (all map[people.RecordID]Known, err error) {
	defer fault.Wrap(&err, "what is known of %d people", len(records))
	whole, err := people.PeopleOf(r, records)
	if err != nil {
		return nil, err
	}
	all = make(map[people.RecordID]Known, len(records))
	owner := map[people.RecordID]people.PersonID{}
	var every []people.RecordID
	for id, p := range whole {
		k := Known{Now: r.Now(), Reach: p.Reach(), Rules: rules}
		if !May(k, w).Allowed() {
			continue // what else is known of them only says no more often
		}
		k.Hides = p.Has(people.Restricted)
		all[id] = k
		for _, id := range p.RecordIDs() {
			if _, twice := owner[id]; !twice {
				owner[id] = p.ID
				every = append(every, id)
			}
		}
	}
	events, planned, err := s.around(r, rules, every, owner)
	if err != nil {
		return nil, err
	}
	held, err := liveByPerson(r, r.Now())
	if err != nil {
		return nil, err
	}
	for id, k := range all {
		p := whole[id].ID
		k.Recent, k.Planned, k.Held = events[p], planned[p], held[p]
		all[id] = k
	}
	return all, nil
}

// around reads who was in touch with people and who is about to be, by person.
func (s *Service) around(r db.Reader, rules *Rules, every []people.RecordID, owner map[people.RecordID]people.PersonID) (map[people.PersonID][]Event, map[people.PersonID][]Planned, error) {
	events, planned := map[people.PersonID][]Event{}, map[people.PersonID][]Planned{}
	if len(every) == 0 {
		return events, planned, nil
	}
	recent, err := eventsOf(r, every, r.Now().Add(-rules.LookBack()), mostOfMany*len(every))
	if err != nil {
		return nil, nil, err
	}
	for _, e := range recent {
		events[owner[e.Record]] = append(events[owner[e.Record]], e)
	}
	for _, plan := range s.planners {
		all, err := plan(r, every, r.Now().Add(rules.Gap()))
		if err != nil {
			return nil, nil, err
		}
		for _, p := range all {
			planned[owner[p.Record]] = append(planned[owner[p.Record]], p)
		}
	}
	return events, planned, nil
}

// For is what is known as somebody may judge by it.
func (k Known) For(who access.Principal) Known {
	k.Who = who
	k.Hides = k.Hides && !people.Cleared(who)
	if k.Held.Agent == who.Account {
		k.Held = Lease{}
	}
	return k
}

// LastSpoke is who of us last spoke to the person, and when; "" when nobody did lately.
func (k Known) LastSpoke() (account string, at time.Time) {
	for _, e := range k.Recent {
		if e.Direction == Out && e.Outcome == Spoken && e.Agency == "" {
			return e.By, e.At
		}
	}
	return "", time.Time{}
}
