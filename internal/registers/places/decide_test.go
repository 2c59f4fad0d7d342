package places_test

import (
	"testing"

	"kith/internal/kernel/day"
	"kith/internal/kernel/grid"
	"kith/internal/kernel/postcode"
	"kith/internal/registers/places"
)

// small is a borough of two neighbourhoods side by side, west and east of longitude -2.55,
// whose wards were drawn anew in 2023.
func small() *places.Areas {
	return &places.Areas{
		LAD: "E08000010",
		Neighbourhoods: []places.Neighbourhood{
			{
				ID: "west", Name: "The West",
				Wards: []places.Ward{
					{Code: "E05000001", Vintage: 2017, To: day.New(2023, 5, 3), Confidence: places.Documented},
					{Code: "E05010001", Vintage: 2023, From: day.New(2023, 5, 4), Confidence: places.InferredByFit, Elsewhere: []places.Elsewhere{
						{Neighbourhood: "east", Sectors: []string{"WN2 4"}, LSOAs: []string{"E01000009"}},
					}},
					{Code: "E05000003", Vintage: 2017, To: day.New(2020, 12, 31), Confidence: places.Documented},
				},
				LSOAs:   []places.LSOAs{{Vintage: 2011, Confidence: places.InferredByFit, Codes: []string{"E01000001"}}},
				Outline: []places.LonLat{{Lon: -2.6, Lat: 53.5}, {Lon: -2.55, Lat: 53.5}, {Lon: -2.55, Lat: 53.55}, {Lon: -2.6, Lat: 53.55}},
			},
			{
				ID: "east", Name: "The East", ShortName: "East",
				Wards: []places.Ward{
					{Code: "E05000002", Vintage: 2017, Confidence: places.Documented},
					{Code: "E05000003", Vintage: 2017, From: day.New(2021, 1, 1), Confidence: places.Documented},
				},
				LSOAs:   []places.LSOAs{{Vintage: 2021, Confidence: places.Documented, Codes: []string{"E01000002"}}},
				Outline: []places.LonLat{{Lon: -2.55, Lat: 53.5}, {Lon: -2.5, Lat: 53.5}, {Lon: -2.5, Lat: 53.55}, {Lon: -2.55, Lat: 53.55}},
			},
		},
		Overrides: []places.Override{{Postcode: "WN2 3ZZ", Neighbourhood: "east", Reason: "the hub itself"}},
		Neighbours: []places.Authority{
			{LAD: "E08000013", Name: "St Helens", Phone: "01632 960804"},
			{LAD: "E07000127", Name: "West Lancashire", Outcodes: []string{"WN8"}, Sectors: []string{"WN6 0"}},
		},
		Sectors: []places.Sector{
			{Code: "WN2 3", Neighbourhood: "west", Majority: 0.7, Share: 0.9},
			{Code: "WN4 0", Neighbourhood: "east", Majority: 1, Share: 0.1, MostlyIn: "E08000013"},
		},
	}
}

var (
	onspd = places.Edition{Product: places.ONSPD, Vintage: "2025-11"}
	nspl  = places.Edition{Product: places.NSPL, Vintage: "2021-11"}
	ours  = "E08000010"
	west  = &grid.Point{Lat: 53.52, Lon: -2.58}
	sea   = &grid.Point{Lat: 53.6, Lon: -3.5}
)

