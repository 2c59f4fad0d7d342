package lists

import (
	"bytes"
	"os"
	"strconv"
	"testing"

	"kith/algo/linkage"
	"kith/algo/linkage/linkagetest"
)

// TestTheModel holds the model that is shipped to what it was learnt for: of a made-up borough
// it links hardly anybody wrongly. KITH_LEARN=1 learns it anew.
func TestTheModel(t *testing.T) {
	residents, list := 20_000, 900
	learn := os.Getenv("KITH_LEARN") != ""
	if learn {
		residents, list = learntOf, 14_634
	}
	b := linkagetest.Make(19, residents, list)
	schema, _ := linkage.Preset("uk-person")
	left, err := linkage.NewTable(schema)
	if err != nil {
		t.Fatal(err)
	}
	right := left.Beside()
	for i, p := range b.List {
		left.Add(strconv.Itoa(i), p.Values()...)
	}
	for i, p := range b.Residents {
		right.Add(strconv.Itoa(i), p.Values()...)
	}
	if learn {
		m, _, err := linkage.Train(t.Context(), left, right, linkage.Options{Seed: 1})
		if err != nil {
			t.Fatal(err)
		}
		var out bytes.Buffer
		if err := m.Write(&out); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile("model.json", out.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
		model = out.Bytes()
	}
	m, err := modelFor(residents)
	if err != nil {
		t.Fatal(err)
	}
	good, wrong, truth := 0, 0, 0
	for _, who := range b.Truth {
		if who >= 0 {
			truth++
		}
	}
	_, err = m.Link(t.Context(), left, right, linkage.Options{Seed: 1, Least: usualSure}, func(l linkage.Link) bool {
		if b.Truth[l.Left] == l.Right {
			good++
		} else {
			wrong++
		}
		return true
	})
	t.Logf("%d right, %d wrong of %d", good, wrong, truth)
	if err != nil || wrong*200 > good || good*100 < truth*90 {
		t.Errorf("%d right, %d wrong of %d, %v", good, wrong, truth, err)
	}
}
