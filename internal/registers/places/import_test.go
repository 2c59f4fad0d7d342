package places_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/grid"
	"kith/internal/plat/db"
	"kith/internal/plat/db/dbtest"
	"kith/internal/plat/imports"
	"kith/internal/registers/places"
	"kith/internal/registers/places/placestest"
)

// The headers of the directories, as they were published.
const (
	onspd2024  = "pcd,pcd2,pcds,dointr,doterm,oscty,ced,oslaua,osward,parish,usertype,oseast1m,osnrth1m,osgrdind,oshlthau,nhser,ctry,rgn,streg,pcon,eer,teclec,ttwa,pct,itl,statsward,oa01,casward,npark,lsoa01,msoa01,ur01ind,oac01,oa11,lsoa11,msoa11,wz11,sicbl,bua24,ru11ind,oac11,lat,long,lep1,lep2,pfa,imd,calncv,icb,oa21,lsoa21,msoa21"
	nspl2021   = "pcd,pcd2,pcds,dointr,doterm,usertype,oseast1m,osnrth1m,osgrdind,oa11,cty,ced,laua,ward,hlthau,nhser,ctry,rgn,pcon,eer,teclec,ttwa,pct,itl,park,lsoa11,msoa11,wz11,ccg,bua11,buasd11,ru11ind,oac11,lat,long,lep1,lep2,pfa,imd,calncv,stp"
	nspl2025   = "pcd7,pcd8,pcds,dointr,doterm,usrtypind,east1m,north1m,gridind,oa21cd,cty25cd,ced25cd,lad25cd,wd25cd,nhser24cd,ctry25cd,rgn25cd,pcon24cd,ttwa15cd,itl25cd,npark16cd,lsoa21cd,msoa21cd,wz11cd,sicbl24cd,bua24cd,ruc21ind,oac11ind,lat,long,lep21cd1,lep21cd2,pfa23cd,imd20ind,icb23cd"
	nspl2026   = "pcd7,pcd8,pcds,dointr,doterm,usrtypind,east1m,north1m,gridind,oa21cd,cty26cd,ced25cd,lad26cd,wd26cd,nhser24cd,ctry26cd,rgn26cd,pcon24cd,ttwa15cd,itl25cd,npark16cd,lsoa21cd,msoa21cd,wz11cd,sicbl26cd,bua24cd,ruc21ind,oac21ind,lat,long,lep21cd1,lep21cd2,pfa23cd,imd25ind,icb26cd"
	codeShort  = "PC,PQ,EA,NO,CY,RH,LH,CC,DC,WC"
	codeLong   = "Postcode,Positional_quality_indicator,Eastings,Northings,Country_code,NHS_regional_HA_code,NHS_HA_code,Admin_county_code,Admin_district_code,Admin_ward_code"
	mergedHead = "postcode,outcode,sector,status,dointr,doterm,lad_code,easting,northing,pqi,lat,lon,ward_2017_code,ward_2017_name,ward_2023_code,ward_2023_name,lsoa11cd,lsoa11_method,msoa11cd,lsoa21cd,imd2019_rank,imd2019_decile,usertype,seen_in"
)

// hindley is a postcode of Hindley as each directory would give it.
var hindley = map[string]string{
	"pcds": "WN2 3EB", "pcd": "WN2 3EB", "oslaua": ours, "laua": ours, "lad": ours, "osward": "E05000849", "ward": "E05000849",
	"wd": "E05014998", "oseast1m": "361693", "osnrth1m": "0404273", "east1m": "361693", "north1m": "0404273",
	"osgrdind": "1", "gridind": "1", "lsoa11": "E01006269", "lsoa21": "E01006269", "lat": "53.533704", "long": "-2.579414",
	"postcode": "WN2 3EB", "status": "live", "lad_code": ours, "easting": "361693", "northing": "404273", "lon": "-2.579414",
	"ward_2017_code": "E05000849", "ward_2023_code": "E05014998", "seen_in": "2014|2018|2025",
	"PC": "WN2 3EB", "PQ": "10", "EA": "361693", "NO": "404273", "CY": "E92000001", "DC": ours, "WC": "E05014998",
	"Postcode": "WN2 3EB", "Positional_quality_indicator": "10", "Eastings": "361693", "Northings": "404273",
	"Country_code": "E92000001", "Admin_district_code": ours, "Admin_ward_code": "E05014998",
}

