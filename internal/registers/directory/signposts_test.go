package directory_test

import (
	"testing"

	"kith/internal/blueprint"
	"kith/internal/blueprint/blueprinttest"
	"kith/internal/registers/directory"
	"kith/internal/registers/places"
)

const (
	soundSignposts = `signposts:
  - {id: line, name: A line, kind: line, what: It listens., phone: 116 123, needs: [food]}
  - {id: base, name: A base, kind: walk-in, what: Walk in., where: Leigh, url: "https://base.example.org/", needs: [food], neighbourhoods: [leigh]}
`
	soundAreas = `lad: E08000010
attribution: []
neighbourhoods:
  - {id: leigh, name: Leigh, wards: [{code: E05000854, name: Leigh West, vintage: 2017, confidence: documented, basis: name}]}
neighbouring_authorities: []
sectors: []
`
)

func sections() []blueprint.Section {
	return []blueprint.Section{places.AreasSection(), directory.SignpostsSection()}
}

func files() map[string]string {
	return map[string]string{"signposts.yaml": soundSignposts, "areas.yaml": soundAreas}
}

func TestFaultsInSignposts(t *testing.T) {
	const f = "signposts.yaml"
	blueprinttest.Each(t, files(), sections(), []blueprinttest.Break{
		{"an id twice", f, "id: base", "id: line", `signposts.yaml:3:10: signpost "line" is already at signposts.yaml:2`},
		{"no number", f, "phone: 116 123", "phone: 116 124", "signposts.yaml:2:"},
		{"nowhere to turn", f, ", phone: 116 123", "", "signposts.yaml:2:6: A line says neither whom to ring nor where to go"},
		{"a page anyone can read along", f, "https://base", "http://base", `signposts.yaml:3:`},
		{"for no need", f, "phone: 116 123, needs: [food]", "phone: 116 123, needs: []", "signposts.yaml:2:"},
		{"of nowhere", f, "[leigh]", "[lee]", `signposts.yaml:3:141: there is no neighbourhood "lee"`},
		{"an unknown kind", f, "kind: line", "kind: lime", `signposts.yaml:2:36: "lime" is not one of the choices`},
	})
}

func TestSignpostsForANeed(t *testing.T) {
	b := blueprinttest.Load(t, files(), sections()...)
	all := blueprint.Part[*directory.Signposts](b)
	for _, c := range []struct {
		need, neighbourhood string
		want                int
	}{{"food", "leigh", 2}, {"food", "hapi", 1}, {"food", "", 1}, {"pets", "leigh", 0}} {
		if got := all.For(c.need, c.neighbourhood); len(got) != c.want {
			t.Errorf("%s in %q: %d signposts, want %d", c.need, c.neighbourhood, len(got), c.want)
		}
	}
}
