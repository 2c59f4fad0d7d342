package matching

import (
	"context"
	"time"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/plat/db"
	"kith/internal/registers/volunteering"
	"kith/internal/registers/volunteers"
	"kith/internal/work/tasks"
)

// mostShown is how much one page of a volunteer's shows.
const mostShown = 30

// Mine is all that a volunteer's own page shows.
type Mine struct {
	Me       volunteers.Dossier
	Rules    *volunteering.Rules // in English; pages have them in the reader's language
	Lacks    []volunteers.Lack   // what they still need before they are asked for anything
	Offers   []Card
	Asked    []Card // by their coordinator, by hand
	Have     []Card
	Finished []Card // within a day
	Demand   Demand
	Total    Total
	Notes    []Note // thanks, and answers to what they said
	Now      time.Time
}

// OffersTo lists what the volunteer who is signed in is offered, the soonest to be answered
// first.
func (s *Service) OffersTo(ctx context.Context) (all []Offer, err error) {
	defer fault.Wrap(&err, "offers")
	me, err := s.Me(ctx)
	if err != nil {
		return nil, err
	}
	return offersOf(s.db.Read(ctx), me, Offered, mostShown)
}

// Mine is the page of the volunteer who is signed in. The journal is told of each person
// whose name or address is on it.
func (s *Service) Mine(ctx context.Context) (m Mine, err error) {
	defer fault.Wrap(&err, "a volunteer's page")
	me, err := s.Me(ctx)
	if err != nil {
		return Mine{}, err
	}
	b, err := s.book(ctx)
	if err != nil {
		return Mine{}, err
	}
	r := s.db.Read(ctx)
	m.Now, m.Rules = r.Now(), b.rules
	if m.Me, err = volunteers.DossierOf(r, me); err != nil {
		return Mine{}, err
	}
	m.Lacks = volunteers.Joins(b.rules, m.Me, day.Of(m.Now))
	if err := s.addOffers(r, b, &m); err != nil {
		return Mine{}, err
	}
	if err := s.addTasks(ctx, r, b, &m); err != nil {
		return Mine{}, err
	}
	if m.Demand, err = demandFor(r, b, m.Me); err != nil {
		return Mine{}, err
	}
	if m.Total, err = totalOf(r, me); err != nil {
		return Mine{}, err
	}
	m.Notes, err = notesTo(r, me, mostShown)
	return m, err
}

func (s *Service) addOffers(r db.Reader, b book, m *Mine) error {
	offers, err := offersOf(r, m.Me.ID, Offered, mostShown)
	if err != nil {
		return err
	}
	for _, o := range offers {
		t, err := tasks.In(r, o.Task)
		if err != nil {
			return err
		}
		if t.State == tasks.Open {
			m.Offers = append(m.Offers, b.offered(t, o))
		}
	}
	return nil
}

// addTasks adds what they were asked for by hand, what they have, and what they finished
// within a day.
func (s *Service) addTasks(ctx context.Context, r db.Reader, b book, m *Mine) error {
	all, err := tasksOf(r, m.Me.ID, m.Now.Add(-ShownAfter), mostShown)
	if err != nil {
		return err
	}
	for _, id := range all {
		t, err := tasks.In(r, id)
		if err != nil {
			return err
		}
		if guarded(t) {
			continue
		}
		c := b.card(t)
		switch {
		case t.State == tasks.Assigned:
			m.Asked = append(m.Asked, c)
			continue
		case t.State == tasks.Done:
			if err := s.person(ctx, r, b, t, &c); err != nil {
				return err
			}
			m.Finished = append(m.Finished, c)
			continue
		}
		if err := s.person(ctx, r, b, t, &c); err != nil {
			return err
		}
		m.Have = append(m.Have, c)
	}
	return nil
}

// MayCome reports whether offers reach somebody now.
func (m Mine) MayCome() bool { return m.Me.Standing == volunteers.Active && m.Me.OnDuty }

// ShownAfter is how long after a task was done its details can still be seen.
const ShownAfter = 24 * time.Hour
