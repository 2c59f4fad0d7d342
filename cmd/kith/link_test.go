package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// written writes a list of people who are each twice in it, the second time with a slip.
func written(t *testing.T, name string) string {
	t.Helper()
	var text strings.Builder
	text.WriteString("\ufeffRef, First,Last,Dob,Town,Note\n")
	for i := range 200 {
		name := fmt.Sprintf("%c%cston", 'a'+i%26, 'a'+i/26%26)
		born := fmt.Sprintf("%d-%02d-%02d", 1930+i%60, 1+i%12, 1+i%28)
		fmt.Fprintf(&text, "%d,Ann,%s,%s,Leigh,x\n", i, name, born)
		fmt.Fprintf(&text, "%d-again,Anne,%s,%s,Leigh,x\n", i, name, born)
	}
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

const ownSchema = `{"name": "own", "id": "ref", "columns": [{"name": "first", "kind": "given-name"}, {"name": "last", "kind": "surname"}, {"name": "dob", "kind": "date"}, {"name": "town", "kind": "text"}]}`

func TestListsAreLinkedFromTheCommandLine(t *testing.T) {
	dir, list := t.TempDir(), written(t, "list.csv")
	at := func(name string) string { return filepath.Join(dir, name) }
	if err := os.WriteFile(at("own.json"), []byte(ownSchema), 0o600); err != nil {
		t.Fatal(err)
	}
	common := linking{Schema: at("own.json"), Out: at("links.csv"), Model: at("model.json"), Least: 0.5, Seed: 1}
	if err := (dedupeCmd{linking: common, Clusters: at("clusters.csv"), Join: 0.5, File: list}).Run(t.Context()); err != nil {
		t.Fatal(err)
	}
	links, err := os.ReadFile(at("links.csv"))
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(string(links), "-again,0.9"); n < 190 || !strings.HasPrefix(string(links), "left,right,probability,weight,pattern\n0,0-again,") {
		t.Errorf("of 200 people who are in it twice %d are found: %s", n, links[:min(len(links), 300)])
	}
	clusters, err := os.ReadFile(at("clusters.csv"))
	if err != nil || !strings.HasPrefix(string(clusters), "id,cluster\n0,0\n0-again,0\n1,1\n") {
		t.Errorf("%v, %s", err, clusters[:min(len(clusters), 100)])
	}
	// The model that was kept is used, and finds the same.
	if err := (dedupeCmd{linking: common, File: list}).Run(t.Context()); err != nil {
		t.Fatal(err)
	}
	if again, err := os.ReadFile(at("links.csv")); err != nil || string(again) != string(links) {
		t.Errorf("with the model it wrote it finds other links: %v", err)
	}
	if err := (linkCmd{linking: common, Left: list, Right: list}).Run(t.Context()); err != nil {
		t.Error(err)
	}
}

func TestListsThatDoNotFitAreRefused(t *testing.T) {
	list := written(t, "list.csv")
	shifted := filepath.Join(t.TempDir(), "shifted.csv")
	if err := os.WriteFile(shifted, []byte("id,nhs_number\n1,2,3\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	common := linking{Schema: "uk-person", Out: filepath.Join(t.TempDir(), "links.csv")}
	if err := (dedupeCmd{linking: common, File: list}).Run(t.Context()); err == nil || !strings.Contains(err.Error(), `asks for a column "id"; the file has Ref, First`) {
		t.Errorf("columns that are lacking: %v", err)
	}
	common.Schema = "nothing"
	if err := (dedupeCmd{linking: common, File: list}).Run(t.Context()); err == nil || !strings.Contains(err.Error(), "is no preset") {
		t.Errorf("a schema that is not: %v", err)
	}
	for said, text := range map[string]string{
		"the file is empty": "", "a workbook is to be saved as CSV first": "PK\x03\x04\x00\x00\xff,b\n", `the schema "mine.json" asks for a column "dob"; the file has id, nhs_number`: "id,nhs_number\n1,2\n",
	} {
		bad, schema := filepath.Join(t.TempDir(), "bad.csv"), filepath.Join(t.TempDir(), "mine.json")
		for name, text := range map[string]string{bad: text, schema: `{"id":"id","columns":[{"name":"dob","kind":"date"}]}`} {
			if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		common.Schema = schema
		if err := (dedupeCmd{linking: common, File: bad}).Run(t.Context()); err == nil || !strings.Contains(err.Error(), said) {
			t.Errorf("want %q, got %v", said, err)
		}
	}
}

func TestTheModelIsWrittenAsSQL(t *testing.T) {
	dir, list := t.TempDir(), written(t, "list.csv")
	at := func(name string) string { return filepath.Join(dir, name) }
	if err := os.WriteFile(at("own.json"), []byte(ownSchema), 0o600); err != nil {
		t.Fatal(err)
	}
	common := linking{Schema: at("own.json"), Out: at("links.csv"), Least: 0.5, Seed: 1, SQL: at("link.sql")}
	if err := (linkCmd{linking: common, Left: list, Right: list}).Run(t.Context()); err != nil {
		t.Fatal(err)
	}
	for name, says := range map[string]string{"link.sql": "links.csv", "link.sql.left.csv": "0,0,ann,", "link.sql.right.csv": "0-again,anne,"} {
		text, err := os.ReadFile(at(name))
		if err != nil || !strings.Contains(string(text), says) {
			t.Errorf("%s: %v, and it lacks %q", name, err, says)
		}
	}
	if _, err := os.Stat(at("links.csv")); err == nil {
		t.Error("links were written as well")
	}
}

func TestErrorsAreCountedByGroup(t *testing.T) {
	dir, list := t.TempDir(), written(t, "list.csv")
	at := func(name string) string { return filepath.Join(dir, name) }
	var truth strings.Builder
	truth.WriteString("left,right\n")
	for i := range 200 {
		fmt.Fprintf(&truth, "%d,%d\n", i, i)
	}
	for name, text := range map[string]string{"own.json": ownSchema, "truth.csv": truth.String()} {
		if err := os.WriteFile(at(name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	c := linkCmd{
		linking: linking{Schema: at("own.json"), Out: at("links.csv"), Least: 0.5, Seed: 1},
		judging: judging{Truth: at("truth.csv"), By: "dob", Errors: at("errors.csv")}, Left: list, Right: list,
	}
	if err := c.Run(t.Context()); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(at("errors.csv"))
	if lines := strings.Split(string(text), "\n"); err != nil || len(lines) != 8 || !strings.HasPrefix(lines[1], "born in the 1930s,40,0,") {
		t.Errorf("by decade: %s, %v", text, err)
	}
	c.By = "colour"
	if err := c.Run(t.Context()); err == nil || !strings.Contains(err.Error(), "there is no column") {
		t.Errorf("by what there is not: %v", err)
	}
}

func TestPeopleKeepTheirNamesFromRunToRun(t *testing.T) {
	dir, list := t.TempDir(), written(t, "list.csv")
	at := func(name string) string { return filepath.Join(dir, name) }
	if err := os.WriteFile(at("own.json"), []byte(ownSchema), 0o600); err != nil {
		t.Fatal(err)
	}
	c := dedupeCmd{linking: linking{Schema: at("own.json"), Out: at("links.csv"), Least: 0.5, Seed: 1}, Clusters: at("clusters.csv"), Join: 0.5, File: list}
	if err := c.Run(t.Context()); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(list)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.SplitAfter(string(text), "\n")
	if err := os.WriteFile(list, []byte(lines[0]+strings.Join(lines[3:], "")+"new,Bea,Quillfeather,1950-02-03,Leigh,x\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	c.Before, c.Clusters, c.Events = at("clusters.csv"), at("clusters-2.csv"), at("events.csv")
	if err := c.Run(t.Context()); err != nil {
		t.Fatal(err)
	}
	first, _ := os.ReadFile(at("clusters.csv"))
	second, err := os.ReadFile(at("clusters-2.csv"))
	if err != nil || !strings.Contains(string(second), "\nnew,200\n") {
		t.Errorf("whoever is new has no new name: %v", err)
	}
	for line := range strings.SplitSeq(strings.TrimSpace(string(second)), "\n") {
		if !strings.HasPrefix(line, "new,") && !strings.Contains(string(first), line+"\n") {
			t.Fatalf("%s was called otherwise before", line)
		}
	}
	if events, err := os.ReadFile(at("events.csv")); err != nil || string(events) != "person,event,others\n0,gone,\n200,new,\n" {
		t.Errorf("told %s, %v", events, err)
	}
}
