package grid

import "math"

// The National Grid projection (annex A of the guide).
const (
	scaleOnMeridian = 0.9996012717
	originLat       = 49.0 // degrees north
	originLon       = -2.0 // degrees east
	falseEasting    = 400_000.0
	falseNorthing   = -100_000.0
)

// curvature holds the radii at one latitude, named as in the guide: nu across
// the meridian, rho along it, in metres and scaled to the central meridian.
type curvature struct {
	nu, rho, eta2 float64
}

func curvatureAt(lat float64) curvature {
	sin, e2 := math.Sin(lat), airy1830.e2()
	w := 1 - e2*sin*sin
	nu := airy1830.a * scaleOnMeridian / math.Sqrt(w)
	rho := nu * (1 - e2) / w
	return curvature{nu: nu, rho: rho, eta2: nu/rho - 1}
}

// meridianArc is the guide's M: the metres along the central meridian from the
// true origin to lat, in radians.
func meridianArc(lat float64) float64 {
	n := (airy1830.a - airy1830.b) / (airy1830.a + airy1830.b)
	n2, n3 := n*n, n*n*n
	origin := radians(originLat)
	diff, sum := lat-origin, lat+origin
	return airy1830.b * scaleOnMeridian * ((1+n+5.0/4*n2+5.0/4*n3)*diff -
		(3*n+3*n2+21.0/8*n3)*math.Sin(diff)*math.Cos(sum) +
		(15.0/8*n2+15.0/8*n3)*math.Sin(2*diff)*math.Cos(2*sum) -
		35.0/24*n3*math.Sin(3*diff)*math.Cos(3*sum))
}

// project returns the grid reference of an OSGB36 latitude and longitude
// (annex C.1; the terms keep the guide's Roman numerals).
func project(p Point) Ref {
	lat := radians(p.Lat)
	sin, cos := math.Sincos(lat)
	tan2 := sin * sin / (cos * cos)
	c := curvatureAt(lat)
	cos3, cos5 := math.Pow(cos, 3), math.Pow(cos, 5)

	i := meridianArc(lat) + falseNorthing
	ii := c.nu / 2 * sin * cos
	iii := c.nu / 24 * sin * cos3 * (5 - tan2 + 9*c.eta2)
	iiiA := c.nu / 720 * sin * cos5 * (61 - 58*tan2 + tan2*tan2)
	iv := c.nu * cos
	v := c.nu / 6 * cos3 * (c.nu/c.rho - tan2)
	vi := c.nu / 120 * cos5 * (5 - 18*tan2 + tan2*tan2 + 14*c.eta2 - 58*tan2*c.eta2)

	d := radians(p.Lon - originLon)
	d2 := d * d
	return Ref{
		E: falseEasting + d*(iv+d2*(v+d2*vi)),
		N: i + d2*(ii+d2*(iii+d2*iiiA)),
	}
}

// unproject returns the OSGB36 latitude and longitude of a grid reference
// (annex C.2).
func unproject(ref Ref) Point {
	lat := footpoint(ref.N)
	c := curvatureAt(lat)
	tan, sec := math.Tan(lat), 1/math.Cos(lat)
	tan2 := tan * tan
	tan4, tan6 := tan2*tan2, tan2*tan2*tan2
	nu2 := c.nu * c.nu
	nu3, nu5, nu7 := c.nu*nu2, c.nu*nu2*nu2, c.nu*nu2*nu2*nu2

	vii := tan / (2 * c.rho * c.nu)
	viii := tan / (24 * c.rho * nu3) * (5 + 3*tan2 + c.eta2 - 9*tan2*c.eta2)
	ix := tan / (720 * c.rho * nu5) * (61 + 90*tan2 + 45*tan4)
	x := sec / c.nu
	xi := sec / (6 * nu3) * (c.nu/c.rho + 2*tan2)
	xii := sec / (120 * nu5) * (5 + 28*tan2 + 24*tan4)
	xiiA := sec / (5040 * nu7) * (61 + 662*tan2 + 1320*tan4 + 720*tan6)

	d := ref.E - falseEasting
	d2 := d * d
	return Point{
		Lat: degrees(lat - d2*(vii-d2*(viii-d2*ix))),
		Lon: originLon + degrees(d*(x-d2*(xi-d2*(xii-d2*xiiA)))),
	}
}

// footpoint returns the latitude, in radians, whose arc along the central
// meridian reaches northing. It stops at a hundredth of a millimetre, as the
// guide does.
func footpoint(northing float64) float64 {
	const scaledRadius = 6_377_563.396 * scaleOnMeridian
	lat := radians(originLat)
	for range 20 {
		short := northing - falseNorthing - meridianArc(lat)
		if math.Abs(short) < 1e-5 {
			break
		}
		lat += short / scaledRadius
	}
	return lat
}
