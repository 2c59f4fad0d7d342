package protocolsview

import (
	"fmt"
	"strings"

	"kith/internal/work/steps"
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
func Differences(was, now *steps.Protocol) []Difference {
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

func (c *comparison) whole(was, now *steps.Protocol) {
	c.add("", "the name", was.Name, now.Name)
	c.add("", "open runs a person", once(was.Once), once(now.Once))
	c.add("", "what it is for", startsSaid(was.Starts), startsSaid(now.Starts))
	c.add("", "the priority", string(was.Priority), string(now.Priority))
	c.add("", "the labels", joined(was.Labels), joined(now.Labels))
	for _, stop := range steps.AllStops() {
		c.add("", "when "+strings.ToLower(stop.Label()), leadSaid(was.Stops.Of(stop)), leadSaid(now.Stops.Of(stop)))
	}
	c.add("", "where a way is not safe", leadSaid(was.Unsafe), leadSaid(now.Unsafe))
	for _, e := range now.Ends {
		before, _ := was.EndNamed(e.ID)
		c.add("", "the end "+e.ID, endSaid(before), endSaid(e))
	}
	for _, e := range was.Ends {
		if _, there := now.EndNamed(e.ID); !there {
			c.add("", "the end "+e.ID, endSaid(e), "")
		}
	}
}

func once(one bool) string {
	if one {
		return "one at most"
	}
	return "any number"
}

func startsSaid(s steps.Starts) string {
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

func endSaid(e steps.End) string {
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

// leadSaid says where a lead leads and what is done on the way.
func leadSaid(l steps.Lead) string {
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

func (c *comparison) step(was, now steps.Step) {
	for _, f := range []struct{ what, was, now string }{
		{"the kind", was.Kind.Label(), now.Kind.Label()},
		{"the title", was.Title, now.Title},
		{"the instruction", was.Instruction, now.Instruction},
		{"who may do it", joined(was.WhoMay), joined(now.WhoMay)},
		{"whose queue it is in", was.Role, now.Role},
		{"when it may be done", was.After.String(), now.After.String()},
		{"when it is due", was.Due.String(), now.Due.String()},
		{"the tries", attemptsSaid(was.Attempts), attemptsSaid(now.Attempts)},
		{"the rhythm", recursSaid(was.Recurs), recursSaid(now.Recurs)},
		{"how often it may come", bounded(was), bounded(now)},
		{"when its time passes", overdueSaid(was.Overdue), overdueSaid(now.Overdue)},
		{"where the way is not safe", leadSaid(was.Unsafe), leadSaid(now.Unsafe)},
	} {
		c.add(now.ID, f.what, f.was, f.now)
	}
	for _, o := range now.Outcomes {
		before, _ := was.Outcome(o.ID)
		c.add(now.ID, "the outcome "+o.ID, outcomeSaid(before), outcomeSaid(o))
	}
	for _, o := range was.Outcomes {
		if _, there := now.Outcome(o.ID); !there {
			c.add(now.ID, "the outcome "+o.ID, outcomeSaid(o), "")
		}
	}
}

func attemptsSaid(a *steps.Attempts) string {
	if a == nil {
		return ""
	}
	said := fmt.Sprintf("%d, %s apart", a.Most, a.Apart)
	if a.OtherTimes {
		said += ", at other times of day"
	}
	if then := leadSaid(a.Then); then != "" {
		said += ", then " + then
	}
	return said
}

func recursSaid(r *steps.Recurs) string {
	if r == nil {
		return ""
	}
	return fmt.Sprintf("every %d days, after %d times %s", r.Every, r.Review, leadSaid(r.Then))
}

func bounded(s steps.Step) string {
	if s.Most == 0 {
		return ""
	}
	return fmt.Sprintf("%d times, then it %s", s.Most, leadSaid(s.Beyond))
}

func overdueSaid(o steps.Overdue) string {
	said := leadSaid(o.Lead)
	if o.Escalate != "" {
		said = strings.TrimPrefix(said+", goes into the queue of "+o.Escalate, ", ")
	}
	if !o.Again.IsZero() {
		said = strings.TrimPrefix(said+", reminds each "+o.Again.String(), ", ")
	}
	return said
}

func outcomeSaid(o steps.Outcome) string {
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
	if lead := leadSaid(o.Lead); lead != "" {
		said = append(said, lead)
	}
	for _, a := range o.Asks {
		said = append(said, "asks: "+a.Label)
	}
	return strings.Join(said, "; ")
}
