package matching

import (
	"context"

	"kith/internal/blueprint"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
	"kith/internal/registers/accounts"
	"kith/internal/registers/messages"
	"kith/internal/registers/places"
	"kith/internal/registers/volunteering"
	"kith/internal/registers/volunteers"
	"kith/internal/work/needs"
	"kith/internal/work/protocols"
	"kith/internal/work/steps"
	"kith/internal/work/tasks"
)

// Blueprints gives the blueprint in force, and the one a request was made with. *blueprint.Service is one.
type Blueprints interface {
	Current(ctx context.Context) (*blueprint.Blueprint, error)
	At(ctx context.Context, version string) (*blueprint.Blueprint, error)
}

// Reads is told before personal data is shown. *journal.Reads is one.
type Reads interface {
	Saw(ctx context.Context, e journal.Entry) error
}

// Checks begins a check of somebody a volunteer is worried about. *protocols.Service does.
type Checks interface {
	Check(ctx context.Context, c protocols.CheckOn) (r protocols.Run, joined bool, err error)
}

// Service plans who does what, asks volunteers, and keeps what they give.
type Service struct {
	db         *db.DB
	blueprints Blueprints
	tasks      *tasks.Service
	volunteers *volunteers.Service
	accounts   *accounts.Service
	messages   *messages.Service
	reads      Reads
	checks     Checks
	site       func() string
	bar        Bar
	levels     Levels
}

// New returns the service over a database.
func New(d *db.DB, b Blueprints, t *tasks.Service, v *volunteers.Service, reads Reads) *Service {
	return &Service{db: d, blueprints: b, tasks: t, volunteers: v, reads: reads, site: func() string { return "" }}
}

// LetsInBy has volunteers let in by links, and their sessions answered for. It is called
// once, before the service is used.
func (s *Service) LetsInBy(a *accounts.Service) {
	s.accounts = a
	a.Admits(s.admit)
}

// WorriesTo has worries of volunteers followed by somebody. It is called once, before the
// service is used.
func (s *Service) WorriesTo(c Checks) { s.checks = c }

// Bar tells of open work that nobody but staff may do for now, such as medicine of which it is
// not known what it is: it answers for a category and a need with why, "" where others may.
type Bar func(r db.Reader) (func(category string, need needs.NeedID) string, error)

// BarredBy says who knows what only staff may do. It is called once, before the service is used.
func (s *Service) BarredBy(b Bar) { s.bar = b }

// barred says why only staff may do a task for now; "" when others may.
func (s *Service) barred(r db.Reader, t tasks.Task) (string, error) {
	if s.bar == nil {
		return "", nil
	}
	why, err := s.bar(r)
	if err != nil {
		return "", err
	}
	return why(t.Category, t.Need), nil
}

// Levels gives when work is done in a place, as the activation level there has it.
type Levels func(r db.Reader, w steps.WorkingTime, place string) (steps.WorkingTime, error)

// LevelsBy says who knows the activation levels. It is called once, before the service is
// used; without it the level of the blueprint counts everywhere.
func (s *Service) LevelsBy(l Levels) { s.levels = l }

// planners may plan and ask volunteers for the neighbourhoods they work for.
var planners = []access.Role{access.Coordinator, access.Manager}

// Planners may plan and ask volunteers.
func Planners() []access.Role { return append([]access.Role(nil), planners...) }

// book is what the blueprint in force says that decides who is asked.
type book struct {
	rules   *volunteering.Rules
	areas   *places.Areas
	working steps.WorkingTime
	levels  Levels // nil keeps the level of the blueprint
}

func (s *Service) book(ctx context.Context) (b book, err error) {
	current, err := s.blueprints.Current(ctx)
	if err != nil {
		return book{}, err
	}
	return book{
		rules: volunteering.Of(current), areas: blueprint.Part[*places.Areas](current), working: blueprint.Part[steps.WorkingTime](current), levels: s.levels,
	}, nil
}

// Activity is what volunteers do of a category and kind, as the blueprint in the reader's
// language says it; false where they do nothing of it.
func (s *Service) Activity(ctx context.Context, category, kind string) (volunteering.Activity, bool, error) {
	b, err := s.book(ctx)
	if err != nil {
		return volunteering.Activity{}, false, err
	}
	a, ok := b.rules.For(category, kind)
	return a, ok, nil
}

// admit is who a volunteer is, while they may come in: from the day they applied until they
// leave, so that they can do their induction.
func (s *Service) admit(r db.Reader, id string) (access.Principal, error) {
	d, err := volunteers.DossierOf(r, volunteers.ID(id))
	if err != nil {
		return access.Principal{}, err
	}
	if d.Standing.Gone() {
		return access.Principal{}, fault.New(fault.Unauthenticated, "matching.gone", "You are not on our list of volunteers now. Ring us if you want to help again.")
	}
	return access.Principal{Name: d.Name(), Email: d.Email}, nil
}

// mine is a task of a neighbourhood the caller plans for.
func (s *Service) mine(ctx context.Context, id tasks.ID) (tasks.Task, error) {
	t, err := s.tasks.Task(ctx, id)
	if err != nil {
		return t, err
	}
	return t, access.Check(ctx, t.Neighbourhood, planners...)
}

func conflict(code, words string) error { return fault.New(fault.Conflict, code, words) }
func invalid(code, words string) error  { return fault.New(fault.Invalid, code, words) }
func noSuch(what string) error {
	return fault.New(fault.NotFound, "matching.no-such", "There is no such "+what+", or it is not yours.")
}
