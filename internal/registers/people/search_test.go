package people_test

import (
	"strings"
	"testing"
	"time"

	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/db/dbtest"
)

func TestSearch(t *testing.T) {
	dbtest.Each(t, sets, func(t *testing.T, d *db.DB) {
		g := newRegister(t, d, agent)
		g.add(somebody("Amina", "Khan", "7/3/1939", "07700 900123", "WN2 3EB"))
		g.add(somebody("Małgorzata", "Wójcik", "1961-11-30", "01942 555012", "WN2 4AA"))
		g.add(somebody("Siobhán Mary", "O'Brien", "", "07700 900777", "WN3 5HN"))
		g.add(somebody("Jean", "Smith-Barlow", "2/2/1948", "", "M46 9JH"))
		g.add(somebody("", "O Neill", "", "", ""))

		for search, want := range map[string]string{
			"khan":             "Amina Khan",
			"KHAN amina":       "Amina Khan",
			"amina khan":       "Amina Khan",
			"am kha":           "Amina Khan",
			"a khan":           "Amina Khan",
			"Khan, Amina":      "Amina Khan",
			"wn23eb":           "Amina Khan",
			"WN2 3EB":          "Amina Khan",
			"khan wn2":         "Amina Khan",
			"wn2 3 khan":       "Amina Khan",
			"07700900123":      "Amina Khan",
			"07700 900 123":    "Amina Khan",
			"+44 7700 900123":  "Amina Khan",
			"0044 7700900123":  "Amina Khan",
			"900123":           "Amina Khan",
			"7/3/1939":         "Amina Khan",
			"07 03 1939":       "Amina Khan",
			"1939-03-07":       "Amina Khan",
			"khan 1939":        "Amina Khan",
			"7.3.1939 amina":   "Amina Khan",
			"malgorzata":       "Małgorzata Wójcik",
			"wojcik":           "Małgorzata Wójcik",
			"Wójcik Małgo":     "Małgorzata Wójcik",
			"555012":           "Małgorzata Wójcik",
			"(01942) 555-012":  "Małgorzata Wójcik",
			"obrien":           "Siobhán Mary O'Brien",
			"o'brien":          "Siobhán Mary O'Brien",
			"O’Brien":          "Siobhán Mary O'Brien",
			"o brien":          "Siobhán Mary O'Brien",
			"brien":            "Siobhán Mary O'Brien",
			"siobhan mary":     "Siobhán Mary O'Brien",
			"siobhanmary":      "Siobhán Mary O'Brien",
			"smith-barlow":     "Jean Smith-Barlow",
			"smithbarlow":      "Jean Smith-Barlow",
			"barlow jean":      "Jean Smith-Barlow",
			"m46":              "Jean Smith-Barlow",
			"oneill":           "O Neill",
			"o'neill":          "O Neill",
			"12 smith":         "Jean Smith-Barlow", // a house number is no term
			"khan wojcik":      "",
			"amina 1/1/1940":   "",
			"zebedee":          "",
			"a":                "",
			"07":               "",
			" , ;":             "",
			"\x00\xff":         "",
			"%":                "",
			"' OR 1=1 --":      "",
			"khan\" AND \"1":   "", // the 1 is dropped, "and" is a name nobody has
			"amina amina khan": "Amina Khan",
		} {
			got := g.find(search)
			if want == "" {
				wantNames(t, search, got)
			} else {
				wantNames(t, search, got, want)
			}
		}
	})
}

func TestSearchPutsTheClosestFirst(t *testing.T) {
	dbtest.Each(t, sets, func(t *testing.T, d *db.DB) {
		g := newRegister(t, d, agent)
		g.add(somebody("Janet", "Smithson", "", "", ""))
		g.add(somebody("Smith", "Jan", "", "", ""))
		g.add(somebody("Jan", "Smith", "1950-01-01", "", ""))
		g.add(somebody("Jane", "Smith", "", "", ""))
		for range 120 { // more than one look reads
			g.add(somebody("Janine", "Smithers", "", "", ""))
		}
		got := g.find("jan smith")
		wantNames(t, "jan smith", got[:3], "Jan Smith", "Smith Jan", "Jane Smith")
		if len(got) != 20 {
			t.Errorf("%d found, want 20", len(got))
		}
		wantNames(t, "jane smith", g.find("jane smith")[:1], "Jane Smith")
		wantNames(t, "smith jan", g.find("smith jan")[:2], "Smith Jan", "Jan Smith")
		wantNames(t, "smith", g.find("smith")[:3], "Smith Jan", "Jan Smith", "Jane Smith")
	})
}

