package travel

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"kith/internal/kernel/grid"
)

// farFromRoad is how many metres a place may be away from a road that it is put on.
const farFromRoad = 500

// osrm is the table service of the Open Source Routing Machine. A server knows one way of
// going, whatever the address says: the one its map was made for.
type osrm struct{}

func (osrm) name() string { return "OSRM" }
func (osrm) batch() int   { return 100 } // as osrm-routed starts with --max-table-size

func (osrm) asOf(context.Context, *client) string { return "" } // said with each table

var osrmProfiles = map[Mode]string{Van: "driving", Car: "driving", Bike: "bike", Foot: "foot"}

type osrmTable struct {
	Code         string       `json:"code"`
	Durations    [][]*float64 `json:"durations"`
	Distances    [][]*float64 `json:"distances"`
	Sources      []osrmSnap   `json:"sources"`
	Destinations []osrmSnap   `json:"destinations"`
	DataVersion  string       `json:"data_version"`
}

// osrmSnap is the place on a road that OSRM took a place to be, and the metres to it.
type osrmSnap struct {
	Distance float64 `json:"distance"`
}

func (o osrm) ask(ctx context.Context, c *client, m Mode, from, to []grid.Point) (block, error) {
	path, query := o.request(m, from, to)
	var t osrmTable
	if err := c.get(ctx, path, query, &t); err != nil {
		return o.without(ctx, c, m, from, to, err)
	}
	b := block{asOf: when(t.DataVersion)}
	var ok bool
	if b.metres, ok = filled(t.Distances, len(from), len(to)); !ok {
		return b, noTable
	}
	if b.seconds, ok = filled(t.Durations, len(from), len(to)); !ok {
		return b, noTable
	}
	b.offFrom, b.offTo = farOff(t.Sources), farOff(t.Destinations)
	return b, nil
}

// request names every place once where from and to are the same.
func (osrm) request(m Mode, from, to []grid.Point) (path string, query url.Values) {
	all, query := from, url.Values{"annotations": {"duration,distance"}, "generate_hints": {"false"}}
	if !slices.Equal(from, to) {
		all = slices.Concat(from, to)
		query["sources"] = []string{indices(0, len(from))}
		query["destinations"] = []string{indices(len(from), len(all))}
	}
	coordinates := make([]string, len(all))
	for i, p := range all {
		coordinates[i] = degrees(p.Lon) + "," + degrees(p.Lat)
	}
	return "/table/v1/" + osrmProfiles[m] + "/" + strings.Join(coordinates, ";"), query
}

// without asks again when OSRM names a place that it puts on no road. One place is left out
// at a time, as OSRM names them.
func (o osrm) without(ctx context.Context, c *client, m Mode, from, to []grid.Point, err error) (block, error) {
	no := refusalOf(err)
	if no == nil || no.code != "NoSegment" {
		return block{}, err
	}
	var k int
	if _, scanErr := fmt.Sscanf(no.message, "Could not find a matching segment for coordinate %d", &k); scanErr != nil {
		return block{}, err
	}
	same := slices.Equal(from, to)
	n, total := len(from), len(from)+len(to)
	if same {
		total = n
	}
	if k < 0 || k >= total {
		return block{}, err
	}
	askFrom, askTo := from, to
	outFrom, outTo := -1, -1
	if same || k < n {
		outFrom, askFrom = k, slices.Delete(slices.Clone(from), k, k+1)
	}
	if same {
		outTo, askTo = k, askFrom
	} else if k >= n {
		outTo, askTo = k-n, slices.Delete(slices.Clone(to), k-n, k-n+1)
	}
	if len(askFrom) == 0 || len(askTo) == 0 {
		return nothing(from, to, outFrom >= 0, outTo >= 0), nil
	}
	b, err := o.ask(ctx, c, m, askFrom, askTo)
	if err != nil {
		return b, err
	}
	return b.widened(outFrom, outTo), nil
}

func farOff(snaps []osrmSnap) (off []int) {
	for i, s := range snaps {
		if s.Distance > farFromRoad {
			off = append(off, i)
		}
	}
	return off
}

// degrees writes a coordinate to about a metre: no server need know it better.
func degrees(d float64) string { return strconv.FormatFloat(d, 'f', 5, 64) }

func indices(from, to int) string {
	all := make([]string, 0, to-from)
	for i := from; i < to; i++ {
		all = append(all, strconv.Itoa(i))
	}
	return strings.Join(all, ";")
}
