package situation

import (
	"regexp"

	"kith/internal/blueprint"
)

// Region is region.yaml: the areas whose daily counts are judged beside the borough's own, and
// where each stands on a map of equal tiles.
type Region struct {
	Name  string `yaml:"name"`
	Areas []Tile `yaml:"areas"`
}

// Tile is an area and its place on the map, counted from the top left, the first being 1.
type Tile struct {
	Code   string `yaml:"code"`
	Name   string `yaml:"name"`
	Column int    `yaml:"column"`
	Row    int    `yaml:"row"`
}

// Find is the tile of an area by its code.
func (r *Region) Find(code string) (Tile, bool) {
	for _, t := range r.Areas {
		if t.Code == code {
			return t, true
		}
	}
	return Tile{}, false
}

// RegionSection is region.yaml.
func RegionSection() blueprint.Section {
	return blueprint.Section{
		Name: "region", File: "region.yaml", Optional: true,
		New:   func() any { return &Region{} },
		Check: func(c *blueprint.Checker, doc any) { doc.(*Region).check(c) },
	}
}

var district = regexp.MustCompile(`^[ENSW]\d{8}$`)

// mostTiles is how many columns and rows a map of tiles may have.
const mostTiles = 40

func (r *Region) check(c *blueprint.Checker) {
	codes, spots := make([]string, len(r.Areas)), map[[2]int]string{}
	for i, a := range r.Areas {
		codes[i] = a.Code
		if !district.MatchString(a.Code) {
			c.Problem(blueprint.At("areas", i, "code"), "%q is not the code of an area", a.Code).Mend("write it like E08000010")
		}
		if a.Name == "" {
			c.Problem(blueprint.At("areas", i, "name"), "the area has no name").Mend("write what it is called on the map")
		}
		if a.Column < 1 || a.Column > mostTiles || a.Row < 1 || a.Row > mostTiles {
			c.Problem(blueprint.At("areas", i, "column"), "column %d, row %d is off the map", a.Column, a.Row).Mend("count both from 1, at most %d", mostTiles)
		}
		at := [2]int{a.Column, a.Row}
		if other, taken := spots[at]; taken {
			c.Problem(blueprint.At("areas", i, "column"), "%s stands where %s stands", a.Name, other).Mend("give each area a tile of its own")
		}
		spots[at] = a.Name
	}
	c.Once("area", codes, func(i int) string { return blueprint.At("areas", i, "code") })
}
