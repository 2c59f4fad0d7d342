package answers

import (
	"net/url"
	"slices"
	"strings"
	"testing"

	"kith/internal/kernel/day"
)

// asked is a form that the program makes itself, with each kind of question that no
// blueprint asks by.
func asked() *Questions {
	grid := InGrid(Question{ID: "free", Title: "At these times", Missing: "Tick when", RequiredUnless: "any"},
		[]Option{{ID: "mon", Label: "Monday"}, {ID: "tue", Label: "Tuesday"}},
		[]Option{{ID: "morning", Label: "Morning"}, {ID: "evening", Label: "Evening"}},
		func(row, column string) string { return row + ", " + column })
	return (&Questions{}).Only(func(Page) bool { return true }, nil).With(
		Page{ID: "when", Title: "When?", Questions: []Question{
			{ID: "any", Kind: Checkboxes, Title: "Any time?", Options: []Option{{ID: "yes", Label: "At any time"}}}, grid,
		}},
		Page{ID: "why", Title: "Why only then?", ShowIf: func(v map[string]any) bool { return len(v["free"].([]string)) == 1 }, Questions: []Question{
			{ID: "why", Kind: Text, Max: 20},
		}},
		Page{ID: "where", Title: "Where?", Questions: []Question{{ID: "postcode", Kind: Postcode, Required: true, Missing: "Enter it", Exact: true}}},
	)
}

func way(t *testing.T, q *Questions, a Answers) (ids []string) {
	pages, err := q.Way(a)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range pages {
		ids = append(ids, p.ID)
	}
	return ids
}

func TestATableIsTickedAndSaidBack(t *testing.T) {
	q, a := asked(), Answers{}
	page, _ := q.Page("when")
	sheet := q.Sheet(page, a, day.Date{})
	if sheet.Parse(url.Values{}) || sheet.Errors()[0].Text != "Tick when" {
		t.Errorf("nothing ticked: %+v", sheet.Errors())
	}
	if sheet.Parse(url.Values{"free": {"sun-morning"}}) {
		t.Error("a box that is not there was ticked")
	}
	if !sheet.Parse(url.Values{"any": {"yes"}}) {
		t.Errorf("any time does not make up for it: %+v", sheet.Errors())
	}
	if !sheet.Parse(url.Values{"free": {"mon-evening", "tue-morning", "tue-evening"}}) {
		t.Fatalf("%+v", sheet.Errors())
	}
	sheet.Into(a)
	lines, err := q.Summary(a)
	if err != nil || !slices.Equal(lines[0].Answer, []string{"Monday: Evening", "Tuesday: Morning, Evening"}) {
		t.Errorf("said back: %+v, %v", lines, err)
	}
	again := q.Sheet(page, a, day.Date{})
	if !slices.Equal(again.Fields[1].answer(), a["free"]) {
		t.Error("what was ticked is not shown again")
	}
	if wrong, err := q.Check(Answers{"free": {"sun-morning"}, "postcode": {"WN1 1AA"}}); err != nil || len(wrong) != 1 {
		t.Errorf("a box that is not there: %+v, %v", wrong, err)
	}
}

func TestAPageOfTheProgramsOwnIsShownByWhatWasAsked(t *testing.T) {
	q := asked()
	if got := way(t, q, Answers{"free": {"mon-evening"}}); !slices.Equal(got, []string{"when", "why", "where"}) {
		t.Errorf("the way is %v", got)
	}
	if got := way(t, q, Answers{"free": {"mon-evening", "tue-evening"}}); !slices.Equal(got, []string{"when", "where"}) {
		t.Errorf("the way is %v", got)
	}
}

func TestAPostcodeThatMustReadAsOne(t *testing.T) {
	q := asked()
	page, _ := q.Page("where")
	sheet := q.Sheet(page, Answers{}, day.Date{})
	if sheet.Parse(url.Values{"postcode": {"somewhere"}}) || !strings.Contains(sheet.Errors()[0].Text, "postcode") {
		t.Errorf("somewhere is taken for one: %+v", sheet.Errors())
	}
	if wrong, err := q.Check(Answers{"free": {"mon-evening"}, "postcode": {"somewhere"}}); err != nil || len(wrong) != 1 {
		t.Errorf("somewhere is taken for one: %+v, %v", wrong, err)
	}
	if !sheet.Parse(url.Values{"postcode": {"wn11aa"}}) {
		t.Errorf("%+v", sheet.Errors())
	}
}
