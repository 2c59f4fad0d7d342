package phone_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/phone"
)

func TestParse(t *testing.T) {
	tests := []struct{ name, typed, want string }{
		{"as printed", "07700 900123", "+447700900123"},
		{"no spaces", "07700900123", "+447700900123"},
		{"grouped otherwise", "077 009 00 123", "+447700900123"},
		{"dashes and brackets", "(01632) 960-001", "+441632960001"},
		{"stops", "0161.496.0123", "+441614960123"},
		{"long dash, hard space", "0161\u00a0496–0123", "+441614960123"},
		{"copied from a web page", "\u202a07700 900123\u202c", "+447700900123"},
		{"international", "+44 7700 900123", "+447700900123"},
		{"international with 0", "+44 (0)7700 900123", "+447700900123"},
		{"bracketed plus", "(+44) 7700 900123", "+447700900123"},
		{"dialled from abroad", "0044 7700 900123", "+447700900123"},
		{"plus lost", "447700900123", "+447700900123"},
		{"leading 0 lost, mobile", "7700900123", "+447700900123"},
		{"leading 0 lost, area", "1632960001", "+441632960001"},
		{"leading 0 lost, London", "2079460018", "+442079460018"},
		{"old short exchange", "01204 62123", "+44120462123"},
		{"London", "020 7946 0018", "+442079460018"},
		{"Northern Ireland", "028 9649 6000", "+442896496000"},
		{"UK-wide", "0300 123 1234", "+443001231234"},
		{"internet", "056 0000 0000", "+445600000000"},
		{"freephone", "0800 157 0000", "+448001570000"},
		{"short freephone", "0800 123456", "+44800123456"},
		{"Childline", "0800 1111", "+448001111"},
		{"premium", "0909 879 0000", "+449098790000"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got, err := phone.Parse(tt.typed); err != nil || string(got) != tt.want {
				t.Errorf("Parse(%q) = %q, %v; want %q", tt.typed, got, err, tt.want)
			}
		})
	}
}

func TestParseRefuses(t *testing.T) {
	tests := []struct{ typed, code string }{
		{"", "phone.empty"},
		{"()", "phone.empty"},
		{"nan", "phone.character"},
		{"01632 960001 ext 4", "phone.character"},
		{"01632 960001/07700 900123", "phone.character"},
		{"07700 900123+", "phone.character"},
		{"٠٧٧٠٠٩٠٠١٢٣", "phone.character"},
		{"960001", "phone.short"},
		{"999", "phone.short"},
		{"0", "phone.short"},
		{"+44", "phone.short"},
		{"0700 90012", "phone.short"},
		{"07700 9001234", "phone.long"},
		{"0770090012301632960001", "phone.long"},
		{"07700 90012", "phone.range"},
		{"01000 000000", "phone.range"},
		{"02100 000000", "phone.range"},
		{"04700 900123", "phone.range"},
		{"0600 000 0000", "phone.range"},
		{"0500 123456", "phone.range"},
		{"+353 1 234 5678", "phone.abroad"},
		{"00353 1 234 5678", "phone.abroad"},
	}
	for _, tt := range tests {
		got, err := phone.Parse(tt.typed)
		if got != "" || fault.KindOf(err) != fault.Invalid || fault.CodeOf(err) != tt.code {
			t.Errorf("Parse(%q) = %q, %v; want %s", tt.typed, got, err, tt.code)
		}
	}
}

func TestSplit(t *testing.T) {
	tests := []struct {
		cell string
		want []string
	}{
		{"01632 960001/07700900123", []string{"01632 960001", "07700900123"}},
		{"01632 960001 / 07700 900123 /", []string{"01632 960001", "07700 900123"}},
		{"01632 960001 or 07700 900123", []string{"01632 960001", "07700 900123"}},
		{"01632 960001; 07700 900123, 07700 900124", []string{"01632 960001", "07700 900123", "07700 900124"}},
		{"01632 960001\r\n07700 900123", []string{"01632 960001", "07700 900123"}},
		{"07700 900123", []string{"07700 900123"}},
		{" / ", nil},
		{"", nil},
	}
	for _, tt := range tests {
		if got := phone.Split(tt.cell); !slices.Equal(got, tt.want) {
			t.Errorf("Split(%q) = %q, want %q", tt.cell, got, tt.want)
		}
	}
}

func TestNational(t *testing.T) {
	for _, want := range []string{
		"07700 900123", "01942 244991", "01204 62123", "0161 496 0123", "0113 496 0123", "0191 498 0123",
		"020 7946 0018", "028 9649 6000", "0300 123 1234", "0800 123456", "0800 1111", "0808 157 0123",
		"0909 879 0123", "056 0000 0000",
	} {
		n, err := phone.Parse(want)
		if err != nil || n.National() != want {
			t.Errorf("%q is written %q, %v", want, n.National(), err)
		}
	}
	if got := phone.Number("").National(); got != "" {
		t.Errorf("no number is written %q", got)
	}
}

