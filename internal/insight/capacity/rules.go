package capacity

import (
	"kith/internal/blueprint"
	"kith/internal/work/needs"
)

// Rules is capacity.yaml: how what is asked becomes work, where our own records do not tell.
type Rules struct {
	Food  FoodRules `yaml:"food"`
	Calls CallRules `yaml:"calls"`
	Hands HandRules `yaml:"volunteers"`
	Vans  VanRules  `yaml:"vans"`

	blueprint.Whose `yaml:",inline"`
}

// FoodRules say how needs become parcels.
type FoodRules struct {
	Categories []string `yaml:"categories"`       // of needs that take parcels
	PerNeed    float64  `yaml:"parcels_per_need"` // in the week it is opened
	// RecountAfter is after how many days a count of the shelves is too old to trust.
	RecountAfter int `yaml:"recount_after_days"`
}

// CallRules say how long calls take, and whose shifts are for calls.
type CallRules struct {
	Minutes float64  `yaml:"minutes_a_call"`   // while too few calls are on record
	Talking int      `yaml:"percent_on_calls"` // of a shift
	Posts   []string `yaml:"posts"`            // of establishment.yaml
}

// HandRules say what volunteers take on.
type HandRules struct {
	Tasks float64 `yaml:"tasks_a_week"`     // that a volunteer on duty may be asked
	Taken int     `yaml:"percent_taken"`    // of those asked, while too few answers are on record
	Part  int     `yaml:"percent_of_needs"` // that volunteers do, while too little is on record
}

// VanRules say what a van shift does.
type VanRules struct {
	Stops   float64 `yaml:"stops_a_shift"`     // while too few rounds are on record
	Carried int     `yaml:"percent_delivered"` // of the parcels; the others are collected
}

// Section is capacity.yaml. A folder without it has no answer to whether it can cope.
func Section() blueprint.Section {
	return blueprint.Section{
		Name: "capacity", File: "capacity.yaml", Optional: true,
		New:   func() any { return &Rules{} },
		Check: func(c *blueprint.Checker, doc any) { doc.(*Rules).check(c) },
	}
}

func (r *Rules) check(c *blueprint.Checker) {
	if r.Food.PerNeed == 0 {
		return // there is no such file
	}
	if known, ok := blueprint.Other[*needs.Catalogue](c); ok {
		for i, id := range r.Food.Categories {
			c.Known(blueprint.At("food", "categories", i), "category", id, known.IDs())
		}
	}
	for _, p := range []struct {
		path string
		n    int
	}{{blueprint.At("calls", "percent_on_calls"), r.Calls.Talking}, {blueprint.At("volunteers", "percent_taken"), r.Hands.Taken}, {blueprint.At("vans", "percent_delivered"), r.Vans.Carried}} {
		if p.n < 1 || p.n > 100 {
			c.Problem(p.path, "%d is no part of a hundred", p.n).Mend("write a number from 1 to 100")
		}
	}
	if r.Food.PerNeed < 0 || r.Calls.Minutes <= 0 || r.Hands.Tasks <= 0 || r.Vans.Stops <= 0 {
		c.Problem("", "a parcel, a call, a volunteer or a shift counts for nothing").Mend("write numbers above 0")
	}
}
