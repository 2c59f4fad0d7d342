package entries

import (
	"slices"
	"strings"
	"testing"

	"kith/internal/kernel/day"
)

var today = day.New(2020, 4, 20)

// Every ugliness of a date that real lists hold has a named outcome.
func TestDates(t *testing.T) {
	for said, want := range map[string]string{
		"19/05/1956": "1956-05-19", "19/5/56": "1956-05-19 date-short", "9.5.1956": "1956-05-09", "19-05-1956": "1956-05-19",
		"1956-05-19": "1956-05-19", "1956-05-19T00:00:00": "1956-05-19", "1956-05-19 14:22:33": "1956-05-19",
		"19560519": "1956-05-19", "19560519142233": "1956-05-19", "19051956": "1956-05-19", "7031939": "1939-03-07 date-zero", "7131939": "",
		"27/01/2020 14:14:56": "2020-01-27", "20594": "1956-05-19 date-serial", "20594.0": "1956-05-19 date-serial", "44242": "2021-02-15 date-serial",
		"19 May 1956": "1956-05-19", "May 19, 1956": "1956-05-19", "19th May 1956": "1956-05-19", "05/19/1956": "1956-05-19 date-turned",
		"01/01/19": "2019-01-01 date-short", "01/01/21": "1921-01-01 date-short",
		"29/02/2020": "2020-02-29", "29/02/2019": "", "31/13/1950": "", "00/00/0000": "", "yesterday": "", "12/12": "", "1": "",
	} {
		d, odd, ok := readDate(said, today)
		got := ""
		if ok {
			got = strings.TrimSpace(d.String() + " " + string(odd))
		}
		if got != want {
			t.Errorf("%s reads as %q, want %q", said, got, want)
		}
	}
}

// What cells say, and what was remarked of them.
func TestCells(t *testing.T) {
	tests := []struct {
		name   string
		field  Field
		said   string
		want   func(e Entry) string
		is     string
		remark Code
	}{
		{"a date of birth", Born, "19560519", born, "1956-05-19", ""},
		{"a birthday in the future", Born, "19/05/2030", born, "", DateImpossible},
		{"a birthday 140 years ago", Born, "01/02/1880", born, "", DateImpossible},
		{"a birthday that stands for none", Born, "01/01/1900", born, "", DateImpossible},
		{"a first of January", Born, "01/01/1950", born, "1950-01-01", DateDefault},
		{"nan for a birthday", Born, "nan", born, "", Placeholder},
		{"no date", Born, "about 1950", born, "", DateUnread},
		{"an NHS number", NHS, "999 000 0018", nhs, "9990000018", ""},
		{"an NHS number of zeros", NHS, "0000000000", nhs, "", NHSZero},
		{"an NHS number with a wrong digit", NHS, "9990000019", nhs, "", NHSCheck},
		{"an NHS number that was rounded", NHS, "9.99E+09", nhs, "", NHSRounded},
		{"an NHS number with a decimal", NHS, "9990000018.0", nhs, "9990000018", ""},
		{"a phone", Phone, "07700 900123", phones, "+447700900123", ""},
		{"two phones in one cell", Phone, "01632 960001/07700900123", phones, "+441632960001 +447700900123", PhoneSeveral},
		{"a phone that lost its zero", Phone, "7700900123", phones, "+447700900123", PhoneZero},
		{"a phone as a spreadsheet has it", Phone, "7700900123.0", phones, "+447700900123", PhoneZero},
		{"no phone", Phone, "ask her son", phones, "", PhoneUnread},
		{"a postcode", Postcode, "wn23eb", postcodeOf, "WN2 3EB", ""},
		{"a part of a postcode", Postcode, "BS4", postcodeOf, "BS4", PostcodePartial},
		{"no postcode", Postcode, "Wigan", postcodeOf, "", PostcodeUnread},
		{"a UPRN with zeros before it", UPRN, "000100023336", func(e Entry) string { return e.UPRN }, "100023336", ""},
		{"no UPRN", UPRN, "1.00023E+11", func(e Entry) string { return e.UPRN }, "", UPRNUnread},
		{"a formula", Family, "=HYPERLINK(\"x\")", family, "", Formula},
		{"another formula", Family, "@SUM(A1)", family, "", Formula},
		{"text in a formula", Family, `="Khan"`, family, "Khan", FormulaText},
		{"a lone dash", Family, "-", family, "", Placeholder},
		{"a name that looks like nothing", Family, "Na", family, "Na", ""},
		{"no name", Family, "N/A", family, "", Placeholder},
		{"a name that is turned round", FullName, "Khan, Amina", func(e Entry) string { return e.Given + "|" + e.Family }, "Amina|Khan", NameReversed},
		{"a whole name", FullName, "Amina Bi Khan", func(e Entry) string { return e.Given + "|" + e.Family }, "Amina Bi|Khan", ""},
		{"no email", Email, "none at all", func(e Entry) string { return e.Email }, "", EmailUnread},
		{"a very long cell", Line, strings.Repeat("x", 400), func(e Entry) string { return e.Lines[0][:3] }, "xxx", TooLong},
		{"neither yes nor no", DiedFlag, "perhaps", func(e Entry) string { return "" }, "", FlagUnread},
		{"no outcome", Outcome, "7", func(e Entry) string { return e.Box.Outcome.Words() }, "", OutcomeUnread},
		{"an outcome", Outcome, "4", func(e Entry) string { return e.Box.Outcome.Words() }, "last week's box stood there unopened", ""},
		{"no box to come", NextBox, "NULL", func(e Entry) string { return map[bool]string{true: "ended"}[e.Box.Ended] }, "ended", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			e, remarks, _ := ReadRow([]Column{{Header: "H", Field: test.field}}, []string{test.said}, today)
			if got := test.want(e); got != test.is {
				t.Errorf("%q says %q, want %q", test.said, got, test.is)
			}
			has := slices.ContainsFunc(remarks, func(r Remark) bool { return r.Code == test.remark && r.Column == "H" && r.Words != "" })
			if test.remark == "" && len(remarks) > 0 || test.remark != "" && !has {
				t.Errorf("%q is remarked on with %v, want %q", test.said, remarks, test.remark)
			}
		})
	}
	for _, c := range Codes() {
		if c.Label() == string(c) {
			t.Errorf("%s has no label", c)
		}
	}
}

