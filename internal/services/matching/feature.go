package matching

import (
	"embed"

	"kith/internal/feature"
	"kith/internal/plat/db"
)

//go:embed migrations/*.sql data.map
var migrations embed.FS

// Static is the part of the feature that needs no running program.
func Static() feature.Feature {
	return feature.Feature{Name: "matching", Migrations: db.Migrations{Name: "matching", FS: migrations}, Measures: Measures()}
}
