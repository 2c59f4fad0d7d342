package volunteers

import (
	"embed"

	"kith/internal/blueprint"
	"kith/internal/feature"
	"kith/internal/plat/db"
	"kith/internal/registers/volunteering"
)

//go:embed migrations data.map
var migrations embed.FS

// Static is the part of the feature that needs no running program.
func Static() feature.Feature {
	return feature.Feature{
		Name: "volunteers", Migrations: db.Migrations{Name: "volunteers", FS: migrations},
		Sections: []blueprint.Section{volunteering.Section()}, Measures: Measures(),
	}
}
