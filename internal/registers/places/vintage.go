package places

import (
	"fmt"
	"regexp"
	"strings"
	"time"

	"kith/internal/kernel/fault"
)

var (
	monthYear = regexp.MustCompile(`(?i)(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[ _.-]*(20\d\d|19\d\d)`)
	yearMonth = regexp.MustCompile(`(?:^|\D)(20\d\d|19\d\d)[_.-]?(0[1-9]|1[0-2])(?:\D|$)`)
	yearAlone = regexp.MustCompile(`(?:^|\D)(20\d\d|19\d\d)(?:\D|$)`)
)

var monthNumbers = map[string]string{
	"jan": "01", "feb": "02", "mar": "03", "apr": "04", "may": "05", "jun": "06",
	"jul": "07", "aug": "08", "sep": "09", "oct": "10", "nov": "11", "dec": "12",
}

// vintageIn finds the edition in a file's name: "2021-11" of NSPL_NOV_2021_UK.csv, "2025"
// of codepoint_open_2025.csv, "" of wn.csv.
func vintageIn(name string) string {
	if m := monthYear.FindStringSubmatch(name); m != nil {
		return m[2] + "-" + monthNumbers[strings.ToLower(m[1])]
	}
	if m := yearMonth.FindStringSubmatch(name); m != nil {
		return m[1] + "-" + m[2]
	}
	if m := yearAlone.FindStringSubmatch(name); m != nil {
		return m[1]
	}
	return ""
}

// ParseVintage reads the edition somebody names: a month, "2025-11", or a year, "2025".
func ParseVintage(s string) (string, error) {
	s = strings.TrimSpace(s)
	for _, form := range []string{"2006-01", "2006"} {
		if at, err := time.Parse(form, s); err == nil && at.Year() >= 1950 && at.Year() < 2100 {
			return s, nil
		}
	}
	return "", fault.New(fault.Invalid, "places.vintage", fmt.Sprintf("‘%s’ is not an edition. Write its month, like 2025-11, or its year.", s))
}
