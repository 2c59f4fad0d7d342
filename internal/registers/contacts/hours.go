package contacts

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"kith/internal/kernel/day"
)

// Hours are the times at which somebody may be reached, read from how they said it: "after
// 6pm", "weekday mornings", "between 9 and 12". The zero Hours is any time.
type Hours struct {
	parts []hoursPart
	// InWords is what was said where it could not be read; only a person can judge it.
	InWords string
}

// hoursPart is one answer: a time must lie in one of its spans and on one of its days.
type hoursPart struct {
	spans       []span
	days        [7]bool
	anyDay      bool
	from, until int // minutes; until 0 is no end
}

type span struct{ from, until int } // minutes of the day

const earlier = "; before that: "

// ReadHours reads times as they were said. Of several answers, put together by
// [people.Person.Reach], each must hold.
func ReadHours(said string) (h Hours) {
	for _, one := range strings.Split(said, earlier) {
		if strings.TrimSpace(one) == "" {
			continue
		}
		part, understood := readPart(one)
		if !understood {
			return Hours{InWords: said}
		}
		h.parts = append(h.parts, part)
	}
	return h
}

// Any reports whether nothing was said of when.
func (h Hours) Any() bool { return len(h.parts) == 0 && h.InWords == "" }

// Safe reports whether a time is one of the safe ones. Where what was said could not be
// read it is: the caller has looked at [Hours.InWords].
func (h Hours) Safe(at time.Time) bool {
	for _, p := range h.parts {
		if !p.holds(at.In(day.London)) {
			return false
		}
	}
	return true
}

// Next is the first safe time from at on, to the quarter of an hour; zero when there is
// none within a week.
func (h Hours) Next(at time.Time) time.Time {
	if h.Safe(at) {
		return at
	}
	const quarter = 15 * time.Minute
	for t := at.Truncate(quarter).Add(quarter); t.Before(at.Add(8 * 24 * time.Hour)); t = t.Add(quarter) {
		if h.Safe(t) {
			return t
		}
	}
	return time.Time{}
}

func (p hoursPart) holds(at time.Time) bool {
	minute := at.Hour()*60 + at.Minute()
	if !p.anyDay && !p.days[at.Weekday()] || minute < p.from || p.until > 0 && minute >= p.until {
		return false
	}
	for _, s := range p.spans {
		if minute >= s.from && minute < s.until {
			return true
		}
	}
	return len(p.spans) == 0
}

const clockTime = `(noon|midday|\d{1,2}(?:[:.]\d{2})? ?(?:am|pm)?)`

var (
	spanWords   = regexp.MustCompile(`(?:between |from )?\b` + clockTime + ` ?(?:-|–|to|and|until|till) ?` + clockTime + `\b`)
	afterWords  = regexp.MustCompile(`\b(?:after|from) ` + clockTime + `(?: onwards?| on)?\b`)
	beforeWords = regexp.MustCompile(`\b(?:before|until|till) ` + clockTime + `\b`)
	dayRange    = regexp.MustCompile(`\b(mon|tue|wed|thu|fri|sat|sun)[a-z]* ?(?:-|–|to) ?(mon|tue|wed|thu|fri|sat|sun)[a-z]*\b`)
	dayWord     = regexp.MustCompile(`\b(mon|tue|wed|thu|fri|sat|sun)(?:s|day|days|sday|sdays|nesday|nesdays|rsday|rsdays|urday|urdays|es|rs)?\b`)
	partWords   = regexp.MustCompile(`\b(mornings?|afternoons?|evenings?|lunch ?times?|day ?times?|school hours|office hours|weekdays?|week ?ends?|any ?time|every day|daily)\b`)
	fillerWords = regexp.MustCompile(`\b(only|please|on|in|the|and|or|best|at|is|are|ok|okay|fine|safe)\b|[,.;]`)
)

var partsOfDay = map[string]span{
	"morning": {8 * 60, 12 * 60}, "afternoon": {12 * 60, 17 * 60}, "evening": {17 * 60, 21 * 60}, "lunchtime": {12 * 60, 14 * 60},
	"daytime": {9 * 60, 17 * 60}, "school hours": {9 * 60, 15 * 60}, "office hours": {9 * 60, 17 * 60},
}

// readPart takes every phrase it knows out of what was said. What is left over was not
// understood, and then none of it counts.
func readPart(said string) (p hoursPart, understood bool) {
	text := " " + strings.ToLower(strings.TrimSpace(said)) + " "
	text = strings.NewReplacer("a.m.", "am", "p.m.", "pm", "o'clock", "", "o’clock", "").Replace(text)
	take := func(re *regexp.Regexp, use func(found []string)) {
		text = re.ReplaceAllStringFunc(text, func(whole string) string {
			use(re.FindStringSubmatch(whole))
			return " "
		})
	}
	take(dayRange, func(f []string) { p.daysFrom(f[1], f[2]) })
	take(spanWords, func(f []string) { p.spans = append(p.spans, between(f[1], f[2])) })
	take(afterWords, func(f []string) { p.from = max(p.from, minutes(f[1], true)) })
	take(beforeWords, func(f []string) { p.until = minutes(f[1], true) })
	take(dayWord, func(f []string) { p.days[weekdays[f[1]]] = true })
	take(partWords, func(f []string) { p.named(f[1]) })
	take(fillerWords, func([]string) {})
	p.anyDay = p.days == [7]bool{}
	return p, strings.TrimSpace(text) == ""
}

var weekdays = map[string]int{"sun": 0, "mon": 1, "tue": 2, "wed": 3, "thu": 4, "fri": 5, "sat": 6}

func (p *hoursPart) daysFrom(first, last string) {
	for d := weekdays[first]; ; d = (d + 1) % 7 {
		p.days[d] = true
		if d == weekdays[last] {
			return
		}
	}
}

func (p *hoursPart) named(words string) {
	words = strings.TrimSuffix(words, "s")
	switch joined := strings.ReplaceAll(words, " ", ""); {
	case joined == "weekday":
		p.daysFrom("mon", "fri")
	case joined == "weekend":
		p.daysFrom("sat", "sun")
	case partsOfDay[joined] != span{}:
		p.spans = append(p.spans, partsOfDay[joined])
	case partsOfDay[words+"s"] != span{}:
		p.spans = append(p.spans, partsOfDay[words+"s"])
	}
}

// between reads two times of one day: of "9 and 5" the second is in the afternoon.
func between(first, last string) span {
	s := span{minutes(first, false), minutes(last, false)}
	if s.until <= s.from && !strings.HasSuffix(last, "m") && s.until < 12*60 {
		s.until += 12 * 60
	}
	return s
}

// minutes reads a time of day. An hour alone below eight is in the afternoon where late.
func minutes(words string, late bool) int {
	words = strings.TrimSpace(words)
	if words == "noon" || words == "midday" {
		return 12 * 60
	}
	digits := strings.TrimSpace(strings.TrimRight(words, "apm"))
	hourText, minuteText, _ := strings.Cut(strings.ReplaceAll(digits, ".", ":"), ":")
	hour, _ := strconv.Atoi(hourText)
	minute, _ := strconv.Atoi(minuteText)
	switch {
	case strings.HasSuffix(words, "pm") && hour < 12, late && !strings.HasSuffix(words, "m") && minuteText == "" && hour < 8:
		hour += 12
	case strings.HasSuffix(words, "am") && hour == 12:
		hour = 0
	}
	return hour*60 + minute
}
