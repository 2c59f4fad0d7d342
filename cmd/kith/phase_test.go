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
