package settingsweb

import (
	"fmt"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"kith/internal/plat/forms"
)

// lines are the entries of a list as a form carries them, one on a line.
func lines(text string) []string {
	if text == "" {
		return nil
	}
	return strings.Split(text, "\n")
}

// ticked is a choice of several as a form carries a list: one on a line.
type ticked struct{ forms.Checkboxes }

// Value is what is ticked.
func (t *ticked) Value() string { return strings.Join(t.Checkboxes.Value(), "\n") }

// Set ticks what the file says.
func (t *ticked) Set(text string) { t.Checkboxes.Set(lines(text)...) }

// lineByLine is a list of texts that are typed one on a line.
type lineByLine struct {
	forms.Text
	most, longest int // lines, and characters of one
}

// Value is the lines that say something, each without the blanks around it.
func (l *lineByLine) Value() string {
	var all []string
	for line := range strings.SplitSeq(l.Text.Value(), "\n") {
		if line = strings.Join(strings.Fields(line), " "); line != "" {
			all = append(all, line)
		}
	}
	return strings.Join(all, "\n")
}

// Parse reads the lines: see forms.Parser.
func (l *lineByLine) Parse(values url.Values) {
	l.Text.Parse(values)
	if l.Error != "" {
		return
	}
	all := lines(l.Value())
	if len(all) > l.most {
		l.Fail(fmt.Sprintf("There are %d lines. Leave %d at most", len(all), l.most))
		return
	}
	for i, line := range all {
		if n := utf8.RuneCountInString(line); n > l.longest {
			l.Fail(fmt.Sprintf("Line %d has %d characters. Shorten it to %d or part it in two", i+1, n, l.longest))
			return
		}
	}
}

var noLetters = regexp.MustCompile(`[^a-z0-9]+`)

// idOf makes an id of a name that is not taken; a name without a letter becomes usual.
func idOf(name, usual string, taken func(id string) bool) string {
	stem := strings.Trim(noLetters.ReplaceAllString(strings.ToLower(name), "-"), "-")
	if stem == "" || stem == "new" {
		stem = usual
	}
	id := stem
	for n := 2; taken(id); n++ {
		id = stem + "-" + strconv.Itoa(n)
	}
	return id
}
