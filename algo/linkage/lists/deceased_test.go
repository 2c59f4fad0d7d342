package lists_test

import (
	"strings"
	"testing"

	"kith/algo/linkage"
	"kith/algo/linkage/lists"
)

// Who has died is told of a link and does not count against it: lists learn of it at different
// times.
func TestWhoHasDiedIsTold(t *testing.T) {
	s, err := linkage.ReadSchema(strings.NewReader(`{"id": "id", "columns": [
		{"name": "first", "kind": "given-name"}, {"name": "last", "kind": "surname"}, {"name": "dob", "kind": "date"}, {"name": "died", "kind": "deceased"}]}`))
	if err != nil {
		t.Fatal(err)
	}
	var text strings.Builder
	text.WriteString("id,first,last,dob,died\n")
	for i, died := range []string{"", "01/02/2020", "no", "Yes", "0", "nan"} {
		for _, again := range []string{"a", "b"} {
			if again == "b" && i != 3 {
				died = ""
			}
			text.WriteString(again + string(rune('0'+i)) + ",Ann,Quill" + strings.Repeat("y", i) + "," + string(rune('1'+i)) + "/3/1950," + died + "\n")
		}
	}
	table, err := lists.Read(strings.NewReader(text.String()), s, nil)
	if err != nil {
		t.Fatal(err)
	}
	m, _, err := linkage.Train(t.Context(), table, nil, linkage.Options{Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	links, err := lists.NewLinks(&out, table, table)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := m.Dedupe(t.Context(), table, linkage.Options{Least: 1e-9}, func(l linkage.Link) bool { return links.Write(l) == nil }); err != nil {
		t.Fatal(err)
	}
	if err := links.Close(); err != nil {
		t.Fatal(err)
	}
	told := map[string]string{}
	for line := range strings.SplitSeq(out.String(), "\n") {
		cells := strings.Split(line, ",")
		told[strings.Join(cells[:min(2, len(cells))], " ")] = cells[len(cells)-1]
	}
	for pair, want := range map[string]string{"left right": "deceased", "a0 b0": "", "a1 b1": "left", "a2 b2": "", "a3 b3": "both", "a4 b4": "", "a5 b5": ""} {
		if got, ok := told[pair]; !ok || got != want {
			t.Errorf("of %s it tells %q, %t; want %q", pair, got, ok, want)
		}
	}
}
