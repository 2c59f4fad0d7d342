package linkage_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	"kith/algo/linkage"
	"kith/algo/linkage/linkagetest"
)

// town is a small borough with a model of it.
func town(t testing.TB) (*linkagetest.Borough, *linkage.Table, *linkage.Table, *linkage.Model) {
	t.Helper()
	b := linkagetest.Make(3, 4000, 600)
	left, right := tables(t, b)
	m, _, err := linkage.Train(t.Context(), left, right, linkage.Options{Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	return b, left, right, m
}

func linked(t testing.TB, m *linkage.Model, left, right *linkage.Table, o linkage.Options) (links []linkage.Link) {
	t.Helper()
	if _, err := m.Link(t.Context(), left, right, o, func(l linkage.Link) bool { links = append(links, l); return true }); err != nil {
		t.Fatal(err)
	}
	return links
}

func TestSameSeedSameLinks(t *testing.T) {
	_, left, right, m := town(t)
	one := linked(t, m, left, right, linkage.Options{Workers: 1})
	again, _, err := linkage.Train(t.Context(), left, right, linkage.Options{Seed: 1, Workers: 3})
	if err != nil {
		t.Fatal(err)
	}
	if three := linked(t, again, left, right, linkage.Options{Workers: 3}); !slices.Equal(one, three) {
		t.Error("three workers find other links than one")
	}
	var file bytes.Buffer
	if err := m.Write(&file); err != nil {
		t.Fatal(err)
	}
	read, err := linkage.ReadModel(&file)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(one, linked(t, read, left, right, linkage.Options{})) {
		t.Error("a model that was written and read finds other links")
	}
}

// TestNothingIsLetGoTooSoon holds the links above a threshold against all that are compared.
func TestNothingIsLetGoTooSoon(t *testing.T) {
	_, left, right, m := town(t)
	all := linked(t, m, left, right, linkage.Options{Least: 1e-14})
	likely := slices.DeleteFunc(slices.Clone(all), func(l linkage.Link) bool { return l.Probability < 0.9 })
	if found := linked(t, m, left, right, linkage.Options{Least: 0.9}); !slices.Equal(found, likely) || len(found) == 0 {
		t.Errorf("%d links are found, and %d when all pairs are weighed", len(found), len(likely))
	}
	seen := map[[2]int]bool{}
	for _, l := range all {
		if k := [2]int{l.Left, l.Right}; seen[k] {
			t.Fatalf("the pair %v is made twice", k)
		} else {
			seen[k] = true
		}
	}
}

func TestExplanationsAddUp(t *testing.T) {
	_, left, right, m := town(t)
	e, err := linkage.NewExplainer(m, left, right)
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range linked(t, m, left, right, linkage.Options{Least: 0.001}) {
		sum := 0.0
		for _, c := range e.Explain(l) {
			sum += c.Weight
		}
		if math.Abs(sum-l.Weight) > 1e-9 || math.Abs(linkage.Probability(l.Weight)-l.Probability) > 1e-12 {
			t.Fatalf("the parts of %v add up to %v: %v", l, sum, e.Explain(l))
		}
	}
}

func TestABudgetIsKept(t *testing.T) {
	_, left, right, m := town(t)
	_, err := m.Link(t.Context(), left, right, linkage.Options{Pairs: 100}, func(linkage.Link) bool { return true })
	var over *linkage.BudgetError
	if !errors.As(err, &over) || over.Allowed != 100 || over.Of <= 100 || !strings.Contains(err.Error(), "add a part to it") {
		t.Errorf("100 pairs are allowed, and %v", err)
	}
}

func TestClustersKeepWhatIsDecided(t *testing.T) {
	link := func(a, b int, w float64) linkage.Link { return linkage.Link{Left: a, Right: b, Weight: w} }
	chain := []linkage.Link{link(0, 1, 9), link(1, 2, 3), link(2, 3, 8), link(4, 5, 2)}
	for _, c := range []struct {
		name string
		with linkage.Constraints
		want []int
		cut  int
	}{
		{"links alone", linkage.Constraints{}, []int{0, 0, 0, 0, 1, 1}, 0},
		{"two NHS numbers part at the weakest link", linkage.Constraints{Identity: []uint64{7, 0, 0, 8, 0, 0}}, []int{0, 0, 1, 1, 2, 2}, 1},
		{"a cannot-link parts too", linkage.Constraints{Cannot: [][2]int{{0, 3}}}, []int{0, 0, 1, 1, 2, 2}, 1},
		{"a must-link is stronger than numbers", linkage.Constraints{Must: [][2]int{{0, 3}}, Identity: []uint64{7, 0, 0, 8, 0, 0}}, []int{0, 0, 0, 0, 1, 1}, 0},
		{"a must-link joins what no link does", linkage.Constraints{Must: [][2]int{{3, 4}}}, []int{0, 0, 0, 0, 0, 0}, 0},
	} {
		got := linkage.Cluster(6, chain, c.with)
		if !slices.Equal(got.Of, c.want) || len(got.Cut) != c.cut {
			t.Errorf("%s: %v, %d cut", c.name, got.Of, len(got.Cut))
		}
	}
	got := linkage.Cluster(2, nil, linkage.Constraints{Must: [][2]int{{0, 1}}, Cannot: [][2]int{{0, 1}}})
	if got.Count != 2 || len(got.Conflicts) != 1 {
		t.Errorf("a contradiction is not told: %+v", got)
	}
}

// TestClustersHoldForAnyLinks tries random links and constraints.
func TestClustersHoldForAnyLinks(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 5))
	for range 300 {
		n := 2 + r.IntN(12)
		any := func() [2]int { return [2]int{r.IntN(n), r.IntN(n)} }
		c := linkage.Constraints{Identity: make([]uint64, n)}
		for i := range c.Identity {
			c.Identity[i] = uint64(r.IntN(3))
		}
		for range r.IntN(3) {
			if p := any(); p[0] != p[1] {
				c.Cannot = append(c.Cannot, p)
			}
		}
		var links []linkage.Link
		for range r.IntN(30) {
			p := any()
			links = append(links, linkage.Link{Left: p[0], Right: p[1], Weight: float64(r.IntN(20))})
		}
		got := linkage.Cluster(n, links, c)
		for _, p := range c.Cannot {
			if got.Of[p[0]] == got.Of[p[1]] {
				t.Fatalf("%v are together", p)
			}
		}
		for i := range n {
			for j := range i {
				if got.Of[i] == got.Of[j] && c.Identity[i] != 0 && c.Identity[j] != 0 && c.Identity[i] != c.Identity[j] {
					t.Fatalf("%d and %d are together with two numbers", i, j)
				}
			}
		}
	}
}

