package staff

import (
	"strings"
	"time"
)

// Words say the set briefly: "Mon–Fri morning and afternoon, Sat all day".
func (w Week) Words() string {
	if w&WholeWeek == WholeWeek {
		return "Every day"
	}
	var said []string
	days := Weekdays()
	for i := 0; i < len(days); {
		last, what := i, w.day(days[i])
		for last+1 < len(days) && w.day(days[last+1]) == what {
			last++
		}
		if what != "" {
			said = append(said, span(days[i], days[last])+" "+what)
		}
		i = last + 1
	}
	if len(said) == 0 {
		return "Not said"
	}
	return strings.Join(said, ", ")
}

func span(from, to time.Weekday) string {
	if from == to {
		return from.String()[:3]
	}
	return from.String()[:3] + "–" + to.String()[:3]
}

func (w Week) day(d time.Weekday) string {
	var had []string
	for _, p := range Parts() {
		if w.Has(d, p) {
			had = append(had, p.ID())
		}
	}
	if len(had) == parts {
		return "all day"
	}
	return strings.Join(had, " and ")
}

// ParseWeek reads when somebody is free as a spreadsheet says it: "Mon am, Tue, weekends",
// parted by commas or semicolons. A day without a part is the whole day, a part without a
// day every day. It reports false, with what it could not read, for anything else.
func ParseWeek(text string) (w Week, wrong string, ok bool) {
	for _, one := range strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return r == ',' || r == ';' || r == '\n' }) {
		days, some := []time.Weekday(nil), []Part(nil)
		for _, word := range strings.Fields(strings.NewReplacer("every day", "everyday", "all day", "allday").Replace(one)) {
			d, isDay := daysNamed[word]
			p, isPart := partsCalled[word]
			if !isDay && !isPart {
				return 0, word, false
			}
			days, some = append(days, d...), append(some, p...)
		}
		w |= within(days, some)
	}
	return w, "", true
}

func within(days []time.Weekday, some []Part) (w Week) {
	if len(days) == 0 && len(some) == 0 {
		return 0
	}
	if len(days) == 0 {
		days = Weekdays()
	}
	if len(some) == 0 {
		some = Parts()
	}
	for _, d := range days {
		for _, p := range some {
			w = w.With(d, p)
		}
	}
	return w
}

// daysNamed are the words for days in a spreadsheet.
var daysNamed = func() map[string][]time.Weekday {
	named := map[string][]time.Weekday{
		"weekdays": Weekdays()[:5], "weekends": Weekdays()[5:], "weekend": Weekdays()[5:], "everyday": Weekdays(), "daily": Weekdays(), "any": Weekdays(),
	}
	for _, d := range Weekdays() {
		name := strings.ToLower(d.String())
		for _, word := range []string{name, name + "s", name[:3], name[:2]} {
			named[word] = []time.Weekday{d}
		}
	}
	named["tues"], named["thur"], named["thurs"] = named["tuesday"], named["thursday"], named["thursday"]
	return named
}()

// partsCalled are the words for parts of a day in a spreadsheet.
var partsCalled = map[string][]Part{
	"am": {Morning}, "morning": {Morning}, "mornings": {Morning}, "pm": {Afternoon}, "afternoon": {Afternoon}, "afternoons": {Afternoon},
	"eve": {Evening}, "evening": {Evening}, "evenings": {Evening}, "allday": {Morning, Afternoon, Evening},
}
