package places

import (
	"encoding/json"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"

	"kith/internal/kernel/grid"
)

// Shapes are the boundaries a borough can use, larger areas first.
type Shapes struct{ all []shape }

// shape is the boundary of one area.
type shape struct {
	code    string
	edition Edition
	bound   orb.Bound
	area    orb.MultiPolygon
}

// newShape reads a boundary kept as a GeoJSON geometry.
func newShape(code string, edition Edition, text string) (shape, error) {
	area, err := polygons([]byte(text))
	return shape{code: code, edition: edition, bound: area.Bound(), area: area}, err
}

// polygons reads a GeoJSON geometry (RFC 7946, section 3.1) as polygons. It has none when
// it is of another type.
func polygons(text []byte) (orb.MultiPolygon, error) {
	var geometry struct {
		Type        string          `json:"type"`
		Coordinates json.RawMessage `json:"coordinates"`
	}
	if err := json.Unmarshal(text, &geometry); err != nil {
		return nil, err
	}
	switch geometry.Type {
	case "Polygon":
		var one orb.Polygon
		err := json.Unmarshal(geometry.Coordinates, &one)
		return orb.MultiPolygon{one}, err
	case "MultiPolygon":
		var many orb.MultiPolygon
		err := json.Unmarshal(geometry.Coordinates, &many)
		return many, err
	}
	return nil, nil
}

// around returns the shapes that p lies in. There are none around it when s is nil.
func (s *Shapes) around(p grid.Point) (found []shape) {
	if s == nil {
		return nil
	}
	point := orb.Point{p.Lon, p.Lat}
	for _, one := range s.all {
		if one.bound.Contains(point) && planar.MultiPolygonContains(one.area, point) {
			found = append(found, one)
		}
	}
	return found
}