func TestDecide(t *testing.T) {
	type want struct {
		standing      places.Standing
		neighbourhood string
		rule          places.Rule
		source        string
		byHand        bool
		authority     string
	}
	inside := func(neighbourhood string, rule places.Rule, source string) want {
		return want{places.Inside, neighbourhood, rule, source, false, ""}
	}
	guess := func(neighbourhood string, rule places.Rule, source string) want {
		return want{places.Inside, neighbourhood, rule, source, true, ""}
	}
	tests := []struct {
		name     string
		postcode postcode.Postcode
		entries  []places.Entry
		want     want
	}{
		{"an override goes before the published ward", "WN2 3ZZ", []places.Entry{{Edition: onspd, District: ours, Ward: "E05000001"}}, inside("east", places.RuleOverride, "blueprint version 7")},
		{"an override needs no directory", "WN2 3ZZ", nil, inside("east", places.RuleOverride, "blueprint version 7")},
		{"the ward of an old directory", "WN2 3AA", []places.Entry{{Edition: nspl, District: ours, Ward: "E05000001"}}, inside("west", places.RuleWard, "NSPL November 2021")},
		{"the ward of a new one", "WN2 3AA", []places.Entry{{Edition: onspd, District: ours, Ward: "E05010001"}}, inside("west", places.RuleWard, "ONSPD November 2025")},
		{"the part of a ward by LSOA", "WN2 3AA", []places.Entry{{Edition: onspd, Ward: "E05010001", LSOA21: "E01000009"}}, inside("east", places.RuleWard, "ONSPD November 2025")},
		{"the part of a ward by sector", "WN2 4AA", []places.Entry{{Edition: onspd, Ward: "E05010001"}}, inside("east", places.RuleWard, "ONSPD November 2025")},
		{"a ward by definition before one that fits", "WN2 3AA", []places.Entry{{Edition: onspd, Ward: "E05010001", WardBefore: "E05000002"}}, inside("east", places.RuleWard, "ONSPD November 2025")},
		{"an LSOA by definition before a ward that fits", "WN2 3AA", []places.Entry{{Edition: onspd, Ward: "E05010001", LSOA21: "E01000002"}}, inside("east", places.RuleLSOA, "ONSPD November 2025")},
		{"a ward that changed hands", "WN2 3AA", []places.Entry{{Edition: nspl, Ward: "E05000003"}}, inside("east", places.RuleWard, "NSPL November 2021")},
		{"the LSOA where the ward is not known", "WN2 3AA", []places.Entry{{Edition: onspd, District: ours, Ward: "E05099999", LSOA11: "E01000001"}}, inside("west", places.RuleLSOA, "ONSPD November 2025")},
		{"a published code goes before a point outside", "WN2 3AA", []places.Entry{{Edition: onspd, District: ours, Ward: "E05000001", At: sea}}, inside("west", places.RuleWard, "ONSPD November 2025")},
		{"another district next door", "WN4 0AA", []places.Entry{{Edition: onspd, District: "E08000013", Ward: "E05012345"}}, want{places.Outside, "", places.RuleDistrict, "ONSPD November 2025", false, "St Helens"}},
		{"another district far away", "SW1A 1AA", []places.Entry{{Edition: onspd, District: "E09000033"}}, want{places.Outside, "", places.RuleDistrict, "ONSPD November 2025", false, ""}},
		{"Jersey", "JE2 3AA", []places.Entry{{Edition: onspd, District: "L99999999"}}, want{places.Outside, "", places.RuleDistrict, "ONSPD November 2025", false, ""}},
		{"no codes, a point in an outline", "WN2 3AA", []places.Entry{{Edition: onspd, District: ours, At: west}}, guess("west", places.RulePolygon, "blueprint version 7, outline")},
		{"no codes, a point in no outline", "WN2 3AA", []places.Entry{{Edition: onspd, District: ours, At: sea}}, guess("west", places.RuleSector, "blueprint version 7")},
		{"the district that stands for none", "WN2 3AA", []places.Entry{{Edition: onspd, District: "E99999999"}}, guess("west", places.RuleSector, "blueprint version 7")},
		{"only the sector", "WN2 3AA", nil, guess("west", places.RuleSector, "blueprint version 7")},
		{"an outcode next door", "WN8 6AA", nil, want{places.Outside, "", places.RuleSector, "blueprint version 7", true, "West Lancashire"}},
		{"a sector next door", "WN6 0AA", nil, want{places.Outside, "", places.RuleSector, "blueprint version 7", true, "West Lancashire"}},
		{"ours, although the outcode is next door", "WN8 6AA", []places.Entry{{Edition: onspd, District: ours}}, guess("", places.RuleNone, "ONSPD November 2025")},
		{"a sector that is mostly next door", "WN4 0AA", nil, want{places.Unknown, "", places.RuleNone, "", true, "St Helens"}},
		{"ours, although the sector is mostly next door", "WN4 0AA", []places.Entry{{Edition: onspd, District: ours}}, guess("east", places.RuleSector, "blueprint version 7")},
		{"nothing known", "ZE1 0AA", nil, want{places.Unknown, "", places.RuleNone, "", true, ""}},
		{"ours and nothing more", "WN1 9NN", []places.Entry{{Edition: onspd, District: ours}}, guess("", places.RuleNone, "ONSPD November 2025")},
	}
	atlas := places.NewAtlas(small(), "7")
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := atlas.Decide(tt.postcode, tt.entries, nil, day.New(2026, 11, 22))
			got := want{r.Standing, r.Neighbourhood, r.Rule, r.Source, r.CheckByHand, ""}
			if r.Authority != nil {
				got.authority = r.Authority.Name
			}
			if got != tt.want || r.Postcode != tt.postcode {
				t.Errorf("decided\n%+v\nwant\n%+v", got, tt.want)
			}
		})
	}
}

