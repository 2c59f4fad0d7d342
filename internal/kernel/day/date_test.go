package day_test

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"kith/internal/kernel/clock"
	"kith/internal/kernel/day"
)

func TestTodayIsLondons(t *testing.T) {
	tests := []struct{ instant, want string }{
		{"2020-03-24T23:59:59Z", "2020-03-24"},      // winter: London is UTC
		{"2020-06-30T22:59:59Z", "2020-06-30"},      // summer: an hour ahead
		{"2020-06-30T23:00:00Z", "2020-07-01"},      // past midnight in London
		{"2020-03-29T00:59:59Z", "2020-03-29"},      // the clocks go forward
		{"2020-10-24T23:00:00Z", "2020-10-25"},      // the day they go back
		{"2020-10-25T23:59:59Z", "2020-10-25"},      // which lasts 25 hours
		{"2020-03-25T08:00:00+10:00", "2020-03-24"}, // a machine elsewhere
	}
	for _, tt := range tests {
		at, err := time.Parse(time.RFC3339, tt.instant)
		if err != nil {
			t.Fatal(err)
		}
		if got := day.Today(clock.Fixed(at)); got.String() != tt.want {
			t.Errorf("at %s it is %s, want %s", tt.instant, got, tt.want)
		}
	}
}

func TestStartAndLength(t *testing.T) {
	tests := []struct {
		date  day.Date
		start string
		hours float64
	}{
		{day.New(2020, time.March, 24), "2020-03-24T00:00:00Z", 24},
		{day.New(2020, time.March, 29), "2020-03-29T00:00:00Z", 23},
		{day.New(2020, time.March, 30), "2020-03-29T23:00:00Z", 24},
		{day.New(2020, time.October, 25), "2020-10-24T23:00:00Z", 25},
	}
	for _, tt := range tests {
		start := tt.date.Start()
		if got := start.UTC().Format(time.RFC3339); got != tt.start {
			t.Errorf("%s starts %s, want %s", tt.date, got, tt.start)
		}
		if got := tt.date.AddDays(1).Start().Sub(start).Hours(); got != tt.hours {
			t.Errorf("%s lasts %v hours, want %v", tt.date, got, tt.hours)
		}
	}
}

func TestAt(t *testing.T) {
	tests := []struct {
		date         day.Date
		hour, minute int
		want         string
	}{
		{day.New(2020, time.June, 1), 9, 30, "2020-06-01T08:30:00Z"},
		{day.New(2020, time.December, 1), 9, 30, "2020-12-01T09:30:00Z"},
		{day.New(2020, time.March, 29), 1, 30, "2020-03-29T01:30:00Z"},   // skipped
		{day.New(2020, time.October, 25), 1, 30, "2020-10-25T00:30:00Z"}, // twice
	}
	for _, tt := range tests {
		if got := tt.date.At(tt.hour, tt.minute).UTC().Format(time.RFC3339); got != tt.want {
			t.Errorf("%s %02d:%02d is %s, want %s", tt.date, tt.hour, tt.minute, got, tt.want)
		}
	}
}

func TestAddDays(t *testing.T) {
	tests := []struct {
		from string
		n    int
		want string
	}{
		{"2020-03-28", 2, "2020-03-30"},
		{"2020-10-24", 2, "2020-10-26"},
		{"2020-02-28", 1, "2020-02-29"},
		{"2021-02-28", 1, "2021-03-01"},
		{"2020-01-01", -1, "2019-12-31"},
		{"2020-03-24", 84, "2020-06-16"}, // twelve weeks of shielding
		{"2020-03-24", 0, "2020-03-24"},
	}
	for _, tt := range tests {
		if got := parse(t, tt.from).AddDays(tt.n); got != parse(t, tt.want) {
			t.Errorf("%s + %d days = %s, want %s", tt.from, tt.n, got, tt.want)
		}
	}
}

func TestDaysAddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		start := day.New(2020, time.January, rapid.IntRange(-30_000, 30_000).Draw(t, "start"))
		n := rapid.IntRange(-20_000, 20_000).Draw(t, "n")
		end := start.AddDays(n)
		if got := end.DaysSince(start); got != n {
			t.Fatalf("%s to %s is %d days, want %d", start, end, got, n)
		}
		if got, want := int(end.Weekday()), ((int(start.Weekday())+n)%7+7)%7; got != want {
			t.Fatalf("%s is a %v", end, end.Weekday())
		}
		if end.Before(start) != (n < 0) || end.After(start) != (n > 0) || end.Equal(start) != (n == 0) {
			t.Fatalf("%s and %s are in the wrong order", start, end)
		}
		// London agrees: the middle of the day is still that day.
		if got := day.Of(end.At(12, 0)); got != end {
			t.Fatalf("noon of %s is on %s", end, got)
		}
	})
}

func TestCompareSorts(t *testing.T) {
	var none day.Date
	dates := []day.Date{day.New(2020, 12, 1), day.New(2021, 1, 1), none, day.New(2020, 2, 29), day.New(2020, 2, 3)}
	slices.SortFunc(dates, day.Date.Compare)
	want := []day.Date{none, day.New(2020, 2, 3), day.New(2020, 2, 29), day.New(2020, 12, 1), day.New(2021, 1, 1)}
	if !slices.Equal(dates, want) {
		t.Errorf("sorted as %v", dates)
	}
}

func TestAgeOn(t *testing.T) {
	tests := []struct {
		birth, on string
		want      int
	}{
		{"1950-03-24", "2020-03-23", 69},
		{"1950-03-24", "2020-03-24", 70},
		{"1950-12-31", "2020-01-01", 69},
		{"2020-03-24", "2020-03-24", 0},
		{"2020-03-24", "2020-03-23", -1},
		{"1952-02-29", "2022-02-28", 69}, // born on a leap day
		{"1952-02-29", "2022-03-01", 70},
		{"1952-02-29", "2024-02-29", 72},
	}
	for _, tt := range tests {
		if got := day.AgeOn(parse(t, tt.birth), parse(t, tt.on)); got != tt.want {
			t.Errorf("born %s, on %s: %d years, want %d", tt.birth, tt.on, got, tt.want)
		}
	}
}

func parse(t *testing.T, s string) day.Date {
	t.Helper()
	d, err := day.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}
