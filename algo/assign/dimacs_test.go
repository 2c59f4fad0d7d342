package assign_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"kith/algo/assign"
)

func TestWhatIsWrittenIsRead(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := drawNetwork(t, rapid.IntRange(1, 7).Draw(t, "nodes"))
		if len(n.Arcs) > 0 {
			n.Arcs[0].Upper = assign.Unbounded
		}
		var text bytes.Buffer
		if err := n.WriteDIMACS(&text); err != nil {
			t.Fatal(err)
		}
		got, err := assign.ReadDIMACS(&text)
		if diff := cmp.Diff(n, got); err != nil || diff != "" {
			t.Error(err, diff)
		}
	})
}

func TestAFileThatIsWrongIsToldWhere(t *testing.T) {
	for text, want := range map[string]string{
		"":                               `no line "p min`,
		"c only words\n":                 `no line "p min`,
		"a 1 2 0 1 1\n":                  `line 1: "a" comes before`,
		"p max 2 1\n":                    `line 1: the problem line is`,
		"p min 2 1\np min 2 1\n":         "line 2: there is a problem line already",
		"p min 2 1\nn 3 1\n":             "line 2: there is no node 3; they are numbered 1 to 2",
		"p min 2 1\nn 1\n":               `line 2: a node is "n NODE SUPPLY"`,
		"p min 2 1\na 1 2 0 1\n":         `line 2: an arc is`,
		"p min 2 1\na 1 2 0 many 1\n":    `line 2: "many" is not a whole number`,
		"p min 2 1\nx 1\n":               `line 2: a line begins with c, p, n or a, not with "x"`,
		"p min 2 2\na 1 2 0 1 1\n":       "promises 2 arcs, and there are 1",
		"p min 5000000000 2\n":           "are not what can be read",
		"p min 2 1\n\nc ok\na 0 1 0 1 1": "line 4: there is no node 0",
	} {
		if _, err := assign.ReadDIMACS(strings.NewReader(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: it says %v, not %s", text, err, want)
		}
	}
}
