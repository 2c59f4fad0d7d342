package blueprint_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"kith/internal/blueprint"
	"kith/internal/plat/rules"
)

// menu stands in for a feature's section: the broken-folder tests need a document
// with every shape and know no feature.
type menu struct {
	Dishes []dish         `yaml:"dishes"`
	Prices map[string]int `yaml:"prices,omitempty"`
}

type dish struct {
	ID              string   `yaml:"id"`
	Hours           int      `yaml:"due_hours"`
	Hot             bool     `yaml:"hot,omitempty"`
	When            string   `yaml:"when,omitempty"`
	Kinds           []string `yaml:"kinds,omitempty"`
	Place           *place   `yaml:"place,omitempty"`
	With            string   `yaml:"with,omitempty"`
	blueprint.Whose `yaml:",inline"`

	rule *rules.Rule
}

type place struct {
	Lat  float64    `yaml:"lat"`
	Edge [2]float64 `yaml:"edge,omitempty"`
}

type letters map[string]letter

type letter struct {
	Subject string `yaml:"subject"`
	Dish    string `yaml:"dish,omitempty"`
	Body    string `blueprint:"body"`
}

var dishVars = []rules.Var{{Name: "age", Type: rules.Int}}

func sections() []blueprint.Section {
	return []blueprint.Section{
		{Name: "the menu", File: "menu.yaml", New: func() any { return &menu{} }, Check: checkMenu},
		{Name: "letters", File: "letters/*.md", Optional: true, New: func() any { return &letters{} }, Check: checkLetters},
	}
}

func checkMenu(c *blueprint.Checker, doc any) {
	m := doc.(*menu)
	var ids []string
	for i := range m.Dishes {
		d := &m.Dishes[i]
		ids = append(ids, d.ID)
		if d.Hours <= 0 {
			c.Problem(blueprint.At("dishes", i, "due_hours"), "due_hours must be more than nought").Mend("write 1 or more")
		}
		if d.When != "" {
			d.rule = c.Rule(blueprint.At("dishes", i, "when"), d.When, dishVars)
		}
	}
	c.Once("dish", ids, func(i int) string { return blueprint.At("dishes", i, "id") })
	for i, d := range m.Dishes {
		if d.With != "" {
			c.Known(blueprint.At("dishes", i, "with"), "dish", d.With, ids)
		}
	}
}

func checkLetters(c *blueprint.Checker, doc any) {
	m, ok := blueprint.Other[menu](c)
	var ids []string
	for _, d := range m.Dishes {
		ids = append(ids, d.ID)
	}
	for name, l := range *doc.(*letters) {
		if ok && l.Dish != "" {
			c.Known(blueprint.At(name, "dish"), "dish", l.Dish, ids)
		}
		for i, line := range strings.Split(l.Body, "\n") {
			if at := strings.Index(line, "{{"); at >= 0 {
				c.ProblemInside(blueprint.At(name, "body"), i+1, at+1, "placeholders are not used here")
			}
		}
	}
}

const goodBorough = `id: wigan
name: Wigan
council: Wigan Council
lad_code: E08000010
service: Wigan community response
neighbourhood_word: neighbourhood
accent: '#1d5c63'
helpline:
  phone: 01632 960001
  hours: every day, 8am to 8pm
emergency_text: If a life is at risk, call 999.
modules: [intake, food]
texts:
  who_runs_it: Wigan Council runs this service.
  welcome: Ask for help here.
  privacy: We keep what you tell us to help you.
  after_sending: Your hub will call you.
`

const goodMenu = `# what we cook
dishes:
  - id: soup
    due_hours: 4
    when: age > 70
    kinds: [hot, vegan]
    whose: own
  - id: stew
    due_hours: 24
    hot: true
    place: {lat: 53.5}
    with: soup
    whose: adopted
    adopted_from: bury
prices:
  soup: 3
`

const goodLetter = `---
subject: Your soup
dish: soup
---

Dear neighbour,

your soup is here.
`

func folder(change map[string]string) fstest.MapFS {
	fsys := fstest.MapFS{}
	for name, text := range map[string]string{
		"borough.yaml": goodBorough, "menu.yaml": goodMenu, "letters/soup.md": goodLetter, "README.md": "# notes\n",
	} {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	for name, text := range change {
		if text == gone {
			delete(fsys, name)
			continue
		}
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return fsys
}

// gone as a file's text takes the file away.
const gone = "\x00gone"

func TestLoad(t *testing.T) {
	b, problems := blueprint.Load(folder(nil), sections())
	if len(problems) > 0 {
		t.Fatalf("a sound blueprint was refused:\n%v", blueprint.Problems(problems))
	}
	if b.ID != "wigan" || b.Name != "Wigan" || len(b.Hash) != 64 || b.Version != "" {
		t.Errorf("got %q %q %q %q", b.ID, b.Name, b.Hash, b.Version)
	}
	m := blueprint.Part[*menu](b)
	want := []string{"soup", "stew"}
	if got := []string{m.Dishes[0].ID, m.Dishes[1].ID}; !cmp.Equal(got, want) {
		t.Errorf("dishes %v, want %v", got, want)
	}
	if yes, err := m.Dishes[0].rule.Bool(map[string]any{"age": 71}); err != nil || !yes {
		t.Errorf("the compiled rule gave %v, %v", yes, err)
	}
	if s := m.Dishes[1]; !s.Hot || s.Place.Lat != 53.5 || s.Label() != "adopted from bury" {
		t.Errorf("stew is %+v", s)
	}
	l := blueprint.Part[letters](b)["soup"]
	if l.Subject != "Your soup" || l.Body != "Dear neighbour,\n\nyour soup is here.\n" {
		t.Errorf("letter is %+v", l)
	}
	if b.Borough().Helpline.Phone.National() == "" || !b.Borough().Uses("food") || b.Borough().Uses("rounds") {
		t.Errorf("borough is %+v", b.Borough())
	}
}
