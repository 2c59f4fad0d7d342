package places

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/grid"
	"kith/internal/kernel/postcode"
	"kith/internal/plat/tabular"
)

// parser turns rows of one file into entries.
type parser struct {
	edition Edition
	// Where its columns stand, -1 for those it has not.
	postcode, ended, status, district int
	ward, wardBefore, lsoa11, lsoa21  int
	east, north, quality, lat, lon    int
	unplaced                          string // the grid quality of what has no place
}

func newParser(edition Edition, c tabular.Columns) *parser {
	p := &parser{
		edition:  edition,
		postcode: c.Of(colPostcode), ended: c.Of(colEnded), status: c.Of(colStatus), district: c.Of(colDistrict),
		ward: c.Of(colWard), wardBefore: c.Of(colWardBefore), lsoa11: c.Of(colLSOA11), lsoa21: c.Of(colLSOA21),
		east: c.Of(colEast), north: c.Of(colNorth), quality: c.Of(colQuality), lat: c.Of(colLat), lon: c.Of(colLon),
		unplaced: "9",
	}
	if edition.Product == CodePointOpen {
		p.unplaced = "90"
	}
	return p
}

// parse reads one row. The reason says, for people, why it cannot be taken.
func (p *parser) parse(row tabular.Row) (e Entry, reason string) {
	e.Edition = p.edition
	code, err := postcode.Parse(row.Cell(p.postcode))
	if err != nil {
		return e, fault.MessageOf(err)
	}
	e.Postcode = code
	if e.District = row.Cell(p.district); e.District != "" && !isGSS(e.District) {
		return e, fmt.Sprintf("‘%s’ is not the code of a district, like E08000010.", e.District)
	}
	for _, c := range []struct {
		into *string
		at   int
	}{{&e.Ward, p.ward}, {&e.WardBefore, p.wardBefore}, {&e.LSOA11, p.lsoa11}, {&e.LSOA21, p.lsoa21}} {
		if *c.into = row.Cell(c.at); !isCode(*c.into) {
			return e, fmt.Sprintf("‘%s’ is not the code of an area, like E05000849.", *c.into)
		}
	}
	if e.Ended, reason = p.end(row); reason != "" {
		return e, reason
	}
	e.At, reason = p.place(row, code)
	return e, reason
}

// isGSS reports whether a code is one of the Government Statistical Service's.
func isGSS(code string) bool {
	if len(code) != 9 || code[0] < 'A' || code[0] > 'Z' {
		return false
	}
	for i := 1; i < len(code); i++ {
		if code[i] < '0' || code[i] > '9' {
			return false
		}
	}
	return true
}

// isCode is less strict than isGSS: Northern Ireland's small areas were "95AA01S1" for long.
func isCode(code string) bool {
	if len(code) > 9 {
		return false
	}
	for i := range len(code) {
		if c := code[i]; (c < 'A' || c > 'Z') && (c < '0' || c > '9') {
			return false
		}
	}
	return true
}

// end returns the month by which the postcode had ended. A merged file may know only that
// it was gone by its own vintage.
func (p *parser) end(row tabular.Row) (month, reason string) {
	text := row.Cell(p.ended)
	switch {
	case p.status >= 0 && row.Cell(p.status) == "live":
		return "", ""
	case text == "" && p.status >= 0:
		return p.edition.Vintage, ""
	case text == "":
		return "", ""
	}
	n, err := strconv.Atoi(text)
	if err != nil || len(text) != 6 || n/100 < 1950 || n%100 < 1 || n%100 > 12 {
		return "", fmt.Sprintf("‘%s’ is not the month a postcode ended, like 202004.", text)
	}
	return text[:4] + "-" + text[4:], ""
}

// unplacedLat is the latitude ONS gives what has no place.
const unplacedLat = 99.9

// place returns where the postcode is, nil when the row does not say. Latitude and
// longitude are believed before eastings and northings: Northern Ireland's are on a grid of
// its own, and ONS works them out more exactly than we do.
func (p *parser) place(row tabular.Row, code postcode.Postcode) (*grid.Point, string) {
	lat, lon := row.Cell(p.lat), row.Cell(p.lon)
	east, north := row.Cell(p.east), row.Cell(p.north)
	switch {
	case p.quality >= 0 && row.Cell(p.quality) == p.unplaced:
		return nil, ""
	case lat != "" && lon != "":
		return onEarth(lat, lon)
	case east == "" && north == "", code.Area() == "BT":
		return nil, ""
	}
	return onGrid(east, north)
}

func onEarth(lat, lon string) (*grid.Point, string) {
	y, badLat := strconv.ParseFloat(lat, 64)
	x, badLon := strconv.ParseFloat(lon, 64)
	switch {
	case badLat != nil || badLon != nil:
		return nil, fmt.Sprintf("‘%s, %s’ is no latitude and longitude.", lat, lon)
	case y > unplacedLat:
		return nil, ""
	case !onTheIsles(LonLat{x, y}):
		return nil, fmt.Sprintf("%s, %s is not in Britain.", lat, lon)
	}
	return &grid.Point{Lat: y, Lon: x}, ""
}

func onGrid(east, north string) (*grid.Point, string) {
	e, badEast := strconv.Atoi(strings.TrimLeft(east, "0 "))
	n, badNorth := strconv.Atoi(strings.TrimLeft(north, "0 "))
	if strings.Trim(east+north, "0 ") == "" {
		return nil, "" // zeros stand for no place, not for one in the sea
	}
	if badEast != nil || badNorth != nil || e <= 0 || e >= 700_000 || n <= 0 || n >= 1_300_000 {
		return nil, fmt.Sprintf("‘%s, %s’ is no easting and northing on the National Grid.", east, north)
	}
	at := grid.ToLatLon(grid.Ref{E: float64(e), N: float64(n)})
	return &grid.Point{Lat: rounded(at.Lat), Lon: rounded(at.Lon)}, ""
}

// rounded leaves the six decimals, some ten centimetres, that ONS gives.
func rounded(degrees float64) float64 { return math.Round(degrees*1e6) / 1e6 }
