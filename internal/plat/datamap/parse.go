package datamap

import (
	"errors"
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strings"
)

// File is the name of a package's part of the map.
const File = "data.map"

var (
	header = regexp.MustCompile(`^table ([a-z][a-z0-9_]*) about (person|volunteer|staff|organisation|nobody)` +
		`(?: by ([a-z][a-z0-9_]*)(?: of ([a-z][a-z0-9_]*)(?:\.([a-z][a-z0-9_]*))?)?)?` +
		`(?:; erase (delete|blank|keep))?(?: - (.+))?$`)
	holding = regexp.MustCompile(`^  ([a-z]+): ([a-z0-9_ ]+)$`)
)

// Parse reads one file. Errors name the file and the line and say how to mend it.
func Parse(name, text string) (all []Table, err error) {
	var faults []error
	wrong := func(line int, format string, args ...any) {
		faults = append(faults, fmt.Errorf("%s:%d: %s", name, line, fmt.Sprintf(format, args...)))
	}
	for i, line := range strings.Split(text, "\n") {
		line = strings.TrimRight(line, " \r\t")
		switch {
		case line == "" || strings.HasPrefix(line, "#"):
		case strings.HasPrefix(line, "table "):
			t, err := parseHeader(line)
			if err != nil {
				wrong(i+1, "%v", err)
			}
			all = append(all, t)
		case len(all) == 0:
			wrong(i+1, "a class stands before the first table")
		default:
			if err := parseColumns(&all[len(all)-1], line); err != nil {
				wrong(i+1, "%v", err)
			}
		}
	}
	return all, errors.Join(faults...)
}

func parseHeader(line string) (Table, error) {
	m := header.FindStringSubmatch(line)
	if m == nil {
		return Table{}, fmt.Errorf("%q is not understood: write “table NAME about person by COLUMN; erase delete”", line)
	}
	t := Table{Name: m[1], About: About(m[2]), By: m[3], Of: m[4], OfColumn: m[5], Erase: Erase(m[6]), Why: m[7]}
	if t.OfColumn == "" {
		t.OfColumn = "id"
	}
	switch {
	case t.About != Nobody && t.By == "":
		return t, fmt.Errorf("%s is about a %s and does not say by which column", t.Name, t.About)
	case (t.About == Person || t.About == Volunteer) && t.Erase == "":
		return t, fmt.Errorf("%s does not say what becomes of it when somebody is erased", t.Name)
	case (t.Erase == Keep || t.Erase == Blank) && t.Why == "":
		return t, fmt.Errorf("%s stays when somebody is erased and does not say why", t.Name)
	}
	return t, nil
}

func parseColumns(t *Table, line string) error {
	m := holding.FindStringSubmatch(line)
	if m == nil {
		return fmt.Errorf("%q is not understood: write two spaces, a class, a colon and columns", line)
	}
	class := Class(m[1])
	if !slices.Contains(Classes(), class) {
		return fmt.Errorf("%q is no class of data", class)
	}
	for _, name := range strings.Fields(m[2]) {
		if t.Class(name) != "" {
			return fmt.Errorf("%s.%s is named twice", t.Name, name)
		}
		t.Columns = append(t.Columns, Column{Name: name, Class: class})
	}
	return nil
}

// Map is everything that packages say of their tables.
type Map struct {
	Tables []Table // sorted by name
}

// Load reads the files of packages, each from the files that hold its migrations. One that
// has none says nothing. A table said twice, or tied to one that nobody names, is an error.
func Load(files map[string]fs.FS) (m Map, err error) {
	var faults []error
	for name, files := range files {
		text, err := fs.ReadFile(files, File)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		tables, bad := Parse(name+"/"+File, string(text))
		faults = append(faults, err, bad)
		m.Tables = append(m.Tables, tables...)
	}
	slices.SortFunc(m.Tables, func(a, b Table) int { return strings.Compare(a.Name, b.Name) })
	return m, errors.Join(append(faults, m.check()...)...)
}

func (m Map) check() (faults []error) {
	for i, t := range m.Tables {
		if i > 0 && m.Tables[i-1].Name == t.Name {
			faults = append(faults, fmt.Errorf("%s is said twice", t.Name))
		}
		if t.By != "" && t.Class(t.By) == "" {
			faults = append(faults, fmt.Errorf("%s is said to be tied by %s, which is none of its columns", t.Name, t.By))
		}
		if t.Of == "" {
			continue
		}
		if of, known := m.Table(t.Of); !known || of.Class(t.OfColumn) == "" || of.About != t.About {
			faults = append(faults, fmt.Errorf("%s is said to be tied to %s.%s, which is no column about a %s", t.Name, t.Of, t.OfColumn, t.About))
		}
	}
	return faults
}

// Table finds a table by its name.
func (m Map) Table(name string) (Table, bool) {
	i, found := slices.BinarySearchFunc(m.Tables, name, func(t Table, name string) int { return strings.Compare(t.Name, name) })
	if !found {
		return Table{}, false
	}
	return m.Tables[i], true
}

// OfAbout lists the tables about one kind of people.
func (m Map) OfAbout(a About) (all []Table) {
	for _, t := range m.Tables {
		if t.About == a {
			all = append(all, t)
		}
	}
	return all
}
