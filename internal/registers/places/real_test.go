package places_test

import (
	"context"
	"encoding/csv"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"kith/internal/kernel/grid"
	"kith/internal/plat/db"
	"kith/internal/plat/db/dbtest"
	"kith/internal/registers/places"
	"kith/internal/registers/places/placestest"
)

// geo returns the path of a file of the real geography, and skips the test when it is not
// beside the project.
func geo(t testing.TB, name string) string {
	t.Helper()
	path := filepath.Join("../../../../shared/data/geo", name)
	if _, err := os.Stat(path); err != nil {
		t.Skip("the real geography is not beside the project, in ../shared/data/geo")
	}
	return path
}

// The real directories: the lookup of 2021 (Wigan's part of the WN area), Code-Point Open
// of 2025 (Wigan and Bury), and the two put together with older ones.
const (
	realNSPL      = "formats/NSPL_NOV_2021_WN_Wigan_original.csv"
	realCodePoint = "formats/codepoint_open_2025_wigan_bury_original.csv"
	mergedWigan   = "postcodes_wigan.csv"
	mergedBury    = "postcodes_bury.csv"
)

// realFiles returns the real files with these names.
func realFiles(t testing.TB, names ...string) []places.File {
	t.Helper()
	var paths []string
	for _, name := range names {
		paths = append(paths, geo(t, name))
	}
	files, err := places.Files(paths, ".csv")
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// beside serves a borough from a SQLite database with real directories loaded.
func beside(t *testing.T, borough string, files ...string) (context.Context, *places.Service) {
	t.Helper()
	all := realFiles(t, files...)
	d := dbtest.New(t, sets...)
	ctx, s := dbtest.Context(t), places.New(d, fixed(areasOf(t, borough)))
	if len(all) > 0 {
		take(t, ctx, s, places.Options{}, all...)
	}
	return ctx, s
}

// table reads a real CSV file as rows by the names of its columns.
func table(t testing.TB, name string) (rows []map[string]string) {
	t.Helper()
	f, err := os.Open(geo(t, name))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	all, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, cells := range all[1:] {
		row := map[string]string{}
		for i, cell := range cells {
			row[all[0][i]] = cell
		}
		rows = append(rows, row)
	}
	return rows
}

// homes tells which neighbourhood each ward of 2017 belongs to, and each postcode that has
// a rule of its own.
func homes(t testing.TB) (wards, overrides map[string]string) {
	wards, overrides = map[string]string{}, map[string]string{}
	for _, row := range table(t, "ward_to_neighbourhood.csv") {
		wards[row["ward_2017_code"]] = row["neighbourhood_id"]
	}
	for _, row := range table(t, "postcode_overrides.csv") {
		overrides[row["postcode"]] = row["neighbourhood_id"]
	}
	return wards, overrides
}

// TestRealCounts holds the importers to the rows of the untouched files.
func TestRealCounts(t *testing.T) {
	files := realFiles(t, realNSPL, realCodePoint, mergedWigan, mergedBury)
	dbtest.Each(t, sets, func(t *testing.T, d *db.DB) {
		fresh(t, d)
		ctx, s := dbtest.Context(t), places.New(d, fixed(areasOf(t, "wigan")))
		var rejects strings.Builder
		report := take(t, ctx, s, places.Options{Rejects: &rejects}, files...)
		want := map[string]int64{"NSPL November 2021": 7589, "Code-Point Open 2025": 12958, "Merged postcodes 2025": 14870}
		for _, l := range report.Loads {
			if l.Added != want[l.Edition.String()] || l.Added != l.Counts.Rows() {
				t.Errorf("%s: %+v, want %d rows", l.Edition, l.Counts, want[l.Edition.String()])
			}
		}
		if len(report.Loads) != 3 || rejects.Len() > 0 {
			t.Errorf("%d loads, rejects:\n%s", len(report.Loads), &rejects)
		}
		for _, l := range take(t, ctx, s, places.Options{}, files...).Loads {
			if !l.Already || l.Unchanged != want[l.Edition.String()] {
				t.Errorf("the same again: %+v", l)
			}
		}
	})
}

// TestRealRouting routes every real postcode.
func TestRealRouting(t *testing.T) {
	wards, overrides := homes(t)
	tests := []struct {
		name, borough, file       string
		postcode, ward, otherwise string // columns, and where the ward of 2017 is not known
	}{
		{"NSPL", "wigan", realNSPL, "pcds", "ward", ""},
		{"merged Wigan", "wigan", mergedWigan, "postcode", "ward_2017_code", "ashton-lowton-golborne"},
		{"merged Bury", "bury", mergedBury, "postcode", "ward_2017_code", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			ctx, s := beside(t, tt.borough, tt.file)
			rows := table(t, tt.file)
			for _, row := range rows {
				given := row[tt.postcode]
				want, ok := overrides[given]
				if !ok {
					if want, ok = wards[row[tt.ward]]; !ok {
						want = tt.otherwise // WA3 3QP alone, whose ward of 2017 nobody published
					}
				}
				if r := route(t, ctx, s, given); r.Neighbourhood != want || r.Standing != places.Inside || r.CheckByHand {
					t.Errorf("%s went to %q by %s of %s, want %q", given, r.Neighbourhood, r.Rule, r.Source, want)
				}
			}
			t.Logf("%d postcodes routed as they should be", len(rows))
		})
	}
}

