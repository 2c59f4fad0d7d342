package travel

import (
	"context"
	"encoding/json"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"kith/internal/kernel/grid"
)

// ors is the matrix service of openrouteservice.
type ors struct{}

func (ors) name() string { return "openrouteservice" }
func (ors) batch() int   { return 50 } // maximum_routes is 2,500

func (ors) asOf(context.Context, *client) string { return "" } // said with each table

var orsProfiles = map[Mode]string{Van: "driving-car", Car: "driving-car", Bike: "cycling-regular", Foot: "foot-walking"}

// orsNoPoint is the code for places outside of the map.
const orsNoPoint = "6010"

type orsRequest struct {
	Locations    [][2]json.Number `json:"locations"`
	Sources      []string         `json:"sources"`
	Destinations []string         `json:"destinations"`
	Metrics      []string         `json:"metrics"`
	Units        string           `json:"units"`
}

type orsAnswer struct {
	Durations    [][]*float64 `json:"durations"`
	Distances    [][]*float64 `json:"distances"`
	Sources      []*orsSnap   `json:"sources"`
	Destinations []*orsSnap   `json:"destinations"`
	Metadata     struct {
		Engine struct {
			GraphDate string `json:"graph_date"`
			OSMDate   string `json:"osm_date"`
		} `json:"engine"`
	} `json:"metadata"`
}

// orsSnap is the place on a road that a place was put on, nil where there is none.
type orsSnap struct {
	Distance float64 `json:"snapped_distance"`
}

func (o ors) ask(ctx context.Context, c *client, m Mode, from, to []grid.Point) (block, error) {
	b, err := o.matrix(ctx, c, m, from, to)
	if no := refusalOf(err); no == nil || no.code != orsNoPoint {
		return b, err
	}
	offFrom, offTo := outside(err, "Source"), outside(err, "Destination")
	near, reached := without(from, offFrom), without(to, offTo)
	if len(offFrom)+len(offTo) == 0 || len(near) == 0 || len(reached) == 0 {
		if len(offFrom)+len(offTo) == 0 {
			return b, err
		}
		b = nothing(from, to, false, false)
		b.offFrom, b.offTo = offFrom, offTo
		return b, nil
	}
	if b, err = o.matrix(ctx, c, m, near, reached); err != nil {
		return b, err
	}
	for _, i := range offFrom {
		b = b.widened(i, -1)
	}
	for _, j := range offTo {
		b = b.widened(-1, j)
	}
	return b, nil
}

func (o ors) matrix(ctx context.Context, c *client, m Mode, from, to []grid.Point) (b block, err error) {
	var answer orsAnswer
	if err := c.post(ctx, "/v2/matrix/"+orsProfiles[m], o.request(from, to), &answer); err != nil {
		return b, err
	}
	b.asOf = when(answer.Metadata.Engine.OSMDate)
	if b.asOf == "" {
		b.asOf = when(answer.Metadata.Engine.GraphDate)
	}
	var ok bool
	if b.metres, ok = filled(answer.Distances, len(from), len(to)); !ok {
		return b, noTable
	}
	if b.seconds, ok = filled(answer.Durations, len(from), len(to)); !ok {
		return b, noTable
	}
	b.offFrom, b.offTo = unsnapped(answer.Sources), unsnapped(answer.Destinations)
	return b, nil
}

func (ors) request(from, to []grid.Point) orsRequest {
	all := from
	r := orsRequest{Metrics: []string{"distance", "duration"}, Units: "m", Sources: []string{"all"}, Destinations: []string{"all"}}
	if !slices.Equal(from, to) {
		all = slices.Concat(from, to)
		r.Sources = strings.Split(indices(0, len(from)), ";")
		r.Destinations = strings.Split(indices(len(from), len(all)), ";")
	}
	for _, p := range all {
		r.Locations = append(r.Locations, [2]json.Number{json.Number(degrees(p.Lon)), json.Number(degrees(p.Lat))})
	}
	return r
}

func unsnapped(snaps []*orsSnap) (off []int) {
	for i, s := range snaps {
		if s == nil || s.Distance > farFromRoad {
			off = append(off, i)
		}
	}
	return off
}

var outOfBounds = regexp.MustCompile(`(Source|Destination) point\(s\) \[([0-9, ]+)\]`)

// outside reads which sources or destinations lie outside of the map, counted among
// themselves.
func outside(err error, which string) (off []int) {
	for _, found := range outOfBounds.FindAllStringSubmatch(refusalOf(err).message, -1) {
		if found[1] != which {
			continue
		}
		for _, text := range strings.Split(found[2], ",") {
			if i, err := strconv.Atoi(strings.TrimSpace(text)); err == nil {
				off = append(off, i)
			}
		}
	}
	return slices.Compact(slices.Sorted(slices.Values(off)))
}
