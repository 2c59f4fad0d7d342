package fleet

import (
	"context"
	"embed"

	"kith/internal/blueprint"
	"kith/internal/feature"
	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
)

//go:embed migrations/*.sql data.map
var migrations embed.FS

// Static is the part of the feature that needs no running program.
func Static() feature.Feature {
	return feature.Feature{
		Name: "fleet", Migrations: db.Migrations{Name: "fleet", FS: migrations}, Sections: []blueprint.Section{RulesSection()},
	}
}

// Blueprints gives the blueprint in force. *blueprint.Service is one.
type Blueprints interface {
	Current(ctx context.Context) (*blueprint.Blueprint, error)
}

// InUse reports whether a shift drives something already, so that it cannot be taken off.
type InUse func(r db.Reader, s Shift) (bool, error)

// Service keeps vehicles, shifts and bulk loads.
type Service struct {
	db         *db.DB
	blueprints Blueprints
	inUse      InUse
	kept       shelf
}

// New returns the service over a database.
func New(d *db.DB, b Blueprints) *Service { return &Service{db: d, blueprints: b} }

// UsedBy says who knows which shifts are in use. It is called once, before the service is used.
func (s *Service) UsedBy(f InUse) { s.inUse = f }

var (
	// planners keep what goes out where they work.
	planners = []access.Role{access.LogisticsLead, access.Manager}
	// viewers see it, and make loads ready.
	viewers = []access.Role{access.LogisticsLead, access.Manager, access.Coordinator}
)

// Planners may plan rounds and keep vehicles and shifts.
func Planners() []access.Role { return append([]access.Role(nil), planners...) }

// Viewers may see rounds and what they are made of, and make bulk loads ready.
func Viewers() []access.Role { return append([]access.Role(nil), viewers...) }

// Rules are the rounds of the blueprint in force. A borough without the file has none:
// [fault.NotFound].
func (s *Service) Rules(ctx context.Context) (*Rules, error) {
	b, err := s.blueprints.Current(ctx)
	if err != nil {
		return nil, err
	}
	r := rulesOf(b)
	if !r.planned() {
		return nil, noSuch("rounds in this borough's blueprint")
	}
	return r, nil
}

// Today is the day it is.
func (s *Service) Today(ctx context.Context) day.Date { return day.Of(s.db.Read(ctx).Now()) }

func invalid(code, words string) error  { return fault.New(fault.Invalid, code, words) }
func conflict(code, words string) error { return fault.New(fault.Conflict, code, words) }
func stale(what string) error {
	return fault.New(fault.Stale, "fleet.stale", "Somebody else has changed this "+what+" since you opened it. Look at it again, then decide.")
}

func noSuch(what string) error {
	return fault.New(fault.NotFound, "fleet.no-such", "There is no such "+what+", or it is with another hub.")
}

func tell(tx *db.Tx, verb, topic, hood string, data map[string]any, objects ...journal.Object) error {
	told := map[string]any{"neighbourhood": hood}
	for k, v := range data {
		told[k] = v
	}
	return journal.Record(tx, journal.Entry{
		Verb: verb, Topic: "fleet." + topic, Data: told, Objects: append(objects, journal.Object{Kind: "neighbourhood", ID: hood}),
	})
}
