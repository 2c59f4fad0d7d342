package needsweb

import (
	"context"

	"github.com/a-h/templ"

	"kith/internal/plat/access"
	"kith/internal/registers/people"
	"kith/internal/registers/people/peopleview"
	"kith/internal/work/needs"
)

// Panel is a person's requests with their needs, newest first, on the person's page.
func Panel(s *needs.Service, around Around) peopleview.Panel {
	p := &pages{needs: s, around: around}
	return peopleview.Panel{Title: "Requests", Order: 10, Show: p.panel}
}

// asked is one request of a person.
type asked struct {
	request needs.Request
	hub     string
	needs   []needView
}

// panel shows the requests that whoever looks may open, which are those the service gives.
// Of hidden visits it says nothing to those who may not be told: somebody of the household
// may be at the other end of the line.
func (p *pages) panel(ctx context.Context, person people.Person) (templ.Component, error) {
	all, err := p.needs.OfPerson(ctx, person.RecordIDs())
	if err != nil {
		return nil, err
	}
	known, err := p.hubs(ctx)
	if err != nil {
		return nil, err
	}
	var shown []asked
	for _, r := range all {
		one := asked{request: r, hub: known.name(r.Neighbourhood)}
		needed, err := p.needs.NeedsOf(ctx, r.ID)
		if err != nil {
			return nil, err
		}
		who, hidden := access.From(ctx), 0
		for _, n := range needed {
			if n.Hidden() && !n.Named(who) {
				hidden++
				continue
			}
			one.needs = append(one.needs, p.needView(ctx, who, n))
		}
		if hidden == 0 || len(one.needs) > 0 {
			shown = append(shown, one)
		}
	}
	return panel(shown, p.around.Now()), nil
}