// TestRealRoutingByNewWards routes every postcode of Code-Point Open, which knows the wards
// of 2023 alone, and holds it to the wards of 2017.
func TestRealRoutingByNewWards(t *testing.T) {
	wards, overrides := homes(t)
	for borough, merged := range map[string]string{"wigan": mergedWigan, "bury": mergedBury} {
		ctx, s := beside(t, borough, realCodePoint)
		right, all := 0, 0
		for _, row := range table(t, merged) {
			if row["status"] != "live" || row["ward_2017_code"] == "" {
				continue
			}
			want, ok := overrides[row["postcode"]]
			if !ok {
				want = wards[row["ward_2017_code"]]
			}
			all++
			if r := route(t, ctx, s, row["postcode"]); r.Neighbourhood == want && !r.CheckByHand {
				right++
			}
		}
		share := float64(right) / float64(all)
		t.Logf("%s: %d of %d postcodes, %.2f%%", borough, right, all, 100*share)
		if share < 0.99 {
			t.Errorf("%s: only %.2f%% are right", borough, 100*share)
		}
	}
}

// The bases of Wigan's neighbourhoods.
var bases = map[string]string{
	"WN3 5HN": "swan", "WN5 9RQ": "wigan-central", "M46 9JH": "atherton-tyldesley", "WN2 3EB": "hapi",
	"WN4 9BH": "ashton-lowton-golborne", "WN6 8HA": "wigan-north", "WN7 1EB": "leigh",
}

func TestRealBases(t *testing.T) {
	ctx, s := beside(t, "wigan", mergedWigan, realNSPL, realCodePoint)
	for base, want := range bases {
		r := route(t, ctx, s, base)
		rule := places.RuleWard
		if base == "WN4 9BH" {
			rule = places.RuleOverride
		}
		if r.Neighbourhood != want || r.Rule != rule || r.CheckByHand {
			t.Errorf("%s: %+v", base, r)
		}
	}
	// Its postcode has ended, and only what keeps ended ones still knows it.
	if r := route(t, ctx, s, "M46 9JH"); r.Ended == "" {
		t.Errorf("M46 9JH is taken for live: %+v", r)
	}
	ctx, s = beside(t, "wigan", realCodePoint)
	if r := route(t, ctx, s, "M46 9JH"); r.Neighbourhood != "atherton-tyldesley" || r.Rule != places.RuleSector || !r.CheckByHand {
		t.Errorf("M46 9JH without it: %+v", r)
	}
}

// TestRealDirectoriesDisagree: the exact point of WN4 9BH lies in Bryn, the best fit of its
// output area in Ashton.
func TestRealDirectoriesDisagree(t *testing.T) {
	areas := areasOf(t, "wigan")
	areas.Overrides = nil
	d := dbtest.New(t, sets...)
	ctx, s := dbtest.Context(t), places.New(d, fixed(areas))
	take(t, ctx, s, places.Options{}, realFiles(t, realNSPL)...)
	if r := route(t, ctx, s, "WN4 9BH"); r.Neighbourhood != "ashton-lowton-golborne" || r.Source != "NSPL November 2021" {
		t.Errorf("by the lookup: %+v", r)
	}
	exact := like(onspd2024, "pcds", "WN4 9BH", "osward", "E05000846", "lsoa11", "E01006265", "lsoa21", "E01006265")
	take(t, ctx, s, places.Options{}, file("ONSPD_AUG_2021_UK.csv", onspd2024, exact))
	if r := route(t, ctx, s, "WN4 9BH"); r.Source != "NSPL November 2021" {
		t.Errorf("the older directory is believed: %+v", r)
	}
	take(t, ctx, s, places.Options{}, file("ONSPD_NOV_2021_UK.csv", onspd2024, exact))
	if r := route(t, ctx, s, "WN4 9BH"); r.Neighbourhood != "swan" || r.Source != "ONSPD November 2021" {
		t.Errorf("of one vintage the exact one is believed: %+v", r)
	}
}

