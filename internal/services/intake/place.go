package intake

import (
	"context"
	"slices"

	"kith/internal/blueprint"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/registers/organisations"
	"kith/internal/registers/places"
)

// Place is somewhere people walk in and ask: the base of a hub, or a trusted group.
type Place struct {
	ID            string // "base:hapi", "organisation:…"
	Name          string // kept with what is taken there, so that it is told when the place is gone
	Neighbourhood string // "" serves the whole borough
}

// notDesks are the kinds of organisation that nobody walks into to ask.
var notDesks = append([]organisations.Kind{organisations.Business}, organisations.Settings()...)

// Places lists where people come with a question: bases first, in the blueprint's order, then
// the groups on the register, then the contact centre.
func (s *Service) Places(ctx context.Context) (all []Place, err error) {
	defer fault.Wrap(&err, "list places")
	b, err := s.blueprints.Current(ctx)
	if err != nil {
		return nil, err
	}
	for _, n := range blueprint.Part[*places.Areas](b).Neighbourhoods {
		p := Place{ID: "base:" + n.ID, Name: n.Short() + " hub", Neighbourhood: n.ID}
		if n.Base != nil {
			p.Name = n.Base.Name + " (" + n.Short() + ")"
		}
		all = append(all, p)
	}
	groups, err := organisations.New(s.db).List(ctx, "")
	for _, o := range groups {
		if !slices.Contains(notDesks, o.Kind) {
			all = append(all, placeOfGroup(o))
		}
	}
	return append(all, Place{ID: "centre", Name: contactCentre}), err
}

// contactCentre is where calls are answered that come to no hub.
const contactCentre = "Contact centre"

func placeOfGroup(o organisations.Organisation) Place {
	return Place{ID: "organisation:" + string(o.ID), Name: o.Name, Neighbourhood: o.Neighbourhood}
}

// placeOf finds a place by its name, as calls keep it.
func (s *Service) placeOf(ctx context.Context, name string) (Place, error) {
	all, err := s.Places(ctx)
	if err != nil {
		return Place{}, err
	}
	i := slices.IndexFunc(all, func(p Place) bool { return p.Name == name })
	if i < 0 {
		return Place{}, fault.New(fault.Invalid, "intake.no-place", "Select where they have come to.")
	}
	return all[i], nil
}

// LastPlace is the name of the place where the caller last took somebody or counted an
// enquiry; "" is nowhere yet.
func (s *Service) LastPlace(ctx context.Context) (name string, err error) {
	defer fault.Wrap(&err, "last place")
	r, who := s.db.Read(ctx), access.From(ctx).Account
	if name, err = lastPlace(r, who); err != nil || name != "" {
		return name, err
	}
	return lastEnquiryPlace(r, who)
}
