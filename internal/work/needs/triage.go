package needs

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"kith/internal/blueprint"
	"kith/internal/kernel/fault"
	"kith/internal/plat/rules"
	"kith/internal/work/answers"
)

// Triage is triage.yaml: the rules that turn answers into a priority, a route, a
// destination and who may help, each with its reason in plain words.
type Triage struct {
	Routes []Route `yaml:"routes,omitempty"`
	Extras []Extra `yaml:"extras,omitempty"`
	Rules  []Rule  `yaml:"rules"`

	catalogue *Catalogue
	questions *answers.Questions
}

// Route is a way to meet a need that triage may choose: Wigan's three food routes.
type Route struct {
	ID          string `yaml:"id"`
	Need        string `yaml:"need"` // the category it belongs to
	Name        string `yaml:"name"`
	Description string `yaml:"description"`
	TaskTitle   string `yaml:"task_title,omitempty"` // takes the place of the category's
	WhoMay      []Doer `yaml:"who_may,omitempty"`    // narrows who of the category may do it

	blueprint.Whose `yaml:",inline"`
	Source          string `yaml:"source,omitempty"`
}

// Extra is something that goes with the help: a perishable supplement, nappies, pet food.
type Extra struct {
	ID   string `yaml:"id"`
	Name string `yaml:"name"`
}

// Rule is one triage rule. Every rule that holds counts, in the order of the file; of those
// that choose a route only the first.
type Rule struct {
	ID      string   `yaml:"id"`
	For     []string `yaml:"for,omitempty"`  // categories it is about; empty means every one
	When    string   `yaml:"when,omitempty"` // CEL over the answers and the facts; empty means always
	Then    Outcome  `yaml:"then"`
	Because string   `yaml:"because"` // the reason, as staff and the asker read it

	blueprint.Whose `yaml:",inline"`
	Source          string `yaml:"source,omitempty"`

	when *rules.Rule
}

// Outcome is what a rule asks for. What is left out is left as it was.
type Outcome struct {
	Priority Priority `yaml:"priority,omitempty"`
	DueHours int      `yaml:"due_hours,omitempty"`
	// FirstContactHours shortens the time to the hub's first contact.
	FirstContactHours int    `yaml:"first_contact_hours,omitempty"`
	Route             string `yaml:"route,omitempty"`
	// Interim is the route by which help is given until Route begins, as a need beside it; see
	// [Triage.Meanwhile].
	Interim string `yaml:"interim,omitempty"`
	// StraightTo hands the need to a destination at once: no task opens at a hub and no
	// board names it.
	StraightTo string   `yaml:"straight_to,omitempty"`
	ReferTo    []string `yaml:"refer_to,omitempty"` // destinations to tell besides the hub
	SteerTo    []string `yaml:"steer_to,omitempty"` // signposts to offer first
	WhoMay     []Doer   `yaml:"who_may,omitempty"`  // narrows who may do it
	Extras     []string `yaml:"extras,omitempty"`
	Flags      []string `yaml:"flags,omitempty"` // short warnings to staff, as instructions
	// ForHelpers says that the warnings are for volunteers and organisations as well.
	ForHelpers bool    `yaml:"for_helpers,omitempty"`
	Labels     []Label `yaml:"labels,omitempty"`
}

// Facts is what triage knows besides the answers.
type Facts struct {
	Need          string   // the category being triaged
	Needs         []string // every category of the request, where the form did not ask for them
	Channel       string   // "web", "phone", "walk-in", "partner"
	Age           int      // whole years; −1 when unknown
	Shielded      bool     // on the shielded list, from the register
	Neighbourhood string   // where the person lives; "" when not routed
	OutOfHours    bool     // asked while the hubs are shut
}

// Result is what triage decided about one need, and why.
type Result struct {
	Need              string
	Priority          Priority
	FirstContactHours int
	DueHours          int
	TaskTitle         string
	Route             string
	Interim           string // the route of the need beside it, until Route begins
	Until             string // of that need: the route whose beginning it waits for
	StraightTo        string
	ReferTo           []string
	SteerTo           []string
	WhoMay            []Doer // empty means nobody at a hub: StraightTo is set
	Checks            []string
	Extras            []string
	Flags             []string
	StaffFlags        []string // those of them that are for staff alone
	Labels            []Label
	Reasons           []Reason

	forHelpers []string // the others, until it is settled
}

// Reason is one rule that held.
type Reason struct {
	Rule    string
	Because string
	Whose   string // "own", or "adopted from" whom
}

// facts are the variables of a rule that do not come from a question.
func facts() []rules.Var {
	return []rules.Var{
		{Name: "need", Type: rules.String},
		{Name: "channel", Type: rules.String},
		{Name: "age", Type: rules.Int},
		{Name: "shielded", Type: rules.Bool},
		{Name: "neighbourhood", Type: rules.String},
		{Name: "out_of_hours", Type: rules.Bool},
	}
}

func (f Facts) values() map[string]any {
	return map[string]any{
		"need": f.Need, "channel": f.Channel, "age": f.Age, "shielded": f.Shielded,
		"neighbourhood": f.Neighbourhood, "out_of_hours": f.OutOfHours,
	}
}

