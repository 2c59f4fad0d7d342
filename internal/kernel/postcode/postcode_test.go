package postcode_test

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/postcode"
)

func TestParse(t *testing.T) {
	tests := []struct{ name, typed, want string }{
		{"as printed", "WN1 1AA", "WN1 1AA"},
		{"lower case", "wn2 3eb", "WN2 3EB"},
		{"no space", "wn23eb", "WN2 3EB"},
		{"fixed width", "M1  1AD", "M1 1AD"},
		{"spaces all over", " w n 2\t3\u00a0e b ", "WN2 3EB"},
		{"dash and stop", "WN2-3EB.", "WN2 3EB"},
		{"byte order mark", "\ufeffWN2 3EB", "WN2 3EB"},
		{"A9 9AA", "m11ae", "M1 1AE"},
		{"A99 9AA", "b338th", "B33 8TH"},
		{"AA9 9AA", "cr26xh", "CR2 6XH"},
		{"AA99 9AA", "dn551pt", "DN55 1PT"},
		{"A9A 9AA", "w1a1hq", "W1A 1HQ"},
		{"AA9A 9AA", "ec1a1bb", "EC1A 1BB"},
		{"Girobank", "gir0aa", "GIR 0AA"},
		{"Girobank mistyped", "G1R OAA", "GIR 0AA"},
		{"district 0", "BL0 9AA", "BL0 9AA"},
		{"Guernsey", "GY1 1WR", "GY1 1WR"},

		{"O for 0 inward", "BL9 OSW", "BL9 0SW"},
		{"o for 0 outward", "BLo 9AA", "BL0 9AA"},
		{"O for 0 in M60", "M6O 1AA", "M60 1AA"},
		{"I for 1", "WNI IAA", "WN1 1AA"},
		{"l for 1", "WNl lAA", "WN1 1AA"},
		{"0 for O", "0L1 1AA", "OL1 1AA"},
		{"0 for O beside a digit", "C01 1AA", "CO1 1AA"},
		{"0 for O before two digits", "S015 1AA", "SO15 1AA"},
		{"1 for I", "1P1 1AA", "IP1 1AA"},
		{"what can stand as typed stays", "ML0 1AA", "ML0 1AA"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got, err := postcode.Parse(tt.typed); err != nil || string(got) != tt.want {
				t.Errorf("Parse(%q) = %q, %v; want %q", tt.typed, got, err, tt.want)
			}
		})
	}
}

func TestParseRefuses(t *testing.T) {
	tests := []struct{ typed, code, message string }{
		{"", "postcode.empty", "Enter a postcode, like WN2 3EB."},
		{" - ", "postcode.empty", "Enter a postcode, like WN2 3EB."},
		{"WN2", "postcode.short", "This is only part of a postcode. Enter all of it, like WN2 3EB."},
		{"WN2 3", "postcode.short", "This is only part of a postcode. Enter all of it, like WN2 3EB."},
		{"WN2 3EB4", "postcode.end", "A postcode ends in a number and two letters, like 3EB. Check the ‘EB4’."},
		{"WN2 3EB WN1 1AA", "postcode.long", "This is too long for one postcode. Enter a single postcode, like WN2 3EB."},
		{"WN2 3E8", "postcode.end", "A postcode ends in a number and two letters, like 3EB. Check the ‘3E8’."},
		{"WN2 EB3", "postcode.end", "A postcode ends in a number and two letters, like 3EB. Check the ‘EB3’."},
		{"M1 1CA", "postcode.end", "The last two letters of a postcode are never C, I, K, M, O or V. Check the ‘1CA’."},
		{"WN1 1OA", "postcode.end", "The last two letters of a postcode are never C, I, K, M, O or V. Check the ‘1OA’."},
		{"XX10 1DD", "postcode.start", "No postcode starts with X. Check the first letters."},
		{"QN1 1AA", "postcode.start", "No postcode starts with Q. Check the first letters."},
		{"V1 1AA", "postcode.start", "No postcode starts with V. Check the first letters."},
		{"WJ1 1AA", "postcode.start", "No postcode starts with ‘WJ1’. Check it: a postcode looks like WN2 3EB."},
		{"WN01 1AA", "postcode.start", "No postcode starts with ‘WN01’. Check it: a postcode looks like WN2 3EB."},
		{"W1Z 1AA", "postcode.start", "No postcode starts with ‘W1Z’. Check it: a postcode looks like WN2 3EB."},
		{"EC1C 1AA", "postcode.start", "No postcode starts with ‘EC1C’. Check it: a postcode looks like WN2 3EB."},
		{"123 1AA", "postcode.start", "No postcode starts with ‘123’. Check it: a postcode looks like WN2 3EB."},
		{"ASCN 1ZZ", "postcode.start", "No postcode starts with ‘ASCN’. Check it: a postcode looks like WN2 3EB."},
		{"WN2/3EB", "postcode.character", "A postcode has only letters and numbers. Remove the ‘/’."},
		{"WÑ2 3EB", "postcode.character", "A postcode has only letters and numbers. Remove the ‘Ñ’."},
		{"WN2\x003EB", "postcode.character", "A postcode has only letters and numbers. Type it again, like WN2 3EB."},
	}
	for _, tt := range tests {
		t.Run(tt.typed, func(t *testing.T) {
			got, err := postcode.Parse(tt.typed)
			if got != "" || fault.KindOf(err) != fault.Invalid || fault.CodeOf(err) != tt.code {
				t.Fatalf("Parse(%q) = %q, %v; want %s", tt.typed, got, err, tt.code)
			}
			if fault.MessageOf(err) != tt.message {
				t.Errorf("message %q\n   want %q", fault.MessageOf(err), tt.message)
			}
		})
	}
}

