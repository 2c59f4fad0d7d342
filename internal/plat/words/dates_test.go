package words

import (
	"testing"
	"time"

	"kith/internal/kernel/day"
)

func TestTimesAsPeopleSayThem(t *testing.T) {
	now := time.Date(2020, 4, 2, 9, 0, 0, 0, day.London)
	for _, c := range []struct {
		at   time.Time
		want string
	}{
		{now.Add(5 * time.Hour), "2pm today"},
		{now.Add(3 * time.Hour), "midday today"},
		{now.Add(25*time.Hour + 30*time.Minute), "10:30am tomorrow"},
		{now.AddDate(0, 0, 7), "9am on Thursday 9 April"},
	} {
		if got := When(t.Context(), c.at, now); got != c.want {
			t.Errorf("said %q, want %q", got, c.want)
		}
	}
	if got := Between(t.Context(), now.Add(time.Hour), now.Add(3*time.Hour)); got != "on Thursday 2 April, 10am to midday" {
		t.Errorf("the span is %q", got)
	}
	if got := Date(t.Context(), day.Of(now)); got != "2 April 2020" {
		t.Errorf("the date is %q", got)
	}
}
