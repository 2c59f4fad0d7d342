package matching

import (
	"context"
	"strings"
	"time"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
	"kith/internal/registers/volunteers"
	"kith/internal/work/tasks"
)

// Hours is time that a volunteer gave.
type Hours struct {
	ID        ident.ID[Hours]
	Volunteer volunteers.ID
	Task      tasks.ID // "" for time that was for no one task
	Minutes   int
	On        day.Date
}

// Total is what a volunteer gave.
type Total struct {
	Tasks          int // done in all
	TasksOfWeek    int // of the last seven days
	Minutes        int // in all
	MinutesOfMonth int
}

// Reached is the greatest of some totals of hours that was given in all; 0 is none yet.
func (t Total) Reached(hours []int) (most int) {
	for _, h := range hours {
		if t.Minutes >= h*60 {
			most = max(most, h)
		}
	}
	return most
}

// NoteID names a note.
type NoteID = ident.ID[Note]

// Note is something volunteers and their coordinators tell each other.
type Note struct {
	ID        NoteID
	Volunteer volunteers.ID
	Hood      string
	Task      tasks.ID // "" for none
	Kind      NoteKind
	Words     string
	SaidAt    time.Time
	SaidBy    string
	ReadAt    time.Time // zero until somebody has
}

// NoteKind is who tells whom.
type NoteKind string

// The kinds of note.
const (
	FromThem NoteKind = "said"   // by the volunteer, to their hub
	ToThem   NoteKind = "thanks" // to the volunteer
)

// LongestNote is how long a note may be, in characters.
const LongestNote = 500

// Tell is the volunteer telling their hub something, about a task or in general.
func (s *Service) Tell(ctx context.Context, about tasks.ID, words string) (err error) {
	defer fault.Wrap(&err, "a volunteer's note")
	me, err := s.Me(ctx)
	if err != nil {
		return err
	}
	if about != "" {
		if _, _, err := s.own(ctx, about); err != nil {
			return err
		}
	}
	return s.note(ctx, me, about, FromThem, words)
}

// Thank is a coordinator telling a volunteer something: thanks, or an answer.
func (s *Service) Thank(ctx context.Context, id volunteers.ID, words string) (err error) {
	defer fault.Wrap(&err, "a note to volunteer %s", id)
	v, err := s.volunteers.Get(ctx, id)
	if err != nil {
		return err
	}
	return s.note(ctx, v.ID, "", ToThem, words)
}

func (s *Service) note(ctx context.Context, id volunteers.ID, about tasks.ID, kind NoteKind, words string) error {
	if words = strings.TrimSpace(words); words == "" || len([]rune(words)) > LongestNote {
		return invalid("matching.words", "Write something, in 500 characters or fewer.")
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		d, err := volunteers.DossierOf(tx, id)
		if err != nil {
			return err
		}
		n := Note{
			ID: ident.New[Note](tx.Now()), Volunteer: id, Hood: d.Neighbourhood, Task: about, Kind: kind, Words: words, SaidAt: tx.Now(),
			SaidBy: access.From(ctx).Name,
		}
		if err := insertNote(tx, n); err != nil {
			return err
		}
		verb := map[NoteKind]string{FromThem: "told their hub something", ToThem: "wrote to a volunteer"}[kind]
		return journal.Record(tx, journal.Entry{
			Verb: verb, Topic: "matching.note", Data: map[string]any{"neighbourhood": d.Neighbourhood},
			Objects: []journal.Object{{Kind: "volunteer", ID: string(id)}, {Kind: "neighbourhood", ID: d.Neighbourhood}},
		})
	})
}

// ToRead lists what volunteers told the hubs the caller plans for and nobody has read yet,
// with the names of those who did.
func (s *Service) ToRead(ctx context.Context) (all []Note, names map[volunteers.ID]string, err error) {
	defer fault.Wrap(&err, "notes to read")
	hoods := access.Narrow(ctx, nil, planners...)
	if hoods != nil && len(hoods) == 0 {
		return nil, nil, nil
	}
	r := s.db.Read(ctx)
	if all, err = unread(r, hoods, mostShown); err != nil {
		return nil, nil, err
	}
	var ids []volunteers.ID
	for _, n := range all {
		ids = append(ids, n.Volunteer)
	}
	names, err = namesOf(r, ids)
	return all, names, err
}

// Contact is what a hub and one of its volunteers tell each other, and what they gave.
type Contact struct {
	Volunteer volunteers.Volunteer
	Total     Total
	Reached   int // hours for which they are to be thanked by name; 0 is none yet
	Notes     []Note
}

// ContactOf is the contact with one volunteer, for somebody who keeps them.
func (s *Service) ContactOf(ctx context.Context, id volunteers.ID) (c Contact, err error) {
	defer fault.Wrap(&err, "contact with volunteer %s", id)
	if c.Volunteer, err = s.volunteers.Get(ctx, id); err != nil {
		return Contact{}, err
	}
	r := s.db.Read(ctx)
	if c.Total, err = totalOf(r, id); err != nil {
		return Contact{}, err
	}
	b, err := s.book(ctx)
	if err != nil {
		return Contact{}, err
	}
	c.Reached = c.Total.Reached(b.rules.Thanks.Hours)
	c.Notes, err = notesOf(r, id, mostShown)
	return c, err
}

// Read says that what a volunteer told was read.
func (s *Service) Read(ctx context.Context, id NoteID) (err error) {
	defer fault.Wrap(&err, "read note %s", id)
	n, err := noteByID(s.db.Read(ctx), id)
	if err != nil {
		return err
	}
	if err := access.Check(ctx, n.Hood, planners...); err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error { return readNote(tx, id) })
}
