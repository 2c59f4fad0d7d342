package travel_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"net/http"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"kith/internal/kernel/clock"
	"kith/internal/kernel/fault"
	"kith/internal/kernel/grid"
	"kith/internal/plat/travel"
)

func readAll(t *testing.T, r *http.Request) string {
	all, err := io.ReadAll(r.Body)
	if err != nil {
		t.Error(err)
	}
	return string(all)
}

// software is each kind of server with the fake that plays it.
var software = []struct {
	kind travel.Software
	path string
	name string
	play func(*fake) http.HandlerFunc
}{
	{travel.OSRM, "", "OSRM", func(f *fake) http.HandlerFunc { return f.osrm }},
	{travel.Valhalla, "", "Valhalla", func(f *fake) http.HandlerFunc { return f.valhalla }},
	{travel.ORS, "/ors", "openrouteservice", func(f *fake) http.HandlerFunc { return f.ors }},
}

// everySoftware runs a test against each kind of server.
func everySoftware(t *testing.T, test func(t *testing.T, f *fake, s travel.Setup, name string)) {
	for _, one := range software {
		t.Run(one.name, func(t *testing.T) {
			f := &fake{}
			f.start(t, one.play(f))
			test(t, f, travel.Setup{Software: one.kind, URL: f.server.URL + one.path, Key: "the key", Pause: noPause}, one.name)
		})
	}
}

func noPause(ctx context.Context, _ time.Duration) error { return ctx.Err() }

func server(t failing, s travel.Setup) *travel.Server {
	t.Helper()
	srv, err := travel.NewServer(s, travel.Usual())
	if err != nil {
		t.Fatal(err)
	}
	return srv
}

func town(n int) []travel.Place {
	places := make([]travel.Place, n)
	for i := range places {
		places[i] = at(float64(i*7919%18_000)-9_000, float64(i*104729%18_000)-9_000)
	}
	return places
}

// sameRoads holds a table to the roads of the fakes.
func sameRoads(t *testing.T, w *travel.Ways, places []travel.Place) {
	t.Helper()
	for i, a := range places {
		for j, b := range places {
			d, s := w.Travel.Between(i, j)
			want, ok := road(a.At, b.At)
			if !ok {
				if d != -1 || s != -1 {
					t.Fatalf("%d to %d is %d dm, %d s where there is no way", i, j, d, s)
				}
				continue
			}
			if math.Abs(float64(d)-want*10) > 25 || math.Abs(float64(s)-want/10) > 1 {
				t.Fatalf("%d to %d is %d dm, %d s, want %.0f m", i, j, d, s, want)
			}
		}
	}
}

func TestServersTellTheirRoads(t *testing.T) {
	everySoftware(t, func(t *testing.T, f *fake, s travel.Setup, name string) {
		places := append(town(20), at(-12_000, 0)) // the last of which nobody leaves eastwards
		w := table(t, server(t, s), travel.Van, places...)
		sameRoads(t, w, places)
		want := "Road distances from " + name + " at " + strings.TrimPrefix(f.server.URL, "http://") + ", map of 12 March 2026"
		if w.Source != want || len(w.Estimated) != 0 {
			t.Errorf("source is %q, want %q; estimated %v", w.Source, want, w.Estimated)
		}
		if back, _ := w.Travel.Between(0, 20); back < 0 {
			t.Error("the way there is missing too")
		}
	})
}

// TestLargeTablesComeInPieces asks for more than a server gives at once, and then for a stop
// more, which must not cost the whole again.
func TestLargeTablesComeInPieces(t *testing.T) {
	everySoftware(t, func(t *testing.T, f *fake, s travel.Setup, _ string) {
		if s.Software == travel.OSRM {
			f.most = 10_000
		}
		srv, places := server(t, s), town(130)
		sameRoads(t, table(t, srv, travel.Van, places...), places)
		if f.entries != 130*130 {
			t.Errorf("asked for %d entries", f.entries)
		}
		places = append(places[:100:100], append(town(131)[130:], places[120:]...)...)
		sameRoads(t, table(t, srv, travel.Van, places...), places)
		if more := f.entries - 130*130; more != 2*110+1 {
			t.Errorf("one more stop cost %d entries", more)
		}
		before := f.requests()
		sameRoads(t, table(t, srv, travel.Van, places...), places)
		if f.requests() != before {
			t.Error("what is known was asked for again")
		}
	})
}

