package attributes

import (
	"embed"

	"kith/internal/feature"
	"kith/internal/plat/db"
)

//go:embed migrations/*.sql data.map
var migrations embed.FS

// Static is the part of the feature that needs no running program. What is kept here is
// personal data, and much of it tells of health: it is kept until its basis ends, or it was
// replaced and the asset's own time has passed ([Service.Sweep]).
func Static() feature.Feature {
	return feature.Feature{Name: "attributes", Migrations: db.Migrations{Name: "attributes", FS: migrations}}
}