func TestParts(t *testing.T) {
	tests := []struct {
		whole                          postcode.Postcode
		area, outcode, sector, compact string
	}{
		{"WN2 3EB", "WN", "WN2", "WN2 3", "WN23EB"},
		{"M1 1AD", "M", "M1", "M1 1", "M11AD"},
		{"EC1A 1BB", "EC", "EC1A", "EC1A 1", "EC1A1BB"},
		{"GIR 0AA", "GIR", "GIR", "GIR 0", "GIR0AA"},
		{"", "", "", "", ""},
	}
	for _, tt := range tests {
		got := [4]string{tt.whole.Area(), tt.whole.Outcode(), tt.whole.Sector(), tt.whole.Compact()}
		if want := [4]string{tt.area, tt.outcode, tt.sector, tt.compact}; got != want {
			t.Errorf("parts of %q are %q, want %q", tt.whole, got, want)
		}
		if tt.whole.IsZero() != (tt.whole == "") {
			t.Errorf("IsZero of %q is wrong", tt.whole)
		}
	}
}

// TestHandwriting types postcodes of every form with the confusions of O and 0,
// I and 1 that a place allows only one reading of, and expects them back.
func TestHandwriting(t *testing.T) {
	digit := rapid.SampledFrom([]byte("0123456789"))
	inward := rapid.SampledFrom([]byte("ABDEFGHJLNPQRSTUWXYZ"))
	outcode := rapid.SampledFrom([]string{"M1", "WN1", "OL10", "W1A", "EC1A", "BL0", "M60", "IP11"})
	confuse := map[byte]byte{'0': 'O', '1': 'l'}
	rapid.Check(t, func(t *rapid.T) {
		end := []byte{digit.Draw(t, "digit"), inward.Draw(t, "letter"), inward.Draw(t, "letter")}
		outward := outcode.Draw(t, "outcode")
		want := outward + " " + string(end)
		typed := []byte(outward + string(end))
		for i, c := range typed {
			if other, ok := confuse[c]; ok && rapid.Bool().Draw(t, "confuse") {
				typed[i] = other
			}
		}
		if got, err := postcode.Parse(string(typed)); err != nil || string(got) != want {
			t.Fatalf("%q read as %q, %v; want %q", typed, got, err, want)
		}
	})
}

// TestRealPostcodes reads every postcode of the two boroughs, live and ended.
func TestRealPostcodes(t *testing.T) {
	files, err := filepath.Glob("../../../../shared/data/geo/postcodes_*.csv")
	if err != nil || len(files) == 0 {
		t.Skip("the postcode files are not beside the project, in ../shared/data/geo")
	}
	for _, file := range files {
		f, err := os.Open(file)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		rows, err := csv.NewReader(f).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range rows[1:] {
			whole, outcode, sector := row[0], row[1], row[2]
			p, err := postcode.Parse(strings.ToLower(strings.ReplaceAll(whole, " ", "")))
			if err != nil || string(p) != whole || p.Outcode() != outcode || p.Sector() != sector {
				t.Errorf("%s read as %q (%s, %s), %v", whole, p, p.Outcode(), p.Sector(), err)
			}
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"WN1 1AA", "GIR 0AA", "M1  1AD", "wn11aa", "WN1 1OA", "XX10 1DD", "", "0L1", "\xff\xfe", "ＷＮ１"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		p, err := postcode.Parse(s)
		if err != nil {
			if p != "" || fault.KindOf(err) != fault.Invalid || fault.MessageOf(err) == fault.UnknownMessage {
				t.Fatalf("%q: %q, %v", s, p, err)
			}
			return
		}
		if again, err := postcode.Parse(string(p)); err != nil || again != p {
			t.Fatalf("%q read as %q, which reads as %q, %v", s, p, again, err)
		}
		if !postcode.Partial(p.Sector()).Matches(p) || !postcode.Partial(p.Outcode()).Matches(p) {
			t.Fatalf("%q lies outside its own parts", p)
		}
	})
}
