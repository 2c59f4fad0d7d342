// Package grid turns National Grid eastings and northings into latitude and
// longitude and back.
//
// It follows Ordnance Survey, "A guide to coordinate systems in Great Britain":
// the transverse Mercator series of annex C on the Airy 1830 ellipsoid, and the
// seven-parameter Helmert transformation of section 6.6 between OSGB36 and
// WGS84. Against the survey's own OSTN15 model the result is within 2 metres in
// Greater Manchester and within about 5 metres across Great Britain.
package grid

import "math"

// Ref is a place on the National Grid (OSGB36): metres east and north of the
// false origin south-west of Scilly. Both are positive on land.
type Ref struct {
	E, N float64
}

// Point is a place on WGS84, as satellites and web maps use it: degrees north
// and degrees east, so that Great Britain's longitudes are mostly negative.
type Point struct {
	Lat, Lon float64
}

// ToLatLon returns where ref lies on WGS84. It is meant for Great Britain and
// its coast and grows inaccurate away from it.
func ToLatLon(ref Ref) Point {
	p := unproject(ref)
	return fromCartesian(osgb36ToWGS84.apply(toCartesian(p, airy1830)), wgs84)
}

// FromLatLon returns the grid reference of p, the reverse of ToLatLon to within
// a millimetre or two.
func FromLatLon(p Point) Ref {
	osgb := fromCartesian(osgb36ToWGS84.undo(toCartesian(p, wgs84)), airy1830)
	return project(osgb)
}

// meanRadius is the mean radius of the earth in metres (IUGG).
const meanRadius = 6_371_008.8

// Distance returns the metres between two points as the crow flies, by the
// haversine formula. Over the size of a borough it is right to half a percent.
func Distance(a, b Point) float64 {
	lat1, lat2 := radians(a.Lat), radians(b.Lat)
	sinLat := math.Sin((lat2 - lat1) / 2)
	sinLon := math.Sin(radians(b.Lon-a.Lon) / 2)
	h := sinLat*sinLat + math.Cos(lat1)*math.Cos(lat2)*sinLon*sinLon
	return 2 * meanRadius * math.Asin(math.Sqrt(min(h, 1)))
}

func radians(degrees float64) float64 { return degrees * math.Pi / 180 }

func degrees(radians float64) float64 { return radians * 180 / math.Pi }
