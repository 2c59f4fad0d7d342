package imports

import (
	"crypto/rand"
	"embed"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/db"
)

//go:embed migrations/*.sql data.map
var migrations embed.FS

// Migrations returns the table of runs.
func Migrations() db.Migrations { return db.Migrations{Name: "imports", FS: migrations} }

// State is how a run stands.
type State string

// The states.
const (
	Running  State = "running" // or cut short
	Finished State = "finished"
	Failed   State = "failed"
)

// Counts are what came of the rows of a file.
type Counts struct {
	Added     int64 `json:"added"`
	Changed   int64 `json:"changed"`
	Unchanged int64 `json:"unchanged"`
	Rejected  int64 `json:"rejected"`
}

// Plus returns the counts of both.
func (c Counts) Plus(o Counts) Counts {
	return Counts{c.Added + o.Added, c.Changed + o.Changed, c.Unchanged + o.Unchanged, c.Rejected + o.Rejected}
}

// Rows returns how many rows there were in all.
func (c Counts) Rows() int64 { return c.Added + c.Changed + c.Unchanged + c.Rejected }

// RunID names a run.
type RunID = ident.ID[Run]

// Run is one file, or several that belong together, taken in by a borough.
type Run struct {
	ID   RunID
	Kind string // what the importer takes in: "postcodes"
	Name string // the files, as people know them
	Hash string // of their contents and of what the importer was told
	// State is Running also when the program that ran it is no more.
	State State
	// Mark and Done say where to go on: Mark is the importer's own, Done counts
	// the rows behind it.
	Mark string
	Done int64
	Counts
	Note       string // what else there is to say, such as why it failed
	Actor      string
	StartedAt  time.Time
	TouchedAt  time.Time
	FinishedAt time.Time // zero while it runs

	holder string
}

// Resumed tells whether the run was begun before and cut short.
func (r Run) Resumed() bool { return r.Done > 0 }

// Plan is what somebody sets out to take in.
type Plan struct {
	Kind string
	Name string
	Hash string
}

// Log is the account of a database's runs.
type Log struct{ db *db.DB }

// New returns the account kept in d.
func New(d *db.DB) *Log { return &Log{db: d} }

var errTaken = fault.New(fault.Conflict, "imports.taken",
	"The same file has been started again elsewhere, and that import goes on with it. Wait for it to finish.")

// newHolder returns a name for this program's hold on a run.
func newHolder() string { return rand.Text() }