func TestSearchShowsEachPersonOnce(t *testing.T) {
	dbtest.Each(t, sets, func(t *testing.T, d *db.DB) {
		g := newRegister(t, d, agent)
		first := g.add(somebody("Amina", "Khan", "", "", "WN2 3EB"))
		second := g.add(somebody("A", "Khan", "", "", "WN2 3EB"))
		if err := g.SamePerson(g.ctx, person(first), person(second)); err != nil {
			t.Fatal(err)
		}
		hits, err := g.Search(g.ctx, "khan", 20)
		if err != nil || len(hits) != 1 || hits[0].Person != person(first) {
			t.Errorf("found %v, %v; want the first once", hits, err)
		}
	})
}

func TestSearchShowsOnlyWhoMayBeSeen(t *testing.T) {
	dbtest.Each(t, sets, func(t *testing.T, d *db.DB) {
		g := newRegister(t, d, agent)
		g.add(somebody("Amina", "Khan", "", "", ""))
		elsewhere := somebody("Amir", "Khan", "", "", "")
		elsewhere.Neighbourhood = "leigh"
		g.add(elsewhere)
		unrouted := somebody("Ana", "Khan", "", "", "")
		unrouted.Neighbourhood = ""
		g.add(unrouted)

		wantNames(t, "the contact centre", g.find("khan"), "Amina Khan", "Amir Khan", "Ana Khan")
		wantNames(t, "a hub", g.as(inHapi).find("khan"), "Amina Khan")
		wantNames(t, "an organisation", g.as(foodBank).find("khan"))
		wantNames(t, "the public", g.as(access.Principal{}).find("khan"))
	})
}

func TestSearchIsRecordedWithoutItsWords(t *testing.T) {
	g := newRegister(t, dbtest.New(t, sets...), agent)
	r := g.add(somebody("Amina", "Khan", "", "", "WN2 3EB"))
	g.find("amina khan wn2")
	g.find("nobody")
	if len(g.looks.entries) != 1 {
		t.Fatalf("%d entries, want one: nobody was shown the second time", len(g.looks.entries))
	}
	e := g.looks.entries[0]
	if len(e.Objects) != 1 || e.Objects[0].ID != string(r.ID) {
		t.Errorf("recorded as shown: %v", e.Objects)
	}
	by, _ := e.Data["by"].([]string)
	if strings.Join(by, " ") != "name postcode" {
		t.Errorf("recorded as found by %v", by)
	}
}

func TestKeptSearch(t *testing.T) {
	dbtest.Each(t, sets, func(t *testing.T, d *db.DB) {
		g := newRegister(t, d, agent)
		id, err := g.KeepSearch(g.ctx, " amina khan ")
		if err != nil {
			t.Fatal(err)
		}
		kept, err := g.KeptSearch(g.ctx, id)
		if err != nil || kept.Text != "amina khan" {
			t.Errorf("kept %q, %v", kept.Text, err)
		}
		other := g.as(inHapi)
		if _, err := other.KeptSearch(other.ctx, id); err == nil {
			t.Error("somebody else opened it")
		}
		if _, err := g.KeepSearch(g.ctx, "a"); err == nil {
			t.Error("one letter was kept")
		}
	})
}

