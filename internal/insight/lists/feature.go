package lists

import (
	"embed"

	"kith/internal/blueprint"
	"kith/internal/feature"
	"kith/internal/plat/db"
)

//go:embed migrations/*.sql data.map
var migrations embed.FS

// Static is the part of the feature that needs no running program. What is kept here is
// personal data, much of it of health: cells as they were handed in for 28 days, rows for as
// long as the data asset says ([Service.Sweep]).
func Static() feature.Feature {
	return feature.Feature{
		Name: "lists", Migrations: db.Migrations{Name: "lists", FS: migrations}, Sections: []blueprint.Section{RulesSection()},
	}
}