func TestPlacesWithNoRoadNearAreNamedAndEstimated(t *testing.T) {
	everySoftware(t, func(t *testing.T, _ *fake, s travel.Setup, _ string) {
		boat, rock := at(-14_500, 3000), at(-14_800, 900)
		boat.Name, rock.Name, rock.Withheld = "The Boat", "Secret Rock", true
		s.InHouse = true
		places := []travel.Place{at(0, 0), boat, at(3000, 100), rock, at(500, -200)}
		w := table(t, server(t, s), travel.Van, places...)
		if len(w.Estimated) != 2 || w.Estimated[0] != 1 || w.Estimated[1] != 3 {
			t.Errorf("estimated are %v", w.Estimated)
		}
		if !strings.Contains(w.Source, "no road near: The Boat, a place whose address is withheld") || strings.Contains(w.Source, "Rock") {
			t.Errorf("source is %q", w.Source)
		}
		roads := table(t, server(t, s), travel.Van, places[0], places[2], places[4])
		lines := table(t, travel.Usual(), travel.Van, places...)
		for i := range places {
			for j := range places {
				d, _ := w.Travel.Between(i, j)
				want, _ := lines.Travel.Between(i, j)
				if i%2 == 0 && j%2 == 0 {
					want, _ = roads.Travel.Between(i/2, j/2)
				}
				if d != want {
					t.Errorf("%d to %d is %d dm, want %d", i, j, d, want)
				}
			}
		}
		sea := table(t, server(t, s), travel.Van, boat, rock)
		if !strings.HasPrefix(sea.Source, "Straight line") || !strings.Contains(sea.Source, "knows no road near any") {
			t.Errorf("source is %q", sea.Source)
		}
	})
}

// TestWithheldAddressesStayHere looks at every request for where somebody hides.
func TestWithheldAddressesStayHere(t *testing.T) {
	everySoftware(t, func(t *testing.T, f *fake, s travel.Setup, _ string) {
		hidden := at(1234, 2345)
		hidden.Name, hidden.Withheld = "Ada's flat", true
		places := []travel.Place{at(0, 0), hidden, at(3000, 100)}
		w := table(t, server(t, s), travel.Van, places...)
		if len(w.Estimated) != 1 || w.Estimated[0] != 1 || !strings.HasSuffix(w.Source, "; estimated where an address is withheld (1)") {
			t.Errorf("estimated %v, source %q", w.Estimated, w.Source)
		}
		needle := func(p grid.Point) string { return fmt.Sprintf("%.5f", p.Lat) }
		if said := strings.Join(f.asked, "\n"); strings.Contains(said, needle(hidden.At)) || !strings.Contains(said, needle(places[0].At)) || strings.Contains(said, "Ada") {
			t.Errorf("the server was told %s", said)
		}
		alone := table(t, server(t, s), travel.Van, hidden)
		if !strings.Contains(alone.Source, "no address may be told") {
			t.Errorf("source is %q", alone.Source)
		}
		s.InHouse = true
		if w := table(t, server(t, s), travel.Van, places...); len(w.Estimated) != 0 || !strings.Contains(strings.Join(f.asked, "\n"), needle(hidden.At)) {
			t.Errorf("the council's own server was not asked: %v, %q", w.Estimated, w.Source)
		}
	})
}

