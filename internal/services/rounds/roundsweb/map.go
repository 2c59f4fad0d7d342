package roundsweb

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"

	"kith/internal/services/rounds"
)

// object is one of GeoJSON's.
type object map[string]any

// geojson is the map of a plan: the neighbourhoods, where rounds begin, and a point for each
// stop that may be shown. There is no line from stop to stop: a gap in it would tell where a
// stop lies that may not be shown.
func (p *pages) geojson(w http.ResponseWriter, r *http.Request) error {
	b, err := p.board(r)
	if err != nil {
		return err
	}
	pins, err := p.rounds.Pins(r.Context(), &b.version, b.lines)
	if err != nil {
		return err
	}
	bases, err := p.rounds.BasePins(r.Context(), b.seats)
	if err != nil {
		return err
	}
	features, err := p.outlines(r, b.Neighbourhood)
	if err != nil {
		return err
	}
	for _, one := range bases {
		features = append(features, point(one.At.Lon, one.At.Lat, object{"label": one.Label + ": rounds begin here", "colour": "#0b0c0c", "shape": house, "mark": ""}))
	}
	for _, pin := range pins {
		features = append(features, point(pin.At.Lon, pin.At.Lat, b.onMap(pin)))
	}
	w.Header().Set("Content-Type", "application/geo+json")
	return json.NewEncoder(w).Encode(object{"type": "FeatureCollection", "features": features})
}

func point(lon, lat float64, facts object) object {
	return object{"type": "Feature", "geometry": object{"type": "Point", "coordinates": []float64{lon, lat}}, "properties": facts}
}

// onMap is how a stop is drawn: the round's colour and shape, with the stop's number.
func (b *board) onMap(pin rounds.Pin) object {
	facts := object{
		"number": pin.Stop, "mark": strconv.Itoa(pin.Stop), "label": fmt.Sprintf("round %d, %s", pin.Way+1, pin.Label),
		"colour": colourOf(pin.Way), "shape": shapeOf(pin.Way).path,
	}
	if b.changes() {
		item := b.version.Ways[pin.Way].Calls[pin.Stop-1].Item
		facts["href"] = plans + "/" + string(b.ID) + "/items/" + strconv.Itoa(item)
	}
	return facts
}

// outlines are the neighbourhoods of a plan, as sketches.
func (p *pages) outlines(r *http.Request, hood string) (features []object, err error) {
	features = []object{}
	all, err := p.around.Neighbourhoods(r.Context())
	for _, n := range all {
		if len(n.Outline) == 0 || hood != "" && n.ID != hood {
			continue
		}
		var ring [][]float64
		for _, at := range n.Outline {
			ring = append(ring, []float64{at.Lon, at.Lat})
		}
		ring = append(ring, ring[0])
		features = append(features, object{
			"type": "Feature", "geometry": object{"type": "Polygon", "coordinates": [][][]float64{ring}}, "properties": object{"label": n.Short(), "colour": "#505a5f"},
		})
	}
	return features, err
}
