package blueprint_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kith/internal/blueprint"
	"kith/internal/kernel/fault"
	"kith/internal/plat/db"
	"kith/internal/plat/db/dbtest"
)

func TestFiles(t *testing.T) {
	dbtest.Each(t, schema, func(t *testing.T, d *db.DB) {
		ctx, s := dbtest.Context(t), blueprint.New(d, sections())
		apply(t, s, ctx, nil, "")
		apply(t, s, ctx, shorterHours(), "")
		for version, want := range map[string]string{"1": "due_hours: 4", "2": "due_hours: 2"} {
			files, err := s.Files(ctx, version)
			if err != nil {
				t.Fatal(err)
			}
			var names []string
			for _, f := range files {
				names = append(names, f.Name)
			}
			if diff := cmp.Diff([]string{"borough.yaml", "letters/soup.md", "menu.yaml"}, names); diff != "" {
				t.Fatalf("version %s: %s", version, diff)
			}
			if !strings.Contains(files[2].Content, want) {
				t.Errorf("version %s has %s", version, files[2].Content)
			}
		}
		for _, version := range []string{"3", "0", "x", ""} {
			if _, err := s.Files(ctx, version); fault.KindOf(err) != fault.NotFound {
				t.Errorf("version %q gave %v", version, err)
			}
		}
	})
}

// drawn shows an outline as text, a level deeper by two spaces.
func drawn(o blueprint.Outline, in string) string {
	line := in + o.Name
	if len(o.Parts) == 0 {
		return line + " = " + strings.ReplaceAll(o.Text, "\n", "⏎") + "\n"
	}
	if o.List {
		line += " []"
	}
	line += "\n"
	for _, p := range o.Parts {
		line += drawn(p, in+"  ")
	}
	return line
}

func TestOutline(t *testing.T) {
	for _, c := range []struct{ name, content, want string }{
		{"menu.yaml", goodMenu, ` ` + `
  dishes []
    soup
      id = soup
      due_hours = 4
      when = age > 70
      kinds []
         = hot
         = vegan
      whose = own
    stew
      id = stew
      due_hours = 24
      hot = true
      place
        lat = 53.5
      with = soup
      whose = adopted
      adopted_from = bury
  prices
    soup = 3
`},
		{"letters/soup.md", goodLetter, ` ` + `
  subject = Your soup
  dish = soup
  the text = Dear neighbour,⏎⏎your soup is here.⏎
`},
		{"areas.yaml", "wards:\n  - {code: E1, name: Ince, to: 2023}\n  - {code: E2, name: Bryn}\nnone: []\n", ` ` + `
  wards []
    Ince
      code = E1
      name = Ince
      to = 2023
    Bryn
      code = E2
      name = Bryn
  none = ` + `
`},
		{"broken.yaml", "a: [", ` = a: [` + "\n"},
		{"letters/plain.md", "No keys.\n", ` = No keys.⏎` + "\n"},
	} {
		got := drawn(blueprint.File{Name: c.name, Content: c.content}.Outline(), "")
		if diff := cmp.Diff(strings.TrimSpace(c.want), strings.TrimSpace(got)); diff != "" {
			t.Errorf("%s: %s", c.name, fmt.Sprint(diff))
		}
	}
	whole := blueprint.File{Name: "menu.yaml", Content: "dish: {id: soup, kinds: [hot, vegan]}\n"}.Outline()
	if got := whole.Parts[0].Text; got != "id soup, kinds hot, vegan" {
		t.Errorf("on one line it is %q", got)
	}
}
