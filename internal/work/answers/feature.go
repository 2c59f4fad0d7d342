package answers

import (
	"embed"

	"kith/internal/blueprint"
	"kith/internal/feature"
	"kith/internal/plat/db"
)

//go:embed migrations data.map
var migrations embed.FS

// Static is the part of the feature that needs no running program.
func Static() feature.Feature {
	return feature.Feature{
		Name: "answers", Migrations: db.Migrations{Name: "answers", FS: migrations},
		Sections: []blueprint.Section{QuestionsSection(), EqualitySection()},
	}
}