func TestSearchBySound(t *testing.T) {
	dbtest.Each(t, sets, func(t *testing.T, d *db.DB) {
		g := newRegister(t, d, agent)
		g.add(somebody("Katarzyna", "Szczepańska", "7/3/1939", "", "WN2 3EB"))
		g.add(somebody("Mohammed", "Iqbal", "", "", "WN2 3EB"))
		g.add(somebody("Siobhán Mary", "O'Brien", "", "", "WN3 5HN"))
		g.add(somebody("Jean", "Smyth-Barlow", "", "", "M46 9JH"))
		elsewhere := somebody("John", "Smythe", "", "", "")
		elsewhere.Neighbourhood = "leigh"
		g.add(elsewhere)
		g.add(somebody("王", "芳", "", "", ""))
		for search, want := range map[string][]string{
			"shchepanska":           {"Katarzyna Szczepańska"},
			"katazhina shchepanska": {"Katarzyna Szczepańska"},
			"shchepanska katazhina": {"Katarzyna Szczepańska"},
			"shchepanska wn2 3eb":   {"Katarzyna Szczepańska"},
			"shchepanska 7/3/1939":  {"Katarzyna Szczepańska"},
			"shchepanska 8/3/1939":  nil,
			"muhammad ikbal":        {"Mohammed Iqbal"},
			"muhamad":               {"Mohammed Iqbal"},
			"shivaun":               {"Siobhán Mary O'Brien"},
			"shivaun o bryan":       {"Siobhán Mary O'Brien"},
			"shivaun mary obryan":   {"Siobhán Mary O'Brien"},
			"jeen smith":            {"Jean Smyth-Barlow", "John Smythe"}, // the closest in writing first
			"jeen smith barlow":     {"Jean Smyth-Barlow"},
			"smith":                 {"Jean Smyth-Barlow", "John Smythe"},
			"smyth":                 {"Jean Smyth-Barlow", "John Smythe"}, // as it is written first
			"sm":                    {"Jean Smyth-Barlow", "John Smythe"}, // by its beginning
			"shch":                  nil,
			"zebedee":               nil,
			"芳":                     {"王 芳"},
		} {
			wantNames(t, search, g.find(search), want...)
		}
		hits, err := g.Search(g.ctx, "smyth", 20)
		if err != nil || len(hits) != 2 || hits[0].SoundsLike || hits[0].Record.FamilyName != "Smyth-Barlow" {
			t.Errorf("as it is written comes first: %v, %v", hits, err)
		}
		hits, err = g.Search(g.ctx, "smith", 20)
		if err != nil || len(hits) != 2 || !hits[0].SoundsLike {
			t.Errorf("what only sounds alike does not say so: %v, %v", hits, err)
		}
		wantNames(t, "a hub", g.as(inHapi).find("smith"), "Jean Smyth-Barlow")
	})
}

// Where enough are found as they are written, nobody is shown who is not.
func TestSearchBySoundOnlyWhereFewAreFound(t *testing.T) {
	g := newRegister(t, dbtest.New(t, sets...), agent)
	for range 5 {
		g.add(somebody("Ann", "Smith", "", "", ""))
	}
	g.add(somebody("Ann", "Smythe", "", "", ""))
	if got := g.find("ann smith"); len(got) != 5 {
		t.Errorf("found %v", got)
	}
}

// Records written before names were looked up by sound are found so after the sweep, and
// words somebody looked for are gone after their hour though nobody looks again.
func TestSweep(t *testing.T) {
	dbtest.Each(t, sets, func(t *testing.T, d *db.DB) {
		g := newRegister(t, d, agent)
		for range 401 {
			g.add(somebody("Ann", "Wilson", "", "", ""))
		}
		g.add(somebody("Muhammad", "Shchepanski", "", "", ""))
		if err := d.Write(g.ctx, func(tx *db.Tx) error {
			_, err := tx.Exec(`DELETE FROM people_token WHERE borough_id = ? AND kind = 'sound'`, tx.Borough())
			return err
		}); err != nil {
			t.Fatal(err)
		}
		wantNames(t, "before", g.find("mohamed szczepanski"))
		id, err := g.KeepSearch(g.ctx, "amina khan")
		if err != nil {
			t.Fatal(err)
		}
		for range 2 { // the second has nothing to do
			if err := g.Sweep(g.ctx); err != nil {
				t.Fatal(err)
			}
		}
		wantNames(t, "after", g.find("mohamed szczepanski"), "Muhammad Shchepanski")
		if got := g.find("willson"); len(got) != 20 {
			t.Errorf("%d found in the first of the batches", len(got))
		}
		kept := func() (n int) {
			if err := d.Read(g.ctx).QueryRow(`SELECT COUNT(*) FROM people_search WHERE borough_id = ? AND id = ?`, db.CallerOf(g.ctx).Borough, id).Scan(&n); err != nil {
				t.Fatal(err)
			}
			return n
		}
		if kept() != 1 {
			t.Error("words somebody looked for are gone at once")
		}
		if err := d.Write(g.ctx, func(tx *db.Tx) error {
			_, err := tx.Exec(`UPDATE people_search SET made_at = ? WHERE borough_id = ?`, tx.Now().Add(-61*time.Minute), tx.Borough())
			return err
		}); err != nil {
			t.Fatal(err)
		}
		if err := g.Sweep(g.ctx); err != nil || kept() != 0 {
			t.Errorf("kept beyond its hour, %v", err)
		}
	})
}
