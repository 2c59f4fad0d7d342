package reports

import (
	"testing"
	"time"

	"kith/internal/kernel/day"
)

func TestSpans(t *testing.T) {
	at := func(text string) time.Time {
		t.Helper()
		moment, err := time.ParseInLocation("2006-01-02 15:04", text, day.London)
		if err != nil {
			t.Fatal(err)
		}
		return moment
	}
	for name, c := range map[string]struct{ now, today, monday, lastMonday, weekAgo string }{
		"a Thursday":                  {"2020-04-23 14:20", "2020-04-23 00:00", "2020-04-20 00:00", "2020-04-13 00:00", "2020-04-16 14:20"},
		"a Monday":                    {"2020-04-20 00:05", "2020-04-20 00:00", "2020-04-20 00:00", "2020-04-13 00:00", "2020-04-13 00:05"},
		"a Sunday":                    {"2020-04-26 23:59", "2020-04-26 00:00", "2020-04-20 00:00", "2020-04-13 00:00", "2020-04-19 23:59"},
		"the week the clocks forward": {"2020-03-29 12:00", "2020-03-29 00:00", "2020-03-23 00:00", "2020-03-16 00:00", "2020-03-22 12:00"},
		"the week after":              {"2020-04-02 14:20", "2020-04-02 00:00", "2020-03-30 00:00", "2020-03-23 00:00", "2020-03-26 14:20"},
		"the clocks back":             {"2020-10-26 09:00", "2020-10-26 00:00", "2020-10-26 00:00", "2020-10-19 00:00", "2020-10-19 09:00"},
		"over the year's end":         {"2021-01-01 08:00", "2021-01-01 00:00", "2020-12-28 00:00", "2020-12-21 00:00", "2020-12-25 08:00"},
	} {
		t.Run(name, func(t *testing.T) {
			got := spans(at(c.now).UTC())
			for span, want := range map[Span][2]string{Today: {c.today, c.now}, ThisWeek: {c.monday, c.now}, LastWeek: {c.lastMonday, c.weekAgo}} {
				if p := got[span]; !p.From.Equal(at(want[0])) || !p.Until.Equal(at(want[1])) {
					t.Errorf("span %d is %v to %v, want %v", span, p.From.In(day.London), p.Until.In(day.London), want)
				}
			}
			if !got[Now].From.IsZero() || !got[Now].Until.IsZero() {
				t.Errorf("now is bounded: %v", got[Now])
			}
		})
	}
}
