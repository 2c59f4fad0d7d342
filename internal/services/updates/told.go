package updates

import (
	"context"
	"time"

	"kith/internal/blueprint"
	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
	"kith/internal/registers/accounts"
	"kith/internal/registers/people"
	"kith/internal/work/needs"
	"kith/internal/work/protocols"
	"kith/internal/work/steps"
)

// TopicTold is told of each thing that a role was told.
const TopicTold = "updates.told"

// ToldID names a thing that was told.
type ToldID = ident.ID[Told]

// Told is one thing that happened to work in steps and that a role is told.
type Told struct {
	ID            ToldID
	Role          string // of the blueprint; "" where a destination is named
	Destination   string // a service to which no protocol leads
	Neighbourhood string // whose work it is; "" is the coordination queue
	At            time.Time
	ReadAt        time.Time // by whoever asks; zero while they have not

	Run      protocols.RunID
	Request  needs.RequestID
	Protocol string
	Happened protocols.Happened
	Outcome  string
	Said     string // what came of the step, in words
	Note     string // what whoever recorded it wrote

	Record people.RecordID
	Who    string // first name and initial
	// Kept is that whoever asks may not know what it is or whom it is about.
	Kept bool

	event  int64
	labels []needs.Label
}

// LedBy gives the protocols whose work people are told of. It is called once, before the
// service is used.
func (s *Service) LedBy(p *protocols.Service) { s.steps = p }

// Names are what roles, protocols and destinations are called.
func (s *Service) Names(ctx context.Context) (steps.Words, error) {
	book, err := s.steps.Book(ctx)
	return book.Words(), err
}

// tellRole tells whoever holds a role of what happened to a run. What is told once is told
// once, however often the journal says it.
func (s *Service) tellRole(ctx context.Context, e journal.Sealed) error {
	tell := protocols.TellOf(e)
	run, event, err := s.steps.Told(ctx, tell)
	if err != nil {
		return ignore(err, fault.NotFound)
	}
	b, err := s.blueprints.Current(ctx)
	if err != nil {
		return err
	}
	request, err := needs.RequestIn(s.db.Read(ctx), run.Request)
	if err != nil {
		return err
	}
	t := Told{Run: run.ID, event: tell.Event, Role: tell.Role, Destination: tell.Destination, Neighbourhood: request.Neighbourhood}
	if run.Work.Aside {
		t.Neighbourhood = ""
	}
	title, hood := roleOf(b, t)
	return s.db.Write(ctx, func(tx *db.Tx) error {
		to, err := accounts.Holders(tx, title, hood)
		if err != nil {
			return err
		}
		t.ID, t.At = ident.New[Told](tx.Now()), tx.Now()
		return t.insert(tx, to, event.By)
	})
}

// roleOf is who is told, and of which neighbourhood. What no role of the blueprint is told
// is the coordination point's.
func roleOf(b *blueprint.Blueprint, t Told) (title accounts.Title, hood string) {
	title, ok := blueprint.Part[*accounts.Roles](b).Find(t.Role)
	if !ok {
		title = accounts.Title{Access: access.Coordinator, HeldFor: accounts.ForBorough}
	}
	if title.HeldFor == accounts.ForBorough {
		return title, ""
	}
	return title, t.Neighbourhood
}

// insert keeps what is told and to whom, unless it was told before. Whoever did it knows.
func (t Told) insert(tx *db.Tx, to []accounts.Account, by string) error {
	first, err := insertTold(tx, t)
	if err != nil || !first {
		return err
	}
	for _, a := range to {
		if err := insertToldTo(tx, t.ID, a.ID, string(a.ID) == by); err != nil {
			return err
		}
	}
	return journal.Record(tx, journal.Entry{
		Verb: "told a role of work in steps", Topic: TopicTold,
		Objects: []journal.Object{{Kind: "told", ID: string(t.ID)}, {Kind: "run", ID: string(t.Run)}},
		Data:    map[string]any{"neighbourhood": t.Neighbourhood, "accounts": len(to)},
	})
}
