package volunteering

import (
	"slices"

	"kith/internal/blueprint"
	"kith/internal/kernel/day"
)

// Rules is volunteering.yaml: what a borough asks of its volunteers and what they do.
// The zero Rules are those of a borough that has no such file and takes nobody by the form.
type Rules struct {
	MinimumAge int        `yaml:"minimum_age"`
	Principles Principles `yaml:"principles"`
	Joining    Joining    `yaml:"joining"`
	Skills     []Skill    `yaml:"skills"`
	Checks     []Check    `yaml:"checks"`
	Modules    []Module   `yaml:"modules"`
	Activities []Activity `yaml:"activities"`
	Caps       Caps       `yaml:"caps"`
	// Paying says to volunteers how what they fetch is paid for.
	Paying string `yaml:"paying"`
	Thanks Thanks `yaml:"thanks"`
}

// Principles are what every volunteer agrees to. Whoever agreed to another version than the
// one in force is asked again.
type Principles struct {
	Version day.Date    `yaml:"version"`
	Says    []Principle `yaml:"says"`
}

// Principle is one sentence of them.
type Principle struct {
	ID   string `yaml:"id"`
	Text string `yaml:"text"`
}

// Joining is what everybody needs before they are active, whatever they do.
type Joining struct {
	Checks  []string `yaml:"checks"`
	Modules []string `yaml:"modules"`
}

// Skill is something a volunteer or a member of staff may bring.
type Skill struct {
	ID    string `yaml:"id"`
	Label string `yaml:"label"`
	// Staff skills come with a post and are not asked of volunteers.
	Staff bool `yaml:"staff,omitempty"`
}

// Caps bound what is asked of one volunteer, and say how an offer widens.
type Caps struct {
	PerWeek      int `yaml:"per_week"`       // tasks a week of whoever said no number
	PerMonthMost int `yaml:"per_month_most"` // tasks a month, whatever they said
	InHand       int `yaml:"in_hand"`        // accepted and not done, at most
	OffersAtOnce int `yaml:"offers_at_once"` // people a task is offered to at the same time
	// AnswerWithin is the hours an offer stands before it goes to the next.
	AnswerWithin int `yaml:"answer_within"`
	// WorkingTime counts those hours in the borough's working time, and not round the clock.
	WorkingTime bool       `yaml:"working_time,omitempty"`
	Widen       []Widening `yaml:"widen"`
	// AlertAfter is the hours after which a coordinator is told that nobody took a task.
	AlertAfter int `yaml:"alert_after"`

	blueprint.Whose `yaml:",inline"`
}

// Widening is who is asked once a task has waited so many hours.
type Widening struct {
	After  int   `yaml:"after"`
	To     Reach `yaml:"to"`
	Metres int   `yaml:"metres,omitempty"` // of the nearest: how far they live at most
}

// Reach is how far offers go out.
type Reach string

// The reaches, narrowest first.
const (
	Nearest       Reach = "nearest"
	Neighbourhood Reach = "neighbourhood"
	WholeBorough  Reach = "borough"
)

// Choices are the reaches a blueprint may name.
func (Reach) Choices() []string {
	return []string{string(Nearest), string(Neighbourhood), string(WholeBorough)}
}

// Thanks is what volunteers are told at the end of a week and of the whole.
type Thanks struct {
	Weekly string `yaml:"weekly"`
	End    string `yaml:"end"`
	// Hours are the totals at which somebody is thanked by name.
	Hours []int `yaml:"hours,omitempty"`
}

// Of are what a blueprint asks of volunteers.
func Of(b *blueprint.Blueprint) *Rules { return blueprint.Part[*Rules](b) }

// For is the one activity that a task of a category and a kind is: the one that names the
// kind, or the one that names none. It is false for what volunteers do not do.
func (b *Rules) For(category, kind string) (a Activity, ok bool) {
	for _, one := range b.Activities {
		switch {
		case !slices.Contains(one.Categories, category):
		case slices.Contains(one.Kinds, kind):
			return one, true
		case len(one.Kinds) == 0:
			a, ok = one, true
		}
	}
	return a, ok
}

// Serving is the activity that serves a category, whatever the kind of task: the one that
// names no kinds, where there are several.
func (b *Rules) Serving(category string) (a Activity, ok bool) {
	if a, ok = b.For(category, ""); ok {
		return a, true
	}
	i := slices.IndexFunc(b.Activities, func(one Activity) bool { return slices.Contains(one.Categories, category) })
	if i < 0 {
		return Activity{}, false
	}
	return b.Activities[i], true
}

// Needs lists the ids of the checks an activity needs, those everybody needs first.
func (b *Rules) Needs(a Activity) []string {
	all := slices.Clone(b.Joining.Checks)
	for _, id := range a.Checks {
		if !slices.Contains(all, id) {
			all = append(all, id)
		}
	}
	return all
}

// Activity returns the activity with this id.
func (b *Rules) Activity(id string) (Activity, bool) {
	return find(b.Activities, id, Activity.id)
}

// Check returns the check with this id.
func (b *Rules) Check(id string) (Check, bool) { return find(b.Checks, id, Check.id) }

// Module returns the module with this id.
func (b *Rules) Module(id string) (Module, bool) { return find(b.Modules, id, Module.id) }

// Skill returns the skill with this id.
func (b *Rules) Skill(id string) (Skill, bool) { return find(b.Skills, id, Skill.id) }

// ActivityIDs lists the ids of all activities in the order of the file.
func (b *Rules) ActivityIDs() []string { return ids(b.Activities, Activity.id) }

func (a Activity) id() string { return a.ID }
func (c Check) id() string    { return c.ID }
func (m Module) id() string   { return m.ID }
func (s Skill) id() string    { return s.ID }

func find[T any](all []T, id string, of func(T) string) (one T, ok bool) {
	i := slices.IndexFunc(all, func(t T) bool { return of(t) == id })
	if i < 0 {
		return one, false
	}
	return all[i], true
}

func ids[T any](all []T, of func(T) string) []string {
	found := make([]string, len(all))
	for i, one := range all {
		found[i] = of(one)
	}
	return found
}

// Asks lists the ids of the checks that everybody needs and that some activities need.
func (b *Rules) Asks(activities []string) []string {
	all := slices.Clone(b.Joining.Checks)
	for _, id := range activities {
		a, _ := b.Activity(id)
		for _, check := range a.Checks {
			if !slices.Contains(all, check) {
				all = append(all, check)
			}
		}
	}
	return all
}

// Teaches lists the ids of the modules that everybody needs and that some activities need,
// in the order of the file.
func (b *Rules) Teaches(activities []string) (all []string) {
	needed := slices.Clone(b.Joining.Modules)
	for _, id := range activities {
		a, _ := b.Activity(id)
		needed = append(needed, a.Modules...)
	}
	for _, m := range b.Modules {
		if slices.Contains(needed, m.ID) {
			all = append(all, m.ID)
		}
	}
	return all
}
