package deployment

import (
	"slices"
	"time"

	"kith/internal/blueprint"
	"kith/internal/kernel/day"
	"kith/internal/kernel/postcode"
	"kith/internal/work/steps"
)

// Establishment is establishment.yaml: the posts that redeployed staff fill, and the rules
// of their weeks.
type Establishment struct {
	RestHours int    `yaml:"rest_hours"` // between two shifts of somebody
	MostAWeek int    `yaml:"most_a_week"`
	Posts     []Post `yaml:"posts"`
}

// Where says whose posts they are.
type Where string

// Whose a post is.
const (
	EachHub Where = "each-hub"
	Borough Where = "borough"
)

// Choices are those a blueprint may name.
func (Where) Choices() []string { return []string{string(EachHub), string(Borough)} }

// Post is one kind of work that redeployed staff do, in each hub or for the borough.
type Post struct {
	ID     string   `yaml:"id"`
	Role   string   `yaml:"role"`           // of roles.yaml: whose work it is part of
	Name   string   `yaml:"name,omitempty"` // on the rota; the role's title when empty
	Where  Where    `yaml:"where"`
	Hubs   []string `yaml:"hubs,omitempty"` // only these of each-hub; empty is every one
	Place  Place    `yaml:"place,omitempty"`
	Skills []string `yaml:"skills,omitempty"`
	// Demands are what it asks besides skills: see the blueprint's staff.yaml.
	Demands []string `yaml:"demands,omitempty"`
	Weight  Weight   `yaml:"weight"`
	Shifts  []Shift  `yaml:"shifts"`

	blueprint.Whose `yaml:",inline"`
}

// Place is where a post is worked. Empty is the hub's base.
type Place struct {
	Name     string            `yaml:"name,omitempty"`
	Postcode postcode.Postcode `yaml:"postcode,omitempty"`
	Home     bool              `yaml:"home,omitempty"` // from wherever somebody is
}

// Weight says how much it matters that a seat is filled.
type Weight string

// The weights, the heaviest first.
const (
	Must   Weight = "must"
	Should Weight = "should"
	Could  Weight = "could"
)

// Choices are those a blueprint may name.
func (Weight) Choices() []string { return []string{string(Must), string(Should), string(Could)} }

// Shift is when a post is worked and by how many.
type Shift struct {
	ID     string    `yaml:"id"`
	Days   []Weekday `yaml:"days"`
	From   TimeOfDay `yaml:"from"` // by London's clocks
	To     TimeOfDay `yaml:"to"`   // at or before From, it is on the next day
	People int       `yaml:"people"`
	// Levels are the activation levels at which it is worked; empty is at every one.
	Levels []steps.Level `yaml:"levels,omitempty"`
}

// at reports whether the shift is worked at a level; "" is not known, and then it is.
func (s Shift) at(l steps.Level) bool {
	return l == "" || len(s.Levels) == 0 || slices.Contains(s.Levels, l)
}

// Weekday is a day of the week as a file names it: mon, tue, …
type Weekday string

// Choices are the days a blueprint may name, Monday first.
func (Weekday) Choices() []string {
	return []string{"mon", "tue", "wed", "thu", "fri", "sat", "sun"}
}

// day is which of the week it is.
func (w Weekday) day() time.Weekday {
	return time.Weekday((slices.Index(w.Choices(), string(w)) + 1) % 7)
}

// TimeOfDay is a time by the clock as a file writes it: "08:30".
type TimeOfDay struct{ Hour, Minute int }

// UnmarshalText reads a time of day.
func (t *TimeOfDay) UnmarshalText(text []byte) error {
	hour, minute, ok := day.ParseTimeOfDay(string(text))
	if !ok {
		return errTime
	}
	t.Hour, t.Minute = hour, minute
	return nil
}

// On are the moments at which a shift begins and ends that begins on a day.
func (s Shift) On(d day.Date) (from, to time.Time) {
	from, to = d.At(s.From.Hour, s.From.Minute), d.At(s.To.Hour, s.To.Minute)
	if !to.After(from) {
		to = d.AddDays(1).At(s.To.Hour, s.To.Minute)
	}
	return from, to
}

// Find returns the post with this id.
func (e *Establishment) Find(id string) (Post, bool) {
	i := slices.IndexFunc(e.Posts, func(p Post) bool { return p.ID == id })
	if i < 0 {
		return Post{}, false
	}
	return e.Posts[i], true
}

// Rest is the least time between two shifts of somebody.
func (e *Establishment) Rest() time.Duration { return time.Duration(e.RestHours) * time.Hour }

// in reports whether a hub has the post; "" is the borough.
func (p Post) in(hub string) bool {
	if hub == "" {
		return p.Where == Borough
	}
	return p.Where == EachHub && (len(p.Hubs) == 0 || slices.Contains(p.Hubs, hub))
}
