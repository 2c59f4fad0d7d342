package app

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kith/internal/kernel/fault"
	"kith/internal/plat/config"
	"kith/internal/plat/travel"
)

func TestWhoKnowsTheRoadsByTheFlags(t *testing.T) {
	g, err := guideOf(config.Roads{Server: "osrm+https://roads.example.org", Foot: "valhalla+http://127.0.0.1:8002"})
	if err != nil {
		t.Fatal(err)
	}
	if g.Servers[travel.Van] == nil || g.Servers[travel.Car] == nil || g.Servers[travel.Bike] != nil || g.Servers[travel.Foot] == g.Servers[travel.Van] {
		t.Errorf("servers are %v", g.Servers)
	}
	if g, err = guideOf(config.Roads{Server: "ors+https://roads.example.org"}); err != nil || g.Servers[travel.Bike] == nil {
		t.Errorf("openrouteservice is not asked for bikes: %v", err)
	}
	if g, err = guideOf(config.Roads{}); err != nil || len(g.Servers) != 0 || g.Matrix != nil {
		t.Errorf("without flags: %+v, %v", g, err)
	}
}

func TestFlagsAboutRoadsThatMakeNoSenseStopTheProgram(t *testing.T) {
	file := func(name, content string) string {
		path := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	table := file("ways.csv", "seconds,a\na,0\nmetres,a\na,0\n")
	if g, err := guideOf(config.Roads{Table: table}); err != nil || g.Matrix == nil {
		t.Fatalf("a sound table: %v", err)
	}
	line := `{"features":[{"properties":{"name":"Canal"},"geometry":{"type":"LineString","coordinates":[[-2.7,53.5],[-2.6,53.5]]}}]}`
	tests := map[string]struct {
		roads config.Roads
		says  string
	}{
		"in the open":         {config.Roads{Server: "osrm+http://roads.example.org"}, "without TLS"},
		"a table and more":    {config.Roads{Server: "osrm+https://roads.example.org", Table: table}, "Set one of them"},
		"no such table":       {config.Roads{Table: table + "x"}, "cannot be read"},
		"a torn table":        {config.Roads{Table: file("ways.csv", "seconds,a\na,\n")}, "nothing is written"},
		"no barriers":         {config.Roads{Barriers: file("b.geojson", "{}")}, "no GeoJSON"},
		"a barrier unbridged": {config.Roads{Barriers: file("b.geojson", line)}, "Canal has no crossing"},
		"a key for everybody": {config.Roads{Server: "ors+https://roads.example.org", KeyFile: "/dev/null"}, "Others may read"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if _, err := guideOf(tt.roads); fault.KindOf(err) != fault.Invalid || !strings.Contains(fault.MessageOf(err), tt.says) {
				t.Errorf("error is %v", err)
			}
		})
	}
}
