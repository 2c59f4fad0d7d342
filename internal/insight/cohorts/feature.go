package cohorts

import (
	"embed"

	"kith/internal/blueprint"
	"kith/internal/feature"
	"kith/internal/plat/db"
)

//go:embed migrations/*.sql data.map
var migrations embed.FS

// Static is the part of the feature that needs no running program. What is kept of people is
// that they were in a cohort or left out of it, with why: for a year after it was frozen, so
// that nobody is approached twice and anybody can ask why they were ([Service.Sweep]).
func Static() feature.Feature {
	return feature.Feature{
		Name: "cohorts", Migrations: db.Migrations{Name: "cohorts", FS: migrations},
		Sections: []blueprint.Section{Section()},
	}
}
