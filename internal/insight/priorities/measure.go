package priorities

import (
	"context"
	"fmt"
	"strings"

	"kith/internal/feature"
	"kith/internal/insight/measures"
	"kith/internal/insight/reports"
	"kith/internal/kernel/day"
)

// Measure is something a priority may be measured by.
type Measure struct {
	ID   string // "reach/ethnic_group/asian", "figure/people"
	Name string
	Unit feature.Unit
	now  reports.Number
	of   string // of which time
	why  string // why it cannot be told; "" where it can
}

// Standing is how a priority stands.
type Standing string

// The standings.
const (
	Met    Standing = "Met"
	NotMet Standing = "Not met yet"
	Untold Standing = "Cannot be told"
)

// Now is how a measure stands.
type Now struct {
	Measure  string // in words
	Value    string // "62 of 100", "too few to tell"
	Of       string // of which time, or why it cannot be told
	Target   string // "at least 80 of 100"
	Standing Standing
	Invented bool // made up for a demonstration
}

// The heads of ids.
const (
	ofReach  = "reach/"
	ofFigure = "figure/"
)

// book is everything a priority may be measured by, as it stands.
type book struct {
	all []Measure
	by  map[string]Measure
	bad map[string]bool // by invented numbers of who lives here
}

// read reads how everything stands: whom we helped since the beginning, and the figures of the
// last four weeks.
func (s *Service) read(ctx context.Context) (b book, err error) {
	b = book{by: map[string]Measure{}, bad: map[string]bool{}}
	reach, err := s.measures.Supported(ctx)
	if err != nil {
		return b, err
	}
	for _, a := range reach.Asks {
		for _, g := range a.Groups {
			if g.Lives.Known {
				m := reachMeasure(reach, a, g)
				b.all, b.bad[m.ID] = append(b.all, m), a.Invented
			}
		}
	}
	told, err := s.measures.Told(ctx, measures.Stretch{Span: measures.Four, From: s.measures.Latest(ctx).AddDays(-28)})
	if err != nil {
		return b, err
	}
	for _, f := range told.Catalogue.Figures {
		v := told.In(f.ID, "")
		b.all = append(b.all, Measure{ID: ofFigure + f.ID, Name: f.Name, Unit: v.Unit, now: v.Number, of: ofFour(told, v), why: v.Why})
	}
	for _, m := range b.all {
		b.by[m.ID] = m
	}
	return b, nil
}

func ofFour(told measures.Told, v measures.Value) string {
	if !v.AsAt.IsZero() && told.CountedAt.IsZero() {
		return "as at " + day.Of(v.AsAt).Long()
	}
	return told.Of.String()
}

func reachMeasure(r measures.Reach, a measures.ReachOf, g measures.ReachGroup) Measure {
	m := Measure{
		ID: ofReach + a.ID + "/" + g.ID, Name: fmt.Sprintf("People helped, %s “%s”, against their number here", strings.ToLower(a.Name), g.Name),
		now: g.Helped.Ratio, of: r.Of.String(),
	}
	switch {
	case r.CountedAt.IsZero():
		m.why = "Not counted yet."
	case !a.Helped.Known:
		m.why = "No list says this of anybody who was helped."
	case g.Helped.People.Hidden || a.Helped.All.Hidden:
		m.now, m.why = reports.Number{Known: true, Hidden: true}, "Too few to tell."
	case !m.now.Known:
		m.why = "Nobody of whom it is known was helped."
	}
	return m
}

// stands holds a priority against its target.
func (b book) stands(w Wish) Now {
	m, known := b.by[w.Measure]
	if !known {
		return Now{Measure: "A measure that is there no more", Value: "–", Of: "Choose another measure.", Target: "–", Standing: Untold}
	}
	n := Now{Measure: m.Name, Target: m.target(w), Value: m.says(m.now), Of: m.of, Standing: Untold, Invented: b.bad[w.Measure]}
	switch v := m.inUnit(m.now.Value); {
	case !m.now.Known || m.now.Hidden:
		n.Value = "–"
		if n.Of = m.why; n.Of == "" {
			n.Of = "Too few to tell."
		}
	case w.Most && v <= float64(w.Target), !w.Most && v >= float64(w.Target):
		n.Standing = Met
	default:
		n.Standing = NotMet
	}
	return n
}

// inUnit is a value in the unit of targets: time in hours.
func (m Measure) inUnit(n int64) float64 {
	switch m.Unit {
	case feature.Seconds:
		return float64(n) / 3600
	case feature.Minutes:
		return float64(n) / 60
	}
	return float64(n)
}

func (m Measure) says(n reports.Number) string {
	if m.isReach() && n.Known && !n.Hidden {
		return fmt.Sprintf("%d, where 100 would match who lives here", n.Value)
	}
	return n.String()
}

func (m Measure) isReach() bool { return strings.HasPrefix(m.ID, ofReach) }

func (m Measure) target(w Wish) string {
	bound := "at least "
	if w.Most {
		bound = "at most "
	}
	return bound + fmt.Sprint(w.Target) + m.Suffix()
}

// Suffix is what stands behind a target: its unit.
func (m Measure) Suffix() string {
	switch {
	case m.Unit == feature.Percent:
		return "%"
	case m.Unit == feature.Seconds || m.Unit == feature.Minutes:
		return " hours"
	}
	return ""
}
