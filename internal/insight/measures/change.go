package measures

import (
	"time"

	"kith/internal/feature"
	"kith/internal/insight/reports"
)

// Change says in words how a value compares with the one before: "12 more than the week
// before". It is "" where there is nothing to compare.
func Change(now, before Value, span Span) string {
	than := map[Span]string{Day: "the same day a week before", Week: "the week before", Four: "the four weeks before", Since: "a week before"}[span]
	switch {
	case now.Hidden || before.Hidden:
		return "too few to compare"
	case !now.Known || !before.Known:
		return ""
	case now.Value == before.Value:
		return "the same as " + than
	case now.Value > before.Value:
		return gap(now.Unit, now.Value-before.Value, "more", "slower") + " than " + than
	}
	return gap(now.Unit, before.Value-now.Value, "fewer", "quicker") + " than " + than
}

// gap is a difference in words.
func gap(unit feature.Unit, n int64, counted, timed string) string {
	number := reports.Number{Value: n, Unit: unit, Known: true}
	switch unit {
	case feature.Seconds:
		return reports.Lasting(time.Duration(n)*time.Second) + " " + timed
	case feature.Percent:
		points := " points "
		if n == 1 {
			points = " point "
		}
		return reports.Number{Value: n, Known: true}.String() + points + map[string]string{"more": "higher", "fewer": "lower"}[counted]
	}
	return number.String() + " " + counted
}

// Standing is how a value stands against its target.
type Standing string

// The standings.
const (
	NoTarget Standing = ""
	Met      Standing = "Met"
	NotMet   Standing = "Not met"
	Unknown  Standing = "Cannot be told"
)

// Against says how a value stands against the target of its figure.
func (f Figure) Against(v Value) Standing {
	t := f.Target
	switch {
	case t == nil:
		return NoTarget
	case !v.Known || v.Hidden:
		return Unknown
	}
	met := false
	if t.AtLeast != nil {
		met = v.Value >= inUnit(*t.AtLeast, v.Unit)
	} else {
		met = v.Value <= inUnit(*t.AtMost, v.Unit)
	}
	if met {
		return Met
	}
	return NotMet
}

// inUnit turns the number of a target, hours where time is meant, into the unit of values.
func inUnit(n int64, unit feature.Unit) int64 {
	switch unit {
	case feature.Seconds:
		return n * 3600
	case feature.Minutes:
		return n * 60
	}
	return n
}

// Says is a target in words: "at least 90%", "at most 1 day".
func (t Target) Says(unit feature.Unit) string {
	if t.AtLeast != nil {
		return "at least " + reports.Number{Value: inUnit(*t.AtLeast, unit), Unit: unit, Known: true}.String()
	}
	return "at most " + reports.Number{Value: inUnit(*t.AtMost, unit), Unit: unit, Known: true}.String()
}
