package roll

import (
	"kith/internal/blueprint"
	"kith/internal/feature"
)

// Static is the part of the feature that needs no running program.
func Static() feature.Feature {
	return feature.Feature{Name: "roll", Sections: []blueprint.Section{DeprivationSection()}}
}
