package steps

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"

	"kith/internal/blueprint"
	"kith/internal/kernel/day"
)

// WorkingTime is working-time.yaml: when work is done, by how far the emergency model is
// stood up, and the parts of the day in which people are rung.
type WorkingTime struct {
	// Level is how far the emergency model is stood up now.
	Level Level `yaml:"level"`
	// SevenDays are the levels in which work is done every day, by the emergency's hours.
	SevenDays []Level   `yaml:"seven_days"`
	Ordinary  Hours     `yaml:"ordinary"`
	Emergency Hours     `yaml:"emergency"`
	Parts     partHours `yaml:"parts"`

	blueprint.Whose `yaml:",inline"`
	Source          string `yaml:"source,omitempty"`
}

// partHours are the parts of the day.
type partHours struct {
	Morning   Hours `yaml:"morning"`
	Afternoon Hours `yaml:"afternoon"`
	Evening   Hours `yaml:"evening"`
}

// Level is an activation level.
type Level string

// The activation levels.
const (
	Dormant   Level = "dormant"
	Virtual   Level = "virtual"
	Surge     Level = "surge"
	StoodDown Level = "stood-down"
)

// Choices are the levels a file may name.
func (Level) Choices() []string {
	return []string{string(Dormant), string(Virtual), string(Surge), string(StoodDown)}
}

// Hours are a stretch of the day, written 9:00 to 17:00.
type Hours dayPart

var hoursSpelled = regexp.MustCompile(`^([0-2]?[0-9]):([0-5][0-9]) to ([0-2]?[0-9]):([0-5][0-9])$`)

// UnmarshalText reads hours as the type describes them; the end of the day is 24:00.
func (h *Hours) UnmarshalText(text []byte) error {
	m := hoursSpelled.FindStringSubmatch(string(text))
	if m == nil {
		return fmt.Errorf("%q are no hours: write them like 9:00 to 17:00", text)
	}
	var n [4]int
	for i := range n {
		n[i], _ = strconv.Atoi(m[i+1]) // the pattern lets only digits in
	}
	*h = Hours{n[0]*60 + n[1], n[2]*60 + n[3]}
	if h.Until > 24*60 || h.From >= h.Until {
		return fmt.Errorf("the hours %s do not end later than they begin: write them like 9:00 to 17:00", text)
	}
	return nil
}

// String spells the hours as a file does.
func (h Hours) String() string {
	return fmt.Sprintf("%d:%02d to %d:%02d", h.From/60, h.From%60, h.Until/60, h.Until%60)
}

// WorkingTimeSection is working-time.yaml. A folder without it works Monday to Friday from
// nine to five.
func WorkingTimeSection() blueprint.Section {
	return blueprint.Section{
		Name: "working time", File: "working-time.yaml", Optional: true,
		New:   func() any { return &WorkingTime{} },
		Check: func(c *blueprint.Checker, doc any) { doc.(*WorkingTime).check(c) },
	}
}

func (w *WorkingTime) check(c *blueprint.Checker) {
	if w.Level == "" {
		return // there is no such file
	}
	parts := []Hours{w.Parts.Morning, w.Parts.Afternoon, w.Parts.Evening}
	for i, name := range []string{"afternoon", "evening"} {
		if parts[i+1].From < parts[i].Until {
			c.Problem(blueprint.At("parts", name), "the %s begins before the %s is over", name, partNames[i]).Mend("let it begin at or after %d:%02d", parts[i].Until/60, parts[i].Until%60)
		}
	}
}

// At is the working time at a level that was decided; "" keeps that of the file.
func (w WorkingTime) At(l Level) WorkingTime {
	if l != "" && w.Level != "" {
		w.Level = l
	}
	return w
}

// Daily reports whether work is done every day now.
func (w WorkingTime) Daily() bool { return slices.Contains(w.SevenDays, w.Level) }

// Working is when work is done, at the activation level as it stands.
func (w WorkingTime) Working() day.Working {
	hours := w.Ordinary
	switch {
	case w.Level == "":
		hours = Hours{9 * 60, 17 * 60}
	case w.Daily():
		hours = w.Emergency
	}
	return day.Working{Opens: hours.From, Closes: hours.Until, Daily: w.Daily()}
}

// DayParts are the parts of the day in which people are rung.
func (w WorkingTime) DayParts() DayParts {
	if w.Level == "" {
		return StandardParts
	}
	return DayParts{dayPart(w.Parts.Morning), dayPart(w.Parts.Afternoon), dayPart(w.Parts.Evening)}
}
