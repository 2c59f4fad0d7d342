package clean

import "strings"

// Postcode is a postcode in capitals without spaces; "" where there is none. A part of one,
// such as BS4, is taken as it is.
func Postcode(s string) string {
	var out [8]byte
	n := 0
	for i := range len(s) {
		c := s[i]
		if 'a' <= c && c <= 'z' {
			c -= 'a' - 'A'
		}
		if ('A' > c || c > 'Z') && ('0' > c || c > '9') {
			continue
		}
		if n == len(out) {
			return ""
		}
		out[n] = c
		n++
	}
	if n < 2 || strings.HasPrefix(string(out[:n]), "ZZ") || string(out[:n]) == "NAN" {
		return ""
	}
	return string(out[:n])
}

// Sector is a full postcode without its last two letters: M1 1 of M1 1AE; "" of a part.
func Sector(postcode string) string {
	if len(postcode) < 5 {
		return ""
	}
	return postcode[:len(postcode)-2]
}

// District is the first half of a postcode: M1 of M1 1AE.
func District(postcode string) string {
	if len(postcode) < 5 {
		return postcode
	}
	return postcode[:len(postcode)-3]
}

// short are words of addresses and how they are often written.
var short = map[string]string{
	"road": "rd", "street": "st", "avenue": "ave", "av": "ave", "lane": "ln", "drive": "dr", "close": "cl", "court": "ct", "crescent": "cres",
	"place": "pl", "gardens": "gdns", "grove": "gr", "square": "sq", "terrace": "tce", "saint": "st", "house": "hse", "apartment": "flat", "apt": "flat",
	"north": "n", "south": "s", "east": "e", "west": "w", "the": "", "no": "", "number": "",
}

// Address is an address in one form: lower case, with the usual words short.
func Address(s string) string {
	words := strings.Fields(strings.ReplaceAll(Text(s), ".", " "))
	kept := words[:0]
	for _, w := range words {
		if brief, ok := short[w]; ok {
			w = brief
		}
		if w != "" {
			kept = append(kept, w)
		}
	}
	return strings.Join(kept, " ")
}

// Numbers are the numbers of an address, such as "3 12a" of flat 3, 12a High Street.
func Numbers(address string) string {
	var out []string
	for w := range strings.FieldsSeq(address) {
		if w[0] >= '0' && w[0] <= '9' {
			out = append(out, w)
		}
	}
	return strings.Join(out, " ")
}
