package messages

import (
	"context"
	"log/slog"
	"time"

	"kith/internal/blueprint"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/notify"
	"kith/internal/plat/words"
	"kith/internal/registers/contacts"
	"kith/internal/registers/people"
)

// Service writes to people. It is safe for use by many goroutines.
type Service struct {
	db         *db.DB
	blueprints Blueprints
	gate       Gate
	carriers   notify.Routes
	composers  map[Purpose]Composer
	addressees map[string]Addressees
	prompt     map[Purpose]bool
	matters    map[Purpose]bool
	log        *slog.Logger
	random     func() float64
}

// Blueprints gives the blueprint in use. *blueprint.Service does.
type Blueprints interface {
	Current(ctx context.Context) (*blueprint.Blueprint, error)
}

// Gate judges whether somebody may be contacted. *contacts.Service does.
type Gate interface {
	Rules(ctx context.Context) (*contacts.Rules, error)
	MayIn(r db.Reader, who access.Principal, rules *contacts.Rules, record people.RecordID, w contacts.Wish) (contacts.Verdict, error)
}

// New returns the service over a database. Without carriers everything waits, and letters
// are for printing. A nil log means slog.Default().
func New(d *db.DB, b Blueprints, g Gate, carriers notify.Routes, log *slog.Logger) *Service {
	if log == nil {
		log = slog.Default()
	}
	return &Service{db: d, blueprints: b, gate: g, carriers: carriers, composers: map[Purpose]Composer{}, addressees: map[string]Addressees{}, prompt: map[Purpose]bool{}, matters: map[Purpose]bool{}, log: log, random: chance}
}

// Composer gives what goes into a message about what it is about, in the language it is
// written in, when it is about to be sent. A [fault.Conflict] means that it is not wanted
// any more, and is dropped with the fault's words.
type Composer func(ctx context.Context, m Message, l *words.Language) (Filling, error)

// Filling is what goes into the fields of a letter.
type Filling struct {
	Fields map[string]string
	Secret map[string]string // codes and links: they are sent and not kept
}

// Compose says who composes the messages of a purpose. It is for the time when the program
// is put together.
func (s *Service) Compose(p Purpose, c Composer) { s.composers[p] = c }

// awake is how long after they asked somebody is taken to be up still.
const awake = time.Hour

// Promptly says that messages of a purpose answer what somebody has done a moment ago: they
// go at any hour, while it is a moment ago. Hours that the person named hold all the same.
func (s *Service) Promptly(p Purpose) { s.prompt[p] = true }

// Matters says that somebody is told of messages of a purpose that reach nobody because no
// way of them is safe, or was in time: by [TopicFailed], as of those that did not arrive. Of
// other messages that is no news: of most people it is not known what is safe.
func (s *Service) Matters(p Purpose) { s.matters[p] = true }

// Carry says who carries the messages. It is for the time when the program is put together.
func (s *Service) Carry(r notify.Routes) { s.carriers = r }