// like makes a row for a header: hindley's cells with some of them changed, given as name,
// value, name, value. The year in a column's name may be left out.
func like(header string, changes ...string) string {
	cells := strings.Split(header, ",")
	for i, name := range cells {
		stem := name
		if bare := strings.TrimRight(strings.TrimSuffix(name, "cd"), "0123456789"); strings.HasSuffix(name, "cd") && !strings.HasPrefix(name, "lsoa") {
			stem = bare
		} else {
			stem = strings.TrimSuffix(name, "cd")
		}
		cells[i] = hindley[stem]
		for c := 0; c < len(changes); c += 2 {
			if changes[c] == stem {
				cells[i] = changes[c+1]
			}
		}
	}
	return `"` + strings.Join(cells, `","`) + `"`
}

func TestEveryLayout(t *testing.T) {
	exactly := grid.Point{Lat: 53.533704, Lon: -2.579414}
	tests := []struct {
		name, file string
		lines      []string
		source     string
	}{
		{"ONSPD to 2025", "ONSPD_AUG_2024_UK.csv", []string{onspd2024, like(onspd2024)}, "ONSPD August 2024"},
		{"ONSPD from November 2025", "ONSPD_NOV_2025_UK.csv", []string{placestest.ONSPDHeader, like(placestest.ONSPDHeader)}, "ONSPD November 2025"},
		{"ONSPD by its columns alone", "directory.csv", []string{placestest.ONSPDHeader, like(placestest.ONSPDHeader)}, "ONSPD 2025"},
		{"ONSPD in capitals with a mark", "ONSPD_NOV_2025.csv", []string{"\ufeff" + strings.ToUpper(placestest.ONSPDHeader), like(placestest.ONSPDHeader)}, "ONSPD November 2025"},
		{"ONSPD cut down", "onspd_feb_2026_wigan.csv", []string{"PCDS,DOTERM,LAD26CD,WD26CD,EAST1M,NORTH1M,LAT,LONG", "WN2 3EB,," + ours + ",E05014998,361693,0404273,53.533704,-2.579414"}, "ONSPD February 2026"},
		{"NSPL 2021", "NSPL_NOV_2021_UK_WN.csv", []string{nspl2021, like(nspl2021)}, "NSPL November 2021"},
		{"NSPL 2025", "NSPL_MAY_2025_UK.csv", []string{nspl2025, like(nspl2025)}, "NSPL May 2025"},
		{"NSPL 2026", "NSPL21_AUG_2026_UK.csv", []string{nspl2026, like(nspl2026)}, "NSPL August 2026"},
		{"NSPL by its columns alone", "lookup.csv", []string{nspl2026, like(nspl2026)}, "NSPL 2026"},
		{"merged", "postcodes_wigan.csv", []string{mergedHead, like(mergedHead)}, "Merged postcodes 2025"},
		{"Code-Point Open", "codepo_gb_2025-02.csv", []string{like(codeShort)}, "Code-Point Open February 2025"},
		{"Code-Point Open with short names", "codepo_2025.csv", []string{codeShort, like(codeShort)}, "Code-Point Open 2025"},
		{"Code-Point Open with long names", "codepo_2025.csv", []string{codeLong, like(codeLong)}, "Code-Point Open 2025"},
		{"Code-Point Open, first row malformed", "codepo_2025.csv", []string{like(codeShort, "PC", "?"), like(codeShort)}, "Code-Point Open 2025"},
	}
	loaded(t, func(t *testing.T, ctx context.Context, s *places.Service) {
		for i, tt := range tests {
			// Each is told to be newer than those before, so that it is the one believed.
			want := tt.source
			report := take(t, ctx, s, places.Options{DryRun: true}, file(tt.file, tt.lines...))
			if got := report.Loads[0].Edition.String(); got != want || report.Counts().Rows() < 1 {
				t.Errorf("%s: taken for %s, %+v", tt.name, got, report.Counts())
			}
			take(t, ctx, s, places.Options{Vintage: fmt.Sprintf("20%d", 30+i)}, file(tt.file, tt.lines...))
			r := route(t, ctx, s, "wn23eb")
			if r.Neighbourhood != "hapi" || r.Rule != places.RuleWard || r.At == nil || grid.Distance(*r.At, exactly) > 2 || r.District != ours {
				t.Errorf("%s: routed as %+v", tt.name, r)
			}
		}
	})
}

