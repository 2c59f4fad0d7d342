package govuk

import (
	"testing"
	"time"
)

func TestTimesAreToldInWords(t *testing.T) {
	now := time.Date(2026, 3, 29, 9, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		gap      time.Duration
		ago, due string
	}{
		{0, "just now", "due now"},
		{-30 * time.Second, "just now", "due now"},
		{time.Minute, "in 1 minute", "in 1 minute"},
		{-59 * time.Minute, "59 minutes ago", "59 minutes late"},
		{-60 * time.Minute, "1 hour ago", "1 hour late"},
		{-26 * time.Hour, "1 day ago", "1 day late"},
		{72 * time.Hour, "in 3 days", "in 3 days"},
		{-10 * 24 * time.Hour, "10 days ago", "10 days late"},
		{-21 * 24 * time.Hour, "3 weeks ago", "3 weeks late"},
		{-100 * 24 * time.Hour, "3 months ago", "3 months late"},
		{-800 * 24 * time.Hour, "2 years ago", "2 years late"},
	} {
		if got := Ago(now.Add(c.gap), now).Words; got != c.ago {
			t.Errorf("%v: got %q, want %q", c.gap, got, c.ago)
		}
		if got := Due(now.Add(c.gap), now).Words; got != c.due {
			t.Errorf("%v: got %q, want %q", c.gap, got, c.due)
		}
	}
	if got := Ago(now, now).Exact(); got != "29 March 2026 at 10:00am" {
		t.Errorf("London's summer time is not told: %s", got)
	}
}
