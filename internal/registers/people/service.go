package people

import (
	"context"

	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
)

// Service finds people and keeps who is who.
type Service struct {
	db    *db.DB
	reads Reads
}

// Reads is told whenever personal data is shown to somebody. *journal.Reads is one.
type Reads interface {
	Saw(ctx context.Context, e journal.Entry) error
}

// New returns the service over a database.
func New(d *db.DB, reads Reads) *Service { return &Service{db: d, reads: reads} }

// Person returns a person with all their records, and notes who looked. Somebody the
// caller may not see is [fault.NotFound], the same as nobody.
func (s *Service) Person(ctx context.Context, id PersonID) (p Person, err error) {
	defer fault.Wrap(&err, "person %s", id)
	if p, err = s.visible(ctx, id); err != nil {
		return Person{}, err
	}
	return p, s.reads.Saw(ctx, journal.Entry{Verb: "looked at a person", Topic: "people.read", Subject: string(p.ID)})
}

func (s *Service) visible(ctx context.Context, id PersonID) (Person, error) {
	r := s.db.Read(ctx)
	id, err := PersonOf(r, RecordID(id))
	if err != nil {
		return Person{}, err
	}
	records, err := recordsOf(r, id)
	if err != nil {
		return Person{}, err
	}
	p := Person{ID: id, Records: records}
	if len(records) == 0 || !p.seenBy(access.From(ctx)) {
		return Person{}, fault.New(fault.NotFound, "people.no-such-person", "There is no such person, or you may not see them.")
	}
	return p, nil
}

// Likenesses lists records that look like one of a person's and are still to be decided.
func (s *Service) Likenesses(ctx context.Context, p Person) ([]Likeness, error) {
	r := s.db.Read(ctx)
	found, err := openLikenesses(r, p)
	if err != nil {
		return nil, err
	}
	for i := range found {
		if found[i].Person, err = PersonOf(r, found[i].Other); err != nil {
			return nil, err
		}
	}
	return found, nil
}

// PersonOf returns the person a record belongs to: itself, unless it was found to be
// somebody else's. An unknown record is [fault.NotFound].
func PersonOf(r db.Reader, record RecordID) (PersonID, error) { return personOf(r, record) }

// Records returns the ids of all records of a person, whichever of them is given.
func Records(r db.Reader, person PersonID) ([]RecordID, error) {
	records, err := recordsOf(r, person)
	ids := make([]RecordID, len(records))
	for i, one := range records {
		ids[i] = one.ID
	}
	return ids, err
}

// RecordIn returns one record through the caller's handle, without noting that anybody
// looked: for features that show a part of it and note that themselves.
func RecordIn(r db.Reader, id RecordID) (Record, error) { return recordByID(r, id) }
