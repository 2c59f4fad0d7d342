package settings

import (
	"context"
	"time"

	"kith/internal/blueprint"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/imports"
	"kith/internal/plat/jobs"
	"kith/internal/plat/journal"
	"kith/internal/registers/accounts"
)

// Service looks after a borough's setup.
type Service struct {
	db         *db.DB
	blueprints *blueprint.Service
	journal    *journal.Journal
	imports    *imports.Log
	names      Names
	jobs       Jobs
}

// Names gives the name of an account, "" for one it does not know. *accounts.Service is one.
type Names interface {
	Name(ctx context.Context, id accounts.ID) string
}

// Jobs is the work in the background. *jobs.Jobs is one.
type Jobs interface {
	Dead(ctx context.Context, limit int) ([]jobs.Dead, error)
	SendAgainTx(tx *db.Tx, id int64) error
	EnqueueTx(tx *db.Tx, kind string, args ...any) error
}

// New returns the service over a database. It cannot tell of work in the background until
// [Service.RunBy] was called.
func New(d *db.DB, b *blueprint.Service, j *journal.Journal, names Names) *Service {
	return &Service{db: d, blueprints: b, journal: j, imports: imports.New(d), names: names}
}

// RunBy says who runs the work in the background, once, while the program starts.
func (s *Service) RunBy(j Jobs) { s.jobs = j }

// readers may see how the borough is set up; keepers may change something about it.
var (
	readers = []access.Role{access.Admin, access.Governance}
	keepers = []access.Role{access.Admin}
)

// Readers is who may see these pages.
func Readers() []access.Role { return append([]access.Role(nil), readers...) }

// Keepers is who may have something done.
func Keepers() []access.Role { return append([]access.Role(nil), keepers...) }

// Who names who did something: an account by its name, and what the program or its
// operator did in words.
func (s *Service) Who(ctx context.Context, actor string) string {
	switch actor {
	case "":
		return "Nobody"
	case "start":
		return "Kith, when it first started"
	case "operator":
		return "The operator, at the machine"
	case "demo":
		return "The demonstration"
	}
	if name := s.names.Name(ctx, accounts.ID(actor)); name != "" {
		return name
	}
	return actor
}

// mostImports is how many runs are listed.
const mostImports = 50

// Imports lists the files that were taken in, the latest first, at most 50.
func (s *Service) Imports(ctx context.Context) (runs []imports.Run, err error) {
	defer fault.Wrap(&err, "list imports")
	if err := access.CheckHeld(ctx, readers...); err != nil {
		return nil, err
	}
	return s.imports.Recent(ctx, mostImports)
}

// Now is the time by the service's clock.
func (s *Service) Now(ctx context.Context) time.Time { return s.db.Read(ctx).Now() }
