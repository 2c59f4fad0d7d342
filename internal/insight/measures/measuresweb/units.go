package measuresweb

import (
	"strconv"

	"kith/internal/feature"
	"kith/internal/insight/measures"
)

// raw is a value as a spreadsheet reckons with it: time in minutes. What is hidden is an
// asterisk, as on the page.
func raw(v measures.Value) string {
	switch {
	case v.Hidden:
		return "*"
	case !v.Known:
		return ""
	case v.Unit == feature.Seconds:
		return strconv.FormatInt(v.Value/60, 10)
	}
	return strconv.FormatInt(v.Value, 10)
}

func unitOf(l measures.Line) string {
	switch l.Unit {
	case feature.Seconds, feature.Minutes:
		return "minutes"
	case feature.Percent:
		return "per cent"
	}
	return "number"
}