func TestRowsThatAreNoPlainRows(t *testing.T) {
	const head = placestest.ONSPDHeader
	tests := []struct {
		name, row string
		postcode  string
		at        bool
		ended     string
	}{
		{"no grid reference", like(head, "pcds", "WN1 9NN", "gridind", "9", "east1m", "", "north1m", "", "lat", "99.999999", "long", "0.000000"), "WN1 9NN", false, ""},
		{"no grid reference, no quality", like(head, "pcds", "WN1 9NP", "gridind", "", "east1m", "", "north1m", "", "lat", "99.999999", "long", "0.000000"), "WN1 9NP", false, ""},
		{"a northing with a zero in front, no degrees", like(head, "pcds", "WN2 3EA", "lat", "", "long", ""), "WN2 3EA", true, ""},
		{"zeros for no place", like(head, "pcds", "WN2 3ED", "east1m", "0", "north1m", "0", "lat", "", "long", ""), "WN2 3ED", false, ""},
		{"the Irish grid", like(head, "pcds", "BT1 1AA", "lad", "N09000003", "wd", "N08000301", "lsoa11", "95AA01S1", "east1m", "333000", "north1m", "374000", "lat", "", "long", ""), "BT1 1AA", false, ""},
		{"ended", like(head, "pcds", "WN2 3EE", "doterm", "202004"), "WN2 3EE", true, "2020-04"},
		{"fixed width", like(head, "pcds", "M1  1AD"), "M1 1AD", true, ""},
		{"no ward and no district", like(head, "pcds", "WN2 3EF", "lad", "", "wd", ""), "WN2 3EF", true, ""},
	}
	loaded(t, func(t *testing.T, ctx context.Context, s *places.Service) {
		lines := []string{head}
		for _, tt := range tests {
			lines = append(lines, tt.row)
		}
		var rejects strings.Builder
		take(t, ctx, s, places.Options{Rejects: &rejects}, file("ONSPD_NOV_2025_UK.csv", lines...))
		if rejects.Len() > 0 {
			t.Fatalf("rejected:\n%s", &rejects)
		}
		for _, tt := range tests {
			if r := route(t, ctx, s, tt.postcode); (r.At != nil) != tt.at || r.Ended != tt.ended {
				t.Errorf("%s: %+v", tt.name, r)
			}
		}
	})
}

