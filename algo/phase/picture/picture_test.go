package picture_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"math/rand/v2"
	"strings"
	"testing"

	"kith/algo/phase"
	"kith/algo/phase/picture"
)

// judged is two areas, one with an outbreak, as they stand with the last three days unknown.
func judged(t *testing.T) []phase.History {
	t.Helper()
	chance := rand.New(rand.NewPCG(1, 1))
	var pool []phase.Series
	for i, name := range []string{"Leigh & \x01<west>", "Atherton"} {
		s, level := phase.Series{Area: name, Pop: 100000, From: 18500}, 2.0
		for d := range 100 {
			if i == 1 && d > 70 {
				level *= 1.1
			}
			s.Obs = append(s.Obs, phase.Obs{N: int(chance.ExpFloat64() * level)})
		}
		pool = append(pool, phase.Cover(s, s.Last()))
	}
	h, _, _, err := phase.Judge(t.Context(), phase.Feed{Now: pool}, 18500, 18599, phase.Config{Draws: -1})
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// TestDrawIsWholeXML with a row an area, those longest in a phase first, and its marks.
func TestDrawIsWholeXML(t *testing.T) {
	var out bytes.Buffer
	if err := picture.Draw(&out, append(judged(t), phase.History{Area: "Nowhere"}), picture.Options{Title: `A "title" & <more>`, Note: "As known."}); err != nil {
		t.Fatal(err)
	}
	marks := map[string]int{}
	in := xml.NewDecoder(bytes.NewReader(out.Bytes()))
	for {
		token, err := in.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		if e, ok := token.(xml.StartElement); ok {
			marks[e.Name.Local]++
		}
	}
	if marks["g"] != 2 || strings.Count(out.String(), "h0M") < 10 || marks["title"] != 1 || marks["desc"] != 1 {
		t.Errorf("%v", marks)
	}
	s := out.String()
	if a, b := strings.Index(s, "Atherton</text>"), strings.Index(s, "Leigh &amp;"); a < 0 || b < 0 || strings.Contains(s, "Nowhere") || strings.Contains(s, "NaN") || strings.Contains(s, "Inf") {
		t.Errorf("Atherton at %d, Leigh at %d", a, b)
	}
	if strings.Index(s, ">Atherton</text>") > strings.Index(s, ">Leigh &amp; &lt;west&gt;</text>") {
		t.Error("the area that is longest in a phase is not first")
	}
}

func TestDrawWithoutAreas(t *testing.T) {
	var out bytes.Buffer
	if err := picture.Draw(&out, nil, picture.Options{Title: "Nothing"}); err != nil || !strings.HasSuffix(out.String(), "</svg>\n") {
		t.Error(out.String(), err)
	}
}
