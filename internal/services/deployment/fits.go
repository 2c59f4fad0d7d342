package deployment

import (
	"fmt"
	"time"

	"kith/internal/kernel/day"
	"kith/internal/registers/staff"
)

// Limits are the rules of everybody's week.
type Limits struct {
	Rest time.Duration // between two shifts of somebody
	Most int           // shifts of a week
}

// limits are those of the establishment.
func (e *Establishment) limits() Limits { return Limits{e.Rest(), e.MostAWeek} }

// of is how many shifts a week somebody works at most.
func (l Limits) of(w staff.Worker) int {
	if w.Most > 0 && int(w.Most) < l.Most {
		return int(w.Most)
	}
	return l.Most
}

// near reports whether two stretches of somebody's time overlap, begin on one day, or lie
// too near for a rest between them.
func (l Limits) near(a, b Span) bool {
	if a.From.After(b.From) {
		a, b = b, a
	}
	return day.Of(a.From) == day.Of(b.From) || b.From.Sub(a.To) < l.Rest
}

// Refused is why somebody may not work a shift, as far as what they work besides goes; ""
// when they may. worked are their other shifts, of this week and the days around it.
func (l Limits) Refused(w staff.Worker, o Opening, worked []Span) string {
	week, monday := 0, Monday(o.Day)
	for _, s := range worked {
		if l.near(s, Span{o.From, o.To}) {
			return fmt.Sprintf("They work another shift, from %s, and between two they rest %.0f hours.", when(s.From), l.Rest.Hours())
		}
		if Monday(day.Of(s.From)) == monday {
			week++
		}
	}
	if most := l.of(w); week >= most {
		return fmt.Sprintf("They work %d shifts that week already, which is the most they do.", week)
	}
	return ""
}

// when is a moment as a rota says it: "Tue 7 Apr 8:30am".
func when(t time.Time) string { return t.In(day.London).Format("Mon 2 Jan 3:04pm") }

// Fits is everything that keeps somebody from a shift, in words; "" when they may work it.
// The plan and the store both ask it.
func Fits(w staff.Worker, o Opening, worked []Span, rules *staff.Rules, l Limits) string {
	if bars := w.Bars(o.call(), rules); len(bars) > 0 {
		return staff.Sentences(bars)
	}
	return l.Refused(w, o, worked)
}
