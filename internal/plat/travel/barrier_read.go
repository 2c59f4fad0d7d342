package travel

import (
	"encoding/json"
	"fmt"
	"strings"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/grid"
)

// feature is one thing of a GeoJSON file.
type feature struct {
	Properties struct {
		Name    string   `json:"name"`
		Barrier string   `json:"barrier"` // of a crossing: the name of what it crosses
		Stops   []string `json:"stops"`
		For     []string `json:"for"`
	} `json:"properties"`
	Geometry struct {
		Type        string          `json:"type"`
		Coordinates json.RawMessage `json:"coordinates"`
	} `json:"geometry"`
}

// ReadBarriers reads barriers from GeoJSON. A LineString is a barrier, with its "name" and,
// where it does not stop everybody, "stops": ["van", "car"]. A Point is a crossing of the
// "barrier" it names, "for" some modes or all. What makes no sense is [fault.Invalid] and
// named; [NewEstimate] judges the rest.
func ReadBarriers(all []byte) ([]Barrier, error) {
	var file struct {
		Features []feature `json:"features"`
	}
	if err := json.Unmarshal(all, &file); err != nil || file.Features == nil {
		return nil, wrongBarriers("The file of barriers is no GeoJSON with features.")
	}
	var barriers []Barrier
	at := map[string]int{}
	for i, f := range file.Features {
		if f.Geometry.Type != "LineString" {
			continue
		}
		b, err := f.barrier(i)
		if err != nil {
			return nil, err
		}
		if _, twice := at[strings.ToLower(b.Name)]; twice {
			return nil, wrongBarriers("Two barriers are named “%s”.", b.Name)
		}
		at[strings.ToLower(b.Name)] = len(barriers)
		barriers = append(barriers, b)
	}
	for i, f := range file.Features {
		if f.Geometry.Type == "LineString" {
			continue
		}
		k, known := at[strings.ToLower(f.Properties.Barrier)]
		if f.Geometry.Type != "Point" || !known {
			return nil, wrongBarriers("Feature %d (%s) is neither a line, nor a point that names a barrier of the file.", i+1, f.Properties.Name)
		}
		c, err := f.crossing(i)
		if err != nil {
			return nil, err
		}
		barriers[k].Crossings = append(barriers[k].Crossings, c)
	}
	return barriers, nil
}

func wrongBarriers(format string, args ...any) error {
	return fault.New(fault.Invalid, "travel.barriers", fmt.Sprintf(format, args...))
}

func (f feature) barrier(i int) (b Barrier, err error) {
	var line [][]float64
	if json.Unmarshal(f.Geometry.Coordinates, &line) != nil || f.Properties.Name == "" {
		return b, wrongBarriers("Feature %d (%s) needs a name, and coordinates as [longitude, latitude].", i+1, f.Properties.Name)
	}
	b.Name = f.Properties.Name
	for _, pair := range line {
		if len(pair) < 2 {
			return b, wrongBarriers("Feature %d (%s) has a point with no latitude.", i+1, b.Name)
		}
		b.Line = append(b.Line, grid.Point{Lat: pair[1], Lon: pair[0]})
	}
	b.Stops, err = modesOf(f.Properties.Stops)
	return b, err
}

func (f feature) crossing(i int) (c Crossing, err error) {
	var pair []float64
	if json.Unmarshal(f.Geometry.Coordinates, &pair) != nil || len(pair) < 2 {
		return c, wrongBarriers("Feature %d (%s) needs coordinates as [longitude, latitude].", i+1, f.Properties.Name)
	}
	c = Crossing{Name: f.Properties.Name, At: grid.Point{Lat: pair[1], Lon: pair[0]}}
	c.For, err = modesOf(f.Properties.For)
	return c, err
}

func modesOf(names []string) (modes []Mode, err error) {
	for _, name := range names {
		if _, known := usual[Mode(name)]; !known {
			return nil, wrongBarriers("Nobody goes by “%s”. Write van, car, bike or foot.", name)
		}
		modes = append(modes, Mode(name))
	}
	return modes, nil
}
