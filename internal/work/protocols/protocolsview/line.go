package protocolsview

import (
	"maps"
	"slices"
	"strings"
	"time"

	"kith/internal/plat/govuk"
	"kith/internal/work/protocols"
	"kith/internal/work/steps"
)

// Line is a run as a line of its steps: where it has been, where it stands, and what comes
// next for each thing that can come of the step.
type Line struct {
	Name   string
	Titles map[string]string // of the steps, by their ids
	Run    protocols.Run
	Events []protocols.Event
	At     OutlineStep // the step it stands at; zero once it has ended
	Ended  string      // how it ended, in words; "" while it is open
	Next   []Exit
	Now    time.Time
	By     func(account string) string // who somebody is
}

// Exit is one thing that can come of the step, and what is done then.
type Exit struct{ When, Then string }

// LineOf puts a run in words, by the version it keeps to.
func LineOf(p *steps.Protocol, w steps.Words, r protocols.Run, events []protocols.Event) Line {
	o := OutlineOf(p, w)
	l := Line{Name: p.Name, Titles: map[string]string{}, Run: r, Events: events}
	numbers := map[int]string{}
	for _, s := range o.Steps {
		l.Titles[s.ID], numbers[s.Number] = s.Title, s.Title
		if s.ID == r.Saved.Step && r.Open() {
			l.At = s
		}
	}
	if !r.Open() {
		l.Ended = "Withdrawn: it was no longer wanted"
		if end, ok := p.EndNamed(r.EndedAs); ok {
			l.Ended = end.Name
		}
	}
	for _, e := range l.At.Exits {
		l.Next = append(l.Next, Exit{e.When, then(e, numbers)})
	}
	return l
}

// then is what is done next, with steps by their titles.
func then(e OutlineExit, titles map[int]string) string {
	said := e.Then
	switch {
	case e.To > 0:
		said += ", next: " + titles[e.To]
	case e.End != "":
		said += ", over: " + e.End
	}
	return strings.TrimPrefix(said, ", ")
}

// Steps is the line: the steps taken in order, the one it stands at filled.
func (l Line) Steps() govuk.Steps {
	steps := govuk.Steps{Label: "The steps of: " + l.Name}
	last := ""
	for _, e := range l.Events {
		if e.Step != "" && e.Step != last && e.Happened != protocols.Joined {
			steps.Items = append(steps.Items, govuk.Step{Text: l.Titles[e.Step], Done: true})
			last = e.Step
		}
	}
	if l.Ended != "" {
		return l.over(steps)
	}
	if n := len(steps.Items); n > 0 && last == l.At.ID {
		steps.Items = steps.Items[:n-1] // tried before, and still there
	}
	steps.Items = append(steps.Items, govuk.Step{Text: l.At.Title, Current: true})
	return steps
}

func (l Line) over(steps govuk.Steps) govuk.Steps {
	steps.Items = append(steps.Items, govuk.Step{Text: l.Ended, Done: true})
	return steps
}

// said is what happened at one step, in words.
func (l Line) said(e protocols.Event) string {
	switch e.Happened {
	case protocols.Began:
		return "It began"
	case protocols.Passed:
		return "Its time passed"
	case protocols.Joined:
		return "A further reason joined it"
	case protocols.Reopened:
		return "It was opened again"
	case protocols.Dropped:
		return "It was withdrawn"
	}
	return e.Said
}

// answered are what else was said with an outcome, in words.
func answered(e protocols.Event) (all []string) {
	for _, id := range slices.Sorted(maps.Keys(e.Answers)) {
		if answer := e.Answers[id]; answer != "" && answer != "yes" {
			all = append(all, strings.ReplaceAll(id, "-", " ")+": "+answer)
		}
	}
	return all
}