func born(e Entry) string {
	if e.Born.IsZero() {
		return ""
	}
	return e.Born.String()
}
func nhs(e Entry) string    { return string(e.NHS) }
func family(e Entry) string { return e.Family }
func phones(e Entry) string {
	var all []string
	for _, p := range e.Phones {
		all = append(all, string(p))
	}
	return strings.Join(all, " ")
}
func postcodeOf(e Entry) string { return e.Postcode + e.District }

// A lost leading zero of an NHS number can be mended; the number begins with 0 nowhere in use,
// so it is made up here from its check digit.
func TestAnNHSNumberThatLostItsZero(t *testing.T) {
	e, remarks, _ := ReadRow([]Column{{Header: "N", Field: NHS}}, []string{"123456789"}, today)
	if e.NHS != "" && remarks[0].Code != NHSShort || e.NHS == "" && remarks[0].Code != NHSCheck {
		t.Errorf("%q, %v", e.NHS, remarks)
	}
}

var person = []Column{
	{Header: "NHS", Field: NHS},
	{Header: "First", Field: Given},
	{Header: "Last", Field: Family},
	{Header: "DOB", Field: Born},
	{Header: "Address", Field: Line},
	{Header: "Postcode", Field: Postcode},
	{Header: "Phone", Field: Phone},
}

func TestRows(t *testing.T) {
	tests := []struct {
		name string
		row  []string
		why  string
	}{
		{"whole", []string{"9990000018", "Amina", "Khan", "07/03/1939", "1 Street", "WN2 3EB", ""}, ""},
		{"shifted to the right", []string{"", "9990000018", "Amina", "Khan", "07/03/1939", "1 Street", "WN2 3EB"}, "wrong columns"},
		{"shifted in the middle", []string{"9990000018", "Amina", "Khan", "1 Street", "07/03/1939", "Wigan", "WN2 3EB"}, "wrong columns"},
		{"of nobody", []string{"0000000000", "nan", "", "07/03/1939", "1 Street", "WN2 3EB", ""}, "neither an NHS number nor a name"},
		{"a name alone", []string{"", "Amina", "Khan", "", "", "", ""}, "A name alone"},
		{"a number alone", []string{"9990000018", "", "", "", "", "", ""}, ""},
		{"shorter than its header", []string{"9990000018", "Amina"}, ""},
	}
	for _, test := range tests {
		_, _, why := ReadRow(person, test.row, today)
		if test.why == "" && why != "" || !strings.Contains(why, test.why) {
			t.Errorf("%s: %q, want %q", test.name, why, test.why)
		}
	}
}

// An address in one cell gives its postcode.
func TestAPostcodeAtTheEndOfAnAddress(t *testing.T) {
	e, _, _ := ReadRow([]Column{{Field: FullName}, {Field: Line}}, []string{"Amina Khan", "1 High Street, Ince, Wigan, WN2 3EB"}, today)
	if e.Postcode != "WN2 3EB" {
		t.Errorf("%+v", e)
	}
}

func FuzzReadRow(f *testing.F) {
	f.Add("9990000018", "07/03/1939", "WN2 3EB", "07700900123/01632960001")
	f.Add("=1+1", "nan", "BS4", "-")
	f.Fuzz(func(t *testing.T, a, b, c, d string) {
		columns := []Column{{Field: NHS}, {Field: Born}, {Field: Postcode}, {Field: Phone}, {Field: FullName}, {Field: UPRN}, {Field: Fact, Key: "k", As: AsNumber}}
		e, _, why := ReadRow(columns, []string{a, b, c, d, a, b, c}, today)
		if why == "" && len(e.Keys()) == 0 {
			t.Errorf("a row that nobody can be found by is taken: %+v", e)
		}
		_ = e.Hash()
	})
}