func TestMalformedRowsAreRejected(t *testing.T) {
	const head = placestest.ONSPDHeader
	rows := []struct{ row, reason string }{
		{like(head), ""},
		{like(head, "pcds", "WN2 3E"), "A postcode ends in a number and two letters, like 3EB. Check the ‘23E’."},
		{like(head), "The postcode WN2 3EB is on an earlier row."},
		{like(head, "pcds", "WN2 3EA", "lad", "Wigan"), "‘Wigan’ is not the code of a district, like E08000010."},
		{like(head, "pcds", "WN2 3EA", "wd", "Hindley"), "‘Hindley’ is not the code of an area, like E05000849."},
		{like(head, "pcds", "WN2 3EA", "doterm", "April"), "‘April’ is not the month a postcode ended, like 202004."},
		{like(head, "pcds", "WN2 3EA", "doterm", "202013"), "‘202013’ is not the month a postcode ended, like 202004."},
		{like(head, "pcds", "WN2 3EA", "lat", "0", "long", "0"), "0, 0 is not in Britain."},
		{like(head, "pcds", "WN2 3EA", "lat", "north", "long", "x"), "‘north, x’ is no latitude and longitude."},
		{like(head, "pcds", "WN2 3EA", "lat", "", "north1m", "40427x"), "‘361693, 40427x’ is no easting and northing on the National Grid."},
		{"WN2 3EA,WN2 3EA", "The row has 2 cells and should have 53."},
		{`"WN2 3EA,` + ours, "A quotation mark is opened and never closed."},
		{"\xa3,\x00", "The row has a character in it that is no text. Check that the file is a CSV file."},
		{like(head, "pcds", "WN2 3ED"), ""},
	}
	loaded(t, func(t *testing.T, ctx context.Context, s *places.Service) {
		lines, want := []string{head}, []string{"file,row,reason,cells"}
		for i, r := range rows {
			lines = append(lines, r.row)
			if r.reason != "" {
				want = append(want, fmt.Sprintf("ONSPD_NOV_2025.csv,%d,%s", i+2, r.reason))
			}
		}
		var rejects strings.Builder
		report := take(t, ctx, s, places.Options{Rejects: &rejects}, file("ONSPD_NOV_2025.csv", lines...))
		if got := report.Counts(); got != (imports.Counts{Added: 2, Rejected: int64(len(rows) - 2)}) {
			t.Errorf("counted %+v", got)
		}
		got := strings.Split(strings.TrimSpace(rejects.String()), "\n")
		if len(got) != len(want) {
			t.Fatalf("rejected\n%s", &rejects)
		}
		for i := range want {
			if plain := strings.ReplaceAll(got[i], `"`, ""); !strings.HasPrefix(plain, strings.ReplaceAll(want[i], `"`, "")) {
				t.Errorf("rejected as\n%.200s\nwant\n%s", got[i], want[i])
			}
		}
		if route(t, ctx, s, "WN2 3ED").Rule != places.RuleWard {
			t.Error("the row behind the malformed ones did not go in")
		}
	})
}

func TestWrongFilesAreRefused(t *testing.T) {
	good := file("ONSPD_NOV_2025.csv", placestest.ONSPDHeader, like(placestest.ONSPDHeader))
	tests := []struct {
		name  string
		file  places.File
		parts []string
	}{
		{"another table", file("people.csv", "Name,Address,Postcode", "A,B,WN2 3EB"), []string{"people.csv: Kith does not know this kind of file.", "Name,Address,Postcode", "ONSPD", "NSPL", "Code-Point Open", "merged postcodes"}},
		{"a directory without a column", file("x.csv", strings.Replace(nspl2021, "laua", "area", 1), "x"), []string{"It is nearest to National Statistics Postcode Lookup (NSPL), which also has lad??cd"}},
		{"nothing", file("empty.csv"), []string{"The file is empty."}},
		{"no table at all", places.Contents("photo.jpg", []byte("\xff\xd8\xff\x00\x10JFIF")), []string{"photo.jpg is no postcode directory. Its first row cannot be read", "Code-Point Open"}},
		{"boundaries", file("wards.geojson", `{"type":"FeatureCollection","features":[]}`), []string{`It begins: {"type":"Feat`, "ONSPD"}},
	}
	loaded(t, func(t *testing.T, ctx context.Context, s *places.Service) {
		for _, tt := range tests {
			_, err := s.ImportPostcodes(ctx, []places.File{good, tt.file}, places.Options{})
			for _, part := range tt.parts {
				if fault.KindOf(err) != fault.Invalid || !strings.Contains(fault.MessageOf(err), part) {
					t.Errorf("%s: %v\nlacks %s", tt.name, err, part)
				}
			}
		}
		if r := route(t, ctx, s, "WN2 3EB"); r.Rule != places.RuleSector {
			t.Errorf("the right file beside a wrong one was loaded: %+v", r)
		}
		_, err := s.ImportPostcodes(ctx, []places.File{good}, places.Options{Vintage: "last autumn"})
		if fault.CodeOf(err) != "places.vintage" {
			t.Errorf("a vintage that is none: %v", err)
		}
		_, err = s.ImportPostcodes(ctx, []places.File{file("ONSPD.csv", placestest.ONSPDHeader, like(placestest.ONSPDHeader, "pcds", "?"))}, places.Options{})
		if fault.CodeOf(err) != "places.nothing" {
			t.Errorf("a file with no sound row: %v", err)
		}
	})
}

