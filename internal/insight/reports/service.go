package reports

import (
	"context"

	"kith/internal/blueprint"
	"kith/internal/feature"
	"kith/internal/plat/access"
	"kith/internal/plat/brakes"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
	"kith/internal/registers/people"
)

// Service counts a borough and shows what it found.
type Service struct {
	db         *db.DB
	blueprints Blueprints
	measures   []feature.Measure
	reads      Reads
	exports    bool // rows leave the program: see ForExport
	album      *album
	weekly     *album // whole weeks, for those who are told figures alone
	brakes     *brakes.Brakes
	outside    Outside // nil without a catalogue
}

// Reads is told who looked at what: *journal.Reads.
type Reads interface {
	people.Reads
	// SawFirst records it before it is seen, or says that it could not.
	SawFirst(ctx context.Context, e journal.Entry) error
}

// Blueprints gives the names of hubs and of what may be asked for.
type Blueprints interface {
	Current(ctx context.Context) (*blueprint.Blueprint, error)
}

// New returns the service for the measures of all features. Whoever opens the rows of a
// figure that name people is noted in reads.
func New(d *db.DB, b Blueprints, measures []feature.Measure, reads Reads) *Service {
	return &Service{
		db: d, blueprints: b, measures: measures, reads: reads,
		album:  &album{db: d, measures: measures, cut: daily, latest: map[string]*snapshot{}},
		weekly: &album{db: d, measures: wards(measures), cut: weekly, latest: map[string]*snapshot{}},
		brakes: brakes.New(d, nil),
	}
}

// insiders see figures as they are. audience may see a dashboard, and members the figures of
// wards alone; told may see either.
var (
	insiders = []access.Role{
		access.Agent, access.Coordinator, access.Manager, access.Analyst, access.Governance,
	}
	audience = append(insiders[:len(insiders):len(insiders)], access.PublicHealth)
	members  = []access.Role{access.Member}
	told     = append(audience[:len(audience):len(audience)], members...)
)

// Members is who may see the figures of wards.
func Members() []access.Role { return append([]access.Role(nil), members...) }

// Readers is who may see the figures from outside.
func Readers() []access.Role { return append([]access.Role(nil), told...) }

// Audience is who may see a dashboard.
func Audience() []access.Role { return append([]access.Role(nil), audience...) }

// Staff is who may open the rows of some figure.
func Staff() []access.Role { return append([]access.Role(nil), insiders...) }
