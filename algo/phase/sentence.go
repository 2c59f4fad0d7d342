package phase

import (
	"fmt"
	"math"
	"strings"
)

// The bands a probability is told in.
const (
	Unlikely   = 0.25 // below: unlikely
	Likely     = 0.75 // above: likely; between the two it is uncertain
	VeryLikely = 0.95
)

// Sentence says in words how an area stands on the last of its days: what, how sure, since
// when, and which figures are not used. It says nothing of an area without days.
func Sentence(h History) string {
	if len(h.Days) == 0 {
		return ""
	}
	parts := []string{h.now() + ".", h.since()}
	parts = append(parts, h.turned(), h.unused(), h.gaps())
	if h.Default {
		parts = append(parts, "Too few days are counted to learn from these areas, so typical values are used.")
	}
	if h.Held {
		parts = append(parts, "Figures seem to be held back: far fewer cases of five days ago are known than usual.")
	}
	var said []string
	for _, p := range parts {
		if p != "" {
			said = append(said, p)
		}
	}
	return strings.Join(said, " ")
}

func (h History) last() Judged { return h.Days[len(h.Days)-1] }

// now is whether the area is in a phase, and how it moves.
func (h History) now() string {
	d := h.last()
	p := d.P()
	sure := d.sure()
	switch {
	case p > VeryLikely:
		return fmt.Sprintf("%s is very likely (%s) in an epidemic phase%s", h.Area, sure, h.moving())
	case p > Likely:
		return fmt.Sprintf("%s is likely (%s) in an epidemic phase%s", h.Area, sure, h.moving())
	case p >= Unlikely:
		return fmt.Sprintf("It is uncertain (%s) whether %s is in an epidemic phase", sure, h.Area)
	}
	return fmt.Sprintf("%s is unlikely (%s) to be in an epidemic phase", h.Area, sure)
}

// sure is P in words, with its band where that is wide.
func (d Judged) sure() string {
	if d.Hi-d.Lo > 0.1 {
		return fmt.Sprintf("%s, between %s and %s", percent(d.P()), percent(d.Lo), percent(d.Hi))
	}
	return percent(d.P())
}

// percent is a probability as one says it.
func percent(p float64) string {
	switch {
	case p > 0.99:
		return "over 99%"
	case p < 0.01:
		return "under 1%"
	}
	return fmt.Sprintf("%d%%", int(math.Round(100*p)))
}

// moving is whether it grows. It is never said to shrink by a day that is not counted nearly
// whole.
func (h History) moving() string {
	d := h.last()
	switch {
	case d.Growing > Likely && h.grew():
		return fmt.Sprintf(", and probably still growing (%s)", percent(d.Growing))
	case d.Growing > Likely:
		return fmt.Sprintf(", and probably growing (%s)", percent(d.Growing))
	case d.Shrinking > Likely && h.whole() == len(h.Days)-1:
		return fmt.Sprintf(", and probably shrinking (%s)", percent(d.Shrinking))
	case d.Shrinking > Likely:
		return ""
	}
	return "; whether it grows or shrinks is uncertain"
}

// grew says whether the area was probably growing a week ago as well.
func (h History) grew() bool {
	i := len(h.Days) - 1 - week
	return i >= 0 && h.Days[i].Growing > Likely
}

// whole is the last day that is counted nearly whole; -1 where there is none.
func (h History) whole() int {
	for i := len(h.Days) - 1; i >= 0; i-- {
		if h.Days[i].Share >= Whole {
			return i
		}
	}
	return -1
}

// turned says that it shrank when that could last be told.
func (h History) turned() string {
	i := h.whole()
	if i < 0 || i == len(h.Days)-1 || !h.last().In() || h.last().Shrinking <= Likely {
		return ""
	}
	day := spoken(h.Days[i].Day)
	if h.Days[i].Shrinking <= Likely {
		return fmt.Sprintf("Whether it shrinks cannot be told: %s is the last day that is counted nearly whole.", day)
	}
	return fmt.Sprintf("It was probably shrinking (%s) on %s, the last day that is counted nearly whole.", percent(h.Days[i].Shrinking), day)
}

// since is how long it has been so.
func (h History) since() string {
	last := h.last()
	if p := last.P(); p >= Unlikely && p <= Likely {
		return h.before()
	}
	n := 0
	for i := len(h.Days) - 1; i >= 0 && h.Days[i].In() == last.In(); i-- {
		n++
	}
	about, from := "about ", h.Days[len(h.Days)-n].Day
	if n == len(h.Days) {
		about = "at least "
	}
	where := "in this phase"
	if !last.In() {
		where = "outside one"
	}
	return fmt.Sprintf("It has been %s for %s%s, since %s.", where, about, inDays(n), spoken(from))
}

// before is when the area was last likely in a phase.
func (h History) before() string {
	for i := len(h.Days) - 1; i >= 0; i-- {
		if h.Days[i].In() {
			return fmt.Sprintf("It was last likely in one on %s.", spoken(h.Days[i].Day))
		}
	}
	return ""
}

func inDays(n int) string {
	if n == 1 {
		return "1 day"
	}
	return fmt.Sprintf("%d days", n)
}

// unused says which last days are not used.
func (h History) unused() string {
	n := 0
	for n < len(h.Days) && h.Days[len(h.Days)-1-n].Share == 0 {
		n++
	}
	to := h.last().Day
	switch n {
	case 0:
		return ""
	case 1:
		return fmt.Sprintf("The figure for %s is incomplete and not used.", spoken(to))
	}
	return fmt.Sprintf("Figures for %s are incomplete and not used.", span(to-Day(n)+1, to))
}

// gaps says how many days before have no figure.
func (h History) gaps() string {
	n, used := 0, false
	for i := len(h.Days) - 1; i >= 0; i-- {
		if h.Days[i].Share > 0 {
			used = true
		} else if used {
			n++
		}
	}
	switch n {
	case 0:
		return ""
	case 1:
		return "One earlier day has no figure."
	}
	return fmt.Sprintf("%d earlier days have no figure.", n)
}

// spoken is a day as one says it.
func spoken(d Day) string { return d.Time().Format("2 January") }

// span is some days as one says them.
func span(from, to Day) string {
	a, b := from.Time(), to.Time()
	if a.Month() == b.Month() {
		return fmt.Sprintf("%d–%s", a.Day(), spoken(to))
	}
	return fmt.Sprintf("%s – %s", spoken(from), spoken(to))
}
