package outreach

import (
	"context"
	"slices"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/nhsnumber"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/registers/contacts"
	"kith/internal/registers/people"
	"kith/internal/registers/places"
	"kith/internal/work/protocols"
)

// Service takes lists of people in.
type Service struct {
	db     *db.DB
	people People
	places Places
	rules  Rules
	checks Checks
}

// People finds people. *people.Service does.
type People interface {
	MatchNumbered(ctx context.Context, d people.Described, number nhsnumber.Number) ([]people.Candidate, error)
}

// Places says which hub a postcode belongs to. *places.Service does.
type Places interface {
	Route(ctx context.Context, given string) (places.Routing, error)
	Name(ctx context.Context, neighbourhood string) string
}

// Rules name the lists. *contacts.Service does.
type Rules interface {
	Rules(ctx context.Context) (*contacts.Rules, error)
}

// Checks begins checks. *protocols.Service does.
type Checks interface {
	Book(ctx context.Context) (protocols.Book, error)
	Check(ctx context.Context, c protocols.CheckOn) (protocols.Run, bool, error)
	OfPerson(ctx context.Context, p people.Person, limit int) ([]protocols.Run, error)
}

// New returns the service over a database.
func New(d *db.DB, who People, where Places, rules Rules, checks Checks) *Service {
	return &Service{db: d, people: who, places: where, rules: rules, checks: checks}
}

// checkers may take a list in, where the blueprint lets their role begin checks from it.
var checkers = []access.Role{access.Agent, access.Coordinator, access.Manager}

// Checkers are the roles that may take a list in.
func Checkers() []access.Role { return slices.Clone(checkers) }

// overseers see every list, wherever their people live.
var overseers = []access.Role{access.Coordinator, access.Manager}

// Offered are the lists from which the caller may begin checks, in the blueprint's order.
func (s *Service) Offered(ctx context.Context) (all []contacts.List, err error) {
	defer fault.Wrap(&err, "lists that are offered")
	if err := access.CheckHeld(ctx, checkers...); err != nil {
		return nil, err
	}
	rules, err := s.rules.Rules(ctx)
	if err != nil {
		return nil, err
	}
	book, err := s.checks.Book(ctx)
	if err != nil {
		return nil, err
	}
	for _, l := range rules.Lists {
		if book.MayTake(access.From(ctx), l.ID) {
			all = append(all, l)
		}
	}
	return all, nil
}

// List returns a list with its rows, for whoever handed it in and for those who see
// everybody.
func (s *Service) List(ctx context.Context, id ListID) (l List, rows []Row, err error) {
	defer fault.Wrap(&err, "list %s", id)
	if l, err = s.seen(ctx, id); err != nil {
		return List{}, nil, err
	}
	rows, err = rowsOf(s.db.Read(ctx), id, nil)
	return l, rows, err
}

// seen is a list that the caller may see.
func (s *Service) seen(ctx context.Context, id ListID) (List, error) {
	l, err := listByID(s.db.Read(ctx), id)
	if err != nil {
		return List{}, err
	}
	who := access.From(ctx)
	if l.State == Reading || l.HandedBy != who.Account && !who.HasFor("", overseers...) {
		return List{}, noSuchList()
	}
	return l, nil
}

func noSuchList() error {
	return fault.New(fault.NotFound, "outreach.no-list", "There is no such list, or it was handed in by somebody else.")
}

// mostLists is how many lists are shown.
const mostLists = 20

// Lists are the lists the caller may see, the newest first.
func (s *Service) Lists(ctx context.Context) (all []List, err error) {
	defer fault.Wrap(&err, "lists")
	if err := access.CheckHeld(ctx, checkers...); err != nil {
		return nil, err
	}
	who := access.From(ctx)
	account := who.Account
	if who.HasFor("", overseers...) {
		account = ""
	}
	return listsOf(s.db.Read(ctx), account, mostLists)
}
