package accounts

import (
	"context"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/brakes"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
	"kith/internal/plat/notify"
	"kith/internal/registers/factors"
)

// Service signs people in and out and keeps their accounts.
type Service struct {
	db         *db.DB
	hasher     *hasher
	brakes     *brakes.Brakes
	key        []byte
	volunteers Volunteers
	factors    *factors.Service
	rules      func(ctx context.Context) (*Rules, error)
	carriers   notify.Routes
	site       func() string
	single     SingleSignOn
}

// New returns the service over a database. What it works with besides is given to it while
// the program is put together: [Service.KeyedBy], [Service.ProvesBy], [Service.RuledBy],
// [Service.MailBy] and [Service.Admits].
func New(d *db.DB) *Service {
	return &Service{
		db: d, hasher: newHasher(), brakes: brakes.New(d, nil), site: func() string { return "" },
		rules: func(context.Context) (*Rules, error) { return &Rules{}, nil },
	}
}

// KeyedBy gives the key with which what failures are counted by is made unreadable and links
// of invitations are made: the same for every program of a borough. Without it nobody is
// invited.
func (s *Service) KeyedBy(key []byte) { s.key, s.brakes = key, brakes.New(s.db, key) }

// ProvesBy says who keeps passkeys and apps. Without it a password is all there is.
func (s *Service) ProvesBy(f *factors.Service) { s.factors = f }

// RuledBy says what the borough asks of those who sign in.
func (s *Service) RuledBy(rules func(ctx context.Context) (*Rules, error)) { s.rules = rules }

// MailBy says who carries mails to account holders, and where people find the pages, without
// a slash behind. Without a carrier of mails none are sent.
func (s *Service) MailBy(r notify.Routes, site func() string) { s.carriers, s.site = r, site }

// Now is the time by the borough's clock.
func (s *Service) Now(ctx context.Context) time.Time { return s.db.Read(ctx).Now() }

// Mails reports whether mails to account holders go anywhere.
func (s *Service) Mails() bool { return s.carriers.Carries(notify.Email) && s.site() != "" }

// PasskeyHost is the host passkeys belong to; "" where there are none.
func (s *Service) PasskeyHost() string {
	if s.factors == nil {
		return ""
	}
	return s.factors.PasskeyHost()
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

// recordWith is record with a little more for whoever reads it.
func recordWith(tx *db.Tx, verb, topic string, id ID, data map[string]any) error {
	return journal.Record(tx, journal.Entry{Verb: verb, Topic: topic, Objects: []journal.Object{{Kind: "account", ID: string(id)}}, Data: data})
}
