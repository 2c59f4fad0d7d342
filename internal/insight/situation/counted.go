package situation

import (
	"cmp"
	"slices"
	"time"

	"kith/algo/phase"
	"kith/algo/phase/counts"
	"kith/internal/kernel/day"
)

// Area is a place whose daily counts others publish.
type Area struct {
	Code       string // its name where it has no code
	Name       string
	Pool       string // of the areas that share what is learnt
	Population int
}

func areaOf(a counts.Area) Area {
	return Area{Code: cmp.Or(a.Code, a.Name), Name: a.Name, Pool: a.Pool, Population: a.Population}
}

// codesOf are the codes of areas by name.
func codesOf(all []counts.Area) map[string]string {
	ids := make(map[string]string, len(all))
	for _, a := range all {
		ids[a.Name] = areaOf(a).Code
	}
	return ids
}

// count is what a vintage says of a day of an area.
type count struct {
	code string
	day  phase.Day
	phase.Obs
}

// kinds are what a count is called where it is kept.
var kinds = map[phase.Kind]string{phase.Known: "known", phase.Missing: "missing", phase.Censored: "hidden"}

// value is the number that is kept: what a hidden count may be at most.
func (c count) value() int {
	switch c.Kind {
	case phase.Missing:
		return 0
	case phase.Censored:
		return c.Upper
	}
	return c.N
}

func obsOf(kind string, n int) phase.Obs {
	switch kind {
	case "missing":
		return phase.Obs{Kind: phase.Missing}
	case "hidden":
		return phase.Obs{Kind: phase.Censored, Upper: n}
	}
	return phase.Obs{N: n}
}

// figures are what stands of each day of each area.
type figures map[string]map[phase.Day]phase.Obs

func (f figures) take(changed []count) {
	for _, c := range changed {
		if f[c.code] == nil {
			f[c.code] = map[phase.Day]phase.Obs{}
		}
		f[c.code][c.day] = c.Obs
	}
}

// changed is what a vintage says otherwise than what stands. A day that it leaves out, between
// those it has or after them, was taken back; what lies before its first day is left alone, for
// files are cut at the head.
func (f figures) changed(v phase.Vintage, codes map[string]string) (changed []count) {
	for _, s := range v.Series {
		code := codes[s.Area]
		for i, o := range s.Obs {
			d := s.From + phase.Day(i)
			if old, in := f[code][d]; in && old != o || !in && o.Kind != phase.Missing {
				changed = append(changed, count{code, d, o})
			}
		}
		for d, old := range f[code] {
			if d > s.Last() && old.Kind != phase.Missing {
				changed = append(changed, count{code, d, phase.Obs{Kind: phase.Missing}})
			}
		}
	}
	slices.SortFunc(changed, func(a, b count) int { return cmp.Or(cmp.Compare(a.code, b.code), cmp.Compare(a.day, b.day)) })
	return changed
}

// series is an area's counts as they stand, without gaps.
func (f figures) series(a Area, from phase.Day) (s phase.Series, ok bool) {
	first, last := phase.Day(1<<30), phase.Day(-1<<30)
	for d := range f[a.Code] {
		if d >= from {
			first, last = min(first, d), max(last, d)
		}
	}
	if first > last {
		return s, false
	}
	s = phase.Series{Area: a.Name, Pop: a.Population, From: first, Obs: make([]phase.Obs, last-first+1)}
	for i := range s.Obs {
		o, in := f[a.Code][first+phase.Day(i)]
		if !in {
			o = phase.Obs{Kind: phase.Missing}
		}
		s.Obs[i] = o
	}
	return s, true
}

// dayOf is a date as package phase counts days, and dateOf the other way about.
func dayOf(d day.Date) phase.Day {
	return phase.Day(time.Date(d.Year(), d.Month(), d.Day(), 0, 0, 0, 0, time.UTC).Unix() / 86400)
}

func dateOf(d phase.Day) day.Date {
	y, m, n := d.Time().Date()
	return day.New(y, m, n)
}
