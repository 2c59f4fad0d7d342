package situation

import (
	"context"

	"kith/internal/blueprint"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/registers/places"
)

// Place is where something may have been done: an area whose counts are judged, or a
// neighbourhood of the borough.
type Place struct {
	ID, Name string
	Hood     bool // a neighbourhood
}

// Places are the borough's own area, its neighbourhoods and the other areas of the region. A
// place of the borough comes first.
func (s *Service) Places(ctx context.Context) (all []Place, err error) {
	defer fault.Wrap(&err, "places of the situation")
	b, err := s.blueprints.Current(ctx)
	if err != nil {
		return nil, err
	}
	here := blueprint.Part[*places.Areas](b)
	counted, err := areas(s.db.Read(ctx))
	if err != nil {
		return nil, err
	}
	all = append(all, Place{ID: here.LAD, Name: b.Borough().Name})
	for _, h := range here.Neighbourhoods {
		all = append(all, Place{ID: h.ID, Name: h.Short(), Hood: true})
	}
	for _, a := range counted {
		if a.Code != here.LAD {
			all = append(all, Place{ID: a.Code, Name: a.Name})
		}
	}
	return all, nil
}

// Open are the places of which the caller may write what was done.
func (s *Service) Open(ctx context.Context) (some []Place, err error) {
	all, err := s.Places(ctx)
	who := access.From(ctx)
	for _, p := range all {
		where := ""
		if p.Hood {
			where = p.ID
		}
		if who.HasFor(where, noters...) {
			some = append(some, p)
		}
	}
	return some, err
}

// Region is the map of tiles as the blueprint has it; without areas where it has none.
func (s *Service) Region(ctx context.Context) (*Region, error) {
	b, err := s.blueprints.Current(ctx)
	if err != nil {
		return nil, err
	}
	return blueprint.Part[*Region](b), nil
}
