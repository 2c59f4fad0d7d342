package calls

import (
	"context"
	"slices"
	"sync"

	"kith/internal/blueprint"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/registers/contacts"
	"kith/internal/registers/messages"
	"kith/internal/work/tasks"
)

// ringers may ring people, for the neighbourhoods they work for.
var ringers = []access.Role{access.Agent, access.Coordinator, access.Manager}

// Ringers are the roles that may ring people.
func Ringers() []access.Role { return slices.Clone(ringers) }

// Service gives calls to those who make them and keeps how they went.
type Service struct {
	db         *db.DB
	blueprints Blueprints
	contacts   *contacts.Service
	tasks      *tasks.Service
	messages   *messages.Service // nil where nothing is written

	lock  sync.Mutex
	desks map[string]*desk // by borough
}

// Blueprints gives the blueprint in use. *blueprint.Service does.
type Blueprints interface {
	Current(ctx context.Context) (*blueprint.Blueprint, error)
}

// New returns the service over a database.
func New(d *db.DB, b Blueprints, c *contacts.Service, t *tasks.Service) *Service {
	return &Service{db: d, blueprints: b, contacts: c, tasks: t, desks: map[string]*desk{}}
}

// WritesBy says who writes to people before they are rung. It is for the time when the program
// is put together.
func (s *Service) WritesBy(m *messages.Service) {
	s.messages = m
	m.Compose(RingToday, s.composeRingToday)
}

// Settings are those of the blueprint in use.
func (s *Service) Settings(ctx context.Context) (*Settings, error) {
	b, err := s.blueprints.Current(ctx)
	if fault.KindOf(err) == fault.NotFound {
		return &Settings{}, nil
	}
	if err != nil {
		return nil, err
	}
	return blueprint.Part[*Settings](b), nil
}
