package heads

import (
	"embed"

	"kith/internal/feature"
	"kith/internal/plat/db"
)

//go:embed migrations/*.sql data.map
var migrations embed.FS

// Static is the part of the feature that needs no running program. It holds nothing about
// anybody.
func Static() feature.Feature {
	return feature.Feature{Name: "heads", Migrations: db.Migrations{Name: "heads", FS: migrations}}
}