// Decide says what to do about one need. Every rule that holds counts: the most pressing
// priority and the shortest hours win, lists add up, and who may help is narrowed by each.
// Of the rules that choose a route only the first that holds counts. It is pure; it answers
// [fault.Invalid] for a need the catalogue does not know.
func (t *Triage) Decide(f Facts, a answers.Answers) (Result, error) {
	if t.catalogue == nil || t.questions == nil {
		return Result{}, fmt.Errorf("triage: the rules were not checked before use")
	}
	category, ok := t.catalogue.Find(f.Need)
	if !ok {
		return Result{}, fault.New(fault.Invalid, "needs.unknown-category",
			fmt.Sprintf("There is no kind of need called %q. Choose one from the list.", f.Need))
	}
	values := t.questions.Values(a)
	maps.Copy(values, f.values())
	if len(a[answers.AskNeeds]) == 0 && len(f.Needs) > 0 {
		values[answers.AskNeeds] = f.Needs
	}
	r := start(category)
	narrow := category.WhoMay
	for _, rule := range t.Rules {
		holds, err := rule.holds(f.Need, values)
		if err != nil {
			return Result{}, err
		}
		if holds && (rule.Then.Route == "" || r.Route == "") {
			narrow = r.apply(t, rule, narrow)
		}
	}
	r.finish(narrow)
	return r, nil
}

func start(c Category) Result {
	return Result{
		Need: c.ID, Priority: c.Priority, TaskTitle: c.TaskTitle,
		FirstContactHours: c.FirstContactHours, DueHours: c.DueHours,
		Checks: slices.Clone(c.Checks), Labels: c.AllLabels(),
	}
}

func (r Rule) holds(need string, values map[string]any) (bool, error) {
	if len(r.For) > 0 && !slices.Contains(r.For, need) {
		return false, nil
	}
	if r.when == nil {
		return true, nil
	}
	return r.when.Bool(values)
}

// apply adds what a rule that holds asks for and returns who may still do it.
func (r *Result) apply(t *Triage, rule Rule, may []Doer) []Doer {
	then := rule.Then
	if then.Priority != "" && then.Priority.Rank() < r.Priority.Rank() {
		r.Priority = then.Priority
	}
	r.DueHours = sooner(r.DueHours, then.DueHours)
	r.FirstContactHours = sooner(r.FirstContactHours, then.FirstContactHours)
	if route, ok := t.Route(then.Route); ok && r.Route == "" {
		r.Route, r.Interim = route.ID, then.Interim
		r.TaskTitle = cmp.Or(route.TaskTitle, r.TaskTitle)
		if len(route.WhoMay) > 0 {
			may = intersect(route.WhoMay, may)
		}
	}
	r.StraightTo = cmp.Or(r.StraightTo, then.StraightTo)
	r.ReferTo = union(r.ReferTo, then.ReferTo)
	r.SteerTo = union(r.SteerTo, then.SteerTo)
	r.Extras = union(r.Extras, then.Extras)
	r.Flags = union(r.Flags, then.Flags)
	if then.ForHelpers {
		r.forHelpers = union(r.forHelpers, then.Flags)
	}
	r.Labels = union(r.Labels, then.Labels)
	r.Reasons = append(r.Reasons, Reason{Rule: rule.ID, Because: rule.Because, Whose: rule.Label()})
	if len(then.WhoMay) > 0 {
		may = intersect(may, then.WhoMay)
	}
	return may
}

// finish settles who may do it. Rules that together leave nobody leave staff: a need is
// never without a doer, unless it has gone straight to a service with its own duty.
func (r *Result) finish(may []Doer) {
	for _, flag := range r.Flags {
		if !slices.Contains(r.forHelpers, flag) {
			r.StaffFlags = append(r.StaffFlags, flag)
		}
	}
	r.forHelpers = nil
	r.FirstContactHours = min(r.FirstContactHours, r.DueHours)
	if r.StraightTo != "" {
		r.Route, r.Interim, r.TaskTitle, r.WhoMay, r.Checks = "", "", "", nil, nil
		r.Labels = union(r.Labels, []Label{Restricted})
		return
	}
	if r.WhoMay = slices.Clone(may); len(may) == 0 {
		r.WhoMay = []Doer{Staff}
	}
}

// Route returns the route with this id.
func (t *Triage) Route(id string) (Route, bool) {
	i := slices.IndexFunc(t.Routes, func(r Route) bool { return r.ID == id })
	if i < 0 {
		return Route{}, false
	}
	return t.Routes[i], true
}

// Extra returns the extra with this id.
func (t *Triage) Extra(id string) (Extra, bool) {
	i := slices.IndexFunc(t.Extras, func(e Extra) bool { return e.ID == id })
	if i < 0 {
		return Extra{}, false
	}
	return t.Extras[i], true
}

// sooner is the shorter of two numbers of hours; 0 asks for nothing.
func sooner(now, asked int) int {
	if asked == 0 {
		return now
	}
	return min(now, asked)
}

func union[T comparable](have, more []T) []T {
	for _, one := range more {
		if !slices.Contains(have, one) {
			have = append(have, one)
		}
	}
	return have
}

func intersect(a, b []Doer) []Doer {
	return slices.DeleteFunc(slices.Clone(a), func(d Doer) bool { return !slices.Contains(b, d) })
}
