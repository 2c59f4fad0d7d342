package day

import (
	"regexp"
	"strconv"
	"strings"
)

var timeOfDay = regexp.MustCompile(`^(\d{1,2})(?:[:.]?(\d\d))?\s*(am|pm)?$`)

// ParseTimeOfDay reads a time of day as people type it: 14:30, 14.30, 1430, 2pm, 2:30 pm.
// It reports false for what is none.
func ParseTimeOfDay(typed string) (hour, minute int, ok bool) {
	m := timeOfDay.FindStringSubmatch(strings.ToLower(strings.TrimSpace(typed)))
	if m == nil {
		return 0, 0, false
	}
	hour, _ = strconv.Atoi(m[1]) // the pattern lets only digits in
	minute, _ = strconv.Atoi(m[2])
	if m[3] != "" {
		if hour < 1 || hour > 12 {
			return 0, 0, false
		}
		if hour %= 12; m[3] == "pm" {
			hour += 12
		}
	}
	return hour, minute, hour < 24 && minute < 60
}
