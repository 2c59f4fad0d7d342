package census

import (
	"context"
	"slices"
	"time"

	"kith/internal/blueprint"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/work/answers"
)

// Blueprints gives the blueprint in force. *blueprint.Service is one.
type Blueprints interface {
	Current(ctx context.Context) (*blueprint.Blueprint, error)
}

// Service keeps the tables.
type Service struct {
	db         *db.DB
	blueprints Blueprints
}

// New returns the service over a database.
func New(d *db.DB, b Blueprints) *Service { return &Service{d, b} }

var (
	// readers may see who lives here and where that was counted.
	readers = []access.Role{access.Analyst, access.Manager, access.Governance, access.PublicHealth}
	// takers may hand tables in and put them into use, for the whole borough.
	takers = []access.Role{access.Analyst, access.Manager}
)

// Readers may see which tables there are.
func Readers() []access.Role { return slices.Clone(readers) }

// Takers may hand tables in.
func Takers() []access.Role { return slices.Clone(takers) }

// MayTake reports whether somebody may hand tables in.
func MayTake(who access.Principal) bool { return who.HasFor("", takers...) }

// Asked is a question of the borough, with what is known of who lives here by it.
type Asked struct {
	Question answers.Question
	Lives    Lives
	Known    bool    // a table is in use
	Drafts   []Table // handed in and not in use yet
}

// All lists the questions of the borough with their tables.
func (s *Service) All(ctx context.Context) (all []Asked, err error) {
	defer fault.Wrap(&err, "who lives here")
	if err := access.Check(ctx, "", readers...); err != nil {
		return nil, err
	}
	b, err := s.blueprints.Current(ctx)
	if err != nil {
		return nil, err
	}
	r := s.db.Read(ctx)
	for _, q := range blueprint.Part[*answers.Equality](b).Questions {
		a := Asked{Question: q}
		if a.Lives, a.Known, err = Current(r, b, q.ID); err != nil {
			return nil, err
		}
		if a.Drafts, err = tables(r, q.ID, Draft); err != nil {
			return nil, err
		}
		all = append(all, a)
	}
	return all, nil
}

// Table is one table with the question it is of. [fault.NotFound] where there is none.
func (s *Service) Table(ctx context.Context, id ID) (t Table, q answers.Question, err error) {
	defer fault.Wrap(&err, "census table %s", id)
	if err := access.Check(ctx, "", readers...); err != nil {
		return t, q, err
	}
	if t, err = tableByID(s.db.Read(ctx), id); err != nil {
		return t, q, err
	}
	b, err := s.blueprints.Current(ctx)
	if err != nil {
		return t, q, err
	}
	q, err = asked(b, t.Question)
	return t, q, err
}

// Now is the time by the service's clock.
func (s *Service) Now(ctx context.Context) time.Time { return s.db.Read(ctx).Now() }