func TestTheSameAgainChangesNothing(t *testing.T) {
	const head = placestest.ONSPDHeader
	loaded(t, func(t *testing.T, ctx context.Context, s *places.Service) {
		rows := []string{head, like(head), like(head, "pcds", "WN2 3EA"), like(head, "pcds", "?")}
		first := take(t, ctx, s, places.Options{}, file("ONSPD_NOV_2025.csv", rows...))
		if got := first.Counts(); got != (imports.Counts{Added: 2, Rejected: 1}) {
			t.Errorf("first %+v", got)
		}
		var rejects strings.Builder
		again := take(t, ctx, s, places.Options{Rejects: &rejects}, file("ONSPD_NOV_2025.csv", rows...))
		if got := again.Loads[0]; !got.Already || got.Counts != (imports.Counts{Unchanged: 2, Rejected: 1}) || !strings.Contains(rejects.String(), "ONSPD_NOV_2025.csv,4,") {
			t.Errorf("again %+v, rejects %s", got, &rejects)
		}
		turned := take(t, ctx, s, places.Options{}, file("ONSPD_NOV_2025.csv", rows[0], rows[2], rows[1]))
		if got := turned.Loads[0]; got.Already || got.Counts != (imports.Counts{Unchanged: 2}) {
			t.Errorf("in another order %+v", got)
		}
		mended := take(t, ctx, s, places.Options{}, file("ONSPD_NOV_2025.csv", rows[0], rows[1], like(head, "pcds", "WN2 3EA", "wd", "E05015001"), like(head, "pcds", "WN2 3ED")))
		if got := mended.Counts(); got != (imports.Counts{Added: 1, Changed: 1, Unchanged: 1}) {
			t.Errorf("mended %+v", got)
		}
		for postcode, want := range map[string]string{"WN2 3EB": "hapi", "WN2 3EA": "leigh", "WN2 3ED": "hapi"} {
			if r := route(t, ctx, s, postcode); r.Neighbourhood != want || r.Rule != places.RuleWard {
				t.Errorf("%s: %+v", postcode, r)
			}
		}
	})
}

func TestADryRunChangesNothing(t *testing.T) {
	loaded(t, func(t *testing.T, ctx context.Context, s *places.Service) {
		f := file("ONSPD_NOV_2025.csv", placestest.ONSPDHeader, like(placestest.ONSPDHeader), like(placestest.ONSPDHeader, "pcds", "?"))
		report := take(t, ctx, s, places.Options{DryRun: true}, f)
		if got := report.Loads[0]; got.Counts != (imports.Counts{Added: 1, Rejected: 1}) || !got.DryRun {
			t.Errorf("counted %+v", got)
		}
		if r := route(t, ctx, s, "WN2 3EB"); r.Rule != places.RuleSector {
			t.Errorf("routed as %+v", r)
		}
		if got := take(t, ctx, s, places.Options{}, f).Loads[0]; got.Already || got.Resumed || got.Added != 1 {
			t.Errorf("loaded as %+v", got)
		}
	})
}

