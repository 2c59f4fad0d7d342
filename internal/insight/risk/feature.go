package risk

import (
	"embed"

	"kith/internal/blueprint"
	"kith/internal/feature"
	"kith/internal/plat/db"
)

//go:embed migrations/*.sql data.map
var migrations embed.FS

// Static is the part of the feature that needs no running program. What is kept of people
// are the scores of those who were to be reached first, with what they came of, for four
// weeks ([Service.Sweep]); versions and their checks, which name nobody, are kept.
func Static() feature.Feature {
	return feature.Feature{
		Name: "risk", Migrations: db.Migrations{Name: "risk", FS: migrations},
		Sections: []blueprint.Section{PointsSection()},
	}
}
