package clients

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
)

// Service keeps programs and their keys.
type Service struct{ db *db.DB }

// New returns the service over a database.
func New(d *db.DB) *Service { return &Service{db: d} }

// keepers may add programs and make keys; readers may see them.
var (
	keepers = []access.Role{access.Admin}
	readers = []access.Role{access.Admin, access.Governance}
)

// touchEvery keeps a busy program from writing at every call.
const touchEvery = time.Minute

// Now is the time by the borough's clock.
func (s *Service) Now(ctx context.Context) time.Time { return s.db.Read(ctx).Now() }

// List returns every program, by name.
func (s *Service) List(ctx context.Context) ([]Client, error) {
	if err := access.Check(ctx, "", readers...); err != nil {
		return nil, err
	}
	return listClients(s.db.Read(ctx))
}

// Get returns one program with its keys, latest first.
func (s *Service) Get(ctx context.Context, id ID) (c Client, keys []Key, err error) {
	defer fault.Wrap(&err, "program %s", id)
	if err := access.Check(ctx, "", readers...); err != nil {
		return c, nil, err
	}
	r := s.db.Read(ctx)
	if c, err = clientIn(r, id); err != nil {
		return c, nil, err
	}
	keys, err = keysOf(r, id)
	return c, keys, err
}

// Add adds a program. It has no key yet.
func (s *Service) Add(ctx context.Context, c Client) (_ Client, err error) {
	defer fault.Wrap(&err, "add a program")
	if err := access.Check(ctx, "", keepers...); err != nil {
		return c, err
	}
	if err := c.check(); err != nil {
		return c, err
	}
	return c, s.db.Write(ctx, func(tx *db.Tx) error {
		c.ID, c.MadeBy, c.MadeAt, c.Version = ident.New[Client](tx.Now()), tx.Actor(), tx.Now(), 1
		if err := insertClient(tx, c); err != nil {
			return err
		}
		return record(tx, "added a program", "clients.added", c)
	})
}

// Change changes what a program is and may do, from the next call on. Somebody who was
// overtaken is told by [fault.Conflict].
func (s *Service) Change(ctx context.Context, c Client) (err error) {
	defer fault.Wrap(&err, "change program %s", c.ID)
	if err := access.Check(ctx, "", keepers...); err != nil {
		return err
	}
	if err := c.check(); err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		kept, err := clientIn(tx, c.ID)
		if err != nil {
			return err
		}
		if kept.Version != c.Version {
			return fault.New(fault.Conflict, "clients.overtaken", "Somebody changed this program while you looked at it. Open it again, look at what is there now, and make your change.")
		}
		if err := updateClient(tx, c); err != nil {
			return err
		}
		return record(tx, "changed what a program may do", "clients.changed", c)
	})
}

// MakeKey makes a key that counts for so many days. It is told once.
func (s *Service) MakeKey(ctx context.Context, id ID, days int) (key string, err error) {
	defer fault.Wrap(&err, "make a key for program %s", id)
	if err := access.Check(ctx, "", keepers...); err != nil {
		return "", err
	}
	if days < 1 || days > MostDays {
		return "", fault.New(fault.Invalid, "clients.days", "Enter for how many days the key is to count, from 1 to 366.")
	}
	key = KeyMark + ident.NewToken(rand.Reader)
	return key, s.db.Write(ctx, func(tx *db.Tx) error {
		c, err := clientIn(tx, id)
		if err == nil && c.Ended() {
			err = fault.New(fault.Conflict, "clients.ended", "This program has been ended, so it gets no key.")
		}
		if err != nil {
			return err
		}
		k := Key{ID: ident.New[Key](tx.Now()), Prefix: key[:shownOf], EndsAt: tx.Now().Add(time.Duration(days) * 24 * time.Hour)}
		if err := insertKey(tx, id, k, hashKey(key)); err != nil {
			return err
		}
		return recordKey(tx, "made a key for a program", "clients.key-made", id, k.ID)
	})
}

// Revoke ends a key at once. One that was revoked before is no error.
func (s *Service) Revoke(ctx context.Context, id ID, key KeyID) (err error) {
	defer fault.Wrap(&err, "revoke a key of program %s", id)
	if err := access.Check(ctx, "", keepers...); err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		ended, err := revokeKey(tx, id, key)
		if err != nil || !ended {
			return err
		}
		return recordKey(tx, "revoked a key of a program", "clients.key-revoked", id, key)
	})
}

// End ends a program and all its keys, at once and for good.
func (s *Service) End(ctx context.Context, id ID) (err error) {
	defer fault.Wrap(&err, "end program %s", id)
	if err := access.Check(ctx, "", keepers...); err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		c, err := clientIn(tx, id)
		if err != nil || c.Ended() {
			return err
		}
		if err := endClient(tx, id); err != nil {
			return err
		}
		return record(tx, "ended a program", "clients.ended", c)
	})
}

// IsKey reports whether a token is the key of a program, by its form.
func IsKey(token string) bool { return strings.HasPrefix(token, KeyMark) }

// Principal tells which program holds a key. One that ended, was revoked or never was is
// [fault.Unauthenticated], all alike.
func (s *Service) Principal(ctx context.Context, key string) (access.Principal, error) {
	r := s.db.Read(ctx)
	c, k, found, err := clientByKey(r, hashKey(key))
	if err != nil {
		return access.Principal{}, err
	}
	if !found || c.Ended() || !k.Counts(r.Now()) {
		return access.Principal{}, fault.New(fault.Unauthenticated, "clients.no-key", "This key is not known, or no longer counts. Ask the council for a new one.")
	}
	if r.Now().Sub(k.UsedAt) >= touchEvery {
		if err := s.db.Write(ctx, func(tx *db.Tx) error { return touchKey(tx, k.ID) }); err != nil {
			return access.Principal{}, err
		}
	}
	return access.Principal{Account: "client:" + string(c.ID), Name: c.Name, Grants: []access.Grant{c.Grant}, Scopes: c.Scopes}, nil
}

func hashKey(key string) string {
	sum := sha256.Sum256([]byte(key))
	return hex.EncodeToString(sum[:])
}

func record(tx *db.Tx, verb, topic string, c Client) error {
	return journal.Record(tx, journal.Entry{
		Verb: verb, Topic: topic, Objects: []journal.Object{{Kind: "client", ID: string(c.ID)}},
		Data: map[string]any{"role": string(c.Grant.Role), "neighbourhood": c.Grant.Neighbourhood, "scopes": c.Scopes},
	})
}

func recordKey(tx *db.Tx, verb, topic string, id ID, key KeyID) error {
	return journal.Record(tx, journal.Entry{Verb: verb, Topic: topic, Objects: []journal.Object{{Kind: "client", ID: string(id)}, {Kind: "key", ID: string(key)}}})
}
