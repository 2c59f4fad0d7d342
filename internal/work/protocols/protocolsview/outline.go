package protocolsview

import (
	"fmt"
	"strings"

	"kith/internal/work/steps"
)

func say(names map[string]string, id string) string {
	if name := names[id]; name != "" {
		return name
	}
	return id
}

// Outline is a protocol as people read it: its steps in the order of the drawing, numbered
// from 1, each with what can come of it and where that leads. The drawing and its list are
// made of it.
type Outline struct {
	Name, About string
	Steps       []OutlineStep
	Stops       []OutlineExit
}

// OutlineStep is one step of an [Outline].
type OutlineStep struct {
	ID     string
	Number int
	Kind   string
	Title  string
	Facts  []string // by whom and when, a sentence each
	Exits  []OutlineExit
}

// OutlineExit is one way on from a step.
type OutlineExit struct {
	When string // what happens
	Then string // what is done and where it leads, in words
	To   int    // the number of the step it leads to; 0 is none
	End  string // the end it leads to; "" is none
}

// OutlineOf reads a protocol for people.
func OutlineOf(p *steps.Protocol, w steps.Words) Outline {
	order := p.Order()
	number := make(map[string]int, len(order))
	for i, at := range order {
		number[p.Steps[at].ID] = i + 1
	}
	o := Outline{Name: p.Name, About: p.About}
	for i, at := range order {
		s := p.Steps[at]
		d := describer{p, w, number}
		o.Steps = append(o.Steps, OutlineStep{ID: s.ID, Number: i + 1, Kind: s.Kind.Label(), Title: s.Title, Facts: d.facts(s), Exits: d.exits(s)})
	}
	for _, stop := range steps.AllStops() {
		d := describer{p, w, number}
		o.Stops = append(o.Stops, d.exit(stop.Label(), p.Stops.Of(stop), ""))
	}
	return o
}

// describer puts one step in words.
type describer struct {
	p      *steps.Protocol
	words  steps.Words
	number map[string]int
}

func (d describer) facts(s steps.Step) (all []string) {
	if s.Role != "" {
		all = append(all, "In the queue of: "+say(d.words.Role, s.Role))
	} else if len(s.WhoMay) > 0 {
		all = append(all, "Done by: "+joined(s.WhoMay))
	}
	if !s.After.IsZero() {
		all = append(all, "Not before: "+s.After.String())
	}
	due := "Due: within " + s.Due.String()
	if s.Due.Elsewhere() || s.Due.HasTime() {
		due = "Due: " + s.Due.String()
	}
	if s.Kind == steps.Wait {
		due = strings.Replace(due, "Due: ", "Waits: ", 1)
	}
	if all = append(all, due); s.Same {
		all = append(all, "The same helper as before, where possible")
	}
	if r := s.Recurs; r != nil {
		all = append(all, fmt.Sprintf("Comes back every %d days, or as the person chose", r.Every))
	}
	return all
}

func (d describer) exits(s steps.Step) (all []OutlineExit) {
	for _, o := range s.Outcomes {
		e := d.exit(o.Label, o.Lead, "")
		switch {
		case o.Again:
			e.Then = d.again(s, e.Then)
		case o.Next:
			e.Then = strings.TrimPrefix(e.Then+", comes back next time", ", ")
		}
		if len(o.Asks) > 0 {
			e.Then += d.asks(o.Asks)
		}
		all = append(all, e)
	}
	if a := s.Attempts; a != nil {
		e := d.exit(fmt.Sprintf("After %d tries without an answer", a.Most), a.Then, "")
		if a.Next {
			e.Then = strings.TrimPrefix(e.Then+", comes back next time", ", ")
		}
		all = append(all, e)
	}
	if r := s.Recurs; r != nil {
		all = append(all, d.exit(fmt.Sprintf("After %d times", r.Review), r.Then, ""))
	}
	all = append(all, d.overdue(s))
	if s.Most > 0 {
		all = append(all, d.exit(fmt.Sprintf("When it would come more than %s", times(s.Most)), s.Beyond, ""))
	}
	if s.Kind.Way() != steps.NoWay {
		all = append(all, d.exit("If this way of contact is not safe", d.p.Safely(s), ""))
	}
	return all
}

func times(n int) string {
	if n == 1 {
		return "once"
	}
	return fmt.Sprintf("%d times", n)
}

func (d describer) again(s steps.Step, then string) string {
	said := "tried again after " + s.Attempts.Apart.String()
	if s.Attempts.OtherTimes {
		said += ", at another time of day"
	}
	return strings.TrimPrefix(then+", "+said, ", ")
}

func (d describer) asks(all []steps.Ask) string {
	var said []string
	for _, a := range all {
		said = append(said, a.Label)
	}
	return " (asks: " + strings.Join(said, "; ") + ")"
}

func (d describer) overdue(s steps.Step) OutlineExit {
	when := "When its time passes"
	switch o := s.Overdue; {
	case o.To != "":
		return d.exit(when, o.Lead, "")
	case o.Escalate != "":
		e := d.exit(when, o.Lead, "")
		e.Then = strings.TrimPrefix(e.Then+", goes into the queue of "+say(d.words.Role, o.Escalate)+", who is reminded each "+s.Reminded().String(), ", ")
		return e
	}
	return OutlineExit{When: when, Then: "the role is reminded each " + s.Reminded().String()}
}

// exit puts a lead in words.
func (d describer) exit(when string, l steps.Lead, then string) OutlineExit {
	e := OutlineExit{When: when, To: d.number[l.To]}
	said := []string{}
	for _, part := range []struct{ what, name string }{
		{"starts ", say(d.words.Protocol, l.Raise)},
		{"refers to ", say(d.words.Destination, l.Refer)},
		{"tells ", say(d.words.Role, l.TellRole)},
		{"sends ", say(d.words.Letter, l.TellPerson)},
	} {
		if part.name != "" {
			said = append(said, part.what+part.name)
		}
	}
	if end, ok := d.p.EndNamed(l.End); ok {
		e.End = end.Name
	}
	e.Then = strings.Join(append(said, then), ", ")
	e.Then = strings.Trim(e.Then, ", ")
	return e
}
