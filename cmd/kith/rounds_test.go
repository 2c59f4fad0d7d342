package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kith/algo/vrp"
	"kith/algo/vrp/instance"
)

// town is a problem with a van, a bike and three stops, of which one is too heavy for both.
const town = `{
  "places": [{"id": "hub", "x": 0, "y": 0}, {"id": "a", "x": 0, "y": 100}, {"id": "b", "x": 0, "y": 200}],
  "profiles": [{"id": "any", "kmh": 36}],
  "stops": [{"id": "one", "place": "a", "load": 1}, {"id": "two", "place": "b", "load": 1}, {"id": "heavy", "place": "b", "load": 9, "prize": 50}],
  "vehicles": [{"id": "van", "start": "hub", "end": "hub", "capacity": 2, "per_distance": 1}, {"id": "bike", "start": "hub", "end": "hub", "capacity": 0}]
}`

func TestRoundsAreSolvedAndChecked(t *testing.T) {
	dir := t.TempDir()
	problem, routes := filepath.Join(dir, "town.json"), filepath.Join(dir, "town.sol")
	if err := os.WriteFile(problem, []byte(town), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := (roundsSolveCmd{File: problem, Seed: 1, Iterations: 100, Out: routes}).Run(t.Context()); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(routes)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasSuffix(string(text), "Route #2:\nCost 4050\n") {
		t.Errorf("it writes %s", text)
	}
	if err := (roundsCheckCmd{File: problem, Routes: routes}).Run(); err != nil {
		t.Error(err)
	}
	if err := os.WriteFile(routes, []byte("Route #2: 1\nCost 2050\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := (roundsCheckCmd{File: problem, Routes: routes}).Run(); err == nil || !strings.Contains(err.Error(), "vehicle 1 (bike): leaving its start for stop 0 (one) it carries 1") {
		t.Errorf("a bike that carries too much: it says %v", err)
	}
}

func TestASearchHasALength(t *testing.T) {
	for _, seconds := range []float64{0, -1, 1e9} {
		if _, _, _, err := (roundsSolveCmd{Seconds: &seconds}).options(t.Context()); err == nil {
			t.Errorf("%g seconds are taken", seconds)
		}
	}
	if _, _, _, err := (roundsSolveCmd{Iterations: -1}).options(t.Context()); err == nil {
		t.Error("-1 iterations are taken")
	}
	_, stop, options, err := (roundsSolveCmd{Iterations: 5}).options(t.Context())
	if err != nil || options.Spent != nil {
		t.Errorf("iterations are counted by the clock: %v", err)
	}
	stop()
	if _, _, options, err = (roundsSolveCmd{}).options(t.Context()); err != nil || options.Spent == nil {
		t.Errorf("nothing is cooled by: %v", err)
	}
}

// What is on no round is named, with why: nothing is dropped silently.
func TestWhatIsLeftOutIsNamed(t *testing.T) {
	heavy := `"load": 9, "prize": 50`
	for _, one := range []struct{ now, want string }{
		{heavy, "left out: heavy: it is 9 too much for van in measure 1 of its load"},
		{`"window": ["12:00", "09:00"]`, "left out: heavy: its window closes before it opens"},
		{`"window": ["00:00", "00:00"]`, "left out: heavy: van would come 20 after its window closes"},
		{`"skills": ["medicine"]`, "left out: heavy: van lacks a skill that it needs"},
	} {
		in, err := instance.Read(strings.NewReader(strings.Replace(town, heavy, one.now, 1)))
		if err != nil {
			t.Fatal(err)
		}
		plan, err := vrp.Solve(t.Context(), in.Problem, vrp.Options{Seed: 1, Iterations: 100})
		if err != nil {
			t.Fatal(err)
		}
		var said strings.Builder
		leftOut(&said, in.Problem, plan)
		if strings.TrimSpace(said.String()) != one.want {
			t.Errorf("%s: it says %q, not %q", one.now, said.String(), one.want)
		}
	}
}
