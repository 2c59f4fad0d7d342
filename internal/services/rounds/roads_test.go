package rounds_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"kith/internal/kernel/grid"
	"kith/internal/plat/travel"
	"kith/internal/registers/people"
	"kith/internal/work/fleet"
)

// osrm answers every table with places a kilometre and a minute and a half apart, and keeps
// what it was asked.
type osrm struct {
	asked []string
	down  bool
}

func (o *osrm) guide(t *testing.T, inHouse bool) *travel.Guide {
	t.Helper()
	played := httptest.NewServer(http.HandlerFunc(o.answer))
	t.Cleanup(played.Close)
	s, err := travel.NewServer(travel.Setup{Software: travel.OSRM, URL: played.URL, InHouse: inHouse}, travel.Usual())
	if err != nil {
		t.Fatal(err)
	}
	return &travel.Guide{Servers: map[travel.Mode]*travel.Server{travel.Van: s, travel.Car: s}}
}

func (o *osrm) answer(w http.ResponseWriter, r *http.Request) {
	o.asked = append(o.asked, r.URL.Path)
	if o.down {
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	n := strings.Count(r.URL.Path, ";") + 1
	table := func(away string) string {
		rows := make([]string, n)
		for i := range rows {
			cells := strings.Split(strings.Repeat(away+",", n-1)+away, ",")
			cells[i] = "0"
			rows[i] = "[" + strings.Join(cells, ",") + "]"
		}
		return "[" + strings.Join(rows, ",") + "]"
	}
	fmt.Fprintf(w, `{"code":"Ok","distances":%s,"durations":%s}`, table("1000"), table("90"))
}

func TestAPlanGoesByARoadServerAndSaysSo(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		server := &osrm{}
		w.GoesBy(server.guide(t, false))
		w.parcel("Amina", "WN2 3EB", nil)
		w.parcel("Bilal", "WN2 3AA", nil)
		w.van(driver, fleet.Van)
		_, v := w.plan()
		if !strings.HasPrefix(v.Source, "Road distances from OSRM at 127.0.0.1:") {
			t.Errorf("source is %q", v.Source)
		}
		if metres := v.Metres(); metres != 3000 {
			t.Errorf("the round is %d m, want three roads of a kilometre", metres)
		}
		w.van(other, fleet.Foot)
		if _, v = w.plan(); !strings.Contains(v.Source, fleet.Van.Label()+": Road") || !strings.Contains(v.Source, fleet.Foot.Label()+": Straight line × 1.45") {
			t.Errorf("with a walker, source is %q", v.Source)
		}
	})
}

func TestAPlanWithoutItsRoadServerSaysThatItIsEstimated(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.GoesBy((&osrm{down: true}).guide(t, false))
		w.parcel("Amina", "WN2 3EB", nil)
		w.van(driver, fleet.Van)
		_, v := w.plan()
		if v.Stops() != 1 || !strings.HasPrefix(v.Source, "Straight line") || !strings.HasSuffix(v.Source, "answered 400") {
			t.Errorf("%d stops, source %q", v.Stops(), v.Source)
		}
	})
}

// TestAWithheldAddressIsToldToNoServerButTheCouncils plans for somebody who hides.
func TestAWithheldAddressIsToldToNoServerButTheCouncils(t *testing.T) {
	for name, inHouse := range map[string]bool{"somebody else's server": false, "the council's own": true} {
		t.Run(name, func(t *testing.T) {
			each(t, func(t *testing.T, w *world) {
				server := &osrm{}
				w.GoesBy(server.guide(t, inHouse))
				d := w.parcel("Amina", "WN2 3EB", nil)
				w.parcel("Bilal", "WN2 3AA", nil)
				w.must(w.people.Mark(w.As(point), people.PersonID(d.Record), nil, []people.Label{people.AddressWithheld}))
				w.van(driver, fleet.Van)
				w.must(w.NameDriver(w.As(point), d.ID, fleet.Driver{Account: driver.Account, Name: driver.Name}, "She cannot come."))
				_, v := w.plan()
				if v.Stops() != 2 || strings.Contains(v.Source, "withheld") == inHouse {
					t.Errorf("%d stops, source %q", v.Stops(), v.Source)
				}
				home := grid.ToLatLon(grid.Ref{E: 358_100, N: 404_900}) // as w.directory has WN2 3EB
				if said := strings.Join(server.asked, "\n"); said == "" || strings.Contains(said, fmt.Sprintf("%.5f", home.Lat)) != inHouse {
					t.Errorf("the server was told %q", said)
				}
			})
		})
	}
}
