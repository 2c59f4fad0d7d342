package opendata

import (
	"embed"
	"time"

	"kith/internal/feature"
	"kith/internal/plat/db"
	"kith/internal/plat/jobs"
)

//go:embed migrations/*.sql data.map
var migrations embed.FS

// Static is the part of the feature that needs no running program.
func Static() feature.Feature {
	return feature.Feature{Name: "opendata", Migrations: db.Migrations{Name: "opendata", FS: migrations}}
}

// publishEvery is how often the program looks whether a week is due.
const publishEvery = time.Hour

// RegisterJobs registers the publishing.
func (s *Service) RegisterJobs(r *jobs.Registry) {
	r.Periodic("opendata.publish", publishEvery, s.Publish)
}
