package risk

import (
	"slices"
	"strings"
	"time"

	"kith/internal/insight/roll"
	"kith/internal/kernel/day"
)

// Would is something that would put somebody into another band.
type Would struct {
	If    string // as a sentence begins: "If somebody lives with them"
	Band  int
	Total int
}

// change is something that may come about.
type change struct {
	when  string // in the middle of a sentence
	short string // the same among others
	at    time.Time
	make  func(roll.Entry) roll.Entry
}

// WouldChange lists what, by itself, would put somebody into another band: a thing that no
// longer holds, somebody being in touch, and nobody being so. Where no one
// thing would, it is the fewest together that let them wait longer; and where nothing does,
// none.
func (p *Points) WouldChange(e roll.Entry, s Score, cuts Cuts) (all []Would) {
	now := cuts.Band(s)
	less := p.lessening(e, s)
	for _, c := range append(less, p.later(e, s)...) {
		if w, moved := p.after(e, s, cuts, now, c); moved {
			all = append(all, w)
		}
	}
	if slices.ContainsFunc(all, func(w Would) bool { return w.Band > now }) {
		return all
	}
	if w, moved := p.together(e, s, cuts, now, less); moved {
		all = append(all, w)
	}
	return all
}

// after is the band that a change leads to; false where it is the same.
func (p *Points) after(e roll.Entry, s Score, cuts Cuts, now int, c change) (Would, bool) {
	at := s.At
	if !c.at.IsZero() {
		at = c.at
	}
	changed := c.make(e)
	then := p.Score(&changed, s.Version, at)
	w := Would{If: "If " + c.when, Band: cuts.Band(then), Total: then.Total}
	return w, w.Band != now
}

func same(e roll.Entry) roll.Entry { return e }

// lessening are the changes by which something would no longer count: that somebody is in
// touch, and then what counts most.
func (p *Points) lessening(e roll.Entry, s Score) (all []change) {
	const inTouch = "somebody is in touch with them today"
	all = []change{{when: inTouch, short: inTouch, make: func(e roll.Entry) roll.Entry {
		e.Reached = s.At
		return e
	}}}
	for _, item := range s.Items {
		f, ok := p.Factor(item.Factor)
		if ok && item.Counts > 0 && !f.When.fixed() {
			all = append(all, change{when: f.unless(item), short: f.unless(Item{}), make: f.When.otherwise})
		}
	}
	return all
}

// unless is what would have to be otherwise, and when that comes by itself.
func (f *Factor) unless(item Item) string {
	said := f.Unless
	if said == "" {
		because := strings.TrimSuffix(f.Because, ".")
		said = "it is no longer so that " + strings.ToLower(because[:1]) + because[1:]
	}
	if !item.Until.IsZero() {
		said += ", or nobody says so again before it lapses on " + day.Of(item.Until).Long()
	}
	return said
}

// later is the change that time brings by itself: nobody is in touch.
func (p *Points) later(e roll.Entry, s Score) []change {
	u := p.Uncertainty.NoContact
	if e.Reached.IsZero() || !e.Reached.After(s.At.AddDate(0, 0, -u.Days)) {
		return nil // it counts already
	}
	at := e.Reached.AddDate(0, 0, u.Days).Add(time.Second)
	return []change{{when: "nobody is in touch with them before " + day.Of(at).Long(), at: at, make: same}}
}

// together takes changes together, those that count most first, until the person may wait
// longer.
func (p *Points) together(e roll.Entry, s Score, cuts Cuts, now int, less []change) (Would, bool) {
	var ifs []string
	for _, c := range less {
		e = c.make(e)
		ifs = append(ifs, c.short)
		then := p.Score(&e, s.Version, s.At)
		if band := cuts.Band(then); band > now && len(ifs) > 1 {
			return Would{If: "If " + strings.Join(ifs, ", and "), Band: band, Total: then.Total}, true
		}
	}
	return Would{}, false
}
