package grid

import "math"

// ellipsoid is a figure of the earth: its semi-axes in metres.
type ellipsoid struct {
	a, b float64
}

var (
	airy1830 = ellipsoid{a: 6_377_563.396, b: 6_356_256.909}
	wgs84    = ellipsoid{a: 6_378_137.000, b: 6_356_752.3142}
)

// e2 is the square of the eccentricity.
func (e ellipsoid) e2() float64 { return (e.a*e.a - e.b*e.b) / (e.a * e.a) }

// vector is a place in metres from the centre of an ellipsoid (annex B).
type vector struct {
	x, y, z float64
}

// toCartesian returns where p, at height 0 above e, lies in space.
func toCartesian(p Point, e ellipsoid) vector {
	sinLat, cosLat := math.Sincos(radians(p.Lat))
	sinLon, cosLon := math.Sincos(radians(p.Lon))
	nu := e.a / math.Sqrt(1-e.e2()*sinLat*sinLat)
	return vector{
		x: nu * cosLat * cosLon,
		y: nu * cosLat * sinLon,
		z: nu * (1 - e.e2()) * sinLat,
	}
}

// fromCartesian returns the latitude and longitude of v on e; height is
// dropped. The iteration gains about three digits a step.
func fromCartesian(v vector, e ellipsoid) Point {
	p := math.Hypot(v.x, v.y)
	lat := math.Atan2(v.z, p*(1-e.e2()))
	for range 10 {
		sin := math.Sin(lat)
		nu := e.a / math.Sqrt(1-e.e2()*sin*sin)
		next := math.Atan2(v.z+e.e2()*nu*sin, p)
		if math.Abs(next-lat) < 1e-14 {
			break
		}
		lat = next
	}
	return Point{Lat: degrees(lat), Lon: degrees(math.Atan2(v.y, v.x))}
}

// helmert is a seven-parameter transformation: a shift in metres, a scale, and
// small rotations in radians.
type helmert struct {
	tx, ty, tz float64
	scale      float64
	rx, ry, rz float64
}

const arcSecond = math.Pi / 180 / 3600

// osgb36ToWGS84 is the reverse in sign of the table in section 6.6 of the
// guide, which gives WGS84 to OSGB36.
var osgb36ToWGS84 = helmert{
	tx: 446.448, ty: -125.157, tz: 542.060,
	scale: 1 - 20.4894e-6,
	rx:    0.1502 * arcSecond, ry: 0.2470 * arcSecond, rz: 0.8421 * arcSecond,
}

func (h helmert) apply(v vector) vector {
	return vector{
		x: h.tx + h.scale*v.x - h.rz*v.y + h.ry*v.z,
		y: h.ty + h.rz*v.x + h.scale*v.y - h.rx*v.z,
		z: h.tz - h.ry*v.x + h.rx*v.y + h.scale*v.z,
	}
}

// undo returns the v that apply takes to w. The small angles make the matrix
// nearly the identity, so a few steps of correction solve it to well below a
// micrometre, where changing the signs would leave centimetres.
func (h helmert) undo(w vector) vector {
	v := w
	for range 4 {
		image := h.apply(v)
		v = vector{v.x + w.x - image.x, v.y + w.y - image.y, v.z + w.z - image.z}
	}
	return v
}
