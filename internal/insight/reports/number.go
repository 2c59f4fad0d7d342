package reports

import (
	"strconv"
	"strings"
	"time"

	"kith/internal/feature"
	"kith/internal/kernel/disclosure"
	"kith/internal/kernel/figure"
)

// Number is a figure as the one who asked may see it.
type Number struct {
	Value  int64
	Unit   feature.Unit
	Known  bool   // false when there is nothing to tell: the middle of no times
	Hidden bool   // too few to be told to somebody who may not see who they are
	Rows   string // address of the rows it was made from; "" when they may not be opened
}

// numberOf makes a figure fit to be shown. Only an exact one leads to its rows.
func numberOf(f feature.Figure, unit feature.Unit, exact bool) Number {
	n := Number{Value: f.Value, Unit: unit, Known: unit != feature.Seconds || f.Of > 0}
	if exact {
		return n
	}
	_, hidden := disclosure.Round(f.Of)
	switch unit {
	case feature.Things:
		n.Value, hidden = disclosure.Round(f.Value)
	case feature.Minutes:
		hours, few := disclosure.Round(f.Value / minutesOfHour)
		n.Value, hidden = hours*minutesOfHour, hidden || few
	}
	if hidden {
		n.Value, n.Hidden = 0, true
	}
	return n
}

const minutesOfHour = 60

// hours is time that was given: "45 minutes", "12 hours 30 minutes", "1,204 hours". Of many
// hours the minutes are left out.
func hours(minutes int64) string {
	whole, rest := plural(minutes/minutesOfHour, "hour"), plural(minutes%minutesOfHour, "minute")
	switch {
	case minutes == 0 || minutes >= 100*minutesOfHour || minutes%minutesOfHour == 0:
		return whole
	case minutes < minutesOfHour:
		return rest
	}
	return whole + " " + rest
}

// String is the number in words and figures: "1,204", "2 days 3 hours", "fewer than 8".
func (n Number) String() string {
	switch {
	case n.Hidden && n.Unit != feature.Things:
		return "too few to tell"
	case n.Hidden:
		return "fewer than " + strconv.Itoa(disclosure.TooFew+1)
	case !n.Known:
		return "none yet"
	case n.Unit == feature.Seconds:
		return Lasting(time.Duration(n.Value) * time.Second)
	case n.Unit == feature.Minutes:
		return hours(n.Value)
	case n.Unit == feature.Percent:
		return figure.Grouped(n.Value) + "%"
	}
	return figure.Grouped(n.Value)
}

// Short is the number for a table: an asterisk stands for what is hidden.
func (n Number) Short() string {
	switch {
	case n.Hidden:
		return "*"
	case !n.Known:
		return "–"
	}
	return n.String()
}

// Brief is the number where there is little room: "2h 7m".
func (n Number) Brief() string {
	if n.Unit == feature.Things || n.Hidden || !n.Known {
		return n.Short()
	}
	return brief.Replace(n.String())
}

var brief = strings.NewReplacer(" days", "d", " day", "d", " hours", "h", " hour", "h", " minutes", "m", " minute", "m", "under a minute", "0m")

// Lasting is a length of time in its two largest units.
func Lasting(d time.Duration) string {
	d = d.Round(time.Minute)
	if d < time.Minute {
		return "under a minute"
	}
	var parts []string
	for _, unit := range []struct {
		size time.Duration
		name string
	}{{24 * time.Hour, "day"}, {time.Hour, "hour"}, {time.Minute, "minute"}} {
		if n := d / unit.size; n > 0 && len(parts) < 2 {
			parts = append(parts, plural(int64(n), unit.name))
			d -= n * unit.size
		} else if len(parts) > 0 {
			break
		}
	}
	return strings.Join(parts, " ")
}

// plural is a number of things: "1 task", "1,204 tasks".
func plural(n int64, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return figure.Grouped(n) + " " + thing + "s"
}

// Against says in words how this week compares with the same part of last week; "" when
// there is nothing to compare.
func Against(week, last Number) string {
	const then = " by this time last week"
	switch {
	case week.Hidden || last.Hidden:
		return "too few to compare with last week"
	case !week.Known && !last.Known:
		return ""
	case !last.Known:
		return "none" + then
	case !week.Known:
		return last.String() + then
	case week.Value == last.Value:
		return "the same as" + then
	case week.Unit == feature.Seconds:
		return slower(week, last) + " than" + then
	case last.Value == 0:
		return "none" + then
	case week.Unit == feature.Minutes && week.Value > last.Value:
		return hours(week.Value-last.Value) + " more than" + then
	case week.Unit == feature.Minutes:
		return hours(last.Value-week.Value) + " fewer than" + then
	case week.Value > last.Value:
		return figure.Grouped(week.Value-last.Value) + " more than" + then
	}
	return figure.Grouped(last.Value-week.Value) + " fewer than" + then
}

func slower(week, last Number) string {
	gap := time.Duration(week.Value-last.Value) * time.Second
	if gap < 0 {
		return Lasting(-gap) + " quicker"
	}
	return Lasting(gap) + " slower"
}
