package roundsweb_test

import (
	"strings"
	"testing"

	"kith/internal/plat/access"
	"kith/internal/services/rounds"
	"kith/internal/work/fleet"
)

const tableOfWays = "seconds,WN5 9RQ,WN2 3EB\nWN5 9RQ,0,540\nWN2 3EB,560,0\nmetres,WN5 9RQ,WN2 3EB\nWN5 9RQ,0,6100\nWN2 3EB,6200,0\n"

const canal = `{"type":"FeatureCollection","features":[
	{"type":"Feature","properties":{"name":"Canal"},"geometry":{"type":"LineString","coordinates":[[-2.60,53.40],[-2.60,53.70]]}},
	{"type":"Feature","properties":{"name":"Bridge","barrier":"Canal"},"geometry":{"type":"Point","coordinates":[-2.60,53.55]}}]}`

// TestRoadsAreHandedIn takes what can be used, and says of the rest where it is wrong.
func TestRoadsAreHandedIn(t *testing.T) {
	y := newYard(t)
	lead, hub := y.as("lead", access.LogisticsLead, ""), y.as("hub", access.Coordinator, "hapi")
	lead.Get("/rounds/roads").Is(200).Says("Nothing is handed in.", "What the file looks like")
	lead.Upload("/rounds/roads", form("kind", "table"), "table", "", "").Is(422).Says("Choose a file.")
	lead.Upload("/rounds/roads", form("kind", "table"), "table", "ways.csv", strings.Replace(tableOfWays, "560", "-5", 1)).Is(422).
		Says("Row 3, from “WN2 3EB” to “WN5 9RQ”: -5 is below 0")
	lead.Upload("/rounds/roads", form("kind", "table"), "table", "ways.csv", tableOfWays).Is(303)
	lead.Upload("/rounds/roads", form("kind", "barriers"), "barriers", "lines.geojson", strings.Replace(canal, `"Canal"},"geometry":{"type":"Line`, `"River"},"geometry":{"type":"Line`, 1)).Is(422).
		Says("Feature 2 (Bridge) is neither a line, nor a point that names a barrier of the file.")
	lead.Upload("/rounds/roads", form("kind", "barriers"), "barriers", "lines.geojson", canal).Is(303)
	lead.Get("/rounds/roads").Says("ways.csv, 2 places", "lines.geojson, 1 line, 1 crossing", "by lead")
	hub.Get("/rounds/roads").Is(200).Says("ways.csv").Hides("Hand it in", "Do without it")
	hub.Upload("/rounds/roads", form("kind", "table"), "table", "ways.csv", tableOfWays).Is(403)
	y.as("local", access.LogisticsLead, "leigh").Upload("/rounds/roads", form("kind", "table"), "table", "ways.csv", tableOfWays).Is(403)

	if source := y.planned(); !strings.Contains(source, "the table ways.csv") {
		t.Errorf("the plan goes by %s", source)
	}
	lead.Post("/rounds/roads/table/drop", nil).Is(303)
	if source := y.planned(); strings.Contains(source, "ways.csv") || !strings.Contains(source, "1 line") && !strings.Contains(source, "1 barrier") {
		t.Errorf("without the table, the plan goes by %s", source)
	}
}

// planned plans today and says where its distances come from.
func (y *yard) planned() string {
	y.t.Helper()
	ctx := y.As(access.Principal{Account: "lead", Grants: []access.Grant{{Role: access.LogisticsLead}}})
	if all, err := y.fleet.Vehicles(ctx); err == nil && len(all) == 0 {
		y.ready("Amina", "WN2 3EB", "7K3D-9M2")
		usual, err := y.fleet.Usual(ctx, fleet.Van)
		y.must(err)
		v, err := y.fleet.AddVehicle(ctx, fleet.Vehicle{Name: "White van", Kind: fleet.Van, Depot: "logistics-centre", Capacity: usual})
		y.must(err)
		_, err = y.fleet.AddShift(ctx, fleet.NewShift{Day: y.rounds.Today(ctx), Vehicle: v.ID, Driver: fleet.Driver{Account: "dan", Name: "Dan", Staff: true}})
		y.must(err)
	}
	p, err := y.rounds.PlanDay(ctx, y.rounds.Today(ctx), "")
	y.must(err)
	y.must(y.rounds.Solve(y.Ctx, p.ID))
	if p, err = y.rounds.Plan(ctx, p.ID); err != nil {
		y.t.Fatal(err)
	}
	var v rounds.Version
	v, err = y.rounds.VersionOf(ctx, p, 0)
	y.must(err)
	return v.Source
}
