package day_test

import (
	"database/sql"
	"database/sql/driver"
	"encoding/json"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
)

var (
	_ driver.Valuer = day.Date{}
	_ sql.Scanner   = (*day.Date)(nil)
)

func TestParseDate(t *testing.T) {
	tests := []struct{ typed, want, code string }{
		{"2020-03-24", "2020-03-24", ""},
		{"24/3/2020", "2020-03-24", ""},
		{"24/03/2020", "2020-03-24", ""},
		{" 24 . 3 . 2020 ", "2020-03-24", ""},
		{"24 3 2020", "2020-03-24", ""},
		{"24-3-2020", "2020-03-24", ""},
		{"3/4/2020", "2020-04-03", ""}, // the day first, always
		{"29/2/2020", "2020-02-29", ""},
		{"", "", "day.empty"},
		{"  ", "", "day.empty"},
		{"29/2/2021", "", "day.none"},
		{"31/4/2020", "", "day.none"},
		{"0/4/2020", "", "day.none"},
		{"3/24/2020", "", "day.month"},
		{"24/3/20", "", "day.year"},
		{"24/3/0000", "", "day.year"},
		{"24/3", "", "day.format"},
		{"24/3/2020 10:00", "", "day.format"},
		{"24 March 2020", "", "day.format"},
		{"+4/3/2020", "", "day.format"},
		{"nan", "", "day.format"},
		{"43914", "", "day.format"},
		{"٢٤/٣/٢٠٢٠", "", "day.format"},
	}
	for _, tt := range tests {
		got, err := day.ParseDate(tt.typed)
		if got.String() != tt.want || fault.CodeOf(err) != tt.code {
			t.Errorf("ParseDate(%q) = %s, %v; want %s %s", tt.typed, got, err, tt.want, tt.code)
		}
	}
}

func TestMessageNamesTheDay(t *testing.T) {
	_, err := day.ParseDate("31/4/2020")
	if got, want := fault.MessageOf(err), "There is no 31 April 2020. Check the day."; got != want {
		t.Errorf("message %q, want %q", got, want)
	}
}

func TestDateAsPeopleReadIt(t *testing.T) {
	d := day.New(2020, time.March, 4)
	got := []string{d.String(), d.Long(), d.Short(), day.Date{}.String(), day.Date{}.Long(), day.Date{}.Short()}
	want := []string{"2020-03-04", "4 March 2020", "4 Mar 2020", "", "", ""}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestDateKeepsThroughJSONAndDatabase(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := day.New(rapid.IntRange(1, 9998).Draw(t, "year"), 1, rapid.IntRange(1, 366).Draw(t, "day"))
		if rapid.Bool().Draw(t, "none") {
			d = day.Date{}
		}
		text, err := json.Marshal(d)
		if err != nil {
			t.Fatal(err)
		}
		var read day.Date
		if err := json.Unmarshal(text, &read); err != nil || read != d {
			t.Fatalf("%s came back from %s as %s, %v", d, text, read, err)
		}
		stored, err := d.Value()
		if err != nil {
			t.Fatal(err)
		}
		if err := read.Scan(stored); err != nil || read != d {
			t.Fatalf("%s came back from %v as %s, %v", d, stored, read, err)
		}
	})
}

func TestScan(t *testing.T) {
	want := day.New(2020, time.March, 24)
	for _, src := range []any{"2020-03-24", []byte("2020-03-24"), time.Date(2020, 3, 24, 0, 0, 0, 0, time.UTC)} {
		var got day.Date
		if err := got.Scan(src); err != nil || got != want {
			t.Errorf("Scan(%v) = %s, %v", src, got, err)
		}
	}
	for _, src := range []any{nil, ""} {
		got := want
		if err := got.Scan(src); err != nil || !got.IsZero() {
			t.Errorf("Scan(%v) = %s, %v", src, got, err)
		}
	}
	for _, src := range []any{int64(7), "tomorrow"} {
		var got day.Date
		if err := got.Scan(src); err == nil {
			t.Errorf("Scan(%v) = %s, want an error", src, got)
		}
	}
}

func FuzzParseDate(f *testing.F) {
	for _, s := range []string{"2020-03-24", "24/3/2020", "31.4.2020", "", "0000-00-00", "9999-12-31", "\xff"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, err := day.ParseDate(s)
		if err != nil {
			if fault.KindOf(err) != fault.Invalid || !d.IsZero() {
				t.Fatalf("%q: %s, %v", s, d, err)
			}
			return
		}
		if again, err := day.ParseDate(d.String()); err != nil || again != d {
			t.Fatalf("%q read as %s, which reads as %s, %v", s, d, again, err)
		}
	})
}