// TestRealPostcodesGivenOutAgain: ended by the lookup of 2021, live in 2025 elsewhere.
func TestRealPostcodesGivenOutAgain(t *testing.T) {
	ctx, s := beside(t, "wigan", realNSPL)
	for _, postcode := range []string{"WN1 1AF", "WN1 1NZ", "WN2 1DS"} {
		if r := route(t, ctx, s, postcode); r.Ended == "" || r.Source != "NSPL November 2021" {
			t.Errorf("%s before: %+v", postcode, r)
		}
	}
	for _, postcode := range []string{"M28 1GD", "M28 1NR"} {
		if r := route(t, ctx, s, postcode); r.Rule != places.RuleSector || !r.CheckByHand {
			t.Errorf("%s before: %+v", postcode, r)
		}
	}
	take(t, ctx, s, places.Options{}, realFiles(t, realCodePoint)...)
	again := 0
	for _, row := range table(t, mergedWigan) {
		if row["status"] != "live" {
			continue
		}
		if r := route(t, ctx, s, row["postcode"]); r.Ended != "" || r.Source != "Code-Point Open 2025" && r.Rule != places.RuleOverride {
			t.Errorf("%s now: %+v", row["postcode"], r)
		}
	}
	for _, row := range table(t, realNSPL) {
		if row["doterm"] != "" && route(t, ctx, s, row["pcds"]).Ended == "" {
			again++
		}
	}
	if again != 28 {
		t.Errorf("%d postcodes were given out again, there are 28", again)
	}
	for _, postcode := range []string{"M28 1GD", "M28 1NR"} {
		if r := route(t, ctx, s, postcode); r.Neighbourhood != "atherton-tyldesley" || r.Rule != places.RuleWard {
			t.Errorf("%s now: %+v", postcode, r)
		}
	}
}

// TestRealPoints holds our own places, worked out from the grid, to those of ONS, of the
// postcodes that have not been moved between the two directories.
func TestRealPoints(t *testing.T) {
	ctx, s := beside(t, "wigan", realCodePoint)
	near, all := 0, 0
	for _, row := range table(t, realNSPL) {
		r := route(t, ctx, s, row["pcds"])
		if r.At == nil || row["doterm"] != "" || row["osgrdind"] != "1" {
			continue
		}
		all++
		if grid.Distance(*r.At, grid.Point{Lat: number(t, row["lat"]), Lon: number(t, row["long"])}) < 2 {
			near++
		}
	}
	if t.Logf("%d of %d are within 2 metres", near, all); near*10 < all*8 {
		t.Error("too few are")
	}
}

func number(t testing.TB, s string) float64 {
	t.Helper()
	n, err := strconv.ParseFloat(s, 64)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestRealCallersFromNextDoor(t *testing.T) {
	ctx, s := beside(t, "wigan", realNSPL, realCodePoint)
	r := route(t, ctx, s, "wn8 0aa")
	if r.Standing != places.Outside || r.Authority == nil || r.Authority.LAD != "E07000127" || r.Authority.Phone == "" || r.Neighbourhood != "" {
		t.Errorf("WN8 of West Lancashire: %+v", r)
	}
	take(t, ctx, s, places.Options{}, file("ONSPD_NOV_2025_UK.csv", placestest.ONSPDHeader,
		like(placestest.ONSPDHeader, "pcds", "WN4 0UU", "lad", "E08000013", "wd", "E05014207", "lsoa11", "E01006900", "lsoa21", "E01006900"),
		like(placestest.ONSPDHeader, "pcds", "WN8 0AA", "lad", "E07000127", "wd", "E05000001", "lsoa11", "", "lsoa21", "")))
	r = route(t, ctx, s, "WN4 0UU")
	if r.Standing != places.Outside || r.Authority == nil || r.Authority.LAD != "E08000013" || r.Rule != places.RuleDistrict || r.CheckByHand {
		t.Errorf("WN4 of St Helens: %+v", r)
	}
	if r = route(t, ctx, s, "WN8 0AA"); r.Rule != places.RuleDistrict || r.CheckByHand {
		t.Errorf("WN8 with a directory: %+v", r)
	}
	// Bury sees Wigan as another council's.
	ctx, s = beside(t, "bury", mergedBury, mergedWigan)
	if r := route(t, ctx, s, "WN2 3EB"); r.Standing != places.Outside || r.District != "E08000010" {
		t.Errorf("Wigan seen from Bury: %+v", r)
	}
}

// TestRealCodeBeforePolygon: WA3 3QP is Wigan's by its code and lies outside the
// generalised boundaries.
func TestRealCodeBeforePolygon(t *testing.T) {
	ctx, s := beside(t, "wigan", realCodePoint)
	boundaries(t, ctx, s, "wigan_wards_2017", "wigan_wards_2023", "gm_local_authorities_2023")
	r := route(t, ctx, s, "WA3 3QP")
	if r.Neighbourhood != "ashton-lowton-golborne" || r.Rule != places.RuleWard || r.Standing != places.Inside {
		t.Errorf("routed as %+v", r)
	}
}

func TestRealPopulation(t *testing.T) {
	sum := 0.0
	for _, row := range table(t, "ward_population_mid2016.csv") {
		if row["lad_code"] == "E08000010" {
			sum += number(t, row["all_ages"])
		}
	}
	if sum != 323060 {
		t.Errorf("Wigan's wards hold %.0f people", sum)
	}
}
