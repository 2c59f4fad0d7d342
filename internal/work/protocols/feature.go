package protocols

import (
	"embed"

	"kith/internal/blueprint"
	"kith/internal/feature"
	"kith/internal/plat/db"
	"kith/internal/work/steps"
)

//go:embed migrations/*.sql data.map
var migrations embed.FS

// Static is the part of the feature that needs no running program.
func Static() feature.Feature {
	return feature.Feature{
		Name: "protocols", Migrations: db.Migrations{Name: "protocols", FS: migrations},
		Sections: []blueprint.Section{steps.WorkingTimeSection(), steps.Section()},
		Measures: Measures(),
	}
}
