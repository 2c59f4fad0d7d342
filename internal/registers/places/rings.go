package places

import (
	"context"
	"math"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/simplify"

	"kith/internal/kernel/fault"
)

// Ring bounds a part of an area on a flat map: points east and south, in degrees of latitude.
// The first is not repeated.
type Ring = [][2]float64

// coarse is how far a ring on a small map may leave its boundary, in degrees: some hundred
// metres.
const coarse = 0.0015

// Rings are the boundaries of areas by their codes, as they were imported, coarse enough to be
// drawn small. An area whose boundary was not imported is not among them.
func (s *Service) Rings(ctx context.Context, codes []string) (by map[string][]Ring, err error) {
	defer fault.Wrap(&err, "boundaries to draw")
	shapes, err := shapesWith(s.db.Read(ctx), codes)
	if err != nil {
		return nil, err
	}
	by = make(map[string][]Ring, len(shapes.all))
	if len(shapes.all) == 0 {
		return by, nil
	}
	whole := shapes.all[0].bound
	for _, one := range shapes.all {
		whole = whole.Union(one.bound)
	}
	east := math.Cos(whole.Center().Lat() * math.Pi / 180)
	for _, one := range shapes.all {
		if _, drawn := by[one.code]; !drawn { // the newest comes first
			by[one.code] = flat(one.area, east)
		}
	}
	return by, nil
}

// flat are the rings of an area; those that are too small to be seen are left out. A degree of
// longitude is so much of one of latitude as east says.
func flat(area orb.MultiPolygon, east float64) (rings []Ring) {
	for _, polygon := range area {
		for _, ring := range polygon {
			thin := simplify.DouglasPeucker(coarse).Ring(ring.Clone())
			if len(thin) < 4 {
				continue
			}
			var r Ring
			for _, p := range thin[:len(thin)-1] {
				r = append(r, [2]float64{p.Lon() * east, -p.Lat()})
			}
			rings = append(rings, r)
		}
	}
	return rings
}