func TestServersThatFailAreStoodInForAndItIsSaid(t *testing.T) {
	answer := func(status int, body string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(status)
			_, _ = io.WriteString(w, body)
		}
	}
	tests := map[string]struct {
		handler  http.HandlerFunc
		says     string
		requests int
	}{
		"down":            {answer(503, ""), "answered 503", 3},
		"no table":        {answer(200, "<html>"), "no table", 1},
		"empty":           {answer(200, "{}"), "no table", 1},
		"another size":    {answer(200, `{"code":"Ok","distances":[[0]],"durations":[[0]]}`), "no table", 1},
		"below nothing":   {answer(200, `{"code":"Ok","distances":[[0,-3],[1,0]],"durations":[[0,1],[1,0]]}`), "no table", 1},
		"too big":         {answer(400, `{"code":"TooBig","message":"at 53.5,-2.6"}`), "answered 400 TooBig", 1},
		"a code of prose": {answer(400, `{"code":"no, at 53.5,-2.6"}`), "answered 400", 1},
		"no key":          {answer(403, `{"error":"no"}`), "does not take our key", 1},
		"sends us away": {func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "http://127.0.0.1:1/", http.StatusTemporaryRedirect)
		}, "answered 307", 1},
		"breaks off": {func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "100")
			_, _ = io.WriteString(w, "{")
		}, "broke off", 3},
		"busy": {func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Retry-After", "1")
			w.WriteHeader(429)
		}, "asked less often", 3},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			f := &fake{handler: tt.handler}
			f.start(t, nil)
			w := table(t, server(t, travel.Setup{Software: travel.OSRM, URL: f.server.URL, Pause: noPause}), travel.Van, at(0, 0), at(1000, 0))
			if !strings.HasPrefix(w.Source, "Straight line × 1.45") || !strings.HasSuffix(w.Source, tt.says) || strings.Contains(w.Source, "53.5") {
				t.Errorf("source is %q", w.Source)
			}
			if f.requests() != tt.requests {
				t.Errorf("it was asked %d times, want %d", f.requests(), tt.requests)
			}
			if d, _ := w.Travel.Between(0, 1); d < 14_000 {
				t.Errorf("1 km is %d dm", d)
			}
		})
	}
	w := table(t, server(t, travel.Setup{Software: travel.OSRM, URL: "http://127.0.0.1:1", Pause: noPause}), travel.Van, at(0, 0))
	if !strings.HasSuffix(w.Source, "could not be reached") {
		t.Errorf("source is %q", w.Source)
	}
}

func TestAServerThatStumblesIsAskedAgain(t *testing.T) {
	everySoftware(t, func(t *testing.T, f *fake, s travel.Setup, name string) {
		f.fails, f.status = 2, 502
		w := table(t, server(t, s), travel.Van, town(3)...)
		if !strings.HasPrefix(w.Source, "Road distances from "+name) {
			t.Errorf("source is %q", w.Source)
		}
		f.fails, f.status = 3, 502
		srv := server(t, s)
		if w := table(t, srv, travel.Van, town(3)...); !strings.HasPrefix(w.Source, "Straight line") {
			t.Errorf("source is %q", w.Source)
		}
		if w := table(t, srv, travel.Van, town(3)...); !strings.HasPrefix(w.Source, "Road distances") {
			t.Errorf("an estimate was remembered for a road: %q", w.Source)
		}
	})
}

