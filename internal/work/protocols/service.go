package protocols

import (
	"context"
	"sync"

	"kith/internal/blueprint"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/registers/people"
	"kith/internal/work/needs"
	"kith/internal/work/steps"
	"kith/internal/work/tasks"
)

// Blueprints gives the blueprint in use, and the version a run keeps to.
// *blueprint.Service does.
type Blueprints interface {
	Current(ctx context.Context) (*blueprint.Blueprint, error)
	At(ctx context.Context, version string) (*blueprint.Blueprint, error)
}

// Service leads runs through their protocols. It is the [tasks.Keeper].
type Service struct {
	db         *db.DB
	blueprints Blueprints
	mayHave    MayHave
	levels     Levels

	mu     sync.Mutex
	counts map[string]counted // of who is not confirmed safe
}

// New returns the service over a database.
func New(d *db.DB, b Blueprints) *Service { return &Service{db: d, blueprints: b} }

var _ tasks.Keeper = (*Service)(nil)

// Book is the book of the blueprint in use.
func (s *Service) Book(ctx context.Context) (Book, error) {
	b, err := s.blueprints.Current(ctx)
	if err != nil {
		return Book{}, err
	}
	book := BookOf(b)
	book.mayHave, book.levels = s.mayHave, s.levels
	return book, nil
}

// Levels gives when work is done in a place, "" the whole borough, as the activation level
// there has it.
type Levels func(r db.Reader, w steps.WorkingTime, place string) (steps.WorkingTime, error)

// LevelsBy says who knows the activation levels. It is called once, before the service is
// used; without it the level of the blueprint counts everywhere.
func (s *Service) LevelsBy(l Levels) { s.levels = l }

// workingIn is when work is done in a place.
func (b Book) workingIn(r db.Reader, place string) (steps.WorkingTime, error) {
	if b.levels == nil {
		return b.working, nil
	}
	return b.levels(r, b.working, place)
}

// MayHave reports whether somebody may be given a task that they did before.
type MayHave func(r db.Reader, n tasks.NewTask) (bool, error)

// GivesBy says who is asked before work goes back to whoever did it the last time. It is called
// once, before the service is used.
func (s *Service) GivesBy(may MayHave) { s.mayHave = may }

// Keeps is the protocol a run keeps to, as it was when the run began.
func (s *Service) Keeps(ctx context.Context, r Run) (*steps.Protocol, error) {
	b, err := s.blueprints.At(ctx, r.Blueprint)
	if err != nil {
		return nil, err
	}
	p, ok := blueprint.Part[steps.Files](b)[r.Protocol]
	if !ok || p == nil {
		return nil, fault.New(fault.Internal, "protocols.lost", "The steps this work keeps to are missing.")
	}
	return p, nil
}

// opened is what is needed to move a run: read before the transaction that moves it.
type opened struct {
	book Book
	p    *steps.Protocol
	run  Run
}

func (s *Service) open(ctx context.Context, r db.Reader, id RunID) (o opened, err error) {
	if o.run, err = runByID(r, id); err != nil {
		return o, err
	}
	if o.book, err = s.Book(ctx); err != nil {
		return o, err
	}
	o.p, err = s.Keeps(ctx, o.run)
	return o, err
}

// readers may see the runs of the neighbourhoods they work for.
var readers = []access.Role{access.Agent, access.Coordinator, access.Manager, access.Governance}

// Run returns a run with what happened to it, for whoever may read its request's tasks.
func (s *Service) Run(ctx context.Context, id RunID) (r Run, events []Event, err error) {
	defer fault.Wrap(&err, "run %s", id)
	h := s.db.Read(ctx)
	if r, err = runByID(h, id); err != nil {
		return Run{}, nil, err
	}
	request, err := needs.RequestIn(h, r.Request)
	if err != nil {
		return Run{}, nil, err
	}
	hood := request.Neighbourhood
	if r.Work.Aside {
		hood = ""
	}
	if err := access.Check(ctx, hood, readers...); err != nil {
		return Run{}, nil, err
	}
	events, err = eventsOf(h, id)
	return r, events, err
}

// OfPerson lists the runs of a person, the newest first, at most limit. The caller has
// checked that the person may be seen; runs whose labels hide what they are from the caller
// are left out.
func (s *Service) OfPerson(ctx context.Context, p people.Person, limit int) (all []Run, err error) {
	defer fault.Wrap(&err, "runs of person %s", p.ID)
	found, err := runsOfRecords(s.db.Read(ctx), p.RecordIDs(), false, limit)
	for _, r := range found {
		if needs.MayName(access.From(ctx), r.Work.Labels) {
			all = append(all, r)
		}
	}
	return all, err
}

// OfNeed lists the runs for a need, oldest first. The caller has checked that the need may
// be seen.
func (s *Service) OfNeed(ctx context.Context, id needs.NeedID) (all []Run, err error) {
	defer fault.Wrap(&err, "runs of need %s", id)
	return runsOfNeed(s.db.Read(ctx), id)
}
