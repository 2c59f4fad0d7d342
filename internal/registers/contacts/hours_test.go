package contacts

import (
	"testing"
	"time"

	"kith/internal/kernel/day"
)

// Monday 30 November 2026 and the days after it, in winter.
func at(d, hour, minute int) time.Time {
	return day.New(2026, time.November, 30).AddDays(d).At(hour, minute)
}

func TestReadHours(t *testing.T) {
	for said, c := range map[string]struct{ safe, unsafe time.Time }{
		"after 6pm":                          {at(0, 18, 0), at(0, 17, 59)},
		"after 6":                            {at(0, 18, 0), at(0, 9, 0)},
		"before noon":                        {at(0, 11, 59), at(0, 12, 0)},
		"9-12":                               {at(0, 9, 0), at(0, 12, 0)},
		"between 9 and 5":                    {at(0, 16, 59), at(0, 17, 0)},
		"9am to 12.30pm":                     {at(0, 12, 29), at(0, 12, 30)},
		"Mornings only":                      {at(0, 8, 0), at(0, 12, 0)},
		"weekday mornings":                   {at(0, 10, 0), at(5, 10, 0)},
		"Mon-Fri, 09:00-12:00.":              {at(4, 9, 0), at(5, 9, 0)},
		"Tuesdays and Thursdays":             {at(1, 10, 0), at(0, 10, 0)},
		"lunch time":                         {at(0, 13, 0), at(0, 14, 0)},
		"afternoons; before that: after 3pm": {at(0, 15, 0), at(0, 14, 0)},
	} {
		h := ReadHours(said)
		if h.InWords != "" || !h.Safe(c.safe) || h.Safe(c.unsafe) {
			t.Errorf("%q: in words %q, safe then %t, unsafe then %t", said, h.InWords, h.Safe(c.safe), h.Safe(c.unsafe))
		}
	}
	for _, said := range []string{"not in the evening", "when he is at work", "never on Mondays", "mornings; before that: when he is out"} {
		if h := ReadHours(said); h.InWords != said || !h.Safe(at(0, 3, 0)) {
			t.Errorf("%q is taken to say %+v", said, h)
		}
	}
	if !ReadHours("").Any() || !ReadHours("any time").Safe(at(0, 3, 0)) {
		t.Error("any time is not any time")
	}
}

func TestNextSafeTime(t *testing.T) {
	if got := ReadHours("weekday mornings").Next(at(4, 13, 7)); !got.Equal(at(7, 8, 0)) {
		t.Errorf("after Friday afternoon the next weekday morning is %s", got)
	}
	if got := ReadHours("before 9, after 5pm").Next(at(0, 10, 0)); !got.IsZero() {
		t.Errorf("there is no time before nine and after five, but %s", got)
	}
}
