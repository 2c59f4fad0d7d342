package protocols

import (
	"kith/internal/blueprint"
	"kith/internal/feature"
)

// Static is the part of the feature that needs no running program.
func Static() feature.Feature {
	return feature.Feature{Name: "protocols", Sections: []blueprint.Section{WorkingTimeSection(), Section()}}
}
