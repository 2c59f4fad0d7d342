package tabular

import (
	"fmt"
	"strings"

	"kith/internal/kernel/fault"
)

// Layout is a kind of file, known by the names of its columns.
type Layout struct {
	Name    string // as people know it: "ONS Postcode Directory"
	Columns []Column
}

// Column is one column of a layout.
type Column struct {
	Field string // what the importer calls it
	// Names are what files call it, any of them. Case, spaces, dashes and
	// underscores do not count, and ? stands for any digit: "lad??cd".
	Names    []string
	Optional bool
}

// Columns tells where the fields of a layout stand, from 0.
type Columns map[string]int

// Of returns the position of a field, or -1 when the file has no such column.
func (c Columns) Of(field string) int {
	if i, ok := c[field]; ok {
		return i
	}
	return -1
}

// Find tells where a layout's columns stand in a header, and names the required
// ones that are missing, as the layout's first name for them.
func (l Layout) Find(header []string) (found Columns, missing []string) {
	found = Columns{}
	folded := make([]string, len(header))
	for i, name := range header {
		folded[i] = fold(name)
	}
	for _, c := range l.Columns {
		if i := c.position(folded); i >= 0 {
			found[c.Field] = i
		} else if !c.Optional {
			missing = append(missing, c.Names[0])
		}
	}
	return found, missing
}

// position finds the column by its names, an earlier name before a later one.
func (c Column) position(folded []string) int {
	for _, name := range c.Names {
		for i, given := range folded {
			if alike(fold(name), given) {
				return i
			}
		}
	}
	return -1
}

// Recognise returns the first of the known layouts whose required columns the
// header has all of. A header that fits none is a fault that shows it, the
// layouts known, and what the nearest of them would still need.
func Recognise(header []string, known []Layout) (Layout, Columns, error) {
	var nearest Layout
	var lacking []string
	for _, l := range known {
		found, missing := l.Find(header)
		if len(missing) == 0 {
			return l, found, nil
		}
		if len(found) >= len(missing) && (lacking == nil || len(missing) < len(lacking)) {
			nearest, lacking = l, missing
		}
	}
	return Layout{}, nil, unknown(header, known, nearest, lacking)
}

func unknown(header []string, known []Layout, nearest Layout, lacking []string) error {
	names := make([]string, len(known))
	for i, l := range known {
		names[i] = l.Name
	}
	message := fmt.Sprintf("Kith does not know this kind of file. Its first row is: %s. It can read: %s.",
		brief(header), strings.Join(names, "; "))
	if lacking != nil {
		message += fmt.Sprintf(" It is nearest to %s, which also has %s.", nearest.Name, strings.Join(lacking, ", "))
	}
	return fault.New(fault.Invalid, "tabular.unknown", message+" Check that the right file was chosen, with its first row.")
}

// shown is how many characters of a header a message repeats.
const shown = 300

// brief joins a header for a message.
func brief(header []string) string {
	text := []rune(strings.Join(header, ","))
	if len(text) > shown {
		return string(text[:shown]) + "…"
	}
	return string(text)
}

// fold leaves of a name what counts.
func fold(name string) string {
	return strings.Map(func(r rune) rune {
		switch r {
		case ' ', '_', '-', '\t', '\u00a0', '\ufeff':
			return -1
		}
		return r
	}, strings.ToLower(name))
}

// alike reports whether a name is what a pattern says, ? being any digit.
func alike(pattern, name string) bool {
	if len(pattern) != len(name) {
		return false
	}
	for i := range len(pattern) {
		if pattern[i] == '?' && '0' <= name[i] && name[i] <= '9' {
			continue
		}
		if pattern[i] != name[i] {
			return false
		}
	}
	return true
}
