package linkage_test

import (
	"cmp"
	"encoding/csv"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"kith/algo/linkage"
	"kith/algo/linkage/lists"
)

// public is where the public lists are; without them their tests are left out.
const public = "../../../shared/data/linkage"

func load(t testing.TB, preset, name string, beside *linkage.Table) *linkage.Table {
	t.Helper()
	file, err := os.Open(filepath.Join(public, name))
	if err != nil {
		t.Skipf("the public lists are not here: %v", err)
	}
	defer file.Close()
	s, _ := linkage.Preset(preset)
	table, err := lists.Read(file, s, beside)
	if err != nil {
		t.Fatal(err)
	}
	return table
}

// entities says which record is of whom.
func entities(t testing.TB, name string, of func(record []string) (id, entity string)) map[string]string {
	t.Helper()
	file, err := os.Open(filepath.Join(public, name))
	if err != nil {
		t.Skipf("the public lists are not here: %v", err)
	}
	defer file.Close()
	records, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	truth := map[string]string{}
	for _, r := range records[1:] {
		id, e := of(r)
		truth[id] = e
	}
	return truth
}

func febrlEntity(record []string) (id, entity string) {
	return record[0], strings.Split(record[0], "-")[1]
}

// judged is how good links are.
type judged struct {
	best, bestAt float64 // F1 at the best threshold, and that
	at           map[float64]float64
	found, pairs int
}

// judge holds links against the truth.
func judge(links []linkage.Link, same func(linkage.Link) bool, truth int) judged {
	slices.SortFunc(links, func(a, b linkage.Link) int { return cmp.Compare(b.Weight, a.Weight) })
	j := judged{at: map[float64]float64{}, pairs: truth}
	right := 0
	for i, l := range links {
		if same(l) {
			right++
		}
		f1 := 2 * float64(right) / float64(i+1+truth)
		if f1 > j.best && (i+1 == len(links) || links[i+1].Weight < l.Weight) {
			j.best, j.bestAt = f1, l.Weight
		}
		for _, p := range []float64{0.5, 0.9, 0.95, 0.99} {
			if l.Probability >= p {
				j.at[p] = f1
			}
		}
	}
	j.found = right
	return j
}

type publicCase struct {
	name, preset, left, right string
	entity                    func([]string) (string, string)
	truth                     int
	best, at99                float64
}

func TestPublicLists(t *testing.T) {
	for _, c := range []publicCase{
		{"FEBRL 1", "febrl", "febrl_dataset1.csv", "", febrlEntity, 500, 0.99, 0.98},
		{"FEBRL 2", "febrl", "febrl_dataset2.csv", "", febrlEntity, 1934, 0.99, 0.98},
		{"FEBRL 4", "febrl", "febrl_dataset4a.csv", "febrl_dataset4b.csv", febrlEntity, 5000, 0.9990, 0.9960},
		{"fake_1000", "fake", "fake_1000.csv", "", func(r []string) (string, string) { return r[0], r[6] }, 2031, 0.9, 0.7},
	} {
		t.Run(c.name, func(t *testing.T) { c.run(t) })
	}
}

func (c publicCase) run(t *testing.T) {
	left := load(t, c.preset, c.left, nil)
	right := left
	truth := entities(t, c.left, c.entity)
	var m *linkage.Model
	var report *linkage.Report
	var err error
	var links []linkage.Link
	keep := func(l linkage.Link) bool { links = append(links, l); return true }
	o := linkage.Options{Seed: 1, Least: 1e-6}
	var pairs int
	if c.right != "" {
		right = load(t, c.preset, c.right, left)
		for id, e := range entities(t, c.right, c.entity) {
			truth[id] = e
		}
		if m, report, err = linkage.Train(t.Context(), left, right, o); err == nil {
			pairs, err = m.Link(t.Context(), left, right, o, keep)
		}
	} else if m, report, err = linkage.Train(t.Context(), left, nil, o); err == nil {
		pairs, err = m.Dedupe(t.Context(), left, o, keep)
	}
	if err != nil {
		t.Fatal(err)
	}
	same := func(l linkage.Link) bool { return truth[left.ID(l.Left)] == truth[right.ID(l.Right)] }
	j := judge(links, same, c.truth)
	t.Logf("best F1 %.4f at weight %.1f; at probability .5 %.4f, .9 %.4f, .95 %.4f, .99 %.4f; %d of %d true pairs among %d compared", j.best, j.bestAt, j.at[.5], j.at[.9], j.at[.95], j.at[.99], j.found, j.pairs, pairs)
	t.Logf("%.0f matches expected after %d rounds; %q", report.Matches, report.Rounds, report.Warnings)
	if j.best < c.best || j.at[.99] < c.at99 {
		t.Errorf("F1 is %.4f at best and %.4f at .99; wanted %.4f and %.4f", j.best, j.at[.99], c.best, c.at99)
	}
	if os.Getenv("LINKAGE_SHOW") != "" {
		show(t, m, links, left, right, same)
	}
}

func show(t *testing.T, m *linkage.Model, links []linkage.Link, left, right *linkage.Table, same func(linkage.Link) bool) {
	for i, c := range m.Columns {
		t.Logf("%s m %.4f u %.6f", m.Schema.Columns[i].Name, c.Match, c.Stranger)
	}
	n := 0
	for _, l := range links {
		if same(l) == (l.Probability < .99) && n < 40 {
			n++
			t.Logf("%v %.2f %v | %v", same(l), l.Weight, values(left, l.Left), values(right, l.Right))
		}
	}
}

func values(t *linkage.Table, row int) []string {
	out := []string{t.ID(row)}
	for c := range t.Schema().Columns {
		out = append(out, t.Value(row, c))
	}
	return out
}
