package organisations

import (
	"context"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
)

// Service keeps the register of organisations and what they say of their day.
type Service struct {
	db *db.DB
}

// New returns the service over a database.
func New(d *db.DB) *Service { return &Service{db: d} }

// keepers may add and change organisations.
var keepers = []access.Role{access.Coordinator, access.Manager, access.Admin}

// Get returns one organisation.
func (s *Service) Get(ctx context.Context, id ID) (o Organisation, err error) {
	defer fault.Wrap(&err, "organisation %s", id)
	return byID(s.db.Read(ctx), id)
}

// List returns the organisations that serve a neighbourhood, by name; "" is all of them.
// Those that serve the whole borough serve every neighbourhood.
func (s *Service) List(ctx context.Context, neighbourhood string) (all []Organisation, err error) {
	defer fault.Wrap(&err, "list organisations")
	return list(s.db.Read(ctx), neighbourhood)
}

// Today is what one organisation said of a day.
type Today struct {
	Organisation Organisation
	Given        int64
	Counted      bool // false when it has not said how much it gave
}

// OrganisationIn returns one organisation through the caller's handle.
func OrganisationIn(r db.Reader, id ID) (Organisation, error) { return byID(r, id) }

// Day is the day it is for organisations that say how they stand today.
func (s *Service) Day(ctx context.Context) day.Date { return day.Of(s.db.Read(ctx).Now()) }