// TestWhichDirectoryIsBelieved tells directories apart by the wards they give.
func TestWhichDirectoryIsBelieved(t *testing.T) {
	in := func(p places.Product, vintage, ended, ward string) places.Entry {
		return places.Entry{Edition: places.Edition{Product: p, Vintage: vintage}, Ended: ended, Ward: ward}
	}
	const west, east = "E05000001", "E05000002"
	tests := []struct {
		name    string
		entries []places.Entry
		want    string
	}{
		{"the newer vintage", []places.Entry{in(places.NSPL, "2021-11", "", west), in(places.CodePointOpen, "2025", "", east)}, "east"},
		{"a month of a year before the year alone", []places.Entry{in(places.NSPL, "2025", "", west), in(places.CodePointOpen, "2025-02", "", east)}, "east"},
		{"the one that has it live, though older", []places.Entry{in(places.ONSPD, "2025-11", "2025-10", west), in(places.NSPL, "2021-11", "", east)}, "east"},
		{"ended and given out again", []places.Entry{in(places.NSPL, "2021-11", "2005-01", west), in(places.CodePointOpen, "2025", "", east)}, "east"},
		{"ended in all: the newest", []places.Entry{in(places.NSPL, "2021-11", "2005-01", west), in(places.ONSPD, "2025-11", "2005-01", east)}, "east"},
		{"of one vintage: by the product", []places.Entry{in(places.NSPL, "2025-11", "", west), in(places.ONSPD, "2025-11", "", east)}, "east"},
		{"made up: last", []places.Entry{in(places.Demo, "", "", west), in(places.NSPL, "2021-11", "2005-01", east)}, "east"},
	}
	atlas := places.NewAtlas(small(), "")
	for _, tt := range tests {
		for turn := range 2 {
			entries := tt.entries
			if turn == 1 {
				entries = []places.Entry{entries[1], entries[0]}
			}
			if r := atlas.Decide("WN2 3AA", entries, nil, day.New(2026, 11, 22)); r.Neighbourhood != tt.want {
				t.Errorf("%s: routed to %s by %s", tt.name, r.Neighbourhood, r.Source)
			}
		}
	}
}

func TestDecideCarriesWhatIsKnown(t *testing.T) {
	entry := places.Entry{Edition: onspd, District: ours, Ward: "E05000001", Ended: "2020-04", At: west}
	r := places.NewAtlas(small(), "").Decide("WN2 3AA", []places.Entry{entry}, nil, day.New(2026, 11, 22))
	if r.At != west || r.Ended != "2020-04" || r.District != ours {
		t.Errorf("decided %+v", r)
	}
}

func TestEditions(t *testing.T) {
	tests := map[places.Edition]string{
		{Product: places.ONSPD, Vintage: "2025-11"}:      "ONSPD November 2025",
		{Product: places.CodePointOpen, Vintage: "2025"}: "Code-Point Open 2025",
		{Product: places.Demo}:                           "Demo postcodes",
	}
	for e, want := range tests {
		if e.String() != want {
			t.Errorf("%#v is called %s", e, e)
		}
	}
}

func TestTidy(t *testing.T) {
	for typed, want := range map[string]string{" wn23eb": "WN2 3EB", "WN1 OAA": "WN1 0AA", " nowhere ": "nowhere", "": ""} {
		if got := places.Tidy(typed); got != want {
			t.Errorf("Tidy(%q) = %q", typed, got)
		}
	}
}
