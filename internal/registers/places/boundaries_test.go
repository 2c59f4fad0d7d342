package places_test

import (
	"context"
	"strings"
	"testing"

	"kith/internal/kernel/fault"
	"kith/internal/plat/imports"
	"kith/internal/registers/places"
)

// boundaries loads real boundary files.
func boundaries(t testing.TB, ctx context.Context, s *places.Service, names ...string) places.Report {
	t.Helper()
	var all []places.File
	for _, name := range names {
		all = append(all, realFiles(t, "boundaries/"+name+".geojson")...)
	}
	report, err := s.ImportBoundaries(ctx, all, places.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return report
}

// square is a feature of an area about a point in Hindley.
func square(code string) string {
	return `{"type":"Feature","properties":{"WD23CD":"` + code + `","WD23NM":"Square","LAD23CD":"E08000010","pop":3},"geometry":` +
		`{"type":"Polygon","coordinates":[[[-2.60,53.50],[-2.50,53.50],[-2.50,53.55],[-2.60,53.55],[-2.60,53.50]]]}}`
}

func collection(name string, features ...string) places.File {
	return file(name, `{"type":"FeatureCollection","crs":{"type":"name"},"name":"Wards May 2023","features":[`, strings.Join(features, ",\n"), `]}`)
}

// unplaced is a directory that knows where a postcode is and nothing more.
var unplaced = file("NSPL_NOV_2021_UK.csv", nspl2021, like(nspl2021, "ward", "", "laua", "", "lsoa11", ""))

func TestBoundariesDecideWhereNoCodeDoes(t *testing.T) {
	loaded(t, func(t *testing.T, ctx context.Context, s *places.Service) {
		take(t, ctx, s, places.Options{}, unplaced)
		if r := route(t, ctx, s, "WN2 3EB"); r.Neighbourhood != "hapi" || r.Rule != places.RulePolygon || !r.CheckByHand {
			t.Errorf("by the outline: %+v", r)
		}
		leigh := collection("wards.geojson", square("E05015001"))
		report, err := s.ImportBoundaries(ctx, []places.File{leigh}, places.Options{})
		if err != nil || report.Counts() != (imports.Counts{Added: 1}) || report.Loads[0].Edition.Vintage != "2023" {
			t.Fatalf("loaded %+v, %v", report, err)
		}
		if r := route(t, ctx, s, "WN2 3EB"); r.Neighbourhood != "leigh" || r.Rule != places.RulePolygon || r.CheckByHand || r.Source != "Boundaries 2023" {
			t.Errorf("by the boundary: %+v", r)
		}
		report, err = s.ImportBoundaries(ctx, []places.File{leigh}, places.Options{})
		if err != nil || !report.Loads[0].Already || report.Counts() != (imports.Counts{Unchanged: 1}) {
			t.Errorf("the same again: %+v, %v", report, err)
		}
		newer := collection("wards_2024.geojson", square("E05015001"), square("E05000849"))
		report, err = s.ImportBoundaries(ctx, []places.File{newer}, places.Options{})
		if err != nil || report.Counts() != (imports.Counts{Added: 1, Unchanged: 1}) {
			t.Errorf("a newer edition: %+v, %v", report, err)
		}
		// A ward by definition goes before one that fits best.
		if r := route(t, ctx, s, "WN2 3EB"); r.Neighbourhood != "hapi" || r.Source != "Boundaries 2024" {
			t.Errorf("by both boundaries: %+v", r)
		}
	})
}

func TestBoundariesOfTheCouncilNextDoor(t *testing.T) {
	loaded(t, func(t *testing.T, ctx context.Context, s *places.Service) {
		take(t, ctx, s, places.Options{}, unplaced)
		district := strings.NewReplacer("WD23CD", "other", "WD23NM", "x", "E08000010", "E08000013").Replace(square("x"))
		if _, err := s.ImportBoundaries(ctx, []places.File{collection("lad.geojson", district)}, places.Options{}); err != nil {
			t.Fatal(err)
		}
		r := route(t, ctx, s, "WN2 3EB")
		if r.Standing != places.Outside || r.Rule != places.RulePolygon || r.Authority == nil || r.Authority.LAD != "E08000013" || r.CheckByHand {
			t.Errorf("routed as %+v", r)
		}
	})
}

func TestAreasThatCannotBeTaken(t *testing.T) {
	metres := strings.NewReplacer("-2.60", "361000", "-2.50", "362000", "53.50", "404000", "53.55", "405000").Replace(square("E05014997"))
	bad := []struct{ feature, reason string }{
		{`{"type":"Feature","properties":{"id":1},"geometry":null}`, "No property gives its code"},
		{`{"type":"Feature","properties":{"code":"Hindley"},"geometry":null}`, "‘Hindley’ is not the code of an area"},
		{`{"type":"Feature","properties":{"code":"E05014998"},"geometry":{"type":"Point","coordinates":[-2.5,53.5]}}`, "Its shape is no polygon."},
		{`{"type":"Feature","properties":{"code":"E05014998"},"geometry":null}`, "Its shape is no polygon."},
		{metres, "Export it in WGS 84 (EPSG:4326)."},
		{square("E05014998"), ""},
		{square("E05014998"), "The area E05014998 is also further up."},
	}
	loaded(t, func(t *testing.T, ctx context.Context, s *places.Service) {
		var features []string
		for _, b := range bad {
			features = append(features, b.feature)
		}
		var rejects strings.Builder
		report, err := s.ImportBoundaries(ctx, []places.File{collection("wards.geojson", features...)}, places.Options{Rejects: &rejects})
		if err != nil || report.Counts() != (imports.Counts{Added: 1, Rejected: int64(len(bad) - 1)}) {
			t.Fatalf("loaded %+v, %v", report, err)
		}
		for _, b := range bad {
			if !strings.Contains(rejects.String(), b.reason) {
				t.Errorf("not rejected for %q:\n%s", b.reason, &rejects)
			}
		}
	})
}

func TestFilesThatAreNoBoundaries(t *testing.T) {
	tests := []struct {
		name  string
		file  places.File
		parts []string
	}{
		{"a table", file("wards.csv", "code,name", "E05000849,Hindley"), []string{"wards.csv is no GeoJSON feature collection", "It begins: code,name", "WGS 84"}},
		{"other JSON", file("a.json", `{"a":[1,2],"b":{}}`), []string{`It begins: {"a":[1,2]`}},
		{"nothing", file("a.json"), []string{"a.json is no GeoJSON"}},
		{"cut off", places.Contents("a.json", []byte(`{"features":[`+square("E05014998")+`,{"prop`)), []string{"broken or ends behind area 1"}},
		{"no area to be taken", collection("a.json", `{"properties":{},"geometry":null}`), []string{"No area of a.json could be taken."}},
	}
	loaded(t, func(t *testing.T, ctx context.Context, s *places.Service) {
		for _, tt := range tests {
			_, err := s.ImportBoundaries(ctx, []places.File{tt.file}, places.Options{})
			for _, part := range tt.parts {
				if fault.KindOf(err) != fault.Invalid || !strings.Contains(fault.MessageOf(err), part) {
					t.Errorf("%s: %v\nlacks %q", tt.name, err, part)
				}
			}
		}
		take(t, ctx, s, places.Options{}, unplaced)
		if r := route(t, ctx, s, "WN2 3EB"); r.Source != "blueprint version 7, outline" {
			t.Errorf("half a file counts: %+v", r)
		}
		// What was cut off before goes in whole.
		report, err := s.ImportBoundaries(ctx, []places.File{collection("a.json", square("E05014998"))}, places.Options{})
		if err != nil || report.Counts().Added != 1 {
			t.Errorf("loaded %+v, %v", report, err)
		}
	})
}

// TestRealBoundaries routes real postcodes by their points alone.
func TestRealBoundaries(t *testing.T) {
	ctx, s := beside(t, "wigan")
	report := boundaries(t, ctx, s, "wigan_wards_2017", "bury_wards_2017", "wigan_wards_2023", "wigan_lsoa_2021", "gm_local_authorities_2023")
	if got := report.Counts(); got.Added != 25+17+25+200+10 || got.Rejected != 0 {
		t.Errorf("loaded %+v", got)
	}
	lines := []string{nspl2021}
	rows := table(t, mergedWigan)
	for _, row := range rows {
		lines = append(lines, like(nspl2021, "pcds", row["postcode"], "ward", "", "laua", "", "lsoa11", "", "lat", row["lat"], "long", row["lon"]))
	}
	take(t, ctx, s, places.Options{}, file("NSPL_NOV_2021.csv", lines...))
	wards, _ := homes(t)
	right, byHand := 0, 0
	for _, row := range rows {
		r := route(t, ctx, s, row["postcode"])
		if r.Rule != places.RulePolygon && r.Rule != places.RuleOverride {
			byHand++
		}
		if r.Neighbourhood == wards[row["ward_2017_code"]] {
			right++
		}
	}
	share := float64(right) / float64(len(rows))
	t.Logf("%d of %d postcodes, %.2f%%, are right by the point alone; %d by a guess", right, len(rows), 100*share, byHand)
	if share < 0.99 {
		t.Errorf("only %.2f%% are right", 100*share)
	}
}

// TestBoundariesAreDrawn on a flat map: the newest of each area, coarsely, and nothing of an
// area whose boundary was not imported.
func TestBoundariesAreDrawn(t *testing.T) {
	loaded(t, func(t *testing.T, ctx context.Context, s *places.Service) {
		if none, err := s.Rings(ctx, []string{"E05015001"}); err != nil || len(none) != 0 {
			t.Fatalf("without boundaries: %v, %v", none, err)
		}
		if _, err := s.ImportBoundaries(ctx, []places.File{collection("wards.geojson", square("E05015001"))}, places.Options{}); err != nil {
			t.Fatal(err)
		}
		by, err := s.Rings(ctx, []string{"E05015001", "E05000849"})
		if err != nil || len(by) != 1 || len(by["E05015001"]) != 1 || len(by["E05015001"][0]) != 4 {
			t.Fatalf("%v, %v", by, err)
		}
		ring := by["E05015001"][0]
		wide, tall := ring[1][0]-ring[0][0], ring[1][1]-ring[2][1]
		if tall < .0499 || tall > .0501 || wide < .059 || wide > .0601 { // 0.1 degrees of longitude at 53.5 north
			t.Errorf("%v by %v: %v", wide, tall, ring)
		}
	})
}
