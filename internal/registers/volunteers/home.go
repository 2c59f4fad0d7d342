package volunteers

import (
	"strings"
	"unicode"

	"kith/internal/kernel/grid"
	"kith/internal/registers/places"
)

// Home is where a volunteer lives, and where that is on the National Grid.
type Home struct {
	places.Address
	Easting  int64 // metres; 0 where the place is not known
	Northing int64
}

// At is the place on the grid; false where it is not known.
func (h Home) At() (grid.Ref, bool) {
	return grid.Ref{E: float64(h.Easting), N: float64(h.Northing)}, h.Easting != 0 && h.Northing != 0
}

// Same reports whether an address is that of the same home: the same property number, or
// the same postcode with the same house. "12 Moss Street" and "12, Moss St." are one house.
// What has no postcode is never the same.
func (h Home) Same(a places.Address) bool {
	if h.UPRN != "" && h.UPRN == a.UPRN {
		return true
	}
	key := homeKey(h.Address)
	return key != "" && key == homeKey(a)
}

// homeKey is a postcode and the house in it: the number, which with a postcode is enough
// however the street is written, or the name.
func homeKey(a places.Address) string {
	code := fold(a.Postcode)
	if code == "" || a.Line1 == "" {
		return ""
	}
	house := fold(a.Line1)
	var numbers []string
	for _, word := range strings.FieldsFunc(a.Line1, func(c rune) bool { return !unicode.IsLetter(c) && !unicode.IsDigit(c) }) {
		if strings.ContainsFunc(word, unicode.IsDigit) {
			numbers = append(numbers, fold(word))
		}
	}
	if len(numbers) > 0 {
		house = strings.Join(numbers, "/")
	}
	return code + " " + house
}

// fold writes a text as it is compared: small letters and digits alone.
func fold(s string) string {
	return strings.Map(func(c rune) rune {
		if unicode.IsLetter(c) || unicode.IsDigit(c) {
			return unicode.ToLower(c)
		}
		return -1
	}, s)
}
