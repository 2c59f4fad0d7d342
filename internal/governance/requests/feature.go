package requests

import (
	"embed"

	"kith/internal/feature"
	"kith/internal/plat/db"
)

//go:embed migrations/*.sql data.map
var migrations embed.FS

// Static is the part of the feature that needs no running program. What it holds
// about people is in data.map.
func Static() feature.Feature {
	return feature.Feature{Name: "requests", Migrations: db.Migrations{Name: "requests", FS: migrations}}
}
