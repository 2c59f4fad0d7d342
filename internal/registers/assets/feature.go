package assets

import (
	"embed"

	"kith/internal/blueprint"
	"kith/internal/feature"
	"kith/internal/plat/db"
)

//go:embed migrations/*.sql data.map
var migrations embed.FS

// Static is the part of the feature that needs no running program. It holds nothing about
// anybody, and what stood in the register before is told by the journal.
func Static() feature.Feature {
	return feature.Feature{
		Name: "assets", Migrations: db.Migrations{Name: "assets", FS: migrations}, Sections: []blueprint.Section{Section()},
	}
}
