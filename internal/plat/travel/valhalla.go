package travel

import (
	"context"
	"encoding/json"
	"net/url"
	"slices"
	"time"

	"kith/internal/kernel/grid"
)

// valhalla is Valhalla's matrix service. It counts in kilometres.
type valhalla struct{}

func (valhalla) name() string { return "Valhalla" }
func (valhalla) batch() int   { return 50 } // max_matrix_location_pairs is 2,500

var costings = map[Mode]string{Van: "auto", Car: "auto", Bike: "bicycle", Foot: "pedestrian"}

// noEdge is Valhalla's code for a place with no road near.
const noEdge = "171"

type valhallaPlace struct {
	Lat    json.Number `json:"lat"`
	Lon    json.Number `json:"lon"`
	Cutoff int         `json:"search_cutoff"` // metres; it would look 35 km around
}

type valhallaMatrix struct {
	Sources []valhallaPlace `json:"sources"`
	Targets []valhallaPlace `json:"targets"`
	Costing string          `json:"costing"`
	Units   string          `json:"units"`
	Verbose bool            `json:"verbose"`
}

func toValhalla(all []grid.Point) []valhallaPlace {
	places := make([]valhallaPlace, len(all))
	for i, p := range all {
		places[i] = valhallaPlace{Lat: json.Number(degrees(p.Lat)), Lon: json.Number(degrees(p.Lon)), Cutoff: farFromRoad}
	}
	return places
}

func (v valhalla) ask(ctx context.Context, c *client, m Mode, from, to []grid.Point) (block, error) {
	b, err := v.matrix(ctx, c, m, from, to)
	if no := refusalOf(err); no == nil || no.code != noEdge {
		return b, err
	}
	offFrom, err := v.off(ctx, c, m, from)
	if err != nil {
		return b, err
	}
	offTo, err := v.off(ctx, c, m, to)
	if err != nil {
		return b, err
	}
	near, reached := without(from, offFrom), without(to, offTo)
	if len(near) == 0 || len(reached) == 0 {
		b = nothing(from, to, false, false)
		b.offFrom, b.offTo = offFrom, offTo
		return b, nil
	}
	if b, err = v.matrix(ctx, c, m, near, reached); err != nil {
		return b, err
	}
	for _, i := range offFrom { // from the first on, so that each finds its place again
		b = b.widened(i, -1)
	}
	for _, j := range offTo {
		b = b.widened(-1, j)
	}
	return b, nil
}

// longestAddress is what servers and what stands before them take in an address.
const longestAddress = 6000

func (v valhalla) matrix(ctx context.Context, c *client, m Mode, from, to []grid.Point) (b block, err error) {
	request := valhallaMatrix{Sources: toValhalla(from), Targets: toValhalla(to), Costing: costings[m], Units: "kilometers"}
	var answer struct {
		Rows  json.RawMessage `json:"sources_to_targets"`
		Units string          `json:"units"`
	}
	if err := v.call(ctx, c, "/sources_to_targets", request, &answer); err != nil {
		return b, err
	}
	kilometres, seconds, ok := v.read(answer.Rows)
	if !ok || answer.Units != "" && answer.Units != "kilometers" {
		return b, noTable
	}
	if b.metres, ok = filled(kilometres, len(from), len(to)); !ok {
		return b, noTable
	}
	for _, row := range b.metres {
		for j := range row {
			if row[j] != noWay {
				row[j] *= 1000
			}
		}
	}
	if b.seconds, ok = filled(seconds, len(from), len(to)); !ok {
		return b, noTable
	}
	return b, nil
}

// call puts the request into the address, or into the body when that would be too long.
func (valhalla) call(ctx context.Context, c *client, path string, request, result any) error {
	encoded, err := json.Marshal(request)
	if err != nil {
		return err
	}
	if query := (url.Values{"json": {string(encoded)}}); len(query.Encode()) <= longestAddress {
		return c.get(ctx, path, query, result)
	}
	return c.post(ctx, path, json.RawMessage(encoded), result)
}

// read takes the short form of an answer, and the long one of servers that know no other.
func (valhalla) read(rows json.RawMessage) (kilometres, seconds [][]*float64, ok bool) {
	var brief struct {
		Distances [][]*float64 `json:"distances"`
		Durations [][]*float64 `json:"durations"`
	}
	if json.Unmarshal(rows, &brief) == nil && brief.Distances != nil {
		return brief.Distances, brief.Durations, true
	}
	var long [][]struct {
		Distance *float64 `json:"distance"`
		Time     *float64 `json:"time"`
	}
	if json.Unmarshal(rows, &long) != nil {
		return nil, nil, false
	}
	for _, row := range long {
		var d, s []*float64
		for _, cell := range row {
			d, s = append(d, cell.Distance), append(s, cell.Time)
		}
		kilometres, seconds = append(kilometres, d), append(seconds, s)
	}
	return kilometres, seconds, true
}

// off asks which places have no road near.
func (v valhalla) off(ctx context.Context, c *client, m Mode, all []grid.Point) (off []int, err error) {
	var located []struct {
		Edges []json.RawMessage `json:"edges"`
	}
	request := struct {
		Locations []valhallaPlace `json:"locations"`
		Costing   string          `json:"costing"`
		Verbose   bool            `json:"verbose"`
	}{Locations: toValhalla(all), Costing: costings[m]}
	if err := v.call(ctx, c, "/locate", request, &located); err != nil {
		return nil, err
	}
	if len(located) != len(all) {
		return nil, noTable
	}
	for i, l := range located {
		if len(l.Edges) == 0 {
			off = append(off, i)
		}
	}
	return off, nil
}

// asOf is when the tiles were made.
func (v valhalla) asOf(ctx context.Context, c *client) string {
	var status struct {
		Modified int64 `json:"tileset_last_modified"`
	}
	if c.get(ctx, "/status", nil, &status) != nil || status.Modified == 0 {
		return ""
	}
	return time.Unix(status.Modified, 0).UTC().Format("2 January 2006")
}

func without(all []grid.Point, off []int) []grid.Point {
	var left []grid.Point
	for i, p := range all {
		if !slices.Contains(off, i) {
			left = append(left, p)
		}
	}
	return left
}
