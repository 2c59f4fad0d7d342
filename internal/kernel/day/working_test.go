package day_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"kith/internal/kernel/day"
)

// The bank holidays of England as they were kept, by year.
var kept = map[int][]string{
	2019: {"01-01", "04-19", "04-22", "05-06", "05-27", "08-26", "12-25", "12-26"},
	2020: {"01-01", "04-10", "04-13", "05-08", "05-25", "08-31", "12-25", "12-28"},
	2021: {"01-01", "04-02", "04-05", "05-03", "05-31", "08-30", "12-27", "12-28"},
	2022: {"01-03", "04-15", "04-18", "05-02", "06-02", "06-03", "08-29", "09-19", "12-26", "12-27"},
	2023: {"01-02", "04-07", "04-10", "05-01", "05-08", "05-29", "08-28", "12-25", "12-26"},
	2024: {"01-01", "03-29", "04-01", "05-06", "05-27", "08-26", "12-25", "12-26"},
	2025: {"01-01", "04-18", "04-21", "05-05", "05-26", "08-25", "12-25", "12-26"},
	2026: {"01-01", "04-03", "04-06", "05-04", "05-25", "08-31", "12-25", "12-28"},
	2027: {"01-01", "03-26", "03-29", "05-03", "05-31", "08-30", "12-27", "12-28"},
}

func TestBankHolidays(t *testing.T) {
	for year, want := range kept {
		var got []string
		for d := day.New(year, 1, 1); d.Year() == year; d = d.AddDays(1) {
			if d.Holiday() != "" {
				got = append(got, d.String()[5:])
			}
		}
		if len(got) != len(want) {
			t.Errorf("%d has %v, want %v", year, got, want)
			continue
		}
		for i := range want {
			if got[i] != want[i] {
				t.Errorf("%d has %s, want %s", year, got[i], want[i])
			}
		}
	}
}

var (
	week      = day.Working{Opens: 9 * 60, Closes: 17 * 60}
	emergency = day.Working{Opens: 8 * 60, Closes: 20 * 60, Daily: true}
	round     = day.Working{Daily: true}
)

func TestAddWorkingTime(t *testing.T) {
	tests := []struct {
		name, from, want string
		in               day.Working
		work             time.Duration
	}{
		{"within a day", "2020-06-01T10:00", "2020-06-01T14:00", week, 4 * time.Hour},
		{"to the end of the day exactly", "2020-06-01T10:00", "2020-06-01T17:00", week, 7 * time.Hour},
		{"over a night", "2020-06-01T16:00", "2020-06-02T12:00", week, 4 * time.Hour},
		{"asked before it opens", "2020-06-01T03:00", "2020-06-01T10:00", week, time.Hour},
		{"over a weekend", "2020-06-05T16:00", "2020-06-08T10:00", week, 2 * time.Hour},
		{"over the four days of Easter", "2020-04-09T16:00", "2020-04-14T10:00", week, 2 * time.Hour},
		{"Easter in an emergency", "2020-04-09T19:00", "2020-04-10T09:00", emergency, 2 * time.Hour},
		{"over the spring change", "2020-03-28T19:00", "2020-03-29T09:00", emergency, 2 * time.Hour},
		{"the short day has 23 hours", "2020-03-29T00:00", "2020-03-30T00:00", round, 23 * time.Hour},
		{"the long day has 25 hours", "2020-10-25T00:00", "2020-10-26T00:00", round, 25 * time.Hour},
	}
	for _, tt := range tests {
		if got := tt.in.Add(at(t, tt.from), tt.work); !got.Equal(at(t, tt.want)) {
			t.Errorf("%s: %s and %s is %s, want %s", tt.name, tt.from, tt.work, got.In(day.London), tt.want)
		}
	}
}

func TestAddWorkingDays(t *testing.T) {
	if got := week.AddDays(parse(t, "2020-12-24"), 1); got != parse(t, "2020-12-29") {
		t.Errorf("the working day after Christmas Eve of 2020 is %s", got)
	}
	if got := emergency.AddDays(parse(t, "2020-12-24"), 1); got != parse(t, "2020-12-25") {
		t.Errorf("in an emergency the day after Christmas Eve is %s", got)
	}
}

func TestWorkingTimeAddsUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := rapid.SampledFrom([]day.Working{week, emergency, round}).Draw(t, "hours")
		from := time.Date(2020, 1, 1, 0, rapid.IntRange(0, 4*366*24*60).Draw(t, "minute"), 0, 0, time.UTC)
		a := time.Duration(rapid.IntRange(1, 6000).Draw(t, "a")) * time.Minute
		b := time.Duration(rapid.IntRange(1, 6000).Draw(t, "b")) * time.Minute
		first := in.Add(from, a)
		if both, apart := in.Add(from, a+b), in.Add(first, b); !both.Equal(apart) {
			t.Fatalf("%s and %s then %s is %s, at once %s", from, a, b, apart, both)
		}
		if !first.After(from) || !in.On(day.Of(first.Add(-time.Second))) {
			t.Fatalf("%s and %s of work is %s", from, a, first)
		}
	})
}

func at(t *testing.T, s string) time.Time {
	t.Helper()
	when, err := time.ParseInLocation("2006-01-02T15:04", s, day.London)
	if err != nil {
		t.Fatal(err)
	}
	return when
}
