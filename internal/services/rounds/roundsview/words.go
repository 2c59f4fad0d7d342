// Package roundsview says of a stop what the pages of the hub, the sheet and the phone of a
// driver say alike.
package roundsview

import (
	"fmt"
	"strings"
	"time"

	"kith/internal/kernel/day"
	"kith/internal/services/rounds"
	"kith/internal/work/routing"
)

// Clock is a time of day.
func Clock(at time.Time) string { return at.In(day.London).Format("15:04") }

// Counted is a number with its noun.
func Counted(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// Kilograms is a weight in words.
func Kilograms(grams int64) string { return fmt.Sprintf("%.1f kg", float64(grams)/1000) }

// What is what a stop is about: a number and, where it may be told, a name.
func What(l rounds.Line) string {
	switch {
	case l.Task == routing.Reload:
		return "Load again"
	case l.Task == routing.Fetch:
		return string(l.Number) + ", to be fetched"
	case l.Name == "":
		return l.Called()
	}
	return l.Called() + ", " + l.Name
}

// About is when and with what somebody comes.
func About(l rounds.Line) string {
	if l.Task != routing.Bring {
		return "About " + Clock(l.ArriveAt)
	}
	return "About " + Clock(l.ArriveAt) + ", " + Load(l)
}

// Load is what is carried, in words.
func Load(l rounds.Line) string {
	if l.Task == routing.Visit {
		return "Nothing to carry"
	}
	said := []string{}
	if l.Load.Boxes > 0 {
		said = append(said, Counted(int(l.Load.Boxes), "box", "boxes"))
	}
	if l.Load.Bags > 0 {
		said = append(said, Counted(int(l.Load.Bags), "bag", "bags"))
	}
	said = append(said, Kilograms(l.Load.Grams))
	if l.Load.Chilled > 0 {
		said = append(said, fmt.Sprintf("%d of them cold", l.Load.Chilled))
	}
	return strings.Join(said, ", ")
}

// Sign is the sign of a mark; the words beside it say the same.
func Sign(mark string) string {
	switch low := strings.ToLower(mark); {
	case strings.Contains(low, "allerg"):
		return "⚠"
	case strings.Contains(low, "vegan"), strings.Contains(low, "vegetarian"):
		return "❦"
	}
	return "◆"
}
