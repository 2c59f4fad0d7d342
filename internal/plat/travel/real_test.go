package travel_test

import (
	"bufio"
	"errors"
	"io/fs"
	"math"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"testing"

	"kith/internal/kernel/grid"
	"kith/internal/plat/travel"
)

const valhallaFolder = "../../../test/valhalla"

// realValhalla starts Valhalla on the town of test/valhalla and returns its address. It ends
// with the test.
func realValhalla(t *testing.T) string {
	t.Helper()
	if _, err := exec.LookPath("node"); err != nil {
		t.Skip("there is no node on this machine to run Valhalla with")
	}
	machine := map[string]string{"amd64": "x64"}[runtime.GOARCH]
	if machine == "" {
		machine = runtime.GOARCH
	}
	if _, err := os.Stat(valhallaFolder + "/node_modules"); errors.Is(err, fs.ErrNotExist) {
		if os.Getenv("KITH_REQUIRE_ASSETS") != "" {
			t.Fatal("Valhalla is not installed, and make test should have: make test/valhalla/node_modules/.package-lock.json")
		}
		t.Skip("Valhalla is not installed; make test does, or: make test/valhalla/node_modules/.package-lock.json")
	}
	if _, err := os.Stat(valhallaFolder + "/node_modules/@valhallajs/valhallajs/" + runtime.GOOS + "/" + machine); err != nil {
		t.Skipf("there is no Valhalla for %s on %s", runtime.GOOS, runtime.GOARCH)
	}
	return started(t)
}

func started(t *testing.T) string {
	t.Helper()
	command := exec.Command("node", "serve.mjs")
	command.Dir = valhallaFolder
	var said strings.Builder
	command.Stderr = &said
	stdin, err := command.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	stdout, err := command.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = stdin.Close() // which ends it
		_ = command.Wait()
	})
	address, err := bufio.NewReader(stdout).ReadString('\n')
	if err != nil {
		t.Fatalf("Valhalla did not start: %v\n%s", err, said.String())
	}
	return strings.TrimSpace(address)
}

// corner is a place in the town: columns from the west and rows from the south, 200 m apart,
// the first being 0, and some metres beside.
func corner(column, row, beside float64) travel.Place {
	const south, west, apart = 53.54, -2.64, 200.0
	north := 1 / 111_280.0
	east := 1 / (111_320 * math.Cos(south*math.Pi/180))
	return travel.Place{At: grid.Point{Lat: south + row*apart*north, Lon: west + (column*apart+beside)*east}}
}

func TestARealValhalla(t *testing.T) {
	address := realValhalla(t)
	srv := server(t, travel.Setup{Software: travel.Valhalla, URL: address})
	home, along, across := corner(0, 0, 0), corner(3, 0, 70), corner(0, 3, 0)
	west, east := corner(1, 6, 0), corner(4, 6, 0)
	w := table(t, srv, travel.Van, home, along, across, west, east)
	if !strings.HasPrefix(w.Source, "Road distances from Valhalla at 127.0.0.1:") || !strings.Contains(w.Source, ", map of ") || len(w.Estimated) != 0 {
		t.Fatalf("source is %q, estimated %v", w.Source, w.Estimated)
	}
	tests := map[string]struct {
		from, to int
		metres   float64
	}{
		"along a street":                {0, 1, 670},
		"over the only bridge":          {0, 2, 1200 + 600 + 1200},
		"with the one-way street":       {3, 4, 600},
		"against it, by the next south": {4, 3, 600 + 2*200},
	}
	for name, tt := range tests {
		d, s := w.Travel.Between(tt.from, tt.to)
		if math.Abs(float64(d)/10-tt.metres) > 0.02*tt.metres {
			t.Errorf("%s it is %d dm, want %.0f m", name, d, tt.metres)
		}
		if kmh := float64(d) / 10 / float64(s) * 3.6; kmh < 15 || kmh > 40 {
			t.Errorf("%s one goes at %.0f km/h", name, kmh)
		}
	}
	_, byVan := w.Travel.Between(0, 2)
	if _, onFoot := table(t, srv, travel.Foot, home, across).Travel.Between(0, 1); onFoot < 2*byVan {
		t.Errorf("on foot it takes %d s, by van %d", onFoot, byVan)
	}
	if _, byBike := table(t, srv, travel.Bike, home, across).Travel.Between(0, 1); byBike <= 0 {
		t.Errorf("by bike it takes %d s", byBike)
	}
}

func TestARealValhallaWithPlacesOffTheMapAndManyPlaces(t *testing.T) {
	srv := server(t, travel.Setup{Software: travel.Valhalla, URL: realValhalla(t)})
	boat := corner(0, 40, 0)
	boat.Name = "The Boat"
	places := []travel.Place{corner(2, 2, 0), boat}
	for i := range 118 {
		places = append(places, corner(float64(i%6), float64(i/6%7), float64(i/42)*60+10))
	}
	w := table(t, srv, travel.Van, places...)
	if len(w.Estimated) != 1 || w.Estimated[0] != 1 || !strings.HasSuffix(w.Source, "no road near: The Boat") {
		t.Fatalf("estimated %v, source %q", w.Estimated, w.Source)
	}
	for i := range places {
		for j := range places {
			d, s := w.Travel.Between(i, j)
			line := grid.Distance(places[i].At, places[j].At)
			if d < 0 || s < 0 || float64(d)/10 < line*0.99-6 {
				t.Fatalf("%d to %d is %d dm, %d s; the line is %.0f m", i, j, d, s, line)
			}
		}
	}
}
