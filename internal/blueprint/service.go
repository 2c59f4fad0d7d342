package blueprint

import (
	"context"
	"strconv"
	"sync"
	"time"

	"kith/internal/plat/db"
)

// Service keeps the versions of every borough's blueprint. It is safe for use by
// many goroutines and on several nodes at once.
type Service struct {
	db       *db.DB
	sections []Section
	guards   []Guard

	loading sync.Mutex // held while a version is read, so that it is read once
	mu      sync.Mutex
	latest  map[string]latest         // by borough
	loaded  map[versionKey]*Blueprint // versions never change, so these never age

	readings readings
}

type versionKey struct {
	borough string
	number  int64
}

// latest is the newest version a borough is known to have.
type latest struct {
	blueprint *Blueprint
	number    int64
	asked     time.Time // when the database was last asked
}

// New returns the service over a database, for the sections of all features.
func New(d *db.DB, sections []Section) *Service {
	return &Service{db: d, sections: sections, latest: map[string]latest{}, loaded: map[versionKey]*Blueprint{}}
}

// Guard looks at a whole blueprint before it becomes the current one, and refuses it with
// [fault.Invalid] when something in use would be left without what it needs.
type Guard func(ctx context.Context, next *Blueprint) error

// GuardedBy adds a guard. It is called before the service is used.
func (s *Service) GuardedBy(g Guard) { s.guards = append(s.guards, g) }

// guard asks every guard.
func (s *Service) guard(ctx context.Context, next *Blueprint) error {
	for _, g := range s.guards {
		if err := g(ctx, next); err != nil {
			return err
		}
	}
	return nil
}

// Version is one applied blueprint as the database keeps it.
type Version struct {
	Number    int64 // from 1, without gaps
	Hash      string
	Note      string // why, in the words of who applied it; may be empty
	AppliedAt time.Time
	AppliedBy string // account or job
	Current   bool
}

// Name is the version as Blueprint.Version has it and as work in flight pins it.
func (v Version) Name() string { return strconv.FormatInt(v.Number, 10) }
