package contacts

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"kith/internal/blueprint"
	"kith/internal/kernel/day"
)

// Rules are contacts.yaml: how the borough keeps people from being rung by many.
type Rules struct {
	// GapHours is how long after an agency reached somebody another one waits.
	GapHours int `yaml:"gap_hours"`
	// LookBackDays is how much of what was is shown before a contact.
	LookBackDays int    `yaml:"look_back_days,omitempty"`
	Hours        Opened `yaml:"hours,omitempty"`
	// Agencies are those that do not use Kith and tell of their contacts.
	Agencies []Agency `yaml:"agencies,omitempty"`
	// Lists are the lists of people that others give to the council.
	Lists []List `yaml:"lists,omitempty"`
}

// Opened is from when until when people are rung, texted and visited at all.
type Opened struct {
	From  string `yaml:"from"`  // like 08:00
	Until string `yaml:"until"` // like 20:00
}

// Agency is one that does not use Kith.
type Agency struct {
	ID   string `yaml:"id"`
	Name string `yaml:"name"`
	// Restricted agencies are named to few: that they know somebody tells what they need.
	Restricted bool `yaml:"restricted,omitempty"`
}

// The rules of a borough that has none of its own.
const (
	usualGap      = 24 * time.Hour
	usualLookBack = 14 * 24 * time.Hour

	usualFrom, usualUntil = 8 * 60, 20 * 60 // minutes of the day
)

// Gap is the least time between contacts of two agencies.
func (r *Rules) Gap() time.Duration {
	if r == nil || r.GapHours == 0 {
		return usualGap
	}
	return time.Duration(r.GapHours) * time.Hour
}

// LookBack is how far back is shown who was in touch.
func (r *Rules) LookBack() time.Duration {
	if r == nil || r.LookBackDays == 0 {
		return max(usualLookBack, r.Gap())
	}
	return max(time.Duration(r.LookBackDays)*24*time.Hour, r.Gap())
}

// Agency finds one that does not use Kith, by its id or by its name as people write it.
func (r *Rules) Agency(named string) (Agency, bool) {
	if r == nil {
		return Agency{}, false
	}
	folded := foldAgency(named)
	for _, a := range r.Agencies {
		if a.ID == named || foldAgency(a.Name) == folded {
			return a, true
		}
	}
	return Agency{}, false
}

func foldAgency(s string) string { return strings.ToLower(strings.Join(strings.Fields(s), " ")) }

// waking reports whether people are contacted at all at a time, and from when they are.
func (r *Rules) waking(at time.Time) (bool, time.Time) {
	from, until := usualFrom, usualUntil
	if r != nil && r.Hours != (Opened{}) {
		from, until = clockMinutes(r.Hours.From), clockMinutes(r.Hours.Until)
	}
	local, today := at.In(day.London), day.Of(at)
	minute := local.Hour()*60 + local.Minute()
	switch {
	case minute < from:
		return false, today.At(from/60, from%60)
	case minute >= until:
		return false, today.AddDays(1).At(from/60, from%60)
	}
	return true, at
}

// Opens is when people are contacted again, at an hour at which nobody is; zero at any other.
func (r *Rules) Opens(at time.Time) time.Time {
	if open, from := r.waking(at); !open {
		return from
	}
	return time.Time{}
}

// Closes is when nobody is contacted any more on the day of a time.
func (r *Rules) Closes(at time.Time) time.Time {
	until := usualUntil
	if r != nil && r.Hours != (Opened{}) {
		until = clockMinutes(r.Hours.Until)
	}
	return day.Of(at).At(until/60, until%60)
}

var clockForm = regexp.MustCompile(`^([01]\d|2[0-3]):[0-5]\d$`)

func clockMinutes(s string) int {
	if !clockForm.MatchString(s) {
		return 0
	}
	hour, _ := strconv.Atoi(s[:2])
	minute, _ := strconv.Atoi(s[3:])
	return hour*60 + minute
}

// RulesSection is contacts.yaml.
func RulesSection() blueprint.Section {
	return blueprint.Section{
		Name: "contacts", File: "contacts.yaml", Optional: true,
		New:   func() any { return &Rules{} },
		Check: func(c *blueprint.Checker, doc any) { doc.(*Rules).check(c) },
	}
}

// The longest that a borough may set.
const (
	mostGapHours     = 14 * 24
	mostLookBackDays = 90
)

func (r *Rules) check(c *blueprint.Checker) {
	if r.GapHours < 0 || r.GapHours > mostGapHours {
		c.Problem("gap_hours", "%d hours is no time to wait between two agencies", r.GapHours).Mend("write a number from 1 to %d", mostGapHours)
	}
	if r.LookBackDays < 0 || r.LookBackDays > mostLookBackDays {
		c.Problem("look_back_days", "%d days cannot be looked back", r.LookBackDays).Mend("write a number from 1 to %d", mostLookBackDays)
	}
	if r.Hours != (Opened{}) {
		r.Hours.check(c)
	}
	ids := make([]string, len(r.Agencies))
	for i, a := range r.Agencies {
		ids[i] = a.ID
	}
	c.Once("agency", ids, func(i int) string { return blueprint.At("agencies", i, "id") })
	r.checkLists(c)
}

func (o Opened) check(c *blueprint.Checker) {
	for name, said := range map[string]string{"from": o.From, "until": o.Until} {
		if !clockForm.MatchString(said) {
			c.Problem(blueprint.At("hours", name), "%q is not a time of day", said).Mend("write it like 08:00")
			return
		}
	}
	if clockMinutes(o.From) >= clockMinutes(o.Until) {
		c.Problem(blueprint.At("hours", "until"), "the hours end before they begin").Mend("write a later time than %s", o.From)
	}
}
