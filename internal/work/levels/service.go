package levels

import (
	"context"
	"sync"
	"time"

	"kith/internal/blueprint"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/registers/places"
	"kith/internal/work/steps"
)

// Blueprints gives the blueprint in force. *blueprint.Service is one.
type Blueprints interface {
	Current(ctx context.Context) (*blueprint.Blueprint, error)
}

// Sits says whether somebody is of a group of those who decide, such as gold, and whether the
// group has anybody at all.
type Sits func(r db.Reader, group, account string) (sits, peopled bool, err error)

// Service keeps the activation levels.
type Service struct {
	db         *db.DB
	blueprints Blueprints
	sits       Sits

	mu    sync.Mutex
	known map[string]known // by borough
}

// known is what the database said a moment ago.
type known struct {
	all   []Decision
	asked time.Time
}

// recheck is how old what public pages say of the level may be.
const recheck = time.Second

// New returns the service over a database.
func New(d *db.DB, b Blueprints) *Service {
	return &Service{db: d, blueprints: b, known: map[string]known{}}
}

// DecidedBy says who sits in the groups that decide. It is called once, before the service is
// used; without it whoever manages the whole borough decides.
func (s *Service) DecidedBy(sits Sits) { s.sits = sits }

var (
	// readers may see the levels, and what was decided when and why.
	readers = []access.Role{access.Agent, access.Coordinator, access.Manager, access.LogisticsLead, access.Analyst, access.Governance, access.PublicHealth}
	// tickers do what the lists say.
	tickers = []access.Role{access.Coordinator, access.Manager, access.LogisticsLead}
	// deciders decide, where the blueprint's group is theirs.
	deciders = []access.Role{access.Manager}
)

// Readers may see the levels.
func Readers() []access.Role { return append([]access.Role(nil), readers...) }

// Tickers may tick what was done.
func Tickers() []access.Role { return append([]access.Role(nil), tickers...) }

// Deciders may decide if they sit in the group that the blueprint names.
func Deciders() []access.Role { return append([]access.Role(nil), deciders...) }

// mayDecide reports whether the caller decides of levels: a manager who sits in the group
// that the blueprint names. While nobody sits in it, whoever manages the whole borough does.
func (s *Service) mayDecide(ctx context.Context, r db.Reader, p *Plan) (bool, error) {
	who := access.From(ctx)
	if !who.Has(deciders...) {
		return false, nil
	}
	if s.sits == nil || p.DecidedBy == "" {
		return who.HasFor("", deciders...), nil
	}
	sits, peopled, err := s.sits(r, p.DecidedBy, who.Account)
	return sits || !peopled && who.HasFor("", deciders...), err
}

// book is what the blueprint says of levels.
type book struct {
	plan  *Plan
	time  steps.WorkingTime
	areas *places.Areas
}

func bookOf(b *blueprint.Blueprint) book {
	return book{blueprint.Part[*Plan](b), blueprint.Part[steps.WorkingTime](b), blueprint.Part[*places.Areas](b)}
}

func (s *Service) book(ctx context.Context) (book, error) {
	b, err := s.blueprints.Current(ctx)
	if err != nil {
		return book{}, err
	}
	return bookOf(b), nil
}

// name is what a place is called; "" is the whole borough.
func (b book) name(place string) string {
	for _, h := range b.areas.Neighbourhoods {
		if h.ID == place {
			return h.Short()
		}
	}
	return "The whole borough"
}

func (b book) knows(place string) bool {
	for _, h := range b.areas.Neighbourhoods {
		if h.ID == place {
			return true
		}
	}
	return place == ""
}

func invalid(code, words string) error { return fault.New(fault.Invalid, "levels."+code, words) }

// Now is the time by the service's clock.
func (s *Service) Now(ctx context.Context) time.Time { return s.db.Read(ctx).Now() }
