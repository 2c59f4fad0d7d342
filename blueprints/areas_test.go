package blueprints_test

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"testing"

	"kith/internal/blueprint"
	"kith/internal/kernel/postcode"
	"kith/internal/registers/places"
)

// realPlaces is where the real directories lie, beside the project.
const realPlaces = "../../shared/data/geo"

// rows reads a table of the real data by its header, or skips the test where the data is
// not there.
func rows(t *testing.T, name string) []map[string]string {
	t.Helper()
	f, err := os.Open(filepath.Join(realPlaces, name))
	if err != nil {
		t.Skipf("this test needs the real places in %s: %v", realPlaces, err)
	}
	defer f.Close()
	all, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var out []map[string]string
	for _, cells := range all[1:] {
		row := map[string]string{}
		for i, name := range all[0] {
			row[name] = cells[i]
		}
		out = append(out, row)
	}
	return out
}

// wards gives every ward of the blueprint by code, with its neighbourhood.
func wards(a *places.Areas) (map[string]places.Ward, map[string]string) {
	byCode, home := map[string]places.Ward{}, map[string]string{}
	for _, n := range a.Neighbourhoods {
		for _, w := range n.Wards {
			byCode[w.Code], home[w.Code] = w, n.ID
		}
	}
	return byCode, home
}

func TestWardsOf2017AreTheFactsWeHave(t *testing.T) {
	facts := rows(t, "ward_to_neighbourhood.csv")
	for borough, lad := range map[string]string{"wigan": "E08000010", "bury": "E08000002"} {
		byCode, home := wards(blueprint.Part[*places.Areas](load(t, borough)))
		for _, fact := range facts {
			code := fact["ward_2017_code"]
			if fact["lad_code"] == lad && (home[code] != fact["neighbourhood_id"] || string(byCode[code].Confidence) != fact["confidence"]) {
				t.Errorf("%s: %s is in %s, %s; the facts say %s, %s", borough, code, home[code],
					byCode[code].Confidence, fact["neighbourhood_id"], fact["confidence"])
			}
		}
	}
}

// TestWardsOf2023FitTheRealPostcodes routes every live postcode by its ward of 2023 alone
// and compares with what its ward of 2017 says.
func TestWardsOf2023FitTheRealPostcodes(t *testing.T) {
	for _, borough := range boroughs {
		areas := blueprint.Part[*places.Areas](load(t, borough))
		byCode, home := wards(areas)
		all, right, rightByLSOA := 0, 0, 0
		for _, row := range rows(t, "postcodes_"+borough+".csv") {
			want, known := home[row["ward_2017_code"]]
			code := postcode.Postcode(row["postcode"])
			if _, own := areas.Override(code); own || !known || row["status"] != "live" {
				continue
			}
			ward := row["ward_2023_code"]
			all++
			if byCode[ward].Neighbourhood(home[ward], code.Sector(), "") == want {
				right++
			}
			if byCode[ward].Neighbourhood(home[ward], code.Sector(), row["lsoa21cd"]) == want {
				rightByLSOA++
			}
		}
		if right*1000 < all*996 || rightByLSOA*1000 < all*995 {
			t.Errorf("%s: of %d live postcodes %d go right by sector and %d by LSOA", borough, all, right, rightByLSOA)
		}
	}
}

func TestBasesAndCallersFromNextDoor(t *testing.T) {
	areas := blueprint.Part[*places.Areas](load(t, "wigan"))
	bases := map[string]postcode.Postcode{
		"swan": "WN3 5HN", "wigan-central": "WN5 9RQ", "atherton-tyldesley": "M46 9JH", "hapi": "WN2 3EB",
		"ashton-lowton-golborne": "WN4 9BH", "wigan-north": "WN6 8HA", "leigh": "WN7 1EB",
	}
	for id, code := range bases {
		if n, ok := areas.Find(id); !ok || n.Base == nil || n.Base.Postcode != code {
			t.Errorf("%s has its base at %v, not %s", id, n.Base, code)
		}
	}
	if o, ok := areas.Override("WN4 9BH"); !ok || o.Neighbourhood != "ashton-lowton-golborne" {
		t.Errorf("Ashton Library is overridden to %v", o)
	}
	if next, ok := areas.NextDoor("WN8 0AA"); !ok || next.Name != "West Lancashire Borough Council" {
		t.Errorf("WN8 is in %v", next)
	}
	if next, ok := areas.NextDoor("WN2 3EB"); ok {
		t.Errorf("Hindley is in %v", next)
	}
}
