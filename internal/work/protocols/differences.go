package protocols

import (
	"fmt"
	"slices"
	"strings"
)

// Difference is one thing that is not the same in two versions of a protocol.
type Difference struct {
	Step string // its id; "" is the protocol as a whole
	What string // what differs: "due", "the outcome Done"
	Was  string // "" where it is new
	Now  string // "" where it is gone
}

// Differences lists what a change of a protocol would do to it, from the whole to the
// steps, in the order of the new version. Work in flight keeps to the version it began
// with; the differences hold for what begins after.
func Differences(was, now *Protocol) []Difference {
	c := comparison{}
	c.whole(was, now)
	for _, s := range now.Steps {
		before, there := was.Step(s.ID)
		if !there {
			c.add(s.ID, "the step", "", s.Title)
			continue
		}
		c.step(before, s)
	}
	for _, s := range was.Steps {
		if _, there := now.Step(s.ID); !there {
			c.add(s.ID, "the step", s.Title, "")
		}
	}
	if len(was.Steps) > 0 && len(now.Steps) > 0 && was.Steps[0].ID != now.Steps[0].ID {
		c.add("", "the first step", was.Steps[0].ID, now.Steps[0].ID)
	}
	return c.all
}

type comparison struct{ all []Difference }

func (c *comparison) add(step, what, was, now string) {
	if was != now {
		c.all = append(c.all, Difference{step, what, was, now})
	}
}

func (c *comparison) whole(was, now *Protocol) {
	c.add("", "the name", was.Name, now.Name)
	c.add("", "open runs a person", once(was.Once), once(now.Once))
	c.add("", "what it is for", was.Starts.spell(), now.Starts.spell())
	c.add("", "the priority", string(was.Priority), string(now.Priority))
	c.add("", "the labels", joined(was.Labels), joined(now.Labels))
	for _, stop := range AllStops() {
		c.add("", "when "+strings.ToLower(stop.Label()), was.Stops.of(stop).spell(), now.Stops.of(stop).spell())
	}
	c.add("", "where a way is not safe", was.Unsafe.spell(), now.Unsafe.spell())
	for _, e := range now.Ends {
		before, _ := was.EndNamed(e.ID)
		c.add("", "the end "+e.ID, before.spell(), e.spell())
	}
	for _, e := range was.Ends {
		if _, there := now.EndNamed(e.ID); !there {
			c.add("", "the end "+e.ID, e.spell(), "")
		}
	}
}

func once(one bool) string {
	if one {
		return "one at most"
	}
	return "any number"
}

func (s Starts) spell() string {
	var said []string
	for _, part := range []struct {
		what string
		all  []string
	}{{"needs", s.Needs}, {"routes", s.Routes}, {"referrals to", s.Refers}, {"by hand by", s.ByHand}} {
		if len(part.all) > 0 {
			said = append(said, part.what+" "+strings.Join(part.all, ", "))
		}
	}
	if s.Straight {
		said = append(said, "what goes straight to a service")
	}
	for _, l := range s.Lists {
		said = append(said, "the list "+l.List+" by "+strings.Join(l.Teams, ", "))
	}
	return strings.Join(said, "; ")
}

func (s Stops) of(stop Stop) Lead {
	switch stop {
	case Deceased:
		return s.Deceased
	case Moved:
		return s.Moved
	}
	return s.AskedToStop
}

func (e End) spell() string {
	if e.ID == "" {
		return ""
	}
	return fmt.Sprintf("%s (the need is %s)", e.Name, e.Need)
}

func joined[T ~string](all []T) string {
	var names []string
	for _, one := range all {
		names = append(names, string(one))
	}
	return strings.Join(names, ", ")
}

// spell says where a lead leads and what is done on the way.
func (l Lead) spell() string {
	var said []string
	for _, part := range []struct{ what, name string }{
		{"goes to", l.To}, {"ends:", l.End}, {"starts", l.Raise}, {"refers to", l.Refer}, {"tells", l.TellRole}, {"writes", l.TellPerson},
	} {
		if part.name != "" {
			said = append(said, part.what+" "+part.name)
		}
	}
	return strings.Join(said, ", ")
}

func (c *comparison) step(was, now Step) {
	for _, f := range []struct{ what, was, now string }{
		{"the kind", was.Kind.Label(), now.Kind.Label()},
		{"the title", was.Title, now.Title},
		{"the instruction", was.Instruction, now.Instruction},
		{"who may do it", joined(was.WhoMay), joined(now.WhoMay)},
		{"whose queue it is in", was.Role, now.Role},
		{"when it may be done", was.After.String(), now.After.String()},
		{"when it is due", was.Due.String(), now.Due.String()},
		{"the tries", was.Attempts.spell(), now.Attempts.spell()},
		{"the rhythm", was.Recurs.spell(), now.Recurs.spell()},
		{"how often it may come", bounded(was), bounded(now)},
		{"when its time passes", was.Overdue.spell(), now.Overdue.spell()},
		{"where the way is not safe", was.Unsafe.spell(), now.Unsafe.spell()},
	} {
		c.add(now.ID, f.what, f.was, f.now)
	}
	for _, o := range now.Outcomes {
		before, _ := was.Outcome(o.ID)
		c.add(now.ID, "the outcome "+o.ID, before.spell(), o.spell())
	}
	for _, o := range was.Outcomes {
		if _, there := now.Outcome(o.ID); !there {
			c.add(now.ID, "the outcome "+o.ID, o.spell(), "")
		}
	}
}

func (a *Attempts) spell() string {
	if a == nil {
		return ""
	}
	said := fmt.Sprintf("%d, %s apart", a.Most, a.Apart)
	if a.OtherTimes {
		said += ", at other times of day"
	}
	if then := a.Then.spell(); then != "" {
		said += ", then " + then
	}
	return said
}

func (r *Recurs) spell() string {
	if r == nil {
		return ""
	}
	return fmt.Sprintf("every %d days, after %d times %s", r.Every, r.Review, r.Then.spell())
}

func bounded(s Step) string {
	if s.Most == 0 {
		return ""
	}
	return fmt.Sprintf("%d times, then it %s", s.Most, s.Beyond.spell())
}

func (o Overdue) spell() string {
	said := o.Lead.spell()
	if o.Escalate != "" {
		said = strings.TrimPrefix(said+", goes into the queue of "+o.Escalate, ", ")
	}
	if !o.Again.IsZero() {
		said = strings.TrimPrefix(said+", reminds each "+o.Again.String(), ", ")
	}
	return said
}

func (o Outcome) spell() string {
	if o.ID == "" {
		return ""
	}
	said := []string{o.Label}
	for _, part := range []struct {
		is   bool
		what string
	}{{o.Again, "tries again"}, {o.Next, "comes back in its rhythm"}, {o.Note, "asks for a note"}} {
		if part.is {
			said = append(said, part.what)
		}
	}
	if lead := o.Lead.spell(); lead != "" {
		said = append(said, lead)
	}
	for _, a := range o.Asks {
		said = append(said, "asks: "+a.Label)
	}
	return strings.Join(said, "; ")
}

// Strands lists the ids of steps and ends of an older version that a newer one no longer
// has, of those given: where work in flight stands and would have nowhere to go, if it did
// not keep to its own version.
func Strands(now *Protocol, steps []string) []string {
	return slices.DeleteFunc(slices.Clone(steps), func(id string) bool {
		_, there := now.Step(id)
		return there
	})
}
