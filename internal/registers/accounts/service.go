package accounts

import (
	"context"

	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
)

// Service signs people in and out and keeps their accounts.
type Service struct {
	db         *db.DB
	hasher     *hasher
	throttle   *throttle
	volunteers Volunteers
}

// New returns the service over a database.
func New(d *db.DB) *Service {
	return &Service{db: d, hasher: newHasher(), throttle: newThrottle()}
}

// keepers may add and disable accounts.
var keepers = []access.Role{access.Admin}

// List returns every account, by name.
func (s *Service) List(ctx context.Context) ([]Account, error) {
	if err := access.Check(ctx, "", append(keepers, access.Governance)...); err != nil {
		return nil, err
	}
	return listAccounts(s.db.Read(ctx))
}

// Get returns one account: one's own, or any for those who keep them.
func (s *Service) Get(ctx context.Context, id ID) (a Account, err error) {
	defer fault.Wrap(&err, "account %s", id)
	if access.From(ctx).Account != string(id) {
		if err := access.Check(ctx, "", keepers...); err != nil {
			return Account{}, err
		}
	}
	a, found, err := accountByID(s.db.Read(ctx), id)
	if err == nil && !found {
		err = fault.New(fault.NotFound, "accounts.no-such", "There is no such account.")
	}
	return a, err
}

// Name returns the name of an account for a page to show, or "" for an unknown one.
func (s *Service) Name(ctx context.Context, id ID) string {
	a, found, err := accountByID(s.db.Read(ctx), id)
	if err != nil || !found {
		return ""
	}
	return a.Name
}

// Staff returns the accounts in use that hold one of the roles for a neighbourhood, by name.
func (s *Service) Staff(ctx context.Context, neighbourhood string, roles ...access.Role) ([]Account, error) {
	all, err := listAccounts(s.db.Read(ctx))
	if err != nil {
		return nil, err
	}
	var staff []Account
	for _, a := range all {
		if !a.Disabled() && a.Principal().HasFor(neighbourhood, roles...) {
			staff = append(staff, a)
		}
	}
	return staff, nil
}

func record(tx *db.Tx, verb, topic string, id ID) error {
	return journal.Record(tx, journal.Entry{Verb: verb, Topic: topic, Objects: []journal.Object{{Kind: "account", ID: string(id)}}})
}

func wrong() error {
	return fault.New(fault.Unauthenticated, "accounts.wrong", "The email address or the password is not right. Check both and try again.")
}
