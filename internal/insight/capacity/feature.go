package capacity

import (
	"embed"
	"time"

	"kith/internal/blueprint"
	"kith/internal/feature"
	"kith/internal/plat/db"
	"kith/internal/plat/jobs"
)

//go:embed migrations/*.sql data.map
var migrations embed.FS

// Static is the part of the feature that needs no running program.
func Static() feature.Feature {
	return feature.Feature{Name: "capacity", Migrations: db.Migrations{Name: "capacity", FS: migrations}, Sections: []blueprint.Section{Section()}}
}

// keepEvery is how often the answer is worked out anew, and keepWithin how long it may take.
const (
	keepEvery  = 30 * time.Minute
	keepWithin = 10 * time.Minute
)

// RegisterJobs registers what runs in the background.
func (s *Service) RegisterJobs(r *jobs.Registry) {
	r.Periodic("capacity.keep", keepEvery, s.Keep, jobs.Timeout(keepWithin))
}
