package matching

import (
	"context"
	"slices"

	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/registers/volunteers"
	"kith/internal/work/assignment"
	"kith/internal/work/tasks"
)

// AskedFor is whom a task was offered to, and where the search stands.
type AskedFor struct {
	Search
	Found  bool // somebody was ever asked
	Task   tasks.Task
	Offers []Offer
	Names  map[volunteers.ID]string
	// Because says why nobody is being asked now, where nobody is.
	Because []string
}

// AskedFor tells whom a task was offered to, the latest first.
func (s *Service) AskedFor(ctx context.Context, id tasks.ID) (a AskedFor, err error) {
	defer fault.Wrap(&err, "who was asked for task %s", id)
	if a.Task, err = s.mine(ctx, id); err != nil {
		return AskedFor{}, err
	}
	r := s.db.Read(ctx)
	if a.Search, a.Found, err = searchOf(r, id); err != nil {
		return AskedFor{}, err
	}
	if a.Offers, err = offersFor(r, id); err != nil {
		return AskedFor{}, err
	}
	var ids []volunteers.ID
	for _, o := range a.Offers {
		ids = append(ids, o.Volunteer)
	}
	if a.Names, err = namesOf(r, ids); err != nil || a.Task.State != tasks.Open || a.waiting() {
		return a, err
	}
	w := a.Search
	if !a.Found {
		w.Task, w.BeganAt = id, r.Now()
	}
	a.Because, err = s.whyNobody(ctx, w)
	return a, err
}

// waiting reports whether somebody has not answered yet.
func (a AskedFor) waiting() bool {
	return slices.ContainsFunc(a.Offers, func(o Offer) bool { return o.State == Offered })
}

// whyNobody says why nobody could be asked for a task now, as far as its search has gone;
// nothing where somebody could.
func (s *Service) whyNobody(ctx context.Context, w Search) ([]string, error) {
	b, err := s.book(ctx)
	if err != nil {
		return nil, err
	}
	n := round{s: s, b: b, open: []Search{w}}
	if err := n.read(s.db.Read(ctx)); err != nil || len(n.q.Jobs) == 0 {
		return nil, err
	}
	p, err := assignment.Propose(n.q)
	if err != nil || len(p.Left) == 0 {
		return nil, err
	}
	return p.Because(0), nil
}

// Searches lists the searches in a state of the neighbourhoods the caller plans for, the
// longest first.
func (s *Service) Searches(ctx context.Context, state SearchState) (all []Searched, err error) {
	defer fault.Wrap(&err, "searches")
	hoods := access.Narrow(ctx, nil, planners...)
	if hoods != nil && len(hoods) == 0 {
		return nil, nil
	}
	return searched(s.db.Read(ctx), state, hoods)
}

// Searched is a search with the task it is for.
type Searched struct {
	Search
	Title string
	Area  string
	Asked int // how many were asked
	Open  int // how many have not answered
}
