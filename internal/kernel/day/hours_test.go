package day_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"kith/internal/kernel/day"
)

func london(t *testing.T, text string) time.Time {
	t.Helper()
	at, err := time.ParseInLocation("Mon 2 Jan 2006 15:04", text, day.London)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

func TestNight(t *testing.T) {
	const everyDay, office = "Every day, 8am to 8pm", "Monday to Friday, 9am to 5:30pm"
	for name, c := range map[string]struct{ hours, at, from, to string }{
		"by day it is the next":            {everyDay, "Tue 7 Apr 2020 15:00", "Tue 7 Apr 2020 20:00", "Wed 8 Apr 2020 08:00"},
		"it begins at closing":             {everyDay, "Tue 7 Apr 2020 20:00", "Tue 7 Apr 2020 20:00", "Wed 8 Apr 2020 08:00"},
		"after midnight it is the same":    {everyDay, "Wed 8 Apr 2020 03:00", "Tue 7 Apr 2020 20:00", "Wed 8 Apr 2020 08:00"},
		"it ends at opening":               {everyDay, "Wed 8 Apr 2020 08:00", "Wed 8 Apr 2020 20:00", "Thu 9 Apr 2020 08:00"},
		"a weekend is one night":           {office, "Sat 4 Apr 2020 12:00", "Fri 3 Apr 2020 17:30", "Mon 6 Apr 2020 09:00"},
		"Friday afternoon looks to Monday": {office, "Fri 3 Apr 2020 16:00", "Fri 3 Apr 2020 17:30", "Mon 6 Apr 2020 09:00"},
		"Monday before opening":            {office, "Mon 6 Apr 2020 08:59", "Fri 3 Apr 2020 17:30", "Mon 6 Apr 2020 09:00"},
		"the clocks go forward":            {everyDay, "Sun 29 Mar 2020 03:00", "Sat 28 Mar 2020 20:00", "Sun 29 Mar 2020 08:00"},
		"the clocks go back":               {everyDay, "Sat 24 Oct 2020 23:00", "Sat 24 Oct 2020 20:00", "Sun 25 Oct 2020 08:00"},
		"until midnight":                   {"Every day, 8am to 12am", "Tue 7 Apr 2020 12:00", "Wed 8 Apr 2020 00:00", "Wed 8 Apr 2020 08:00"},
	} {
		t.Run(name, func(t *testing.T) {
			h, ok := day.ParseHours(c.hours)
			if !ok {
				t.Fatalf("%q cannot be read", c.hours)
			}
			got := h.Night(london(t, c.at))
			if !got.From.Equal(london(t, c.from)) || !got.To.Equal(london(t, c.to)) {
				t.Errorf("the night is %s to %s", got.From.In(day.London), got.To.In(day.London))
			}
		})
	}
}

func TestNightsOfClockChangesAreAnHourOff(t *testing.T) {
	h, _ := day.ParseHours("Every day, 8am to 8pm")
	for at, want := range map[string]time.Duration{
		"Sat 28 Mar 2020 21:00": 11 * time.Hour, "Sat 24 Oct 2020 21:00": 13 * time.Hour, "Tue 7 Apr 2020 21:00": 12 * time.Hour,
	} {
		if n := h.Night(london(t, at)); n.To.Sub(n.From) != want {
			t.Errorf("the night of %s lasts %s", at, n.To.Sub(n.From))
		}
	}
}

func TestHoursThatCannotBeReadAreNeverShut(t *testing.T) {
	for _, printed := range []string{"", "day and night", "Someday to Friday, 9am to 5pm", "Every night, 8pm to 8am"} {
		h, ok := day.ParseHours(printed)
		at := time.Date(2020, 4, 5, 3, 0, 0, 0, time.UTC)
		if ok || !h.Open(at) || h.Night(at) != (day.Night{}) {
			t.Errorf("%q is read as %+v", printed, h)
		}
	}
}

// Whatever the time: it is in its night exactly when nobody answers, and the night borders
// on hours at which somebody does.
func TestNightAndOpeningAgree(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		h, _ := day.ParseHours(rapid.SampledFrom([]string{"Every day, 8am to 8pm", "Monday to Friday, 9am to 5:30pm", "Saturday to Monday, 12pm to 1pm"}).Draw(t, "hours"))
		at := time.Unix(rapid.Int64Range(1577836800, 1640995200).Draw(t, "at"), 0)
		n := h.Night(at)
		if n.Has(at) == h.Open(at) {
			t.Fatalf("at %s: open %v, and the night is %+v", at, h.Open(at), n)
		}
		if h.Open(n.From) || !h.Open(n.From.Add(-time.Minute)) || !h.Open(n.To) || h.Open(n.To.Add(-time.Minute)) {
			t.Fatalf("the night %+v does not border on open hours", n)
		}
		if !n.To.After(at) {
			t.Fatalf("the night %+v is over at %s", n, at)
		}
	})
}
