package people

import (
	"context"
	"slices"
	"strings"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
	"kith/internal/plat/policy"
)

// Note is what somebody wrote down of a person. It is never changed.
type Note struct {
	ID     ident.ID[Note]
	Record RecordID
	Text   string
	Health bool // about their health
	By     string
	At     time.Time
}

// readBy reports whether somebody who sees the person may read a note. What is said of
// their health the policies decide: who is to do something about it learns what is needed
// from the need.
func (p Person) readBy(who access.Principal, n Note) bool {
	return !n.Health || slices.ContainsFunc(p.Records, func(r Record) bool {
		return policy.May(who, policy.Health, policy.Record{Neighbourhood: r.Neighbourhood, Restricted: p.Has(Restricted), Own: n.By == who.Account})
	})
}

// WriteNote writes a note of a person down. An empty one is [fault.Invalid]. The journal
// is told that there is one and not what it says.
func (s *Service) WriteNote(ctx context.Context, id PersonID, text string, health bool) (err error) {
	defer fault.Wrap(&err, "write a note of person %s", id)
	if err := s.mayEdit(ctx, id); err != nil {
		return err
	}
	if text = strings.TrimSpace(text); text == "" {
		return fault.New(fault.Invalid, "people.empty-note", "Enter what you want to write down.")
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		p, err := readPerson(tx, id)
		if err != nil {
			return err
		}
		n := Note{ID: ident.New[Note](tx.Now()), Record: p.Lead().ID, Text: text, Health: health, By: tx.Actor(), At: tx.Now()}
		if err := insertNote(tx, n); err != nil {
			return err
		}
		return journal.Record(tx, journal.Entry{
			Verb: "wrote a note of a person", Topic: TopicNoted, Subject: string(n.Record),
			Objects: []journal.Object{{Kind: "note", ID: string(n.ID)}}, Data: map[string]any{"neighbourhood": p.Lead().Neighbourhood},
		})
	})
}

// TopicNoted is the topic of notes in the journal. Who shows notes leaves it out of the
// story.
const TopicNoted = "people.noted"

// NotesIn lists every note of some records, newest first and at most limit, through the caller's
// handle: for whoever has found out that they may be read.
func NotesIn(r db.Reader, of []RecordID, limit int) ([]Note, error) { return notesOf(r, of, limit) }

// Notes lists what was written down of a person, newest first and at most limit, as far as
// the caller may read it. That the caller may see the person, they have found out.
func (s *Service) Notes(ctx context.Context, p Person, limit int) (notes []Note, err error) {
	defer fault.Wrap(&err, "notes of person %s", p.ID)
	all, err := notesOf(s.db.Read(ctx), p.RecordIDs(), limit)
	who := access.From(ctx)
	return slices.DeleteFunc(all, func(n Note) bool { return !p.readBy(who, n) }), err
}
