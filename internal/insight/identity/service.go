package identity

import (
	"context"

	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
	"kith/internal/registers/evidence"
	"kith/internal/registers/people"
)

// Service shows who may be who.
type Service struct {
	db     *db.DB
	people People
	reads  people.Reads
	album  album
}

// People is the register that keeps who is who. *people.Service is one.
type People interface {
	Person(ctx context.Context, id people.PersonID) (people.Person, error)
	SamePerson(ctx context.Context, keep, other people.PersonID) error
	NotTheSame(ctx context.Context, person, other people.PersonID) error
	TakeBack(ctx context.Context, person, other people.PersonID) error
	Weigh(ctx context.Context, a, b people.Record) (evidence.Verdict, []evidence.Part, error)
}

// New returns the service over a database. Whoever looks at people is noted in reads.
func New(d *db.DB, p People, reads people.Reads) *Service {
	return &Service{db: d, people: p, reads: reads}
}

// deciders are those of people.MayDecide.
var deciders = []access.Role{access.Agent, access.Coordinator, access.Manager, access.Analyst}

// Deciders may say who is who.
func Deciders() []access.Role { return append([]access.Role(nil), deciders...) }

// noteShown records which people were shown, under the topic of people's own reading.
func (s *Service) noteShown(ctx context.Context, verb string, shown []people.PersonID) {
	if len(shown) == 0 {
		return
	}
	e := journal.Entry{Verb: verb, Topic: "people.read"}
	for _, id := range shown {
		e.Objects = append(e.Objects, journal.Object{Kind: "person", ID: string(id)})
	}
	_ = s.reads.Saw(ctx, e) // where too much waits to be recorded, it is in the log instead
}

func mayDecide(ctx context.Context) error { return access.CheckHeld(ctx, deciders...) }

// decidedAlready is what is told where somebody else was quicker.
func decidedAlready() error {
	return fault.New(fault.Stale, "identity.decided", "Somebody has decided about these two while you looked at them. Go on with the next.")
}
