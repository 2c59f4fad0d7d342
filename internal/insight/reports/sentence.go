package reports

import (
	"strings"
	"unicode"
)

// Sentence is today's truth in words: first what waits for somebody, then how much there
// is, then what today brought.
func (d Dashboard) Sentence() string {
	late, waiting := "nothing is overdue", "every request has been accepted"
	if n := d.now(tasksOverdue); some(n) {
		late = said(n, "task is overdue", "tasks are overdue")
	}
	if n := d.now(notAccepted); some(n) {
		waiting = said(n, "request has not been accepted", "requests have not been accepted")
	}
	first := capital(late + " and " + waiting + ".")
	second := capital(said(d.now(tasksOpen), "task is open.", "tasks are open."))
	third := "Today " + said(d.today(requestsReceived), "request came in", "requests came in") + " and " +
		said(d.today(tasksDone), "task was done.", "tasks were done.")
	return strings.Join([]string{first, second, third}, " ")
}

func (d Dashboard) now(measure string) Number   { return d.Line(measure).Now }
func (d Dashboard) today(measure string) Number { return d.Line(measure).Today }

// Line is the line of a measure; one that is not shown is the zero Line.
func (d Dashboard) Line(measure string) Line {
	for _, l := range d.Lines {
		if l.Name == measure {
			return l
		}
	}
	return Line{}
}

func some(n Number) bool { return n.Hidden || n.Value > 0 }

func said(n Number, one, several string) string {
	switch {
	case n.Hidden:
		return n.String() + " " + several
	case n.Value == 0:
		return "no " + several
	case n.Value == 1:
		return "1 " + one
	}
	return n.String() + " " + several
}

func capital(s string) string {
	runes := []rune(s)
	runes[0] = unicode.ToUpper(runes[0])
	return string(runes)
}