func TestIsMobile(t *testing.T) {
	tests := map[string]bool{
		"07700 900123": true, "07911 123456": true, "07624 123456": true, // the last on the Isle of Man
		"07600 123456": false, "07012 345678": false, "01942 244991": false, "020 7946 0018": false,
	}
	for typed, want := range tests {
		n, err := phone.Parse(typed)
		if err != nil || n.IsMobile() != want {
			t.Errorf("%s is mobile: %v, %v", typed, n.IsMobile(), err)
		}
	}
	if phone.Number("").IsMobile() {
		t.Error("no number is mobile")
	}
}

// TestDramaRanges holds the ranges as Ofcom lists them, first and last, with
// their neighbours outside.
func TestDramaRanges(t *testing.T) {
	tests := []struct{ first, last, before, after string }{
		{"01632 960000", "01632 960999", "01632 959999", "01632 961000"},
		{"0113 496 0000", "0113 496 0999", "0113 495 9999", "0113 496 1000"},
		{"0114 496 0000", "0114 496 0999", "0114 495 9999", "0114 496 1000"},
		{"0115 496 0000", "0115 496 0999", "0115 495 9999", "0115 496 1000"},
		{"0116 496 0000", "0116 496 0999", "0116 495 9999", "0116 496 1000"},
		{"0117 496 0000", "0117 496 0999", "0117 495 9999", "0117 496 1000"},
		{"0118 496 0000", "0118 496 0999", "0118 495 9999", "0118 496 1000"},
		{"0121 496 0000", "0121 496 0999", "0121 495 9999", "0121 496 1000"},
		{"0131 496 0000", "0131 496 0999", "0131 495 9999", "0131 496 1000"},
		{"0141 496 0000", "0141 496 0999", "0141 495 9999", "0141 496 1000"},
		{"0151 496 0000", "0151 496 0999", "0151 495 9999", "0151 496 1000"},
		{"0161 496 0000", "0161 496 0999", "0161 495 9999", "0161 496 1000"},
		{"0191 498 0000", "0191 498 0999", "0191 497 9999", "0191 498 1000"},
		{"020 7946 0000", "020 7946 0999", "020 7945 9999", "020 7946 1000"},
		{"028 9649 6000", "028 9649 6999", "028 9649 5999", "028 9649 7000"},
		{"029 2018 0000", "029 2018 0999", "029 2017 9999", "029 2018 1000"},
		{"07700 900000", "07700 900999", "07700 899999", "07700 901000"},
		{"0808 157 0000", "0808 157 0999", "0808 156 9999", "0808 157 1000"},
		{"0909 879 0000", "0909 879 0999", "0909 878 9999", "0909 879 1000"},
		{"0306 999 0000", "0306 999 0999", "0306 998 9999", "0306 999 1000"},
	}
	for _, tt := range tests {
		for typed, want := range map[string]bool{tt.first: true, tt.last: true, tt.before: false, tt.after: false} {
			n, err := phone.Parse(typed)
			if err != nil || n.IsDrama() != want {
				t.Errorf("%s (%s) is for drama: %v, %v", typed, n, n.IsDrama(), err)
			}
		}
	}
}

// TestNationalReadsBack: what we print, people may type again.
func TestNationalReadsBack(t *testing.T) {
	first := rapid.SampledFrom([]string{"1", "2", "3", "5", "7", "8", "9"})
	rapid.Check(t, func(t *rapid.T) {
		typed := "0" + first.Draw(t, "first") + rapid.StringMatching(`[0-9]{6,9}`).Draw(t, "rest")
		n, err := phone.Parse(typed)
		if err != nil {
			t.Skip("not a number of the plan")
		}
		for _, form := range []string{n.National(), n.String(), n.National()[1:]} {
			if again, err := phone.Parse(form); err != nil || again != n {
				t.Fatalf("%s, written %q, read as %s, %v", n, form, again, err)
			}
		}
	})
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"07700 900123", "+44 (0)161 496 0123", "0044", "+", "0800 1111", "", "01632 960001/2", "\xff"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		n, err := phone.Parse(s)
		if err != nil {
			if n != "" || fault.KindOf(err) != fault.Invalid || fault.MessageOf(err) == fault.UnknownMessage {
				t.Fatalf("%q: %q, %v", s, n, err)
			}
			return
		}
		if again, err := phone.Parse(n.National()); err != nil || again != n {
			t.Fatalf("%q read as %s, which reads as %s, %v", s, n, again, err)
		}
		if n.IsMobile() && len(n) != len("+447700900123") {
			t.Fatalf("%s is no mobile", n)
		}
	})
}

func FuzzSplit(f *testing.F) {
	f.Add("01632 960001/07700900123")
	f.Fuzz(func(t *testing.T, s string) {
		for _, part := range phone.Split(s) {
			if got := phone.Split(part); len(got) != 1 || got[0] != part {
				t.Fatalf("%q splits into %q, which splits again into %q", s, part, got)
			}
		}
	})
}
