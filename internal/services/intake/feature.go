package intake

import (
	"embed"

	"kith/internal/blueprint"
	"kith/internal/feature"
	"kith/internal/plat/db"
)

//go:embed migrations data.map
var migrations embed.FS

// Static is the part of the feature that needs no running program.
func Static() feature.Feature {
	return feature.Feature{
		Name: "intake", Migrations: db.Migrations{Name: "intake", FS: migrations},
		Sections: []blueprint.Section{ScriptSection()}, Measures: Measures(),
	}
}