// TestTheIndexFindsWhatLinkingFinds asks for each row of the list.
func TestTheIndexFindsWhatLinkingFinds(t *testing.T) {
	b, left, right, m := town(t)
	s, _ := linkage.Preset("uk-person")
	table, err := linkage.NewTable(s)
	if err != nil {
		t.Fatal(err)
	}
	half := len(b.Residents) / 2
	for i, p := range b.Residents[:half] {
		table.Add(strconv.Itoa(i), p.Values()...)
	}
	x, err := linkage.NewIndex(m, table, linkage.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for i, p := range b.Residents[half:] {
		x.Add(strconv.Itoa(half+i), p.Values()...)
	}
	expected := map[int]int{}
	for _, l := range linkage.OneToOne(linked(t, m, left, right, linkage.Options{Least: 0.9})) {
		expected[l.Left] = l.Right
	}
	missed := 0
	for row, p := range b.List {
		found := x.Match(p.Values()...)
		if want, ok := expected[row]; ok && (len(found) == 0 || found[0].Right != want) {
			missed++
		}
	}
	if missed*50 > len(expected) || len(expected) < 300 {
		t.Errorf("%d of %d are not found", missed, len(expected))
	}
}

func TestNewcomersAreFound(t *testing.T) {
	_, left, _, m := town(t)
	x, err := linkage.NewIndex(m, left, linkage.Options{})
	if err != nil {
		t.Fatal(err)
	}
	zoe := []string{"", "Zoë", "Quillfeather", "03/04/1950", "7 Nowhere Street", "WN1 0ZZ", "", "07700 900999"}
	if found := x.Match(zoe...); len(found) != 0 {
		t.Fatalf("somebody new is known: %v", found)
	}
	row := x.Add("zoe", zoe...)
	found := x.Match("", "Zoe", "Quillfeather", "04/03/1950", "", "WN1 0ZZ", "", "")
	if len(found) == 0 || found[0].Right != row || x.ID(row) != "zoe" || found[0].Probability < 0.9 {
		t.Errorf("she is not found again: %v", found)
	}
}

// A telephone that thousands share finds nobody, and neither does a name in a street of
// thousands; whoever has both is found.
func TestCrowdsFindWhoIsInBoth(t *testing.T) {
	_, _, _, m := town(t)
	s, _ := linkage.Preset("uk-person")
	table, err := linkage.NewTable(s)
	if err != nil {
		t.Fatal(err)
	}
	for i := range 4500 {
		table.Add(fmt.Sprint("phone", i), "", fmt.Sprintf("given%d", i), fmt.Sprintf("family%d", i), "", "", "", "", "07700 900999")
		table.Add(fmt.Sprint("street", i), "", fmt.Sprintf("first%d", i), "Quillfeather", "", "", "WN1 0ZZ", "", "")
	}
	x, err := linkage.NewIndex(m, table, linkage.Options{Least: 1e-6})
	if err != nil {
		t.Fatal(err)
	}
	asked := []string{"", "", "Quillfeather", "", "", "WN1 0ZZ", "", "07700 900999"}
	if found := x.Match(asked...); len(found) != 0 {
		t.Fatalf("crowds find %d", len(found))
	}
	row := x.Add("zoe", "", "Zoe", "Quillfeather", "", "", "WN1 0ZZ", "", "07700 900999")
	if found := x.Match(asked...); len(found) != 1 || found[0].Right != row {
		t.Errorf("who is in both is not found: %v", found)
	}
}

func TestSchemasAreChecked(t *testing.T) {
	for text, says := range map[string]string{
		`{"id": "a", "columns": []}`:                                                                                              "names an id column",
		`{"id": "a", "columns": [{"name": "b", "kind": "colour"}]}`:                                                               "is no kind",
		`{"id": "a", "columns": [{"name": "b", "kind": "text", "levels": ["exact", "jaro"]}]}`:                                    "is no level",
		`{"id": "a", "columns": [{"name": "b", "kind": "text", "levels": ["jaro 0.9"]}]}`:                                         "the first level is exact",
		`{"id": "a", "columns": [{"name": "b", "kind": "text"}, {"name": "B", "kind": "text"}]}`:                                  "has no name of its own",
		`{"id": "a", "columns": [{"name": "b", "kind": "text"}], "blocking": ["c"]}`:                                              `there is no column "c"`,
		`{"id": "a", "columns": [{"name": "b", "kind": "text"}], "blocking": ["b:half"]}`:                                         "cannot be taken",
		`{"id": "a", "columns": [{"name": "b", "kind": "text"}], "blocking": ["b:names"]}`:                                        "needs a given name",
		`{"id": "a", "colums": []}`:                                                                                               "unknown field",
		`{"id": "a", "columns": [{"name": "b", "kind": "text", "levels": ["exact"` + strings.Repeat(`, "jaro 0.9"`, 255) + `]}]}`: "more than 255 levels",
	} {
		if _, err := linkage.ReadSchema(strings.NewReader(text)); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%s: it says %v", text, err)
		}
	}
	if _, err := linkage.ReadSchema(strings.NewReader(`{"id": "a", "columns": [{"name": "b", "kind": "text"}, {"name": "c", "kind": "date"}]}`)); err != nil {
		t.Error(err)
	}
}

