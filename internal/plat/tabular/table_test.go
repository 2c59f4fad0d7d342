package tabular_test

import (
	"errors"
	"strings"
	"testing"

	"kith/internal/kernel/fault"
	"kith/internal/plat/tabular"
)

var known = []tabular.Layout{
	{Name: "directory", Columns: []tabular.Column{
		{Field: "postcode", Names: []string{"pcds", "pcd"}},
		{Field: "district", Names: []string{"lad??cd", "oslaua"}},
		{Field: "ended", Names: []string{"doterm"}, Optional: true},
	}},
	{Name: "list of people", Columns: []tabular.Column{
		{Field: "name", Names: []string{"Full Name"}},
		{Field: "postcode", Names: []string{"Postcode"}},
	}},
}

func TestRecognise(t *testing.T) {
	tests := []struct {
		header, name          string
		postcode, ended, last int
	}{
		{"pcd,PCDS,LAD25CD,doterm", "directory", 1, 3, 2},
		{"lad09cd,pcd", "directory", 1, -1, 0},
		{"oslaua, pcds ", "directory", 1, -1, 0},
		{"post_code,FULL NAME,x", "list of people", 0, -1, -1},
	}
	for _, tt := range tests {
		layout, columns, err := tabular.Recognise(strings.Split(tt.header, ","), known)
		if err != nil || layout.Name != tt.name || columns.Of("postcode") != tt.postcode || columns.Of("ended") != tt.ended || columns.Of("district") != tt.last {
			t.Errorf("%q taken for %s %v, %v", tt.header, layout.Name, columns, err)
		}
	}
}

func TestRecogniseRefuses(t *testing.T) {
	tests := []struct{ header, message string }{
		{"a,b", "Kith does not know this kind of file. Its first row is: a,b. It can read: directory; list of people. Check that the right file was chosen, with its first row."},
		{"pcds,lad5cd", "Kith does not know this kind of file. Its first row is: pcds,lad5cd. It can read: directory; list of people. It is nearest to directory, which also has lad??cd. Check that the right file was chosen, with its first row."},
	}
	for _, tt := range tests {
		_, _, err := tabular.Recognise(strings.Split(tt.header, ","), known)
		if fault.KindOf(err) != fault.Invalid || fault.MessageOf(err) != tt.message {
			t.Errorf("%q gives\n%q\nwant\n%q", tt.header, fault.MessageOf(err), tt.message)
		}
	}
	_, _, err := tabular.Recognise([]string{strings.Repeat("é", 5000)}, known)
	if n := len(fault.MessageOf(err)); n > 1200 {
		t.Errorf("the message is %d bytes long", n)
	}
}

func TestSafeCells(t *testing.T) {
	tests := map[string]string{
		"":                  "",
		"Wigan":             "Wigan",
		"=1+1":              "'=1+1",
		"+cmd|' /C calc'!A": "'+cmd|' /C calc'!A",
		"@SUM(A1)":          "'@SUM(A1)",
		"-2+3":              "'-2+3",
		"\t=1":              "'\t=1",
		"-2.635089":         "-2.635089",
		"+447700900123":     "+447700900123",
		"-":                 "'-",
		"a=b":               "a=b",
	}
	for cell, want := range tests {
		if got := tabular.Safe(cell); got != want {
			t.Errorf("Safe(%q) = %q, want %q", cell, got, want)
		}
	}
}

func TestRejects(t *testing.T) {
	var b strings.Builder
	rejects := tabular.NewRejects(&b)
	for _, row := range []tabular.Row{{Number: 7, Cells: []string{"WN1", "=1+1"}}, {Number: 9}} {
		if err := rejects.Add("list.csv", row, "This is only part of a postcode."); err != nil {
			t.Fatal(err)
		}
	}
	if err := rejects.Flush(); err != nil {
		t.Fatal(err)
	}
	want := "file,row,reason,cells\nlist.csv,7,This is only part of a postcode.,WN1,'=1+1\nlist.csv,9,This is only part of a postcode.\n"
	if b.String() != want || rejects.Count() != 2 {
		t.Errorf("wrote %q", b.String())
	}
	var again strings.Builder
	for _, columns := range [][]string{{"postcode", "sum"}, {"file", "row", "reason", "postcode", "sum"}} {
		again.Reset()
		mended := tabular.NewRejects(&again)
		mended.Named(columns)
		cells := []string{"WN1", "=1+1"}
		if len(columns) > 2 {
			cells = append([]string{"list.csv", "7", "This is only part of a postcode."}, cells...)
		}
		if err := errors.Join(mended.Add("list.csv", tabular.Row{Number: 7, Cells: cells}, "Still wrong."), mended.Flush()); err != nil {
			t.Fatal(err)
		}
		if got := again.String(); got != "file,row,reason,postcode,sum\nlist.csv,7,Still wrong.,WN1,'=1+1\n" {
			t.Errorf("with its columns it wrote %q", got)
		}
	}
	back, err := tabular.NewReader(strings.NewReader(again.String()), tabular.Options{}).Header()
	if err != nil || len(back) != 5 {
		t.Errorf("read back as %v, %v", back, err)
	}
	none := tabular.NewRejects(nil)
	if none.Add("x", tabular.Row{}, "y") != nil || none.Flush() != nil || none.Count() != 1 {
		t.Error("without a writer it does not merely count")
	}
}
