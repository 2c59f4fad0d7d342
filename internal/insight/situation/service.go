package situation

import (
	"context"
	"slices"

	"kith/internal/blueprint"
	"kith/internal/feature"
	"kith/internal/insight/roll"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
)

// Service takes counts in and says how things stand.
type Service struct {
	db         *db.DB
	blueprints Blueprints
	series     []Series
	roll       Roll
}

// Roll reads everybody who is known: *roll.Service.
type Roll interface {
	Now(ctx context.Context) (*roll.Roll, error)
}

// KnowsBy gives the roll by which it is said who asks. Without one nothing is said of that.
func (s *Service) KnowsBy(r Roll) { s.roll = r }

// Blueprints gives the names of neighbourhoods.
type Blueprints interface {
	Current(ctx context.Context) (*blueprint.Blueprint, error)
}

// New returns the service. Of the measures of all features it counts those it watches.
func New(d *db.DB, b Blueprints, measures []feature.Measure) *Service {
	return &Service{db: d, blueprints: b, series: watched(measures)}
}

// takers may take a vintage in, for the whole borough. readers may see how areas stand (an
// elected member as it may be told to anybody), and insiders what is asked of the borough,
// exactly.
var (
	takers   = []access.Role{access.Analyst, access.Manager}
	insiders = []access.Role{access.Agent, access.Coordinator, access.Manager, access.Analyst, access.Governance}
	readers  = append(insiders[:len(insiders):len(insiders)], access.PublicHealth, access.Member)
)

// Takers is who may take a vintage in.
func Takers() []access.Role { return slices.Clone(takers) }

// Readers is who may see how areas stand.
func Readers() []access.Role { return slices.Clone(readers) }

// Insiders is who may see what is asked of the borough, day by day.
func Insiders() []access.Role { return slices.Clone(insiders) }
