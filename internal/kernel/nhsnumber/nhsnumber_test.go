package nhsnumber_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/nhsnumber"
)

func TestParse(t *testing.T) {
	tests := []struct{ typed, want, code string }{
		{"9434765919", "9434765919", ""},
		{"943 476 5919", "9434765919", ""},
		{" 943-476–5919\u00a0", "9434765919", ""},
		{"4010232137", "4010232137", ""},
		{"9999999999", "9999999999", ""},
		{"0123456789", "0123456789", ""}, // the leading zero stays
		{"9434765918", "", "nhsnumber.check"},
		{"4934765919", "", "nhsnumber.check"}, // two changed places
		{"1234567890", "", "nhsnumber.check"},
		{"0000000000", "", "nhsnumber.zeros"},
		{"000 000 0000", "", "nhsnumber.zeros"},
		{"943476591", "", "nhsnumber.length"},
		{"94347659190", "", "nhsnumber.length"},
		{"", "", "nhsnumber.empty"},
		{" - ", "", "nhsnumber.empty"},
		{"943 476 591X", "", "nhsnumber.character"},
		{"nan", "", "nhsnumber.character"},
		{"9434765919.0", "", "nhsnumber.character"},
		{"٩٤٣٤٧٦٥٩١٩", "", "nhsnumber.character"},
	}
	for _, tt := range tests {
		got, err := nhsnumber.Parse(tt.typed)
		if string(got) != tt.want || fault.CodeOf(err) != tt.code {
			t.Errorf("Parse(%q) = %q, %v; want %q %s", tt.typed, got, err, tt.want, tt.code)
		}
	}
}

// TestNoCheckDigit: when the sum asks for a tenth digit of 10, no last digit
// makes the number good.
func TestNoCheckDigit(t *testing.T) {
	const nine = "123456713" // weighted sum 177, which is 1 more than 16 × 11
	for last := '0'; last <= '9'; last++ {
		if got, err := nhsnumber.Parse(nine + string(last)); err == nil {
			t.Errorf("%s was taken", got)
		}
	}
}

func TestFormat(t *testing.T) {
	if got := nhsnumber.Number("0123456781").Format(); got != "012 345 6781" {
		t.Errorf("Format = %q", got)
	}
	if got := nhsnumber.Number("").Format(); got != "" {
		t.Errorf("no number is printed %q", got)
	}
}

func TestIsTest(t *testing.T) {
	if !nhsnumber.Number("9999999999").IsTest() || nhsnumber.Number("9434765919").IsTest() || nhsnumber.Number("").IsTest() {
		t.Error("IsTest mistakes patients for tests, or tests for patients")
	}
	if !nhsnumber.Number("").IsZero() || nhsnumber.Number("9434765919").IsZero() {
		t.Error("IsZero is wrong")
	}
}

// TestSlipsAreCaught: modulus 11 with different weights catches each wrong
// digit and each pair that changed places.
func TestSlipsAreCaught(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		good := valid(t)
		at := rapid.IntRange(0, 9).Draw(t, "at")
		slip := []byte(good)
		slip[at] = rapid.SampledFrom([]byte("0123456789")).Draw(t, "digit")
		if _, err := nhsnumber.Parse(string(slip)); (err == nil) != (string(slip) == good) {
			t.Fatalf("%s typed as %s: %v", good, slip, err)
		}
		swapped := []byte(good)
		next := (at + 1) % 10
		swapped[at], swapped[next] = swapped[next], swapped[at]
		if _, err := nhsnumber.Parse(string(swapped)); (err == nil) != (string(swapped) == good) {
			t.Fatalf("%s typed as %s: %v", good, swapped, err)
		}
	})
}

// valid draws a number that passes, by trying the ten last digits.
func valid(t *rapid.T) string {
	nine := rapid.StringMatching(`[0-9]{9}`).Draw(t, "nine")
	for last := '0'; last <= '9'; last++ {
		if n, err := nhsnumber.Parse(nine + string(last)); err == nil {
			return string(n)
		}
	}
	t.Skip("no last digit completes these nine")
	return ""
}

// TestMessagesKeepTheSecret: an error may reach a log, a number may not.
func TestMessagesKeepTheSecret(t *testing.T) {
	for _, typed := range []string{"9434765918", "943476591", "943476591X"} {
		if _, err := nhsnumber.Parse(typed); err == nil || strings.Contains(err.Error(), typed) {
			t.Errorf("Parse(%q): %v", typed, err)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"9434765919", "943 476 5919", "0000000000", "", "x", "\xff"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		n, err := nhsnumber.Parse(s)
		if err != nil {
			if n != "" || fault.KindOf(err) != fault.Invalid || fault.MessageOf(err) == fault.UnknownMessage {
				t.Fatalf("%q: %q, %v", s, n, err)
			}
			return
		}
		if again, err := nhsnumber.Parse(n.Format()); err != nil || again != n {
			t.Fatalf("%q read as %s, which reads as %s, %v", s, n, again, err)
		}
	})
}
