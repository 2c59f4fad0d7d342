package app

import (
	"fmt"
	"strings"
	"testing"

	"kith/internal/plat/datamap"
	"kith/internal/plat/db"
)

// TestGoldenPersonalData fails where a column of the schema is not classified near its
// owner, and writes down what all of them hold.
func TestGoldenPersonalData(t *testing.T) {
	m, err := Features().DataMap()
	if err != nil {
		t.Fatal(err)
	}
	a := opened(t)
	tables, err := db.Tables(a.DB.Read(a.As(t.Context(), "operator", "test")))
	if err != nil {
		t.Fatal(err)
	}
	for _, wrong := range m.Check(tables) {
		t.Error(wrong)
	}
	golden(t, "personal-data.md", personalData(m))
}

// personalData is the map for people to read.
func personalData(m datamap.Map) string {
	var b strings.Builder
	b.WriteString(`# What the database holds of people

Written by ` + "`make gen`" + ` from the files data.map, one beside the migrations of each package. They are no description of the program, they are part of it: a copy of what is held about somebody, what is erased of them, and the record of processing come from them. A column that none names fails the build.

A line of data.map that begins with ` + "`table`" + ` says whose data a row is (person, volunteer, staff, organisation or nobody), by which column, and what becomes of it when they are erased: *delete* takes the row away, *blank* empties what is personal in it, *keep* leaves it, with why. The lines below it say what each column holds:

`)
	for _, c := range datamap.Classes() {
		fmt.Fprintf(&b, "* `%s`: %s\n", c, c.Says())
	}
	for _, about := range []datamap.About{datamap.Person, datamap.Volunteer, datamap.Staff, datamap.Organisation, datamap.Nobody} {
		fmt.Fprintf(&b, "\n## About a %s\n\n| table | holds | when erased |\n| --- | --- | --- |\n", about)
		for _, t := range m.OfAbout(about) {
			var holds []string
			for _, c := range t.Holds() {
				if c.Personal() {
					holds = append(holds, string(c))
				}
			}
			after := string(t.Erase)
			if t.Why != "" {
				after = strings.TrimPrefix(after+": "+t.Why, ": ")
			}
			fmt.Fprintf(&b, "| %s | %s | %s |\n", t.Name, strings.Join(holds, ", "), after)
		}
	}
	return strings.ReplaceAll(b.String(), "About a organisation", "About an organisation")
}
