package places

import (
	"errors"
	"fmt"
	"regexp"
	"strings"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/postcode"
	"kith/internal/plat/tabular"
)

// The fields taken from a directory.
const (
	colPostcode   = "postcode"
	colEnded      = "ended"
	colStatus     = "status"
	colDistrict   = "district"
	colWard       = "ward"
	colWardBefore = "ward before"
	colLSOA11     = "lsoa11"
	colLSOA21     = "lsoa21"
	colEast       = "easting"
	colNorth      = "northing"
	colQuality    = "grid quality"
	colLat        = "lat"
	colLon        = "lon"
)

// kind is a kind of directory file: which product it is and how its columns are named.
type kind struct {
	product Product
	layout  tabular.Layout
}

// onsColumns are the columns both of ONS's directories have. They keep their stems from
// edition to edition while the year in them moves: lad25cd, lad26cd. Before 2025 they had
// names of their own.
func onsColumns(more ...tabular.Column) []tabular.Column {
	return append([]tabular.Column{
		{Field: colPostcode, Names: []string{"pcds", "pcd8", "pcd7", "pcd2", "pcd"}},
		{Field: colEnded, Names: []string{"doterm"}},
		{Field: colDistrict, Names: []string{"lad??cd", "oslaua", "laua"}},
		{Field: colWard, Names: []string{"wd??cd", "osward", "ward"}},
		{Field: colLSOA11, Names: []string{"lsoa11cd", "lsoa11"}, Optional: true},
		{Field: colLSOA21, Names: []string{"lsoa21cd", "lsoa21"}, Optional: true},
		{Field: colEast, Names: []string{"east1m", "oseast1m"}},
		{Field: colNorth, Names: []string{"north1m", "osnrth1m"}},
		{Field: colQuality, Names: []string{"gridind", "osgrdind"}, Optional: true},
		{Field: colLat, Names: []string{"lat"}, Optional: true},
		{Field: colLon, Names: []string{"long"}, Optional: true},
	}, more...)
}

var codePointColumns = []tabular.Column{
	{Field: colPostcode, Names: []string{"Postcode", "PC"}},
	{Field: colQuality, Names: []string{"Positional_quality_indicator", "PQ"}},
	{Field: colEast, Names: []string{"Eastings", "EA"}},
	{Field: colNorth, Names: []string{"Northings", "NO"}},
	{Field: "country", Names: []string{"Country_code", "CY"}},
	{Field: colDistrict, Names: []string{"Admin_district_code", "DC"}},
	{Field: colWard, Names: []string{"Admin_ward_code", "WC"}},
}

// kinds are the directories that can be read. The Postcode Directory is told from the
// Lookup by the census areas of 2001, which only it has.
var kinds = []kind{
	{ONSPD, tabular.Layout{Name: "ONS Postcode Directory (ONSPD)", Columns: onsColumns(
		tabular.Column{Field: "lsoa01", Names: []string{"lsoa01cd", "lsoa01"}},
	)}},
	{NSPL, tabular.Layout{Name: "National Statistics Postcode Lookup (NSPL)", Columns: onsColumns()}},
	{Merged, tabular.Layout{Name: "merged postcodes (postcodes_….csv)", Columns: []tabular.Column{
		{Field: colPostcode, Names: []string{"postcode"}},
		{Field: colStatus, Names: []string{"status"}},
		{Field: colEnded, Names: []string{"doterm"}},
		{Field: colDistrict, Names: []string{"lad_code"}},
		{Field: colWard, Names: []string{"ward_2023_code"}},
		{Field: colWardBefore, Names: []string{"ward_2017_code"}},
		{Field: colLSOA11, Names: []string{"lsoa11cd"}},
		{Field: colLSOA21, Names: []string{"lsoa21cd"}},
		{Field: colEast, Names: []string{"easting"}},
		{Field: colNorth, Names: []string{"northing"}},
		{Field: colLat, Names: []string{"lat"}},
		{Field: colLon, Names: []string{"lon"}},
		{Field: "seen in", Names: []string{"seen_in"}},
	}}},
	{CodePointOpen, tabular.Layout{Name: "Code-Point Open (ten columns; its files have no header)", Columns: codePointColumns}},
}

// codePointWidth is the number of columns of Code-Point Open.
const codePointWidth = 10

// codePointPlaces are where its columns stand when there is no header.
var codePointPlaces = tabular.Columns{
	colPostcode: 0, colQuality: 1, colEast: 2, colNorth: 3, colDistrict: 8, colWard: 9,
}

var countryCode = regexp.MustCompile(`^[ENSW]92\d{6}$`)

// isCodePoint tells a row of Code-Point Open from a header.
func isCodePoint(row tabular.Row) bool {
	if len(row.Cells) != codePointWidth {
		return false
	}
	_, err := postcode.Parse(row.Cell(0))
	return err == nil || countryCode.MatchString(row.Cell(4))
}

// recognised is what a file turned out to be.
type recognised struct {
	product Product
	columns tabular.Columns
	year    string // of the columns' names, "" when they have none
}

// recognise finds out what kind of directory a table is and leaves the reader before its
// first row. Another kind of file is a fault that says what was seen and what is known.
func recognise(name string, r *tabular.Reader) (recognised, error) {
	first, err := r.Peek()
	if bad := (*tabular.RowError)(nil); errors.As(err, &bad) {
		return recognised{}, unreadable(name, bad)
	}
	if err != nil {
		return recognised{}, err
	}
	if isCodePoint(first) {
		r.Expect(codePointWidth)
		return recognised{product: CodePointOpen, columns: codePointPlaces}, nil
	}
	header, err := r.Header()
	if err != nil {
		return recognised{}, err
	}
	return recogniseHeader(name, header)
}

// unreadable refuses a file whose first row is no row.
func unreadable(name string, bad *tabular.RowError) error {
	known := make([]string, len(kinds))
	for i, k := range kinds {
		known[i] = k.layout.Name
	}
	begins := []rune(strings.Join(bad.Row.Cells, ","))
	return fault.New(fault.Invalid, "places.unknown-file", fmt.Sprintf(
		"%s is no postcode directory. Its first row cannot be read: %s It begins: %s. Kith can read: %s.",
		name, bad.Reason, string(begins[:min(len(begins), 100)]), strings.Join(known, "; ")))
}

func recogniseHeader(name string, header []string) (recognised, error) {
	layouts := make([]tabular.Layout, len(kinds))
	for i, k := range kinds {
		layouts[i] = k.layout
	}
	layout, columns, err := tabular.Recognise(header, layouts)
	if err != nil {
		return recognised{}, fault.New(fault.Invalid, "places.unknown-file", name+": "+fault.MessageOf(err))
	}
	for _, k := range kinds {
		if k.layout.Name == layout.Name {
			found := recognised{product: k.product, columns: columns, year: yearOf(header[columns.Of(colDistrict)])}
			if k.product == NSPL && strings.Contains(strings.ToUpper(name), "ONSPD") {
				found.product = ONSPD // cut down to fewer columns
			}
			return found, nil
		}
	}
	return recognised{}, fmt.Errorf("places: no kind of file is called %s", layout.Name)
}

var yearedColumn = regexp.MustCompile(`(?i)^lad(\d\d)cd$`)

// yearOf returns the year in the name of the column of districts.
func yearOf(column string) string {
	if m := yearedColumn.FindStringSubmatch(column); m != nil {
		return "20" + m[1]
	}
	return ""
}
