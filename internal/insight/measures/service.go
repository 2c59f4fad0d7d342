package measures

import (
	"context"
	"sync"
	"time"

	"kith/internal/blueprint"
	"kith/internal/feature"
	"kith/internal/insight/reports"
	"kith/internal/insight/roll"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
)

// Service gives the value of every figure.
type Service struct {
	db         *db.DB
	blueprints reports.Blueprints
	reports    *reports.Service
	measures   []feature.Measure
	by         map[string]feature.Measure
	roll       Roll
	reads      reports.Reads

	lock  sync.Mutex
	known struct {
		of *roll.Roll
		by map[string]*roll.Entry
	}
}

// Roll tells where and how everybody lives. *roll.Service does.
type Roll interface {
	Lately(ctx context.Context) (*roll.Roll, error)
}

// New returns the service for the measures of all features. Without a roll nothing is told by
// ward, age or deprivation.
func New(d *db.DB, b reports.Blueprints, r *reports.Service, measures []feature.Measure, everybody Roll, reads reports.Reads) *Service {
	return &Service{db: d, blueprints: b, reports: r, measures: measures, by: byName(measures), roll: everybody, reads: reads}
}

// Readers is who may see the figures of the catalogue.
func Readers() []access.Role { return reports.Audience() }

// Typists is who may type in what others count.
func Typists() []access.Role { return reports.Typists() }

// MayType reports whether somebody may type in what others count, or hand it in as a file.
func MayType(who access.Principal) bool { return reports.MayType(who) }

// Now is the time by the service's clock.
func (s *Service) Now(ctx context.Context) time.Time { return s.db.Read(ctx).Now() }

// Catalogue is that of the blueprint in use.
func (s *Service) Catalogue(ctx context.Context) (*Catalogue, error) {
	b, err := s.blueprints.Current(ctx)
	if err != nil {
		return nil, err
	}
	return blueprint.Part[*Catalogue](b), nil
}

// Measures lists what figures may count, for whoever writes a catalogue.
func (s *Service) Measures() []feature.Measure { return append([]feature.Measure(nil), s.measures...) }
