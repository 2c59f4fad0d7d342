package risk

import (
	"slices"
	"time"

	"kith/internal/insight/roll"
	"kith/internal/kernel/day"
)

// held is that a condition holds of somebody: since when it was said, and who said so.
type held struct {
	since  time.Time // zero where it has no day
	source string
}

// Records is who says what stands in our own records.
const Records = "Our own records"

// holds reports whether the condition holds of somebody, at a time.
func (w When) holds(e *roll.Entry, now time.Time) (h held, ok bool) {
	switch {
	case w.Attribute != "":
		a, ok := e.Attribute(w.Attribute)
		h.source = a.Source
		if !a.From.IsZero() {
			h.since = a.From.Start()
		}
		return h, ok
	case w.List != "":
		s, on := e.Listed(w.List)
		return held{s.At, s.Name}, on
	case w.Need != "":
		for _, n := range slices.Backward(e.Needs) {
			if n.Category == w.Need && n.Opened.After(h.since) {
				h, ok = held{n.Opened, Records}, true
			}
		}
		return h, ok
	}
	return held{source: Records}, w.stands(e, now)
}

// stands are the conditions that have no day of their own.
func (w When) stands(e *roll.Entry, now time.Time) bool {
	switch {
	case w.AgeFrom > 0:
		years, known := e.Age(day.Of(now))
		return known && years >= w.AgeFrom
	case w.LivesAlone:
		return e.Household == 1
	case w.Interpreter:
		return e.Interpreter
	case w.NoPhone:
		return !e.Phone
	case len(w.Communication) > 0:
		return slices.ContainsFunc(w.Communication, func(need string) bool { return slices.Contains(e.Communication, need) })
	case w.FifthUpTo > 0:
		return e.Fifth > 0 && e.Fifth <= w.FifthUpTo
	}
	return false
}

// fixed reports whether nothing that anybody does changes it.
func (w When) fixed() bool { return w.AgeFrom > 0 }

// otherwise is the person with the condition no longer holding, all else as it is.
func (w When) otherwise(e roll.Entry) roll.Entry {
	switch {
	case w.Attribute != "":
		e.Attributes = slices.DeleteFunc(slices.Clone(e.Attributes), func(a roll.Attribute) bool { return a.Code == w.Attribute })
	case w.List != "":
		e.Sources, e.Lists = off(e.Sources, w.List), off(e.Lists, w.List)
	case w.Need != "":
		e.Needs = slices.DeleteFunc(slices.Clone(e.Needs), func(n roll.Need) bool { return n.Category == w.Need })
	case w.LivesAlone:
		e.Household = 2
	case w.Interpreter:
		e.Interpreter = false
	case w.NoPhone:
		e.Phone = true
	case len(w.Communication) > 0:
		e.Communication = slices.DeleteFunc(slices.Clone(e.Communication), func(need string) bool { return slices.Contains(w.Communication, need) })
	case w.FifthUpTo > 0:
		e.Fifth = w.FifthUpTo + 1
	}
	return e
}

// off takes a list away from where somebody is known from.
func off(sources []roll.Source, list string) []roll.Source {
	sources = slices.Clone(sources)
	for i := range sources {
		if sources[i].List == list {
			sources[i].List = ""
		}
	}
	return sources
}
