package roll

import (
	"math"
	"time"

	"kith/internal/kernel/day"
	"kith/internal/plat/rules"
)

// Fact is something a rule can ask of everybody on the roll.
type Fact struct {
	rules.Var
	About string // in words, for whoever writes a rule
	of    func(e *Entry, now time.Time) (value any, known bool)
}

// Never is how many days ago a contact was that never was.
const Never = math.MaxInt32

// Facts are all that a rule can ask about.
func Facts() []Fact { return append([]Fact(nil), facts...) }

// Vars are the facts as rules are compiled with them.
func Vars() []rules.Var {
	all := make([]rules.Var, len(facts))
	for i, f := range facts {
		all[i] = f.Var
	}
	return all
}

func fact(name string, t rules.Type, about string, of func(*Entry, time.Time) (any, bool)) Fact {
	return Fact{rules.Var{Name: name, Type: t}, about, of}
}

// always is a fact that is known of everybody.
func always[T any](of func(*Entry) T) func(*Entry, time.Time) (any, bool) {
	return func(e *Entry, _ time.Time) (any, bool) { return of(e), true }
}

var facts = []Fact{
	fact("age", rules.Int, "Their age in years.", func(e *Entry, now time.Time) (any, bool) {
		years, known := e.Age(day.Of(now))
		return int64(years), known
	}),
	fact("neighbourhood", rules.String, "The id of the neighbourhood they live in, such as hapi.", always(func(e *Entry) string { return e.Neighbourhood })),
	fact("ward", rules.String, "The name of their ward.", always(func(e *Entry) string { return e.Ward })),
	fact("deprivation_fifth", rules.Int, "The fifth of England their area is in, by deprivation: 1 is the most deprived.", func(e *Entry, _ time.Time) (any, bool) {
		return int64(e.Fifth), e.Fifth > 0
	}),
	fact("language", rules.String, "The language they speak: English where nothing else was said.", always(func(e *Entry) string {
		if e.Language == "" {
			return "English"
		}
		return e.Language
	})),
	fact("interpreter", rules.Bool, "Whether they need an interpreter.", always(func(e *Entry) bool { return e.Interpreter })),
	fact("communication", rules.Strings, "What they need to be spoken with: large-print, bsl, easy-read and the like.", always(func(e *Entry) []string { return e.Communication })),
	fact("has_phone", rules.Bool, "Whether there is a number to ring.", always(func(e *Entry) bool { return e.Phone })),
	fact("has_address", rules.Bool, "Whether it is known where they live.", always(func(e *Entry) bool { return e.Address })),
	fact("lives_alone", rules.Bool, "Whether nobody else is known to live with them, where the household was asked about.", func(e *Entry, _ time.Time) (any, bool) {
		return e.Household == 1, e.Household > 0
	}),
	fact("household", rules.Int, "How many people live there, where that was asked.", func(e *Entry, _ time.Time) (any, bool) {
		return int64(e.Household), e.Household > 0
	}),
	fact("led", rules.Bool, "Whether a service leads on them.", always(func(e *Entry) bool { return e.Lead != "" })),
	fact("lead_service", rules.String, "The service that leads on them, in the words it was written in.", always(func(e *Entry) string { return e.Lead })),
	fact("lists", rules.Strings, "The lists they came on, by the ids of contacts.yaml.", always((*Entry).lists)),
	fact("attributes", rules.Strings, "What sources said of them and is in force, by code, such as lives-alone. Where there is a value, it is there too: care-package=daily.", always((*Entry).attributes)),
	fact("registered", rules.Bool, "Whether they registered themselves.", always(func(e *Entry) bool { return !e.Joined.IsZero() })),
	fact("open_needs", rules.Strings, "What they asked for that is open, by kind of need.", always(func(e *Entry) []string { return e.needs(true) })),
	fact("asked_for", rules.Strings, "What they ever asked for, by kind of need.", always(func(e *Entry) []string { return e.needs(false) })),
	fact("days_since_contact", rules.Int, "Days since anybody was in touch with them, or they with us. A very large number where nobody ever was.", func(e *Entry, now time.Time) (any, bool) {
		return int64(e.DaysSinceContact(now)), true
	}),
	fact("ever_in_touch", rules.Bool, "Whether anybody was ever in touch with them.", always(func(e *Entry) bool { return !e.Reached.IsZero() })),
}

var byName = func() map[string]Fact {
	all := make(map[string]Fact, len(facts))
	for _, f := range facts {
		all[f.Name] = f
	}
	return all
}()

// DaysSinceContact is how long ago anybody was in touch; [Never] where nobody ever was.
func (e *Entry) DaysSinceContact(now time.Time) int {
	if e.Reached.IsZero() {
		return Never
	}
	return max(0, int(now.Sub(e.Reached)/(24*time.Hour)))
}

func (e *Entry) lists() (all []string) {
	for _, from := range [][]Source{e.Sources, e.Lists} {
		for _, s := range from {
			if s.List != "" {
				all = append(all, s.List)
			}
		}
	}
	return all
}

func (e *Entry) attributes() []string {
	all := make([]string, 0, len(e.Attributes))
	for _, a := range e.Attributes {
		all = append(all, a.Code)
		if a.Value != "" {
			all = append(all, a.Code+"="+a.Value)
		}
	}
	return all
}

func (e *Entry) needs(open bool) (all []string) {
	for _, n := range e.Needs {
		if !open || n.Closed.IsZero() {
			all = append(all, n.Category)
		}
	}
	return all
}
