package places_test

import (
	"context"
	"strings"
	"testing"

	"kith/internal/kernel/grid"
	"kith/internal/kernel/postcode"
	"kith/internal/plat/db"
	"kith/internal/plat/db/dbtest"
	"kith/internal/registers/places"
	"kith/internal/registers/places/placestest"
)

func TestWhere(t *testing.T) {
	areas := areasOf(t, "wigan")
	dbtest.Each(t, sets, func(t *testing.T, d *db.DB) {
		fresh(t, d)
		s := places.New(d, fixed(areas))
		ctx := db.As(t.Context(), db.Caller{Borough: "wigan", Actor: "tester"})
		take(t, ctx, s, places.Options{}, file("ONSPD_NOV_2025.csv", placestest.ONSPDHeader, like(placestest.ONSPDHeader),
			like(placestest.ONSPDHeader, "pcds", "WN4 0UU", "lad", "E08000013", "wd", "E05014207", "lsoa11", "", "lsoa21", ""),
			like(placestest.ONSPDHeader, "pcds", "SW1A 1AA", "lad", "E09000033", "wd", "E05013806", "lsoa11", "", "lsoa21", "")))
		in := "\ufeffwn23eb\r\nWN4 9BH\n\n\"WN8 0AA\"\nWN4 0UU\nSW1A 1AA\nWN2 3ZZ\nZE1 0AA\nnonsense\n=1+1\n" + strings.Repeat("x", 100_000) + "\nWN2 3EB"
		want := `postcode,borough,neighbourhood,rule,source
WN2 3EB,wigan,hapi,published-ward,ONSPD November 2025
WN4 9BH,wigan,ashton-lowton-golborne,override,blueprint version 7
WN8 0AA,West Lancashire Borough Council,,sector,blueprint version 7
WN4 0UU,St Helens Borough Council,,published-district,ONSPD November 2025
SW1A 1AA,E09000033,,published-district,ONSPD November 2025
WN2 3ZZ,wigan,hapi,sector,blueprint version 7
ZE1 0AA,,,none,
nonsense,,,none,
'=1+1,,,none,
,,,none,
WN2 3EB,wigan,hapi,published-ward,ONSPD November 2025
`
		var out strings.Builder
		if err := s.Where(ctx, strings.NewReader(in), &out); err != nil {
			t.Fatal(err)
		}
		if out.String() != want {
			t.Errorf("wrote\n%s\nwant\n%s", &out, want)
		}
	})
}

func TestMalformedPostcodesAreNoError(t *testing.T) {
	loaded(t, func(t *testing.T, ctx context.Context, s *places.Service) {
		for _, given := range []string{"", "   ", "WN2", "not known", "\x00", "\xff", strings.Repeat("9", 10_000), "'; DROP TABLE"} {
			r, err := s.Route(ctx, given)
			if err != nil || r.Standing != places.Malformed || r.Given != given || r.Neighbourhood != "" || r.Rule != places.RuleNone {
				t.Errorf("%.20q: %+v, %v", given, r, err)
			}
		}
	})
}

func TestTypingIsMended(t *testing.T) {
	loaded(t, func(t *testing.T, ctx context.Context, s *places.Service) {
		take(t, ctx, s, places.Options{}, file("NSPL_NOV_2021.csv", nspl2021, like(nspl2021), like(nspl2021, "pcds", "M1  1AD"), like(nspl2021, "pcds", "WN1 0AA")))
		for given, want := range map[string]string{"wn23eb": "WN2 3EB", " W N 2 3 E B ": "WN2 3EB", "M1  1AD": "M1 1AD", "wn1oaa": "WN1 0AA", "WNI OAA": "WN1 0AA"} {
			if r := route(t, ctx, s, given); string(r.Postcode) != want || r.Rule != places.RuleWard {
				t.Errorf("%q: %+v", given, r)
			}
		}
	})
}

