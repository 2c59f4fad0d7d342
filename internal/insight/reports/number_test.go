package reports

import (
	"strings"
	"testing"
	"time"

	"kith/internal/feature"
)

func seconds(d time.Duration, of int64) Number {
	return numberOf(feature.Figure{Value: int64(d.Seconds()), Of: of}, feature.Seconds, true)
}

func given(minutes, of int64, exact bool) Number {
	return numberOf(feature.Figure{Value: minutes, Of: of}, feature.Minutes, exact)
}

func things(n int64) Number { return numberOf(feature.Figure{Value: n, Of: n}, feature.Things, true) }

func few(n int64) Number { return numberOf(feature.Figure{Value: n, Of: n}, feature.Things, false) }

func TestNumberInWords(t *testing.T) {
	for _, c := range []struct {
		n           Number
		long, short string
	}{
		{things(0), "0", "0"},
		{things(1204), "1,204", "1,204"},
		{things(1_000_006), "1,000,006", "1,000,006"},
		{few(3), "fewer than 8", "*"},
		{few(0), "0", "0"},
		{few(13), "15", "15"},
		{seconds(0, 0), "none yet", "–"},
		{seconds(20*time.Second, 1), "under a minute", "under a minute"},
		{seconds(90*time.Minute, 3), "1 hour 30 minutes", "1 hour 30 minutes"},
		{seconds(26*time.Hour+10*time.Minute, 3), "1 day 2 hours", "1 day 2 hours"},
		{seconds(48*time.Hour+5*time.Minute, 3), "2 days", "2 days"},
		{seconds(time.Hour, 3), "1 hour", "1 hour"},
		{numberOf(feature.Figure{Value: 60, Of: 3}, feature.Seconds, false), "too few to tell", "*"},
		{given(0, 0, true), "0 hours", "0 hours"},
		{given(45, 1, true), "45 minutes", "45 minutes"},
		{given(750, 9, true), "12 hours 30 minutes", "12 hours 30 minutes"},
		{given(72250, 900, true), "1,204 hours", "1,204 hours"},
		{given(750, 3, false), "too few to tell", "*"},
		{given(330, 30, false), "too few to tell", "*"},
		{given(750, 30, false), "10 hours", "10 hours"},
	} {
		if got := c.n.Brief(); strings.Contains(got, "our") || strings.Contains(got, "inute") || strings.Contains(got, "day") {
			t.Errorf("%+v in brief is %q", c.n, got)
		}
		if c.n.String() != c.long || c.n.Short() != c.short {
			t.Errorf("%+v is %q and %q, want %q and %q", c.n, c.n.String(), c.n.Short(), c.long, c.short)
		}
	}
}

func TestAgainst(t *testing.T) {
	for _, c := range []struct {
		week, last Number
		want       string
	}{
		{things(12), things(9), "3 more than by this time last week"},
		{things(9), things(1209), "1,200 fewer than by this time last week"},
		{things(9), things(9), "the same as by this time last week"},
		{things(0), things(0), "the same as by this time last week"},
		{things(4), things(0), "none by this time last week"},
		{few(4), few(50), "too few to compare with last week"},
		{few(48), few(13), "35 more than by this time last week"},
		{seconds(time.Hour, 2), seconds(90*time.Minute, 2), "30 minutes quicker than by this time last week"},
		{seconds(3*time.Hour, 2), seconds(time.Hour, 2), "2 hours slower than by this time last week"},
		{seconds(0, 0), seconds(0, 0), ""},
		{seconds(0, 0), seconds(time.Hour, 1), "1 hour by this time last week"},
		{seconds(time.Hour, 1), seconds(0, 0), "none by this time last week"},
	} {
		if got := Against(c.week, c.last); got != c.want {
			t.Errorf("%v against %v: %q, want %q", c.week, c.last, got, c.want)
		}
	}
}

func TestSentence(t *testing.T) {
	of := func(overdue, waiting, open, came, done Number) Dashboard {
		return Dashboard{Lines: []Line{
			{Name: tasksOverdue, Now: overdue},
			{Name: notAccepted, Now: waiting},
			{Name: tasksOpen, Now: open},
			{Name: requestsReceived, Figures: Figures{Today: came}},
			{Name: tasksDone, Figures: Figures{Today: done}},
		}}
	}
	for _, c := range []struct {
		d    Dashboard
		want string
	}{
		{of(things(3), things(1), things(45), things(12), things(1)), "3 tasks are overdue and 1 request has not been accepted. 45 tasks are open. Today 12 requests came in and 1 task was done."},
		{of(things(0), things(0), things(1), things(0), things(0)), "Nothing is overdue and every request has been accepted. 1 task is open. Today no requests came in and no tasks were done."},
		{of(things(0), things(2), things(0), things(1), things(2)), "Nothing is overdue and 2 requests have not been accepted. No tasks are open. Today 1 request came in and 2 tasks were done."},
		{of(few(3), few(0), few(44), few(2), few(20)), "Fewer than 8 tasks are overdue and every request has been accepted. 45 tasks are open. Today fewer than 8 requests came in and 20 tasks were done."},
	} {
		if got := c.d.Sentence(); got != c.want {
			t.Errorf("got  %s\nwant %s", got, c.want)
		}
	}
}
