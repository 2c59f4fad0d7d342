package secondperson

import (
	"embed"

	"kith/internal/feature"
	"kith/internal/plat/db"
)

//go:embed migrations data.map
var migrations embed.FS

// Static is the part of the feature that needs no running program.
func Static() feature.Feature {
	return feature.Feature{Name: "secondperson", Migrations: db.Migrations{Name: "secondperson", FS: migrations}}
}
