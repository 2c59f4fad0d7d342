package travel_test

import (
	"encoding/json"
	"fmt"
	"math"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"testing"

	"kith/internal/kernel/grid"
)

// fake plays a server of roads. Its roads run north and east, at 10 metres a second, and end
// at the sea in the west, where no road is near. Nobody gets north past the quay.
type fake struct {
	t       *testing.T
	most    int // entries in an answer
	lock    sync.Mutex
	asked   []string         // what was told, coordinates and all
	entries int              // answered in all
	fails   int              // the next so many requests
	status  int              // with this
	handler http.HandlerFunc // in place of all that
	server  *httptest.Server
	headers []http.Header
}

func (f *fake) start(t *testing.T, answer http.HandlerFunc) *fake {
	f.t = t
	if f.most == 0 {
		f.most = 2500
	}
	f.server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		f.lock.Lock()
		f.headers = append(f.headers, r.Header)
		failing := f.fails > 0
		if failing {
			f.fails--
		}
		handler := f.handler
		f.lock.Unlock()
		switch {
		case failing:
			w.WriteHeader(f.status)
		case handler != nil:
			handler(w, r)
		default:
			answer(w, r)
		}
	}))
	t.Cleanup(f.server.Close)
	return f
}

func (f *fake) requests() int {
	f.lock.Lock()
	defer f.lock.Unlock()
	return len(f.headers)
}

func (f *fake) told(what string, entries int) {
	f.lock.Lock()
	defer f.lock.Unlock()
	f.asked = append(f.asked, what)
	f.entries += entries
}

// sea is the longitude west of which there are no roads.
var sea = at(-14_000, 0).At.Lon

func dry(p grid.Point) bool { return p.Lon > sea }

// road is the way from a to b in metres; false where there is none: west of 10 km nobody
// gets to the east, although they get back.
func road(a, b grid.Point) (metres float64, ok bool) {
	from, to := grid.FromLatLon(a), grid.FromLatLon(b)
	if from.E < 348_000 && to.E >= 348_000 {
		return 0, false
	}
	return math.Abs(from.E-to.E) + math.Abs(from.N-to.N), true
}

func rows(from, to []grid.Point, entry func(metres float64) float64) [][]any {
	all := make([][]any, len(from))
	for i, a := range from {
		for _, b := range to {
			metres, ok := road(a, b)
			if !ok || !dry(a) || !dry(b) {
				all[i] = append(all[i], nil)
				continue
			}
			all[i] = append(all[i], entry(metres))
		}
	}
	return all
}

func sayJSON(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json; charset=UTF-8")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(body)
}

func metresOf(m float64) float64  { return math.Round(m*10) / 10 }
func secondsOf(m float64) float64 { return math.Round(m) / 10 }

// osrm answers as osrm-routed 5 does: a place far from all roads is moved to one, and how far
// is said.
func (f *fake) osrm(w http.ResponseWriter, r *http.Request) {
	path, found := strings.CutPrefix(r.URL.Path, "/table/v1/driving/")
	if !found || r.Method != http.MethodGet || r.URL.Query().Get("annotations") != "duration,distance" {
		sayJSON(w, 400, map[string]string{"code": "InvalidUrl", "message": "URL string malformed"})
		return
	}
	var all []grid.Point
	for _, pair := range strings.Split(path, ";") {
		lon, lat, _ := strings.Cut(pair, ",")
		all = append(all, grid.Point{Lat: number(f.t, lat), Lon: number(f.t, lon)})
	}
	from, to := some(f.t, all, r.URL.Query().Get("sources")), some(f.t, all, r.URL.Query().Get("destinations"))
	if len(from)*len(to) > f.most {
		sayJSON(w, 400, map[string]string{"code": "TooBig", "message": "Too many table coordinates"})
		return
	}
	f.told(path, len(from)*len(to))
	sayJSON(w, 200, map[string]any{
		"code": "Ok", "data_version": "2026-03-12T21:00:00Z",
		"distances": rows(from, to, metresOf), "durations": rows(from, to, secondsOf),
		"sources": osrmSnaps(from), "destinations": osrmSnaps(to),
	})
}

func osrmSnaps(all []grid.Point) []map[string]any {
	var snaps []map[string]any
	for _, p := range all {
		distance := 4.2
		if !dry(p) {
			distance = 2500
		}
		snaps = append(snaps, map[string]any{"location": []float64{p.Lon, p.Lat}, "name": "Station Road", "distance": distance})
	}
	return snaps
}

// some picks places by an OSRM list of indices; none is all.
func some(t *testing.T, all []grid.Point, list string) []grid.Point {
	if list == "" {
		return all
	}
	var picked []grid.Point
	for _, text := range strings.Split(list, ";") {
		picked = append(picked, all[int(number(t, text))])
	}
	return picked
}

func number(t *testing.T, text string) float64 {
	x, err := strconv.ParseFloat(text, 64)
	if err != nil {
		t.Errorf("%q is no number", text)
	}
	return x
}

