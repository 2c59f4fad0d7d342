package money_test

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/money"
)

func TestString(t *testing.T) {
	tests := []struct {
		pence         money.Pence
		read, decimal string
	}{
		{1250, "£12.50", "12.50"},
		{0, "£0.00", "0.00"},
		{5, "£0.05", "0.05"},
		{-5, "-£0.05", "-0.05"},
		{money.Pounds(999), "£999.00", "999.00"},
		{money.Pounds(1000), "£1,000.00", "1000.00"},
		{-123456789, "-£1,234,567.89", "-1234567.89"},
		{math.MinInt64, "-£92,233,720,368,547,758.08", "-92233720368547758.08"},
	}
	for _, tt := range tests {
		if got := tt.pence.String(); got != tt.read {
			t.Errorf("%d is read %q, want %q", int64(tt.pence), got, tt.read)
		}
		if got := tt.pence.Decimal(); got != tt.decimal {
			t.Errorf("%d is exported %q, want %q", int64(tt.pence), got, tt.decimal)
		}
	}
}

func TestParse(t *testing.T) {
	tests := []struct {
		typed string
		want  money.Pence
		code  string
	}{
		{"12.50", 1250, ""},
		{"£12.50", 1250, ""},
		{" £ 12.50 ", 1250, ""},
		{"12", 1200, ""},
		{"0.05", 5, ""},
		{"£1,234", 123400, ""},
		{"1,234,567.89", 123456789, ""},
		{"-£3.20", -320, ""},
		{"£-3.20", -320, ""},
		{"", 0, "money.empty"},
		{"£", 0, "money.empty"},
		{"12.5", 0, "money.format"}, // fifty pence, or five?
		{"12.505", 0, "money.format"},
		{"12.", 0, "money.format"},
		{".50", 0, "money.format"},
		{"12,50", 0, "money.format"}, // not a thousand: pence behind a comma
		{"1,2345", 0, "money.format"},
		{"--1", 0, "money.format"},
		{"-£-1", 0, "money.format"},
		{"1e3", 0, "money.format"},
		{"twelve", 0, "money.format"},
		{"$12", 0, "money.format"},
		{"99999999999999999999", 0, "money.large"},
	}
	for _, tt := range tests {
		got, err := money.Parse(tt.typed)
		if got != tt.want || fault.CodeOf(err) != tt.code {
			t.Errorf("Parse(%q) = %d, %v; want %d %s", tt.typed, int64(got), err, int64(tt.want), tt.code)
		}
	}
}

func TestAmountsReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := money.Pence(rapid.Int64Min(math.MinInt64+1).Draw(t, "pence"))
		for _, text := range []string{p.String(), p.Decimal()} {
			if got, err := money.Parse(text); err != nil || got != p {
				t.Fatalf("%q read as %d, %v; want %d", text, int64(got), err, int64(p))
			}
		}
	})
}
