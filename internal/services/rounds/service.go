package rounds

import (
	"context"
	"time"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
	"kith/internal/plat/travel"
	"kith/internal/registers/messages"
	"kith/internal/registers/people"
	"kith/internal/registers/places"
	"kith/internal/work/deliveries"
	"kith/internal/work/fleet"
)

// Reads is told before personal data is shown. *journal.Reads is one.
type Reads interface {
	Saw(ctx context.Context, e journal.Entry) error
}

// Withheld opens addresses that are kept apart. *people.Service does.
type Withheld interface {
	BringTo(ctx context.Context, why, hood string, records ...people.RecordID) (places.Address, error)
}

// Service plans rounds and follows them.
type Service struct {
	db         *db.DB
	fleet      *fleet.Service
	deliveries *deliveries.Service
	withheld   Withheld
	reads      Reads
	guide      *travel.Guide
	messages   *messages.Service // nil writes to nobody
	site       func() string
	enter      func(ctx context.Context, volunteer string) (link string, err error)
}

// New returns the service over a database. Until it is told otherwise it goes by straight
// lines and writes to nobody.
func New(d *db.DB, f *fleet.Service, of *deliveries.Service, w Withheld, reads Reads) *Service {
	return &Service{db: d, fleet: f, deliveries: of, withheld: w, reads: reads, guide: &travel.Guide{}}
}

// GoesBy says who knows the roads. It is called once, before the service is used.
func (s *Service) GoesBy(g *travel.Guide) { s.guide = g }

var (
	// planners plan, change and publish the rounds of where they work.
	planners = []access.Role{access.LogisticsLead, access.Manager}
	// viewers see them, with where each stop goes.
	viewers = []access.Role{access.LogisticsLead, access.Manager, access.Coordinator}
	// drivers have rounds of their own, and see no others.
	drivers = []access.Role{access.Driver, access.Volunteer}
)

// Planners may plan, change and publish rounds.
func Planners() []access.Role { return append([]access.Role(nil), planners...) }

// Viewers may see rounds.
func Viewers() []access.Role { return append([]access.Role(nil), viewers...) }

// Drivers may have rounds to drive.
func Drivers() []access.Role { return append([]access.Role(nil), drivers...) }

// MayPlan reports whether somebody plans for a neighbourhood; "" is the whole borough.
func MayPlan(who access.Principal, hood string) bool { return who.HasFor(hood, planners...) }

// Rules are the rounds of the blueprint in force. A borough without the file has none:
// [fault.NotFound].
func (s *Service) Rules(ctx context.Context) (*fleet.Rules, error) {
	return s.fleet.Rules(ctx)
}

// Now is the time by the service's clock.
func (s *Service) Now(ctx context.Context) time.Time { return s.db.Read(ctx).Now() }

// Today is the day it is.
func (s *Service) Today(ctx context.Context) day.Date { return day.Of(s.Now(ctx)) }

// scope is which neighbourhoods a plan is of; nil is all of them.
func scope(hood string) []string {
	if hood == "" {
		return nil
	}
	return []string{hood}
}

func tell(tx *db.Tx, verb, topic, hood string, data map[string]any, objects ...journal.Object) error {
	told := map[string]any{"neighbourhood": hood}
	for k, v := range data {
		told[k] = v
	}
	return journal.Record(tx, journal.Entry{
		Verb: verb, Topic: "rounds." + topic, Data: told, Objects: append(objects, journal.Object{Kind: "neighbourhood", ID: hood}),
	})
}

func planObject(id PlanID) journal.Object   { return journal.Object{Kind: "rounds-plan", ID: string(id)} }
func roundObject(id RoundID) journal.Object { return journal.Object{Kind: "round", ID: string(id)} }

func invalid(code, words string) error  { return fault.New(fault.Invalid, code, words) }
func conflict(code, words string) error { return fault.New(fault.Conflict, code, words) }
func stale(what string) error {
	return fault.New(fault.Stale, "rounds.stale", "Somebody else has changed this "+what+" since you opened it. Look at it again, then decide.")
}

func noSuch(what string) error {
	return fault.New(fault.NotFound, "rounds.no-such", "There is no such "+what+", or it is with another hub.")
}

// InUse reports whether a shift has a round that is not closed: a [fleet.InUse].
func InUse(r db.Reader, s fleet.Shift) (bool, error) {
	all, err := taken(r, s.Day, "")
	return all[s.ID], err
}
