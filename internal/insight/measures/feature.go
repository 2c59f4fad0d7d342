package measures

import (
	"embed"

	"kith/internal/blueprint"
	"kith/internal/feature"
	"kith/internal/plat/db"
)

//go:embed migrations/*.sql data.map
var migrations embed.FS

// Static is the part of the feature that needs no running program. Figures may count the
// measures known.
func Static(known []feature.Measure) feature.Feature {
	return feature.Feature{
		Name: "measures", Migrations: db.Migrations{Name: "measures", FS: migrations},
		Sections: []blueprint.Section{Section(known), PopulationSection()},
	}
}
