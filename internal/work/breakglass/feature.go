package breakglass

import (
	"embed"

	"kith/internal/feature"
	"kith/internal/plat/db"
)

//go:embed migrations data.map
var migrations embed.FS

// Static is the part of the feature that needs no running program.
func Static() feature.Feature {
	return feature.Feature{Name: "breakglass", Migrations: db.Migrations{Name: "breakglass", FS: migrations}}
}
