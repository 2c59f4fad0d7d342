package places

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"regexp"
	"strings"

	"github.com/paulmach/orb"

	"kith/internal/kernel/fault"
)

// features reads the areas of a GeoJSON feature collection (RFC 7946) one at a time.
type features struct {
	in   *json.Decoder
	name string // of the collection, "" when it has none
	row  int
}

// area is one feature: an area with its code and its shape.
type area struct {
	row    int // its place in the file, from 1
	code   string
	name   string
	year   string // of its code's property: "2023" of WD23CD
	shape  string // GeoJSON geometry
	reason string // why it cannot be taken, "" when it can
}

// openFeatures reads up to the first feature. What is no feature collection is a fault
// that shows how it begins.
func openFeatures(name string, r io.Reader) (*features, error) {
	in := bufio.NewReader(r)
	if mark, _ := in.Peek(3); bytes.Equal(mark, []byte{0xEF, 0xBB, 0xBF}) {
		in.Discard(3) // cannot fail: it has been peeked at
	}
	start, _ := in.Peek(120)
	f := &features{in: json.NewDecoder(in)}
	if err := f.open(); err != nil {
		return nil, fault.New(fault.Invalid, "places.no-geojson", fmt.Sprintf(
			"%s is no GeoJSON feature collection of areas. It begins: %s. Kith can read GeoJSON boundaries of wards, LSOAs, MSOAs and districts in WGS 84, as the ONS Open Geography Portal gives them.",
			name, strings.ToValidUTF8(string(start), "?")))
	}
	return f, nil
}

func (f *features) open() error {
	if err := f.expect(json.Delim('{')); err != nil {
		return err
	}
	for f.in.More() {
		key, err := f.in.Token()
		if err != nil {
			return err
		}
		switch key {
		case "features":
			return f.expect(json.Delim('['))
		case "name":
			err = f.in.Decode(&f.name)
		default:
			err = f.in.Decode(&json.RawMessage{})
		}
		if err != nil {
			return err
		}
	}
	return io.ErrUnexpectedEOF
}

func (f *features) expect(want json.Delim) error {
	got, err := f.in.Token()
	if err == nil && got != want {
		err = fmt.Errorf("%v where %v should be", got, want)
	}
	return err
}

// next returns the next area, io.EOF behind the last, and a fault when the file is broken.
func (f *features) next() (area, error) {
	if !f.in.More() {
		if err := f.expect(json.Delim(']')); err != nil {
			return area{}, f.broken()
		}
		return area{}, io.EOF
	}
	var feature struct {
		Properties map[string]json.RawMessage `json:"properties"`
		Geometry   json.RawMessage            `json:"geometry"`
	}
	if err := f.in.Decode(&feature); err != nil {
		return area{}, f.broken()
	}
	f.row++
	a := area{row: f.row}
	a.describe(feature.Properties)
	a.draw(feature.Geometry)
	return a, nil
}

func (f *features) broken() error {
	return fault.New(fault.Invalid, "places.broken-geojson", fmt.Sprintf(
		"The file is broken or ends behind area %d. Download it again.", f.row))
}

// codeProperties are how the code of an area is called, the smallest kind of area first:
// a file of wards also names their districts.
var codeProperties = []*regexp.Regexp{
	regexp.MustCompile(`^()code$`),
	regexp.MustCompile(`^wd(\d\d)cd$`),
	regexp.MustCompile(`^lsoa(\d\d)cd$`),
	regexp.MustCompile(`^msoa(\d\d)cd$`),
	regexp.MustCompile(`^lad(\d\d)cd$`),
}

// describe finds the area's code and name.
func (a *area) describe(properties map[string]json.RawMessage) {
	texts := map[string]string{}
	for key, raw := range properties {
		var text string
		if json.Unmarshal(raw, &text) == nil {
			texts[strings.ToLower(key)] = strings.TrimSpace(text)
		}
	}
	for _, property := range codeProperties {
		for key, text := range texts {
			m := property.FindStringSubmatch(key)
			if m == nil {
				continue
			}
			a.code, a.name = text, texts[strings.TrimSuffix(key, "cd")+"nm"]
			if m[1] != "" {
				a.year = "20" + m[1]
			} else {
				a.name = texts["name"]
			}
			if !isGSS(a.code) {
				a.reason = fmt.Sprintf("‘%s’ is not the code of an area, like E05000849.", a.code)
			}
			return
		}
	}
	a.reason = "No property gives its code: there is none called code, or like WD23CD, LSOA21CD, MSOA21CD or LAD23CD."
}

// draw takes the area's shape.
func (a *area) draw(geometry json.RawMessage) {
	shape, err := polygons(geometry)
	switch {
	case a.reason != "":
	case err != nil || len(shape) == 0 || len(shape[0]) == 0 || len(shape[0][0]) == 0:
		a.reason = "Its shape is no polygon."
	case !drawnInDegrees(shape):
		a.reason = "Its shape is not drawn in degrees of longitude and latitude in Britain. Export it in WGS 84 (EPSG:4326)."
	default:
		var compact bytes.Buffer
		if err := json.Compact(&compact, geometry); err != nil {
			a.reason = "Its shape is no polygon."
		}
		a.shape = compact.String()
	}
}

func drawnInDegrees(shape orb.MultiPolygon) bool {
	b := shape.Bound()
	return onTheIsles(LonLat{b.Min[0], b.Min[1]}) && onTheIsles(LonLat{b.Max[0], b.Max[1]})
}
