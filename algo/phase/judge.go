package phase

import (
	"context"
	"math"
)

// Judged is a day of an area with all that is said of it.
type Judged struct {
	Phase        // in hindsight: by all that is known now
	Frozen Phase // as it was known on the day; meaningless unless Then
	Then   bool  // whether anything was known on the day
	Cases  Obs   // the count as it is used
	Excess Excess
	Rt     Reproduction
}

// History is an area's days up to now.
type History struct {
	Area    string
	Days    []Judged
	Default bool // typical rates were used, for there was too little to learn from
	Held    bool // figures seem to be held back (Alarm)
}

// Feed is what is known of the areas of a pool.
type Feed struct {
	Now []Series // as they are to be used now: see Lateness.Apply and Cover
	// Then is what was known on an earlier day, to be used then. Where it is nil, every count
	// is taken to have been known on its day.
	Then func(Day) []Series
	// Since is the first day of which it is worked out what was known then, for whoever has kept
	// it of earlier ones.
	Since Day
	Held  bool // figures seem to be held back now: see Incident
}

// FeedOf is the feed of vintages as they were known by asOf.
func FeedOf(vintages []Vintage, asOf Day) Feed {
	at := func(day Day) []Series {
		known := lastUpTo(vintages, min(day, asOf))
		if len(known) == 0 {
			return nil
		}
		late := Completeness(known, day)
		pool := make([]Series, 0, len(known[len(known)-1].Series))
		for _, s := range known[len(known)-1].Series {
			pool = append(pool, late.Apply(s))
		}
		return pool
	}
	return Feed{Now: at(asOf), Then: at, Held: Incident(vintages, asOf).On}
}

// Judge says of each area and each day from one day to another what is known now and what was
// known then. What comes before from only feeds what follows. Rates are learnt anew each
// week for what was known then, and once for what is known now.
func Judge(ctx context.Context, feed Feed, from, to Day, c Config) ([]History, Params, FitInfo, error) {
	pool := within(feed.Now, from, to)
	p, info, err := Fit(ctx, pool, c)
	if err != nil {
		return nil, p, info, err
	}
	d := NewDetector(p)
	out := make([]History, len(pool))
	for i, s := range pool {
		out[i] = History{Area: s.Area, Days: judged(d, s, p), Default: p.Default, Held: feed.Held}
	}
	return out, p, info, feed.freeze(ctx, out, from, to, c)
}

// judged are the days of an area in hindsight.
func judged(d *Detector, s Series, p Params) []Judged {
	smooth := d.Smooth(nil, s)
	excess, rt := Exceed(s, p.Weekday), Rt(s, p.Serial)
	days := make([]Judged, len(smooth))
	for i := range smooth {
		days[i] = Judged{Phase: smooth[i], Cases: s.Obs[s.Lead+i], Excess: excess[i], Rt: rt[i]}
	}
	return days
}

// within are series that end on a day, with all before another as their lead.
func within(pool []Series, from, to Day) []Series {
	cut := make([]Series, len(pool))
	for i, s := range pool {
		if s = s.Until(to); s.Last() < to {
			s = s.through(to)
		}
		s.Lead = max(0, min(len(s.Obs), int(from-s.From)))
		cut[i] = s
	}
	return cut
}

// week is how many days rates are kept before they are learnt anew.
const week = 7

// freeze fills in what was known on each day.
func (f Feed) freeze(ctx context.Context, out []History, from, to Day, c Config) error {
	c.Draws = -1
	var warm *Rates
	for day := max(from, f.Since); day <= to; day += week {
		last := min(day+week-1, to)
		pool := within(f.then(day), from, day)
		if len(pool) == 0 {
			day -= week - 1
			continue
		}
		p, _, err := fit(ctx, pool, c, warm)
		if err != nil {
			return err
		}
		if !p.Default {
			warm = &p.Rates
		}
		f.freezeWeek(NewDetector(p), out, from, day, last)
	}
	return nil
}

func (f Feed) then(day Day) []Series {
	if f.Then == nil {
		return f.Now
	}
	return f.Then(day)
}

// freezeWeek fills in some days with the rates of the first of them.
func (f Feed) freezeWeek(d *Detector, out []History, from, first, last Day) {
	if f.Then == nil {
		for i, s := range within(f.Now, from, last) {
			out[i].freeze(d.Filter(nil, s), first)
		}
		return
	}
	for day := first; day <= last; day++ {
		for _, s := range within(f.Then(day), from, day) {
			for i := range out {
				if out[i].Area == s.Area {
					out[i].freeze(d.Filter(nil, s), day)
				}
			}
		}
	}
}

// freeze keeps the phases of a day and those after it as they were known then.
func (h *History) freeze(phases []Phase, first Day) {
	for _, p := range phases {
		if p.Day < first || len(h.Days) == 0 {
			continue
		}
		if i := int(p.Day - h.Days[0].Day); i < len(h.Days) {
			h.Days[i].Frozen, h.Days[i].Then = p, true
		}
	}
}

// In says whether the area was likely in an epidemic phase on a day, in hindsight.
func (j Judged) In() bool { return j.P() > Likely }

// Dot says whether it was likely by what was known on the day.
func (j Judged) Dot() bool { return j.Then && j.Frozen.P() > Likely }

// Share of days in a phase, in hindsight; NaN without days.
func (h History) Share() float64 {
	if len(h.Days) == 0 {
		return math.NaN()
	}
	n := 0
	for _, d := range h.Days {
		if d.In() {
			n++
		}
	}
	return float64(n) / float64(len(h.Days))
}

// LongestOutside is the longest spell of days not likely in a phase, in hindsight.
func (h History) LongestOutside() (longest int) {
	n := 0
	for _, d := range h.Days {
		if n++; d.In() {
			n = 0
		}
		longest = max(longest, n)
	}
	return longest
}
