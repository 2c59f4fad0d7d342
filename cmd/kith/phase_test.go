package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// counted writes the daily counts of two areas, of which one has an outbreak in the last weeks.
func counted(t *testing.T) string {
	t.Helper()
	var text strings.Builder
	text.WriteString("area,code,date,cases,population\n")
	for i := range 90 {
		date := fmt.Sprintf("2020-%02d-%02d", 7+i/30, 1+i%30)
		fmt.Fprintf(&text, "Leigh,E1,%s,%d,50000\nAtherton,E2,%s,%d,20000\n", date, i%3*(1+max(0, i-60)), date, i*5%7/5)
	}
	path := filepath.Join(t.TempDir(), "counts.csv")
	if err := os.WriteFile(path, []byte(text.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestPhaseIsSaidFromTheCommandLine(t *testing.T) {
	dir := t.TempDir()
	c := phaseCmd{Counts: counted(t), From: "2020-07-08", Out: filepath.Join(dir, "out.csv"), Picture: filepath.Join(dir, "out.svg"), Hidden: 4, Seed: 1}
	if err := c.Run(t.Context()); err != nil {
		t.Fatal(err)
	}
	out, err := os.ReadFile(c.Out)
	if err != nil || !strings.HasPrefix(string(out), "area,date,p,endemic,growing,shrinking,lo,hi,frozen,exceed,bound,rt,rt_lo,rt_hi\nLeigh,2020-07-08,") {
		t.Errorf("%v, %s", err, out[:min(len(out), 200)])
	}
	if n := strings.Count(string(out), "\n"); n != 1+2*85 {
		t.Errorf("%d lines", n)
	}
	if svg, err := os.ReadFile(c.Picture); err != nil || !strings.Contains(string(svg), "Leigh is very likely") {
		t.Errorf("%v, %s", err, svg[:min(len(svg), 900)])
	}
	// As it was known on an earlier day, the last three days before it are not used.
	c.AsOf = "2020-09-10"
	if err := c.Run(t.Context()); err != nil {
		t.Fatal(err)
	}
	if out, err := os.ReadFile(c.Out); err != nil || strings.Contains(string(out), "2020-09-11") {
		t.Error("days after --as-of are told of", err)
	}
}

func TestPhaseSaysWhichDaysCannotBe(t *testing.T) {
	file := counted(t)
	for says, c := range map[string]phaseCmd{
		"is not a date":                       {From: "July"},
		"the last count is of 2020-09-30":     {From: "2020-07-08", To: "2020-10-18"},
		"after the last day that is judged":   {From: "2020-09-08", To: "2020-08-18"},
		"the first count is of 2020-07-01":    {From: "2020-06-08"},
		"too old to say anything of that day": {From: "2020-07-08", AsOf: "2020-12-24"},
		"nothing was known of it":             {From: "2020-07-08", AsOf: "2020-08-01", To: "2020-08-02"},
	} {
		c.Counts, c.Out = file, filepath.Join(t.TempDir(), "out.csv")
		if err := c.Run(t.Context()); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%+v: %v", c, err)
		}
	}
}

// judgedFile runs the command over a file's text and returns what it wrote and its error.
func judgedFile(t *testing.T, text, asOf string) (string, error) {
	t.Helper()
	dir := t.TempDir()
	c := phaseCmd{Counts: filepath.Join(dir, "counts.csv"), From: "2020-07-15", AsOf: asOf, Out: filepath.Join(dir, "out.csv"), Hidden: 4, Seed: 1}
	if err := os.WriteFile(c.Counts, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := c.Run(t.Context()); err != nil {
		return "", err
	}
	out, err := os.ReadFile(c.Out)
	return string(out), err
}

// TestPhaseWithBadInput goes through what a file may have that it should not: each is refused
// with words that say where, or treated as docs/phase.md says.
func TestPhaseWithBadInput(t *testing.T) {
	const head = "area,code,date,cases,population\n"
	var lines []string
	for i := range 80 {
		lines = append(lines, fmt.Sprintf("Leigh,E1,2020-%02d-%02d,%d,50000", 7+i/30, 1+i%30, 2+i*7%5))
	}
	file := func(change func(all []string) []string) string {
		return head + strings.Join(change(append([]string(nil), lines...)), "\n") + "\n"
	}
	at := func(i int, row string) func([]string) []string {
		return func(all []string) []string { all[i] = row; return all }
	}
	vintages := func(row string) string {
		all := []string{"as_of,area,code,date,cases,population"}
		for _, asOf := range []string{"2020-09-25", "2020-09-24"} { // the older one behind the newer
			for _, l := range lines {
				all = append(all, asOf+","+l)
			}
		}
		return strings.Join(append(all, row), "\n") + "\n"
	}
	for name, c := range map[string]struct{ text, refused string }{
		"missing days":                   {text: file(func(all []string) []string { return append(all[:40], all[44:]...) })},
		"an empty cell":                  {text: file(at(40, "Leigh,E1,2020-08-11,,50000"))},
		"a negative correction":          {text: file(at(40, "Leigh,E1,2020-08-11,-3,50000"))},
		"a row twice":                    {text: file(func(all []string) []string { return append(all, all[40]) })},
		"a row twice with other figures": {text: file(func(all []string) []string { return append(all, "Leigh,E1,2020-08-11,99,50000") }), refused: "line 82"},
		"an area nobody knows":           {text: file(func(all []string) []string { return append(all, "Atlantis,,2020-08-11,1,") }), refused: "Atlantis"},
		"a day that is to come":          {text: file(func(all []string) []string { return append(all, "Leigh,E1,2999-01-01,1,50000") }), refused: "2999-01-01"},
		"a population of 0":              {text: file(at(40, "Leigh,E1,2020-08-11,3,0")), refused: "population"},
		"a feed that hides": {text: file(func(all []string) []string {
			return append(all[:60], "Leigh,E1,2020-09-01,*,50000", "Leigh,E1,2020-09-02,1-4,50000")
		})},
		"vintages out of order":     {text: vintages("2020-09-25,Leigh,E1,2020-09-21,4,50000")},
		"a count after its vintage": {text: vintages("2020-09-24,Leigh,E1,2020-09-26,4,50000"), refused: "2020-09-26"},
	} {
		out, err := judgedFile(t, c.text, "")
		switch {
		case c.refused != "" && (err == nil || !strings.Contains(err.Error(), c.refused)):
			t.Errorf("%s: %v", name, err)
		case c.refused == "" && (err != nil || strings.Count(out, "\n") < 40 || strings.Contains(out, "NaN")):
			t.Errorf("%s: %v, %d lines", name, err, strings.Count(out, "\n"))
		}
	}
}

// TestPhaseReckonsWithHiddenCounts: a star is anything from 0 to 4, and not nought.
func TestPhaseReckonsWithHiddenCounts(t *testing.T) {
	file := func(cell string) string {
		var b strings.Builder
		b.WriteString("area,code,date,cases,population\n")
		for i := range 90 {
			n := fmt.Sprint(12 + i%5)
			if i > 75 {
				n = cell
			}
			fmt.Fprintf(&b, "Leigh,E1,2020-%02d-%02d,%s,50000\n", 7+i/30, 1+i%30, n)
		}
		return b.String()
	}
	hidden, err := judgedFile(t, file("*"), "")
	if err != nil {
		t.Fatal(err)
	}
	none, err := judgedFile(t, file("0"), "")
	if err != nil {
		t.Fatal(err)
	}
	if hidden == none {
		t.Error("hidden counts are taken as nought")
	}
}
