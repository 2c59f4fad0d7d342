package reports

import (
	"cmp"
	"context"
	"slices"

	"kith/internal/blueprint"
	"kith/internal/feature"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/registers/places"
)

// Hub is a neighbourhood a dashboard may be of. The zero Hub is the whole borough.
type Hub struct {
	ID   string
	Name string
}

// queue is where things wait that no hub has.
var queue = Hub{ID: feature.Queue, Name: "Coordination queue"}

var noHub = fault.New(fault.NotFound, "reports.no-hub", "There is no such hub. Choose one from the dashboard.")

// hubsOf lists the hubs of a blueprint, the coordination queue last.
func hubsOf(b *blueprint.Blueprint) []Hub {
	var all []Hub
	for _, n := range blueprint.Part[*places.Areas](b).Neighbourhoods {
		all = append(all, Hub{n.ID, n.Short()})
	}
	return append(all, queue)
}

func find(hubs []Hub, id string) (Hub, bool) {
	i := slices.IndexFunc(hubs, func(h Hub) bool { return h.ID == id })
	if i < 0 {
		return Hub{}, false
	}
	return hubs[i], true
}

// Names turns the ids of hubs and of need categories into words.
type Names struct{ hubs, kinds map[string]string }

// Names are those of the blueprint in use.
func (s *Service) Names(ctx context.Context) (Names, error) {
	b, err := s.blueprints.Current(ctx)
	if err != nil {
		return Names{}, err
	}
	n := Names{hubs: map[string]string{"": "Whole borough"}, kinds: kindNames(b)}
	for _, h := range hubsOf(b) {
		n.hubs[h.ID] = h.Name
	}
	return n, nil
}

// Hub is what a hub of a scope is called; "" is the whole borough. One of an earlier
// blueprint is shown by its id.
func (n Names) Hub(id string) string { return cmp.Or(n.hubs[id], id) }

// Place is what the hub of a row is called; "" is the coordination queue.
func (n Names) Place(id string) string { return n.Hub(cmp.Or(id, feature.Queue)) }

// Kind is what a need category is called.
func (n Names) Kind(id string) string { return cmp.Or(n.kinds[id], id) }

// Choose finds which hub's figures somebody is shown and which they may choose, as
// [Service.Dashboard] does, and whether they see them as they are.
func (s *Service) Choose(ctx context.Context, id string) (hub Hub, hubs []Hub, exactly bool, err error) {
	if err := access.CheckHeld(ctx, audience...); err != nil {
		return Hub{}, nil, false, err
	}
	b, err := s.blueprints.Current(ctx)
	if err != nil {
		return Hub{}, nil, false, err
	}
	who := access.From(ctx)
	hub, hubs, err = choose(who, hubsOf(b), id, audience)
	return hub, hubs, exact(who, hub), err
}

// choose finds which hub's dashboard is shown and which may be chosen. Somebody who works
// for some hubs alone sees those alone, and the first of them when they name none.
func choose(who access.Principal, hubs []Hub, id string, roles []access.Role) (chosen Hub, choice []Hub, err error) {
	held, all := who.Neighbourhoods(roles...)
	if !all {
		hubs = slices.DeleteFunc(slices.Clone(hubs), func(h Hub) bool { return !slices.Contains(held, h.ID) })
	}
	switch {
	case len(hubs) == 0:
		return Hub{}, nil, fault.New(fault.Forbidden, "reports.no-hubs", "Your account has no hub whose figures it may see. Ask an administrator.")
	case id == "" && all:
		return Hub{}, append([]Hub{{Name: "Whole borough"}}, hubs...), nil
	case id == "":
		return hubs[0], hubs, nil
	}
	chosen, known := find(hubs, id)
	if !known && !all {
		return Hub{}, nil, fault.New(fault.Forbidden, "reports.other-hub", "You may see the figures of your own hubs. Choose one of them.")
	}
	if !known {
		return Hub{}, nil, noHub
	}
	if all {
		hubs = append([]Hub{{Name: "Whole borough"}}, hubs...)
	}
	return chosen, hubs, nil
}
