package travel_test

import (
	"math"
	"strings"
	"testing"

	"kith/internal/kernel/fault"
	"kith/internal/plat/travel"
)

const drawn = `{"type":"FeatureCollection","features":[
 {"type":"Feature","properties":{"name":"Bridge 48","barrier":"the canal"},"geometry":{"type":"Point","coordinates":[-2.60,53.54]}},
 {"type":"Feature","properties":{"name":"The Canal"},"geometry":{"type":"LineString","coordinates":[[-2.70,53.54],[-2.55,53.54]]}},
 {"type":"Feature","properties":{"barrier":"The Canal","for":["foot"]},"geometry":{"type":"Point","coordinates":[-2.65,53.54]}}
]}`

func TestBarriersAreDrawnAsGeoJSON(t *testing.T) {
	barriers, err := travel.ReadBarriers([]byte(drawn))
	if err != nil || len(barriers) != 1 || len(barriers[0].Crossings) != 2 {
		t.Fatalf("read %+v, %v", barriers, err)
	}
	b := barriers[0]
	if b.Name != "The Canal" || b.Line[0].Lon != -2.7 || b.Line[0].Lat != 53.54 || b.Crossings[0].Name != "Bridge 48" || b.Crossings[1].For[0] != travel.Foot {
		t.Errorf("read %+v", b)
	}
	e := estimate(t, barriers...)
	from, to := b.Line[0], b.Line[0]
	from.Lat, from.Lon, to.Lat, to.Lon = 53.539, -2.65, 53.541, -2.65
	if van, foot := e.Line(travel.Van, from, to), e.Line(travel.Foot, from, to); math.Abs(foot-222) > 5 || van < 6000 {
		t.Errorf("on foot %.0f m, by van %.0f m", foot, van)
	}
}

func TestBarriersThatCannotBeRead(t *testing.T) {
	with := func(old, by string) string { return strings.Replace(drawn, old, by, 1) }
	tests := map[string]struct{ file, says string }{
		"no JSON":             {"<osm>", "no GeoJSON"},
		"no features":         {"{}", "no GeoJSON"},
		"a bridge of nothing": {with("the canal", "the railway"), "Feature 1 (Bridge 48)"},
		"a polygon":           {with(`"Point"`, `"Polygon"`), "Feature 1 (Bridge 48)"},
		"no name":             {with(`"name":"The Canal"`, `"name":""`), "needs a name"},
		"half a coordinate":   {with("[-2.70,53.54]", "[-2.70]"), "no latitude"},
		"not a coordinate":    {with("[-2.60,53.54]", `"here"`), "Feature 1 (Bridge 48) needs coordinates"},
		"a stranger":          {with(`["foot"]`, `["camel"]`), "camel"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if _, err := travel.ReadBarriers([]byte(tt.file)); fault.KindOf(err) != fault.Invalid || !strings.Contains(fault.MessageOf(err), tt.says) {
				t.Errorf("error is %v", err)
			}
		})
	}
}
