package situation

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
	return feature.Feature{
		Name: "situation", Migrations: db.Migrations{Name: "situation", FS: migrations}, Sections: []blueprint.Section{RegionSection()},
	}
}

// How often the program looks for a vintage that was not judged, and how long judging one may
// take; and how often it counts yesterday.
const (
	judgeEvery  = 15 * time.Minute
	judgeWithin = 10 * time.Minute
	countEvery  = time.Hour
)

// RegisterJobs registers what runs in the background.
func (s *Service) RegisterJobs(r *jobs.Registry) {
	r.Periodic("situation.judge", judgeEvery, s.Judge, jobs.Timeout(judgeWithin))
	r.Periodic("situation.count", countEvery, s.CountDays, jobs.Timeout(judgeWithin))
	r.Periodic("situation.who", countEvery, s.CountWho, jobs.Timeout(judgeWithin))
}
