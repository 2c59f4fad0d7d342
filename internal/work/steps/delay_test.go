package steps

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"kith/internal/kernel/day"
)

func london(t testing.TB, s string) time.Time {
	t.Helper()
	at, err := time.ParseInLocation("2006-01-02 15:04", s, day.London)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

func spell(t testing.TB, s string) (d Delay) {
	t.Helper()
	if err := d.UnmarshalText([]byte(s)); err != nil {
		t.Fatal(err)
	}
	return d
}

func TestDelays(t *testing.T) {
	tests := []struct {
		delay, from, want string
		in                day.Working
	}{
		{"90 minutes", "2020-06-01 10:00", "2020-06-01 11:30", ordinary},
		{"4 hours", "2020-06-05 22:00", "2020-06-06 02:00", ordinary},
		{"4 working hours", "2020-06-05 15:00", "2020-06-08 11:00", ordinary},
		{"4 working hours", "2020-06-05 15:00", "2020-06-05 19:00", seven},
		{"1 day at 10:00", "2020-06-05 22:00", "2020-06-06 10:00", ordinary},
		{"1 working day at 10:00", "2020-06-05 22:00", "2020-06-08 10:00", ordinary},
		{"1 working day", "2020-04-09 11:15", "2020-04-14 11:15", ordinary}, // Easter
		{"1 working day", "2020-04-09 11:15", "2020-04-10 11:15", seven},
		{"2 days", "2020-06-05 11:15", "2020-06-07 11:15", ordinary},
		// The clocks go forward at 1:00 on 29 March 2020, and back at 2:00 on 25 October.
		{"4 hours", "2020-03-28 23:00", "2020-03-29 04:00", ordinary},
		{"4 hours", "2020-10-24 23:00", "2020-10-25 02:00", ordinary},
		{"1 day at 1:30", "2020-03-28 12:00", "2020-03-29 02:30", ordinary},
		{"1 day at 9:00", "2020-03-28 12:00", "2020-03-29 09:00", ordinary},
		{"1 day at 9:00", "2020-10-24 12:00", "2020-10-25 09:00", ordinary},
		{"1 day", "2020-03-28 10:00", "2020-03-29 10:00", ordinary},
		{"1 day", "2020-10-24 10:00", "2020-10-25 10:00", ordinary},
	}
	for _, tt := range tests {
		f := Facts{Working: tt.in}
		if got := spell(t, tt.delay).from(london(t, tt.from), &f); !got.Equal(london(t, tt.want)) {
			t.Errorf("%s from %s is %s, want %s", tt.delay, tt.from, got.In(day.London).Format("2006-01-02 15:04"), tt.want)
		}
	}
}

func TestDelaysAreSpelledAsTheyAreRead(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		unit := rapid.SampledFrom([]string{"minute", "hour", "day", "working minute", "working hour", "working day"}).Draw(t, "unit")
		n := rapid.IntRange(1, 160).Draw(t, "n")
		d := Delay{}
		text := unitText(n, unit)
		if err := d.UnmarshalText([]byte(text)); err != nil {
			t.Fatal(err)
		}
		var again Delay
		if err := again.UnmarshalText([]byte(d.String())); err != nil || again != d {
			t.Fatalf("%s is spelled %s, which is %+v, %v", text, d, again, err)
		}
	})
}

func unitText(n int, unit string) string {
	text := time.Duration(n).String()
	return text[:len(text)-2] + " " + unit + "s"
}

// Whatever the clocks do, what is due later is due later: nothing is due twice, and nothing
// before it began.
func TestDueTimesGoForward(t *testing.T) {
	var all []Delay
	for _, s := range []string{"20 minutes", "4 hours", "2 working hours", "1 day at 1:30", "1 day", "3 working days at 9:00", "1 working day"} {
		all = append(all, spell(t, s))
	}
	rapid.Check(t, func(t *rapid.T) {
		change := rapid.SampledFrom([]time.Time{
			time.Date(2020, 3, 29, 1, 0, 0, 0, time.UTC), time.Date(2020, 10, 25, 1, 0, 0, 0, time.UTC),
		}).Draw(t, "change")
		f := Facts{Working: rapid.SampledFrom([]day.Working{ordinary, seven, {Daily: true}}).Draw(t, "hours")}
		d := rapid.SampledFrom(all).Draw(t, "delay")
		at := change.Add(time.Duration(rapid.IntRange(-5000, 5000).Draw(t, "minutes")) * time.Minute)
		due := d.from(at, &f)
		if !due.After(at) {
			t.Fatalf("%s from %s is %s", d, at, due)
		}
		if next := d.from(due, &f); !next.After(due) {
			t.Fatalf("%s twice from %s is %s, then %s", d, at, due, next)
		}
	})
}
