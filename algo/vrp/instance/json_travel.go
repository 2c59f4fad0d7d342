package instance

import (
	"fmt"
	"math"

	"kith/algo/vrp"
)

func (b *builder) addProfile(p *jsonProfile) error {
	t, err := b.travel(p)
	if err != nil {
		return fmt.Errorf("profile %q: %w", p.ID, err)
	}
	b.p.Travel = append(b.p.Travel, t)
	return nil
}

func (b *builder) travel(p *jsonProfile) (vrp.Travel, error) {
	switch tables := p.Distance != nil || p.Duration != nil; {
	case tables && (p.KMH != 0 || p.Detour != 0):
		return nil, fmt.Errorf("it goes by tables or by kmh, not by both")
	case tables:
		return b.tables(p)
	case !(p.KMH >= 0.1 && p.KMH <= 1000):
		return nil, fmt.Errorf(`say how fast it is, as "kmh": 28, or give tables of distance and duration`)
	case p.Detour != 0 && !(p.Detour >= 1 && p.Detour <= 10):
		return nil, fmt.Errorf("a detour is from 1 to 10 times the straight line, not %g", p.Detour)
	}
	return b.crow(p)
}

// tables lays the rows of a profile's tables one after the other.
func (b *builder) tables(p *jsonProfile) (vrp.Travel, error) {
	n := len(b.document.places)
	if len(p.Distance) != n || len(p.Duration) != n {
		return nil, fmt.Errorf("it has %d rows of distance and %d of duration, and there are %d places", len(p.Distance), len(p.Duration), n)
	}
	var distance, duration []int32
	for i := range n {
		if len(p.Distance[i]) != n || len(p.Duration[i]) != n {
			return nil, fmt.Errorf("row %d has %d distances and %d durations, and there are %d places", i+1, len(p.Distance[i]), len(p.Duration[i]), n)
		}
		for j := range n {
			if err := b.way(i, j, "distance", p.Distance[i][j]); err != nil {
				return nil, err
			}
			if err := b.way(i, j, "duration", p.Duration[i][j]); err != nil {
				return nil, err
			}
		}
		distance, duration = append(distance, p.Distance[i]...), append(duration, p.Duration[i]...)
	}
	return vrp.NewTable(n, distance, duration)
}

// way names an entry of a table that is no way and no lack of one.
func (b *builder) way(from, to int, what string, n int32) error {
	if n >= -1 && n <= farthest {
		return nil
	}
	places := b.document.places
	return fmt.Errorf("the %s from %q to %q is %d; it must be -1 for no way, or 0 to %d", what, places[from].of.ID, places[to].of.ID, n, farthest)
}

// crow is travel by the straight line, or the great circle, longer by a detour.
type crow struct {
	places []jsonPlace
	detour float64
	speed  float64 // metres a second
}

func (b *builder) crow(p *jsonProfile) (vrp.Travel, error) {
	c := &crow{detour: max(p.Detour, 1), speed: p.KMH / 3.6}
	for _, place := range b.document.places {
		if place.of.X == nil && place.of.Lat == nil || (place.of.X == nil) != (b.document.places[0].of.X == nil) {
			return nil, atLine(place.line, fmt.Errorf("the place %q needs x and y, or lat and lon, the same as the others", place.of.ID))
		}
		c.places = append(c.places, place.of)
	}
	return c, nil
}

// Size is how many places there are.
func (c *crow) Size() int { return len(c.places) }

// farthest is the longest way anybody goes, in decimetres or seconds.
const farthest = 100_000_000

// Between is the way in decimetres and seconds.
func (c *crow) Between(from, to int) (distance, duration int32) {
	metres := metresBetween(&c.places[from], &c.places[to]) * c.detour
	far, long := math.Round(10*metres), math.Round(metres/c.speed)
	if far > farthest || long > farthest {
		return -1, -1
	}
	return int32(far), int32(long)
}

func metresBetween(a, b *jsonPlace) float64 {
	if a.X != nil {
		return math.Hypot(*a.X-*b.X, *a.Y-*b.Y)
	}
	const radius, degree = 6_371_000, math.Pi / 180
	north, east := math.Sin((*a.Lat-*b.Lat)*degree/2), math.Sin((*a.Lon-*b.Lon)*degree/2)
	h := north*north + math.Cos(*a.Lat*degree)*math.Cos(*b.Lat*degree)*east*east
	return 2 * radius * math.Asin(math.Sqrt(min(h, 1)))
}
