package picture_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"math"
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
	marks := whole(t, out.Bytes())
	if marks["g"] != 4 || strings.Count(out.String(), "h0M") < 10 || marks["title"] != 1 || marks["desc"] != 1 {
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

// whole reads what was drawn as XML and counts its elements.
func whole(t *testing.T, drawn []byte) map[string]int {
	t.Helper()
	marks := map[string]int{}
	in := xml.NewDecoder(bytes.NewReader(drawn))
	for {
		token, err := in.Token()
		if errors.Is(err, io.EOF) {
			return marks
		}
		if err != nil {
			t.Fatalf("%v in %s", err, drawn)
		}
		if e, ok := token.(xml.StartElement); ok {
			marks[e.Name.Local]++
		}
	}
}

// TestWhatWasDoneStandsUnderItsDay, numbered, in a wide picture and on a telephone; what was
// done on a day that is not drawn is left out.
func TestWhatWasDoneStandsUnderItsDay(t *testing.T) {
	for name, narrow := range map[string]bool{"wide": false, "narrow": true} {
		var out bytes.Buffer
		o := picture.Options{Title: "In a phase?", Narrow: narrow, Marks: map[string][]picture.Mark{"Atherton": {{Day: 18520, Number: 771}, {Day: 18520, Number: 772}, {Day: 18700, Number: 773}}}}
		if err := picture.Draw(&out, judged(t), o); err != nil {
			t.Fatal(err)
		}
		whole(t, out.Bytes())
		s := out.String()
		if !strings.Contains(s, ">771</text>") || !strings.Contains(s, ">772</text>") || strings.Contains(s, ">773</text>") || !strings.Contains(s, "what was done") {
			t.Errorf("%s: marks are missing, or one too many is there", name)
		}
		if wide := strings.Contains(s, `viewBox="0 0 360 `); wide != narrow {
			t.Errorf("%s: %s", name, s[:160])
		}
	}
}

// TestTheMap has four bands, each in a word too, and hatches what is old and what is not known.
func TestTheMap(t *testing.T) {
	places := []picture.Place{
		{Name: "Ince & <one>", P: .1},
		{Name: "Leigh", P: .5},
		{Name: "Orrell", P: .8},
		{Name: "Pemberton", P: .99},
		{Name: "Standish", P: .99, Hatched: true},
		{Name: "Tyldesley", P: math.NaN()},
	}
	for i := range places {
		places[i].Rings = picture.TileAt(1+i%3, 1+i/3)
	}
	var out bytes.Buffer
	if err := picture.Map(&out, places, picture.Options{Title: "Today", Note: "As known."}); err != nil {
		t.Fatal(err)
	}
	whole(t, out.Bytes())
	s := out.String()
	for word, n := range map[string]int{">unlikely</text>": 1, ">uncertain</text>": 1, ">likely</text>": 1, ">very likely</text>": 2, ">no figures</text>": 1, `fill="url(#old)" stroke`: 2, "NaN": 0, "Standish: very likely, by figures that are old": 1} {
		if strings.Count(s, word) != n {
			t.Errorf("%q stands there %d times, not %d", word, strings.Count(s, word), n)
		}
	}
	out.Reset()
	if err := picture.Map(&out, []picture.Place{{Name: "Nowhere", P: .5}}, picture.Options{}); err != nil || strings.Contains(out.String(), "NaN") || strings.Contains(out.String(), "Inf") {
		t.Error(out.String(), err)
	}
}
