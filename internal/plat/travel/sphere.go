package travel

import (
	"math"

	"kith/internal/kernel/grid"
)

// meanRadius is the earth's mean radius in metres, the same as grid measures with.
const meanRadius = 6_371_008.8

// vector is a place on the unit sphere. The haversine of two places is a quarter of the
// square of the chord between their vectors, so that a table needs no sines but each place's
// own.
type vector struct{ x, y, z float64 }

func onSphere(p grid.Point) vector {
	sinLat, cosLat := math.Sincos(p.Lat * math.Pi / 180)
	sinLon, cosLon := math.Sincos(p.Lon * math.Pi / 180)
	return vector{cosLat * cosLon, cosLat * sinLon, sinLat}
}

// to is the metres to another place as the crow flies, as [grid.Distance] has it.
func (v vector) to(w vector) float64 {
	x, y, z := v.x-w.x, v.y-w.y, v.z-w.z
	return 2 * meanRadius * math.Asin(min(math.Sqrt(x*x+y*y+z*z)/2, 1))
}
