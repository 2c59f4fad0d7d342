package capacity

import (
	"context"
	"slices"
	"time"

	"kith/internal/blueprint"
	"kith/internal/feature"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/registers/places"
	"kith/internal/work/levels"
	"kith/internal/work/needs"
)

// Blueprints gives the blueprint in force. *blueprint.Service is one.
type Blueprints interface {
	Current(ctx context.Context) (*blueprint.Blueprint, error)
}

// Situation tells the triggers what this package does not know: how likely the borough is in
// an epidemic phase in percent, where that is known, and on how many of the last seven days
// each place was asked for more than chance explains.
type Situation func(ctx context.Context) (phase int, known bool, above map[string]int, err error)

// Service works out whether the borough can cope.
type Service struct {
	db         *db.DB
	blueprints Blueprints
	opened     feature.Measure // needs, by category
	overdue    feature.Measure // tasks
	situation  Situation
	levels     *levels.Service
}

// New returns the service over a database. Of the measures of all features it takes those of
// needs opened and tasks overdue.
func New(d *db.DB, b Blueprints, measures []feature.Measure) *Service {
	s := &Service{db: d, blueprints: b}
	for _, m := range measures {
		switch m.Name {
		case "needs.opened":
			s.opened = m
		case "tasks.overdue":
			s.overdue = m
		}
	}
	return s
}

// Puts says who puts changes of level forward, and who knows the situation. It is called
// once, before the service is used; without it no change is put forward.
func (s *Service) Puts(l *levels.Service, of Situation) { s.levels, s.situation = l, of }

var (
	readers = []access.Role{access.Agent, access.Coordinator, access.Manager, access.LogisticsLead, access.Analyst, access.Governance, access.PublicHealth}
	// counters count the food on the shelves.
	counters = []access.Role{access.Coordinator, access.Manager, access.LogisticsLead}
	// sharers part what is short, for the whole borough.
	sharers = []access.Role{access.Manager, access.LogisticsLead}
)

// Readers may see whether the borough can cope.
func Readers() []access.Role { return slices.Clone(readers) }

// Counters may say what is on the shelves of the places they work for.
func Counters() []access.Role { return slices.Clone(counters) }

// Sharers may part what is short, if their role is for the whole borough.
func Sharers() []access.Role { return slices.Clone(sharers) }

// book is what the blueprint says.
type book struct {
	rules     *Rules
	hoods     []places.Neighbourhood
	catalogue *needs.Catalogue
}

func (s *Service) book(ctx context.Context) (book, error) {
	b, err := s.blueprints.Current(ctx)
	if err != nil {
		return book{}, err
	}
	return book{blueprint.Part[*Rules](b), blueprint.Part[*places.Areas](b).Neighbourhoods, blueprint.Part[*needs.Catalogue](b)}, nil
}

// silent reports whether the blueprint says nothing of capacity.
func (b book) silent() bool { return b.rules.Food.PerNeed == 0 }

// everywhere are the ids of all places, the whole borough first.
func (b book) everywhere() []string {
	ids := []string{""}
	for _, h := range b.hoods {
		ids = append(ids, h.ID)
	}
	return ids
}

func (b book) name(place string) string {
	for _, h := range b.hoods {
		if h.ID == place {
			return h.Short()
		}
	}
	return "The whole borough"
}

// Now is the time by the service's clock.
func (s *Service) Now(ctx context.Context) time.Time { return s.db.Read(ctx).Now() }