func TestAServerThatHangsIsNotWaitedForLong(t *testing.T) {
	release := make(chan struct{})
	f := &fake{handler: func(_ http.ResponseWriter, r *http.Request) {
		select {
		case <-release:
		case <-r.Context().Done():
		}
	}}
	f.start(t, nil)
	t.Cleanup(func() { close(release) })
	s := travel.Setup{Software: travel.OSRM, URL: f.server.URL, Within: 50 * time.Millisecond}
	if w := table(t, server(t, s), travel.Van, town(3)...); !strings.HasSuffix(w.Source, "did not answer in time") {
		t.Errorf("source is %q", w.Source)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	s.Within = 0
	if _, err := server(t, s).Table(ctx, travel.Van, town(3)); !errors.Is(err, context.Canceled) {
		t.Errorf("whoever asks no longer waits, and got %v", err)
	}
}

func TestOldAnswersAreAskedForAgain(t *testing.T) {
	f := &fake{}
	f.start(t, f.osrm)
	now := clock.NewManual(time.Date(2026, 11, 30, 9, 0, 0, 0, time.UTC))
	srv := server(t, travel.Setup{Software: travel.OSRM, URL: f.server.URL, Clock: now})
	table(t, srv, travel.Van, town(3)...)
	now.Advance(13 * time.Hour)
	table(t, srv, travel.Van, town(3)...)
	if f.requests() != 2 {
		t.Errorf("asked %d times", f.requests())
	}
}

func TestPlacesAtOneDoorAreAskedForOnce(t *testing.T) {
	f := &fake{}
	f.start(t, f.osrm)
	places := []travel.Place{at(0, 0), at(500, 0), at(0, 0), at(500, 0)}
	w := table(t, server(t, travel.Setup{Software: travel.OSRM, URL: f.server.URL}), travel.Van, places...)
	sameRoads(t, w, places)
	if f.entries != 4 {
		t.Errorf("asked for %d entries", f.entries)
	}
}

func TestOSRMNamesAPlaceThatIsNowhere(t *testing.T) {
	f := &fake{}
	f.start(t, nil)
	f.handler = func(w http.ResponseWriter, r *http.Request) {
		lost := -1
		for i, pair := range strings.Split(r.URL.Path[len("/table/v1/driving/"):], ";") {
			if lon, _, _ := strings.Cut(pair, ","); number(t, lon) < sea && lost < 0 {
				lost = i
			}
		}
		if lost >= 0 {
			sayJSON(w, 400, map[string]string{"code": "NoSegment", "message": "Could not find a matching segment for coordinate " + string(rune('0'+lost))})
			return
		}
		f.osrm(w, r)
	}
	boat := at(-14_500, 3000)
	boat.Name = "The Boat"
	places := []travel.Place{at(0, 0), boat, at(900, 0), at(-14_600, 0), at(800, 800)}
	srv := server(t, travel.Setup{Software: travel.OSRM, URL: f.server.URL, Batch: 2})
	w := table(t, srv, travel.Van, places...)
	if len(w.Estimated) != 2 || !strings.HasSuffix(w.Source, "no road near: The Boat, place 4") {
		t.Errorf("estimated %v, source %q", w.Estimated, w.Source)
	}
	d, _ := w.Travel.Between(2, 4)
	if want, _ := road(places[2].At, places[4].At); math.Abs(float64(d)-want*10) > 25 {
		t.Errorf("the others are %d dm apart, want %.0f m", d, want)
	}
}

func TestKnownAndFreshMakeOneTable(t *testing.T) {
	f := &fake{}
	f.start(t, f.osrm)
	srv := server(t, travel.Setup{Software: travel.OSRM, URL: f.server.URL, Batch: 3})
	rapid.Check(t, func(r *rapid.T) {
		all := town(12)
		var places []travel.Place
		for _, i := range rapid.SliceOfN(rapid.IntRange(0, 11), 1, 9).Draw(r, "places") {
			places = append(places, all[i])
		}
		sameRoads(t, table(r, srv, travel.Van, places...), places)
	})
}

func TestAddressesOfServers(t *testing.T) {
	tests := map[string]struct{ away, inHouse bool }{
		"osrm+https://roads.example.org":           {true, true},
		"ors+https://roads.example.org/ors":        {true, true},
		"valhalla+http://127.0.0.1:8002":           {true, true},
		"osrm+http://localhost:5000":               {true, true},
		"osrm+http://roads.example.org":            {false, true},
		"https://roads.example.org":                {},
		"google+https://roads.example.org":         {},
		"osrm+ftp://roads.example.org":             {},
		"osrm+https://":                            {},
		"osrm+https://key:secret@example.org":      {},
		"osrm+https://roads.example.org/?key=here": {},
		"": {},
	}
	for address, tt := range tests {
		for inHouse, good := range map[bool]bool{false: tt.away, true: tt.inHouse} {
			_, err := travel.ParseServer(address, inHouse)
			if (err == nil) != good || err != nil && fault.KindOf(err) != fault.Invalid {
				t.Errorf("%q, in-house %v: %v", address, inHouse, err)
			}
		}
	}
}

func TestEachModeAsksItsOwn(t *testing.T) {
	f := &fake{}
	f.start(t, f.osrm)
	each := travel.Each{Of: map[travel.Mode]travel.Roads{travel.Van: server(t, travel.Setup{Software: travel.OSRM, URL: f.server.URL})}, Rest: travel.Usual()}
	if w := table(t, each, travel.Van, town(2)...); !strings.HasPrefix(w.Source, "Road") {
		t.Errorf("a van goes by %q", w.Source)
	}
	if w := table(t, each, travel.Foot, town(2)...); !strings.HasPrefix(w.Source, "Straight") {
		t.Errorf("on foot one goes by %q", w.Source)
	}
}
