package cohorts

import (
	"time"

	"kith/internal/insight/roll"
	"kith/internal/kernel/day"
	"kith/internal/registers/contacts"
	"kith/internal/registers/people"
)

// Terms are how a cohort is chosen.
type Terms struct {
	Rule      string
	Way       Way
	List      string // of contacts.yaml; "" none
	QuietDays int    // whoever was in touch with anybody so lately is left out; 0 asks nothing
	LedToo    bool   // those in whom a service leads on too
}

// Why is why somebody is not approached.
type Why string

// The reasons, in the order they are asked.
const (
	Died      Why = "died"
	Moved     Why = "moved"
	Stopped   Why = "stopped"
	NoCalls   Why = "no-calls"
	Led       Why = "led"
	Lately    Why = "lately"
	Planned   Why = "planned"
	Elsewhere Why = "elsewhere"
	NoAgree   Why = "not-agreed"
	NoWay     Why = "no-way"
	NotAtHome Why = "withheld"
	NotSafe   Why = "not-safe"
)

// Whys lists the reasons.
func Whys() []Why {
	return []Why{Died, Moved, Stopped, NoCalls, Led, Lately, Planned, Elsewhere, NoAgree, NotAtHome, NotSafe, NoWay}
}

var whyLabels = map[Why]string{
	Died: "They have died", Moved: "They have moved away", Stopped: "They asked us to stop", NoCalls: "They are not to be rung",
	Led: "A service leads on them, and goes to them itself", Lately: "Somebody was in touch with them lately",
	Planned: "A call or a visit to them is open already", Elsewhere: "They were handed on with another cohort lately",
	NoAgree: "They have not agreed to be approached", NotAtHome: "Their address is withheld", NotSafe: "No letter to them is known to be safe", NoWay: "There is no number or address to reach them by",
}

// Label is the reason in words.
func (w Why) Label() string { return whyLabels[w] }

// Out is why one person is left out, in words. The zero Out leaves nobody out.
type Out struct {
	Why   Why
	Words string
}

// around is what is known beside the roll.
type around struct {
	now     time.Time
	list    contacts.List                          // whose rules hold
	planned map[people.PersonID]bool               // who is about to be rung or visited
	handed  map[people.PersonID]time.Time          // who was handed on lately, and when
	agreed  map[people.PersonID]contacts.Agreement // what people said about being approached
}

// leaves judges one person: why they are not to be approached on these terms.
func (t Terms) leaves(e *roll.Entry, k around) Out {
	switch today := day.Of(k.now); {
	case e.Died:
		return Out{Died, "They have died."}
	case e.Moved:
		return Out{Moved, "They have moved away."}
	case e.Stop.Of(t.stop()):
		return Out{Stopped, "They asked us to stop."}
	case t.Way == Calls && e.NoCalls.On(today):
		return Out{NoCalls, "They are not to be rung."}
	case e.Lead != "" && !t.LedToo:
		return Out{Led, e.Lead + " leads on them." + lastContact(e)}
	case t.quiet(e, k.now):
		return Out{Lately, e.By + " was in touch on " + day.Of(e.Reached).Long() + "."}
	case k.planned[e.Person]:
		return Out{Planned, "A call or a visit to them is open already."}
	}
	if at, handed := k.handed[e.Person]; handed {
		return Out{Elsewhere, "They were handed on with a cohort on " + day.Of(at).Long() + "."}
	}
	return t.reach(e, k)
}

// reach judges if somebody can be reached in the way chosen.
func (t Terms) reach(e *roll.Entry, k around) Out {
	switch {
	case t.Way.Begun() && !k.list.Approachable(k.agreed[e.Person]):
		return Out{NoAgree, "They have not agreed to be approached."}
	case t.Way == Calls && !e.Phone:
		return Out{NoWay, "There is no number to ring."}
	case t.Way != Calls && e.Withheld:
		return Out{NotAtHome, "Their address is withheld: it is on no list."}
	case t.Way != Calls && !e.Address:
		return Out{NoWay, "It is not known where they live."}
	}
	return Out{}
}

// lastContact is all that is told of what a leading service does.
func lastContact(e *roll.Entry) string {
	if e.Reached.IsZero() {
		return ""
	}
	return " Last contact: " + day.Of(e.Reached).Long() + "."
}

func (t Terms) quiet(e *roll.Entry, now time.Time) bool {
	return t.QuietDays > 0 && e.Reached.After(now.AddDate(0, 0, -t.QuietDays))
}

// stop is what somebody may have asked us to stop that rules the way out.
func (t Terms) stop() string {
	switch t.Way {
	case Calls:
		return people.StopCalls
	case Visits, Sheet:
		return people.StopVisits
	}
	return people.StopEverything
}
