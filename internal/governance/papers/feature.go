package papers

import (
	"embed"

	"kith/internal/blueprint"
	"kith/internal/feature"
	"kith/internal/plat/db"
)

//go:embed migrations/*.sql data.map
var migrations embed.FS

// Static is the part of the feature that needs no running program. It holds nothing about
// anybody but who signed.
func Static() feature.Feature {
	return feature.Feature{
		Name: "papers", Migrations: db.Migrations{Name: "papers", FS: migrations}, Sections: []blueprint.Section{Section()},
	}
}