func TestNames(t *testing.T) {
	loaded(t, func(t *testing.T, ctx context.Context, s *places.Service) {
		all, err := s.Neighbourhoods(ctx)
		if err != nil || len(all) != 7 {
			t.Errorf("%d neighbourhoods, %v", len(all), err)
		}
		for id, want := range map[string]string{"hapi": "HAPI", "leigh": "Leigh", "gone": "gone", "": "Coordination"} {
			if got := s.Name(ctx, id); got != want {
				t.Errorf("%q is called %q", id, got)
			}
		}
	})
}

func TestANewBlueprintRoutesAtOnce(t *testing.T) {
	d := dbtest.New(t, sets...)
	ctx := dbtest.Context(t)
	areas, version := areasOf(t, "wigan"), "1"
	s := places.New(d, func(context.Context) (*places.Areas, string, error) { return areas, version, nil })
	if r := route(t, ctx, s, "WN2 3EB"); r.Neighbourhood != "hapi" || r.Source != "blueprint version 1" {
		t.Errorf("before: %+v", r)
	}
	areas, version = small(), "2"
	if r := route(t, ctx, s, "WN2 3EB"); r.Neighbourhood != "west" || r.Source != "blueprint version 2" {
		t.Errorf("after: %+v", r)
	}
}

func TestDemoPostcodes(t *testing.T) {
	areas := areasOf(t, "wigan")
	dbtest.Each(t, sets, func(t *testing.T, d *db.DB) {
		fresh(t, d)
		ctx, s := dbtest.Context(t), places.New(d, fixed(areas))
		var homes []places.DemoHome
		for _, sector := range areas.Sectors {
			homes = append(homes, places.DemoHome{Postcode: postcode.Postcode(sector.Code + "ZZ"), Neighbourhood: sector.Neighbourhood, At: grid.Point{Lat: sector.Lat, Lon: sector.Lon}})
		}
		for range 2 { // again in place of the first
			if err := s.LoadDemo(ctx, append(homes, homes[0])); err != nil {
				t.Fatal(err)
			}
			for _, home := range homes {
				r := route(t, ctx, s, string(home.Postcode))
				if r.Neighbourhood != home.Neighbourhood || r.Rule != places.RuleWard || r.Source != "Demo postcodes" || r.At == nil || r.CheckByHand {
					t.Errorf("%s: %+v", home.Postcode, r)
				}
			}
		}
		if n := count(t, d, "SELECT COUNT(*) FROM ref_postcode"); n != len(homes) {
			t.Errorf("%d made-up postcodes of %d", n, len(homes))
		}
		// A directory of somewhere else leaves them, one of here puts an end to them.
		take(t, ctx, s, places.Options{}, file("bury.csv", like(codeShort, "PC", "BL0 0AA", "DC", "E08000002", "WC", "E05014163")))
		if r := route(t, ctx, s, string(homes[0].Postcode)); r.Source != "Demo postcodes" {
			t.Errorf("Bury's directory took Wigan's away: %+v", r)
		}
		take(t, ctx, s, places.Options{}, file("wn.csv", like(codeShort)))
		if r := route(t, ctx, s, string(homes[0].Postcode)); r.Rule != places.RuleSector {
			t.Errorf("a made-up postcode beside real ones: %+v", r)
		}
		if n := count(t, d, "SELECT COUNT(*) FROM ref_postcode"); n != 2 {
			t.Errorf("%d entries are kept", n)
		}
		if err := s.LoadDemo(ctx, homes); err != nil {
			t.Fatal(err)
		}
		if has, err := s.HasDirectory(ctx); !has || err != nil {
			t.Errorf("a real directory is not seen: %v, %v", has, err)
		}
		if r := route(t, ctx, s, string(homes[0].Postcode)); r.Rule != places.RuleSector {
			t.Errorf("postcodes were made up beside real ones: %+v", r)
		}
	})
}
