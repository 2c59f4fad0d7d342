package doorstep

import (
	"context"
	"crypto/ecdh"
	"strings"

	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
	"kith/internal/registers/people"
	"kith/internal/registers/places"
	"kith/internal/services/rounds"
	"kith/internal/work/protocols"
	"kith/internal/work/tasks"
)

// Reads is told before personal data is shown. *journal.Reads is one.
type Reads interface {
	Saw(ctx context.Context, e journal.Entry) error
}

// Withheld opens addresses that are kept apart. *people.Service does.
type Withheld interface {
	BringTo(ctx context.Context, why, hood string, records ...people.RecordID) (places.Address, error)
}

// Checks begins or joins somebody's check, and takes what came of a visit that one asked for, in
// the caller's transaction. *protocols.Service does.
type Checks interface {
	tasks.Recorder
	CheckIn(tx *db.Tx, c protocols.CheckOn) (joined bool, err error)
}

// Service records what comes of stops.
type Service struct {
	db       *db.DB
	rounds   *rounds.Service
	withheld Withheld
	reads    Reads
	checks   Checks           // nil begins none
	seal     *ecdh.PrivateKey // opens what phones send; nil opens nothing
}

// New returns the service over a database. Until it is told otherwise it begins no checks and
// opens nothing that phones send.
func New(d *db.DB, r *rounds.Service, w Withheld, reads Reads) *Service {
	return &Service{db: d, rounds: r, withheld: w, reads: reads}
}

// ChecksBy has what is found at doors followed by a check. It is called once, before the
// service is used.
func (s *Service) ChecksBy(c Checks) { s.checks = c }

// plans reports whether whoever asks plans the rounds of a neighbourhood.
func plans(ctx context.Context, hood string) bool { return rounds.MayPlan(access.From(ctx), hood) }

// watches reports whether whoever asks sees the rounds of a neighbourhood.
func watches(ctx context.Context, hood string) bool { return rounds.MayWatch(access.From(ctx), hood) }

func invalid(code, words string) error  { return fault.New(fault.Invalid, code, words) }
func conflict(code, words string) error { return fault.New(fault.Conflict, code, words) }

func stale() error {
	return fault.New(fault.Stale, "doorstep.stale", "Somebody else has settled this since you opened it. Look at it again, then decide.")
}

func noSuch(what string) error {
	return fault.New(fault.NotFound, "doorstep.no-such", "There is no such "+what+", or it is with another hub.")
}

func roundObject(id rounds.RoundID) journal.Object {
	return journal.Object{Kind: "round", ID: string(id)}
}

func lower(s string) string {
	if s == "" {
		return ""
	}
	return strings.ToLower(s[:1]) + s[1:]
}
