package volunteers

import (
	"time"

	"kith/internal/kernel/day"
	"kith/internal/kernel/ident"
	"kith/internal/registers/volunteering"
)

// HeldID names a check that was recorded.
type HeldID = ident.ID[Held]

// Held is a check that was done of a volunteer, as it was recorded. One that turned out
// wrong is withdrawn and stays.
type Held struct {
	ID        HeldID
	Check     string // of the blueprint
	Level     volunteering.Level
	Number    string // of the certificate, the licence or the policy
	IssuedOn  day.Date
	ExpiresOn day.Date // the last day it counts; zero where it says none
	SeenBy    string   // who looked at it
	SeenHow   string   // the original, a copy, by phone
	Note      string
	Withdrawn string // why it no longer counts; "" while it does
}

// Until is the last day on which it counts; zero is for good.
func (h Held) Until(c volunteering.Check) day.Date {
	if !h.ExpiresOn.IsZero() || c.ValidMonths == 0 {
		return h.ExpiresOn
	}
	return monthsAfter(h.IssuedOn, c.ValidMonths)
}

// monthsAfter is the day before the same day so many months later: a check of 1 March that
// counts for 12 months counts for the last time on the last of February.
func monthsAfter(d day.Date, months int) day.Date {
	first := day.New(d.Year(), d.Month()+time.Month(months), 1) // carries over into later years
	last := day.New(first.Year(), first.Month()+1, 1).AddDays(-1)
	return day.New(first.Year(), first.Month(), min(d.Day(), last.Day()+1)).AddDays(-1)
}

// On reports whether it counts on a day.
func (h Held) On(c volunteering.Check, on day.Date) bool {
	until := h.Until(c)
	return h.Withdrawn == "" && !h.IssuedOn.After(on) && (until.IsZero() || !until.Before(on))
}

// answers reports whether it is the check asked for, or a certificate that looks as deep.
func (h Held) answers(c volunteering.Check, b *volunteering.Rules) bool {
	if h.Check == c.ID {
		return h.Level.Covers(c.Level)
	}
	own, known := b.Check(h.Check)
	return known && c.Kind == volunteering.DBS && own.Kind == volunteering.DBS && h.Level.Covers(c.Level)
}