// TestANewEditionTakesThePlaceOfAnOld loads editions of Code-Point Open, which drops what
// has ended, area by area.
func TestANewEditionTakesThePlaceOfAnOld(t *testing.T) {
	areas := areasOf(t, "wigan")
	dbtest.Each(t, sets, func(t *testing.T, d *db.DB) {
		fresh(t, d)
		ctx, s := dbtest.Context(t), places.New(d, fixed(areas))
		row := func(postcode, ward string) string { return like(codeShort, "PC", postcode, "WC", ward) }
		take(t, ctx, s, places.Options{Vintage: "2018"},
			file("m.csv", row("M46 9JH", "E05000845"), row("M46 9JJ", "E05000845")),
			file("wn.csv", row("WN2 3EB", "E05000849"), row("WN2 3EA", "E05000849")))
		report := take(t, ctx, s, places.Options{Vintage: "2025-02"},
			file("m.csv", row("M46 9JJ", "E05000845")),
			file("wn.csv", row("WN2 3EB", "E05014998"), row("WN2 3ED", "E05014998")))
		if got := report.Counts(); got != (imports.Counts{Added: 1, Changed: 1, Unchanged: 1}) || len(report.Loads) != 1 {
			t.Errorf("counted %+v", report)
		}
		old, recent := "Code-Point Open 2018", "Code-Point Open February 2025"
		for postcode, source := range map[string]string{"M46 9JH": old, "M46 9JJ": recent, "WN2 3EB": recent, "WN2 3EA": old, "WN2 3ED": recent} {
			if r := route(t, ctx, s, postcode); r.Source != source || r.Rule != places.RuleWard {
				t.Errorf("%s: %+v, want it from %s", postcode, r, source)
			}
		}
		if n := count(t, d, "SELECT COUNT(*) FROM ref_postcode"); n != 5 {
			t.Errorf("%d entries are kept", n)
		}
		// An older edition loaded after a newer one only adds what the newer one lacks.
		late := take(t, ctx, s, places.Options{Vintage: "2014"}, file("wn.csv", row("WN2 3EB", "E05000849"), row("WN2 3EF", "E05000849")))
		if got := late.Counts(); got != (imports.Counts{Added: 1, Unchanged: 1}) {
			t.Errorf("an older edition counted %+v", got)
		}
		if r := route(t, ctx, s, "WN2 3EB"); r.Source != recent {
			t.Errorf("the older edition is believed: %+v", r)
		}
		if r := route(t, ctx, s, "WN2 3EF"); r.Source != "Code-Point Open 2014" {
			t.Errorf("routed as %+v", r)
		}
	})
}

func count(t *testing.T, d *db.DB, query string) (n int) {
	t.Helper()
	if err := d.Read(t.Context()).QueryRow(query).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

func TestProgressIsTold(t *testing.T) {
	loaded(t, func(t *testing.T, ctx context.Context, s *places.Service) {
		var last places.Progress
		f := file("ONSPD_NOV_2025.csv", placestest.ONSPDHeader, like(placestest.ONSPDHeader), like(placestest.ONSPDHeader, "pcds", "?"))
		take(t, ctx, s, places.Options{Progress: func(p places.Progress) { last = p }}, f)
		if last.Rows != 2 || last.Read != f.Size || last.Size != f.Size || last.Edition != onspd {
			t.Errorf("last told %+v", last)
		}
	})
}

func TestFolders(t *testing.T) {
	if _, err := places.Files([]string{"no/such/file.csv"}, ".csv"); fault.KindOf(err) != fault.NotFound {
		t.Errorf("a path to nothing gives %v", err)
	}
	if _, err := places.Files([]string{"migrations"}, ".csv"); fault.KindOf(err) != fault.NotFound {
		t.Errorf("a folder with no table gives %v", err)
	}
	files, err := places.Files([]string{"migrations", "doc.go"}, ".sql")
	if err != nil || len(files) != 4 || files[3].Name != "doc.go" || files[0].Size == 0 || files[0].Made.IsZero() {
		t.Errorf("found %+v, %v", files, err)
	}
}
