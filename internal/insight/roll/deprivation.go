package roll

import (
	"regexp"

	"kith/internal/blueprint"
)

// Deprivation is deprivation.yaml: in which fifth of England each small area of the borough
// is.
type Deprivation struct {
	Source      string  `yaml:"source"`
	Attribution string  `yaml:"attribution"` // shown wherever the fifths are
	Fifths      []Fifth `yaml:"fifths"`
}

// Fifth are the areas of one fifth, 1 the most deprived.
type Fifth struct {
	Fifth int      `yaml:"fifth"`
	LSOAs []string `yaml:"lsoas"`
}

// DeprivationSection is deprivation.yaml.
func DeprivationSection() blueprint.Section {
	return blueprint.Section{
		Name: "deprivation", File: "deprivation.yaml", Optional: true,
		New:   func() any { return &Deprivation{} },
		Check: func(c *blueprint.Checker, doc any) { doc.(*Deprivation).check(c) },
	}
}

var lsoa = regexp.MustCompile(`^[EW]01\d{6}$`)

func (d *Deprivation) check(c *blueprint.Checker) {
	seen := map[string]bool{}
	for i, f := range d.Fifths {
		if f.Fifth < 1 || f.Fifth > 5 {
			c.Problem(blueprint.At("fifths", i, "fifth"), "%d is no fifth", f.Fifth).Mend("write 1, the most deprived, to 5")
		}
		for j, code := range f.LSOAs {
			at := blueprint.At("fifths", i, "lsoas", j)
			if !lsoa.MatchString(code) {
				c.Problem(at, "%q is not the code of a small area (LSOA)", code).Mend("write it like E01006214")
			}
			if seen[code] {
				c.Problem(at, "%s stands in two fifths, or twice in one", code).Mend("leave it in one")
			}
			seen[code] = true
		}
	}
}
