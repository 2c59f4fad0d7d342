package lists_test

import (
	"encoding/csv"
	"io"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"kith/algo/linkage"
	"kith/algo/linkage/linkagetest"
	"kith/algo/linkage/lists"
)

// duckdb is the program that runs SQL, or the test is skipped, saying so.
func duckdb(t *testing.T) string {
	t.Helper()
	at, err := filepath.Abs("../../../test/linkage")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(at, "node_modules/@duckdb/node-api")); err != nil {
		t.Skip("DuckDB is not installed: run npm ci in test/linkage")
	}
	return filepath.Join(at, "sql.js")
}

// borough is a list and residents as tables.
func borough(t *testing.T) (list, residents *linkage.Table) {
	t.Helper()
	s, _ := linkage.Preset("uk-person")
	list, err := linkage.NewTable(s)
	if err != nil {
		t.Fatal(err)
	}
	residents = list.Beside()
	made := linkagetest.Make(3, 4000, 1000)
	for i, p := range made.List {
		list.Add("l"+strconv.Itoa(i), p.Values()...)
	}
	for i, p := range made.Residents {
		if i%50 == 0 {
			p.First, p.Last = p.Last, p.First // names changed round
		}
		if i%70 == 0 {
			p.First = p.First[:1] + "ø" + p.First[1:]
		}
		residents.Add("r"+strconv.Itoa(i), p.Values()...)
	}
	return list, residents
}

// TestSQLFindsTheSameLinks holds the statements to finding the links that the program finds,
// with the same weights and patterns: two lists, and one with itself.
func TestSQLFindsTheSameLinks(t *testing.T) {
	script := duckdb(t)
	list, residents := borough(t)
	o := linkage.Options{Seed: 1, Least: 0.01}
	m, _, err := linkage.Train(t.Context(), list, residents, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Run("two lists", func(t *testing.T) {
		agree(t, script, m, list, residents, func(keep func(linkage.Link) bool) (int, error) { return m.Link(t.Context(), list, residents, o, keep) })
	})
	t.Run("one list", func(t *testing.T) {
		one := list.Beside()
		for i, p := range linkagetest.Make(4, 800, 600).Everybody() {
			one.Add(strconv.Itoa(i), p.Values()...)
		}
		agree(t, script, m, one, nil, func(keep func(linkage.Link) bool) (int, error) { return m.Dedupe(t.Context(), one, o, keep) })
	})
}

// agree compares the links that are found with those of the statements.
func agree(t *testing.T, script string, m *linkage.Model, left, right *linkage.Table, find func(func(linkage.Link) bool) (int, error)) {
	t.Helper()
	dir := t.TempDir()
	at := func(name string) string { return filepath.Join(dir, name) }
	put := func(name string, write func(io.Writer) error) {
		file, err := os.Create(at(name))
		if err == nil {
			err = write(file)
		}
		if err == nil {
			err = file.Close()
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	o := linkage.SQL{Left: at("left.csv"), Out: at("links.csv"), Least: 0.01}
	put("left.csv", func(w io.Writer) error { return lists.Prepared(w, left) })
	if right != nil {
		o.Right = at("right.csv")
		put("right.csv", func(w io.Writer) error { return lists.Prepared(w, right) })
	} else {
		right = left
	}
	put("link.sql", func(w io.Writer) error { return m.WriteSQL(w, o) })
	if said, err := exec.CommandContext(t.Context(), "node", script, at("link.sql")).CombinedOutput(); err != nil {
		t.Fatalf("DuckDB: %v: %s", err, said)
	}
	theirs := linksIn(t, at("links.csv"))
	n := 0
	if _, err := find(func(k linkage.Link) bool {
		n++
		pair := left.ID(k.Left) + " " + right.ID(k.Right)
		got, ok := theirs[pair]
		if !ok || math.Abs(got.weight-k.Weight) > 0.002 || got.pattern != k.Pattern {
			t.Errorf("%s: the statements give %+v, %t, the program %+v", pair, got, ok, k)
		}
		delete(theirs, pair)
		return !t.Failed()
	}); err != nil {
		t.Fatal(err)
	}
	if len(theirs) > 0 && !t.Failed() {
		t.Errorf("the statements find others besides: %v", theirs)
	}
	if n < 300 {
		t.Errorf("only %d links were compared", n)
	}
}

type found struct {
	weight  float64
	pattern uint32
}

func linksIn(t *testing.T, name string) map[string]found {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(strings.NewReader(string(text))).ReadAll()
	if err != nil || strings.Join(rows[0], ",") != "left,right,probability,weight,pattern" {
		t.Fatal(rows, err)
	}
	all := map[string]found{}
	for _, row := range rows[1:] {
		weight, _ := strconv.ParseFloat(row[3], 64)
		pattern, _ := strconv.ParseUint(row[4], 10, 32)
		all[row[0]+" "+row[1]] = found{weight, uint32(pattern)}
	}
	return all
}
