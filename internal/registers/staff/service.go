package staff

import (
	"context"
	"slices"

	"kith/internal/blueprint"
	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
	"kith/internal/registers/accounts"
	"kith/internal/registers/places"
)

// Blueprints gives the blueprint in force. *blueprint.Service is one.
type Blueprints interface {
	Current(ctx context.Context) (*blueprint.Blueprint, error)
}

// Router finds where a postcode is. *places.Service is one.
type Router interface {
	Route(ctx context.Context, given string) (places.Routing, error)
}

// Service keeps the register of staff who can be redeployed.
type Service struct {
	db         *db.DB
	blueprints Blueprints
	places     Router
	watch      Watcher
}

// Watcher is asked, in the transaction of a move, what follows from it elsewhere.
type Watcher interface {
	Moved(tx *db.Tx, w Worker, from Standing) error
}

// New returns the service over a database.
func New(d *db.DB, b Blueprints, p Router) *Service {
	return &Service{db: d, blueprints: b, places: p}
}

// WatchedBy has moves followed up. It is called once, before the service is used.
func (s *Service) WatchedBy(w Watcher) { s.watch = w }

// keepers may see and change those lent to the neighbourhoods they work for.
var keepers = []access.Role{access.Coordinator, access.Manager, access.Admin}

// Keepers are the roles that see and change the register, each for the neighbourhoods it is
// held for; those who go anywhere in the borough are kept by roles for the whole borough.
func Keepers() []access.Role { return slices.Clone(keepers) }

// Most is how many people a list holds.
const Most = 2000

// Rules are what the blueprint says of staff who are redeployed.
func (s *Service) Rules(ctx context.Context) (*Rules, error) {
	b, err := s.blueprints.Current(ctx)
	if err != nil {
		return nil, err
	}
	return blueprint.Part[*Rules](b), nil
}

// Today is the day it is.
func (s *Service) Today(ctx context.Context) day.Date { return day.Of(s.db.Read(ctx).Now()) }

// Get returns somebody whom the caller may see.
func (s *Service) Get(ctx context.Context, id ID) (w Worker, err error) {
	defer fault.Wrap(&err, "worker %s", id)
	if w, err = byID(s.db.Read(ctx), id); err != nil {
		return Worker{}, err
	}
	return w, access.Check(ctx, w.Neighbourhood, keepers...)
}

// List returns those whom the caller may see, by name.
func (s *Service) List(ctx context.Context) (all []Worker, err error) {
	defer fault.Wrap(&err, "list staff")
	if err := access.CheckHeld(ctx, keepers...); err != nil {
		return nil, err
	}
	hoods := access.Narrow(ctx, nil, keepers...)
	if hoods != nil && len(hoods) == 0 {
		return nil, nil
	}
	return list(s.db.Read(ctx), hoods)
}

// InductionOf is what somebody has had of their induction.
func (s *Service) InductionOf(ctx context.Context, id ID) ([]Done, error) {
	return inductionOf(s.db.Read(ctx), id)
}

// WorkerIn reads somebody without asking who may.
func WorkerIn(r db.Reader, id ID) (Worker, error) { return byID(r, id) }

// Hold reads somebody in a transaction and makes everybody else who changes them or their
// shifts wait until it ends.
func Hold(tx *db.Tx, id ID) (Worker, error) { return held(tx, id) }

// WorkersIn reads those lent to some neighbourhoods, without asking who may; nil is all. ""
// among them is those who go anywhere.
func WorkersIn(r db.Reader, hoods []string) ([]Worker, error) { return list(r, hoods) }

// ByAccount finds who signs in by an account: whose it was named as, or else whose work
// e-mail it is.
func ByAccount(r db.Reader, p access.Principal) (w Worker, found bool, err error) {
	if p.Account == "" {
		return Worker{}, false, nil
	}
	return byAccount(r, accounts.ID(p.Account), p.Email)
}

// Owns reports whether somebody is the member of staff whom a row is about.
func Owns(p access.Principal, w Worker) bool {
	if p.Account == "" {
		return false
	}
	return p.Account == string(w.Account) || w.Account == "" && fold(p.Email) == fold(w.Email)
}

func record(tx *db.Tx, w Worker, verb, topic string, more map[string]any) error {
	data := map[string]any{"neighbourhood": w.Neighbourhood, "standing": string(w.Standing)}
	for k, v := range more {
		data[k] = v
	}
	return journal.Record(tx, journal.Entry{Verb: verb, Topic: topic, Objects: []journal.Object{{Kind: "staff", ID: string(w.ID)}}, Data: data})
}
