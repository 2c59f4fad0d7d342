package postcode_test

import (
	"testing"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/postcode"
)

func TestParsePartial(t *testing.T) {
	tests := []struct{ typed, want, code string }{
		{"wn", "WN", ""},
		{"M", "M", ""},
		{"wn2", "WN2", ""},
		{"WNI", "WN1", ""},
		{"BS4", "BS4", ""},
		{"wn23", "WN23", ""}, // without a space an outcode is meant
		{"wn2 3", "WN2 3", ""},
		{"BL9 O", "BL9 0", ""},
		{"M1  1", "M1 1", ""},
		{"wn2 3e", "WN2 3E", ""},
		{"wn23e", "WN2 3E", ""},
		{"EC1A 1", "EC1A 1", ""},
		{"EC1A1", "EC1A 1", ""},
		{"wn23eb", "WN2 3EB", ""},
		{"", "", "postcode.empty"},
		{"QN", "", "postcode.part"},
		{"XX10", "", "postcode.part"},
		{"WN2 3EBX", "", "postcode.end"},
		{"WN2 E", "", "postcode.end"},
		{"WN2 3C", "", "postcode.end"},
		{"Q1 1", "", "postcode.start"},
		{"W?", "", "postcode.character"},
		{"WN2 ?", "", "postcode.character"},
	}
	for _, tt := range tests {
		got, err := postcode.ParsePartial(tt.typed)
		if got.String() != tt.want || fault.CodeOf(err) != tt.code {
			t.Errorf("ParsePartial(%q) = %q, %v; want %q %s", tt.typed, got, err, tt.want, tt.code)
		}
	}
}

func TestMatchesEndsWhereThePartEnds(t *testing.T) {
	tests := []struct {
		known postcode.Partial
		whole postcode.Postcode
		want  bool
	}{
		{"WN", "WN2 3EB", true},
		{"W", "WN2 3EB", false},
		{"WN2", "WN2 3EB", true},
		{"WN1", "WN12 3EB", false},
		{"EC1", "EC1A 1BB", false},
		{"WN2 3", "WN2 3EB", true},
		{"WN2 4", "WN2 3EB", false},
		{"WN2 3E", "WN2 3EB", true},
		{"WN2 3EB", "WN2 3EB", true},
		{"WN2 3EA", "WN2 3EB", false},
		{"WN2", "", false},
	}
	for _, tt := range tests {
		if got := tt.known.Matches(tt.whole); got != tt.want {
			t.Errorf("%q matches %q: %v", tt.known, tt.whole, got)
		}
	}
}