func ExampleModel_Dedupe() {
	s, _ := linkage.Preset("uk-person")
	t, _ := linkage.NewTable(s)
	r := rand.New(rand.NewPCG(1, 1))
	for i := range 400 {
		name, born := fmt.Sprintf("person%c%c", 'a'+i%26, 'a'+i/26), fmt.Sprintf("%02d/%02d/%d", 1+r.IntN(28), 1+r.IntN(12), 1930+i%70)
		t.Add(fmt.Sprint("a", i), "", "Ann", name, born, "", "M1 1AE", "", "")
		if i%4 == 0 {
			t.Add(fmt.Sprint("b", i), "", "Anne", name, born, "", "M1 1AE", "", "")
		}
	}
	ctx, o := context.Background(), linkage.Options{Seed: 1}
	m, _, _ := linkage.Train(ctx, t, nil, o)
	found := 0
	_, _ = m.Dedupe(ctx, t, o, func(l linkage.Link) bool { found++; return true })
	fmt.Println(found, "of 100 who are in it twice")
	// Output: 100 of 100 who are in it twice
}

// Nobody is two people: of links that want the same record the heaviest stays.
func TestNobodyIsTakenForTwo(t *testing.T) {
	link := func(left, right int, weight float64) linkage.Link {
		return linkage.Link{Left: left, Right: right, Weight: weight}
	}
	best := linkage.OneToOne([]linkage.Link{link(0, 0, 5), link(0, 1, 9), link(1, 1, 7), link(2, 2, 1)})
	if len(best) != 2 || best[0].Left != 0 || best[0].Right != 1 || best[1].Left != 2 {
		t.Errorf("kept are %+v", best)
	}
}
