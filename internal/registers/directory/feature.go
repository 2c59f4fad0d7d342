package directory

import (
	"kith/internal/blueprint"
	"kith/internal/feature"
)

// Static is the part of the feature that needs no running program.
func Static() feature.Feature {
	return feature.Feature{Name: "directory", Sections: []blueprint.Section{SignpostsSection()}}
}
