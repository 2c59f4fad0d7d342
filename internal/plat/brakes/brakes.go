package brakes

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"slices"
	"strings"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/plat/db"
)

//go:embed migrations data.map
var migrations embed.FS

// Migrations are the tables of the brakes.
func Migrations() db.Migrations { return db.Migrations{Name: "brakes", FS: migrations} }

// Rule is how often something may be tried.
type Rule struct {
	Name   string // "<package>.<what is tried>", the same for good
	Most   int
	Within time.Duration
}

// Key is what tries are counted by under a rule: an account, a network, a reference.
type Key struct {
	Rule Rule
	What string
}

// Brakes counts tries. It is safe for use by many goroutines and programs.
type Brakes struct {
	db  *db.DB
	key []byte
}

// New returns the brakes over a database. The key makes what is counted by unreadable; it is
// the same for every program of a borough, or each counts its own.
func New(d *db.DB, key []byte) *Brakes { return &Brakes{db: d, key: key} }

// Enter counts a try under every key, before it is known whether it succeeds: so many that
// come at once are not let through together. Where one of the keys is full it is false and
// nothing is counted: whoever waits is let in again.
func (b *Brakes) Enter(ctx context.Context, keys ...Key) (free bool, err error) {
	defer fault.Wrap(&err, "count a try")
	keys = slices.Clone(keys)
	slices.SortFunc(keys, Key.compare) // so that two who lock the same rows do so in one order
	err = b.db.Write(ctx, func(tx *db.Tx) error {
		free, err = b.enter(tx, keys)
		return err
	})
	return free && err == nil, err
}

func (b *Brakes) enter(tx *db.Tx, keys []Key) (bool, error) {
	if err := deleteEnded(tx, tx.Now()); err != nil {
		return false, err
	}
	held := make([][]time.Time, len(keys))
	for i, k := range keys {
		if err := lock(tx, k.Rule.Name, b.mark(tx.Borough(), k), tx.Now().Add(k.Rule.Within)); err != nil {
			return false, err
		}
		all, err := tries(tx, k.Rule.Name, b.mark(tx.Borough(), k))
		if err != nil {
			return false, err
		}
		if held[i] = k.Rule.recent(all, tx.Now()); len(held[i]) >= k.Rule.Most {
			return false, nil
		}
	}
	for i, k := range keys {
		if err := keep(tx, k.Rule.Name, b.mark(tx.Borough(), k), append(held[i], tx.Now())); err != nil {
			return false, err
		}
	}
	return true, nil
}

// Full reports whether too many went wrong under a key. It writes nothing.
func (b *Brakes) Full(ctx context.Context, k Key) (full bool, err error) {
	defer fault.Wrap(&err, "whether too many were tried")
	r := b.db.Read(ctx)
	all, err := tries(r, k.Rule.Name, b.mark(r.Borough(), k))
	return len(k.Rule.recent(all, r.Now())) >= k.Rule.Most, err
}

// Forget forgets all that was tried under a key, in the caller's transaction: it succeeded.
func (b *Brakes) Forget(tx *db.Tx, k Key) error {
	return deleteKey(tx, k.Rule.Name, b.mark(tx.Borough(), k))
}

// TakeBack takes the latest try under a key back, in the caller's transaction: it was none.
func (b *Brakes) TakeBack(tx *db.Tx, k Key) error {
	mark := b.mark(tx.Borough(), k)
	all, err := tries(tx, k.Rule.Name, mark)
	if err != nil || len(all) == 0 {
		return err
	}
	return keep(tx, k.Rule.Name, mark, all[:len(all)-1])
}

// Sweep drops what no longer counts, so that nothing stays where nobody tries any more.
func (b *Brakes) Sweep(ctx context.Context) (err error) {
	defer fault.Wrap(&err, "sweep old tries")
	return b.db.Write(db.Background(ctx, db.Jobs), func(tx *db.Tx) error { return deleteEnded(tx, tx.Now()) })
}

// recent are the tries that still count.
func (r Rule) recent(all []time.Time, now time.Time) []time.Time {
	for len(all) > 0 && now.Sub(all[0]) >= r.Within {
		all = all[1:]
	}
	return all
}

func (k Key) compare(other Key) int {
	return strings.Compare(k.Rule.Name+"\x00"+k.What, other.Rule.Name+"\x00"+other.What)
}

// mark stands for what is counted by: without the key nobody tells whose it is.
func (b *Brakes) mark(borough string, k Key) string {
	h := hmac.New(sha256.New, b.key)
	h.Write([]byte("brakes_key\x00" + borough + "\x00" + k.Rule.Name + "\x00" + k.What))
	return base64.RawURLEncoding.EncodeToString(h.Sum(nil)[:16])
}