// valhalla answers as valhalla_service 3.6 does: it refuses the whole when one place has no
// road near, without saying which.
func (f *fake) valhalla(w http.ResponseWriter, r *http.Request) {
	type places []struct {
		Lat, Lon float64
		Cutoff   int `json:"search_cutoff"`
	}
	var q struct {
		Sources, Targets, Locations places
		Costing                     string
		Verbose                     *bool
	}
	if r.URL.Path == "/status" {
		sayJSON(w, 200, map[string]any{"version": "3.6.1", "tileset_last_modified": 1773349200})
		return
	}
	text := r.URL.Query().Get("json")
	if r.Method == http.MethodPost {
		var b strings.Builder
		_, _ = fmt.Fprint(&b, readAll(f.t, r))
		text = b.String()
	}
	if err := json.Unmarshal([]byte(text), &q); err != nil || q.Costing != "auto" && q.Costing != "pedestrian" {
		sayJSON(w, 400, map[string]any{"error_code": 100, "error": "Failed to parse json request", "status_code": 400, "status": "Bad Request"})
		return
	}
	points := func(all places) (points []grid.Point) {
		for _, p := range all {
			points = append(points, grid.Point{Lat: p.Lat, Lon: p.Lon})
		}
		return points
	}
	from, to := points(q.Sources), points(q.Targets)
	if r.URL.Path == "/locate" {
		var located []map[string]any
		for _, p := range points(q.Locations) {
			edges := []any{map[string]any{"way_id": 1}}
			if !dry(p) {
				edges = nil
			}
			located = append(located, map[string]any{"input_lat": p.Lat, "input_lon": p.Lon, "edges": edges, "nodes": nil})
		}
		sayJSON(w, 200, located)
		return
	}
	if len(from)*len(to) > f.most {
		sayJSON(w, 400, map[string]any{"error_code": 150, "error": "Exceeded max locations: 50", "status_code": 400})
		return
	}
	for _, p := range append(from, to...) {
		if !dry(p) {
			sayJSON(w, 400, map[string]any{"error_code": 171, "error": "No suitable edges near location", "status_code": 400, "status": "Bad Request"})
			return
		}
	}
	f.told(text, len(from)*len(to))
	kilometres := func(m float64) float64 { return math.Round(m) / 1000 }
	whole := func(m float64) float64 { return math.Round(m / 10) }
	if q.Verbose != nil && !*q.Verbose {
		sayJSON(w, 200, map[string]any{"algorithm": "costmatrix", "units": "kilometers", "sources_to_targets": map[string]any{
			"distances": rows(from, to, kilometres), "durations": rows(from, to, whole),
		}})
		return
	}
	f.t.Error("the long form was asked for")
}

// ors answers as openrouteservice 8 does.
func (f *fake) ors(w http.ResponseWriter, r *http.Request) {
	if r.URL.Path != "/ors/v2/matrix/driving-car" || r.Method != http.MethodPost {
		w.WriteHeader(404)
		return
	}
	if r.Header.Get("Authorization") != "the key" {
		sayJSON(w, 403, map[string]string{"error": "Access to this API has been disallowed"})
		return
	}
	text := readAll(f.t, r)
	var q struct {
		Locations             [][2]float64
		Sources, Destinations []string
		Metrics               []string
		Units                 string
	}
	if err := json.Unmarshal([]byte(text), &q); err != nil || q.Units != "m" || len(q.Metrics) != 2 {
		sayJSON(w, 400, map[string]any{"error": map[string]any{"code": 6000, "message": "Unable to parse JSON request."}})
		return
	}
	var all []grid.Point
	for _, pair := range q.Locations {
		all = append(all, grid.Point{Lat: pair[1], Lon: pair[0]})
	}
	pick := func(list []string) []grid.Point {
		if len(list) == 1 && list[0] == "all" {
			return all
		}
		return some(f.t, all, strings.Join(list, ";"))
	}
	from, to := pick(q.Sources), pick(q.Destinations)
	if len(from)*len(to) > f.most {
		sayJSON(w, 400, map[string]any{"error": map[string]any{"code": 6004, "message": "Search exceeds the limit of visited nodes."}})
		return
	}
	if message := outOfBounds("Source", from) + outOfBounds("Destination", to); message != "" {
		sayJSON(w, 404, map[string]any{"error": map[string]any{"code": 6010, "message": message}, "info": map[string]any{}})
		return
	}
	f.told(text, len(from)*len(to))
	sayJSON(w, 200, map[string]any{
		"distances": rows(from, to, metresOf), "durations": rows(from, to, secondsOf),
		"sources": orsSnaps(from), "destinations": orsSnaps(to),
		"metadata": map[string]any{"service": "matrix", "engine": map[string]string{"version": "8.0.0", "graph_date": "2026-03-12T07:46:02Z"}},
	})
}

func orsSnaps(all []grid.Point) []any {
	var snaps []any
	for _, p := range all {
		snaps = append(snaps, map[string]any{"location": []float64{p.Lon, p.Lat}, "snapped_distance": 8.1})
	}
	return snaps
}

func outOfBounds(which string, all []grid.Point) string {
	var ids, where []string
	for i, p := range all {
		if !dry(p) {
			ids, where = append(ids, strconv.Itoa(i)), append(where, fmt.Sprintf("%v,%v", p.Lat, p.Lon))
		}
	}
	if len(ids) == 0 {
		return ""
	}
	return which + " point(s) [" + strings.Join(ids, ", ") + "] out of bounds: " + strings.Join(where, "; ") + ". "
}
