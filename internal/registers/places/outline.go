package places

import (
	"fmt"
	"strconv"
	"strings"

	"kith/internal/blueprint"
)

// maxOutline bounds an outline: it is a sketch for a map, and coarse on purpose.
const maxOutline = 40

// LonLat is one point of an outline, in degrees, WGS 84. In a file it is one text,
// longitude first: "-2.6312 53.5449".
type LonLat struct{ Lon, Lat float64 }

// UnmarshalText reads a longitude and a latitude with a space or comma between.
func (p *LonLat) UnmarshalText(text []byte) error {
	parts := strings.Fields(strings.ReplaceAll(string(text), ",", " "))
	if len(parts) != 2 {
		return fmt.Errorf("%q is not one point: write longitude and latitude, like -2.6312 53.5449", text)
	}
	lon, badLon := strconv.ParseFloat(parts[0], 64)
	lat, badLat := strconv.ParseFloat(parts[1], 64)
	if badLon != nil || badLat != nil {
		return fmt.Errorf("%q is not one point: write longitude and latitude, like -2.6312 53.5449", text)
	}
	*p = LonLat{lon, lat}
	return nil
}

// MarshalText writes the point as [LonLat.UnmarshalText] reads it.
func (p LonLat) MarshalText() ([]byte, error) {
	return fmt.Appendf(nil, "%.4f %.4f", p.Lon, p.Lat), nil
}

func onTheIsles(p LonLat) bool {
	return p.Lat > 49 && p.Lat < 61 && p.Lon > -9 && p.Lon < 2
}

// checkOutline holds an outline to be one simple ring, small enough to be a sketch.
func checkOutline(c *blueprint.Checker, path string, ring []LonLat) {
	if len(ring) == 0 {
		return
	}
	if len(ring) < 3 || len(ring) > maxOutline {
		c.Problem(path, "an outline has 3 to %d points, not %d", maxOutline, len(ring)).Mend("simplify it")
		return
	}
	for i, p := range ring {
		if !onTheIsles(p) {
			c.Problem(path+"["+strconv.Itoa(i)+"]", "%.4f %.4f is not in Britain", p.Lon, p.Lat).Mend("write longitude first, like -2.6312 53.5449")
			return
		}
	}
	for i := range ring {
		for j := i + 1; j < len(ring); j++ {
			if crossing(ring, i, j) {
				c.Problem(path+"["+strconv.Itoa(j)+"]", "the outline crosses or touches itself here").Mend("go round once, in one direction, without repeating a point")
				return
			}
		}
	}
}

// crossing reports whether side i of the ring (from point i to the next) meets side j,
// other than at the corner two neighbouring sides share.
func crossing(ring []LonLat, i, j int) bool {
	n := len(ring)
	a, b := ring[i], ring[(i+1)%n]
	d, e := ring[j], ring[(j+1)%n]
	if j == i+1 {
		return a == e || b == e
	}
	if i == 0 && j == n-1 {
		return d == b
	}
	return turns(a, b, d)*turns(a, b, e) <= 0 && turns(d, e, a)*turns(d, e, b) <= 0
}

// turns is positive when c lies left of the line from a to b, negative when right.
func turns(a, b, c LonLat) float64 {
	return (b.Lon-a.Lon)*(c.Lat-a.Lat) - (b.Lat-a.Lat)*(c.Lon-a.Lon)
}
