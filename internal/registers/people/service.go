package people

import (
	"context"

	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
	"kith/internal/registers/evidence"
	"kith/internal/registers/sealing"
)

// Service finds people and keeps who is who.
type Service struct {
	db    *db.DB
	reads Reads
	seal  sealing.Seal

	commons evidence.Commons
}

// Reads is told whenever personal data is shown to somebody. *journal.Reads is one.
type Reads interface {
	Saw(ctx context.Context, e journal.Entry) error
}

// New returns the service over a database.
func New(d *db.DB, reads Reads) *Service { return &Service{db: d, reads: reads} }

// Sealing gives the service the key, of 32 bytes, under which withheld addresses are kept.
// Without it no address can be withheld.
func (s *Service) Sealing(key []byte) (err error) {
	s.seal, err = sealing.New(key)
	return err
}

// Person returns a person with all their records, and notes who looked. Somebody the
// caller may not see is [fault.NotFound], the same as nobody.
func (s *Service) Person(ctx context.Context, id PersonID) (p Person, err error) {
	defer fault.Wrap(&err, "person %s", id)
	if p, err = s.visible(ctx, id); err != nil {
		return Person{}, err
	}
	s.noteRead(ctx, journal.Entry{Verb: "looked at a person", Subject: string(p.ID)})
	return p, nil
}

// Record returns one record to somebody who works on something that hangs on it, such as
// {"task", id}, and notes who looked. The phone is the one said last in any of the person's
// records: it is the one to ring. That they may see it, the caller has checked; of a
// restricted person they are told nothing unless they are cleared.
func (s *Service) Record(ctx context.Context, id RecordID, because journal.Object) (r Record, err error) {
	defer fault.Wrap(&err, "record %s", id)
	if r, err = recordByID(s.db.Read(ctx), id); err != nil {
		return Record{}, err
	}
	p, err := readPerson(s.db.Read(ctx), PersonID(id))
	if err != nil {
		return Record{}, err
	}
	r.Phone = p.Current().Phone
	s.noteRead(ctx, journal.Entry{Verb: "looked at a person", Subject: string(id), Objects: []journal.Object{because}})
	return r.hidden(access.From(ctx)), nil
}

// Reach puts together how the person a record is of may be reached, for somebody who was
// told of the record. Of a restricted person only cleared staff are told more than the
// most cautious.
func (s *Service) Reach(ctx context.Context, id RecordID) (r Reach, err error) {
	defer fault.Wrap(&err, "reach record %s", id)
	p, err := readPerson(s.db.Read(ctx), PersonID(id))
	if err != nil || p.Has(Restricted) && !Cleared(access.From(ctx)) {
		return Reach{}, err
	}
	return p.Reach(), nil
}

// ReachIn is [Service.Reach] through the caller's handle.
func ReachIn(r db.Reader, id RecordID) (Reach, error) {
	p, err := readPerson(r, PersonID(id))
	return p.Reach(), err
}

// topicRead is the topic of who looked.
const topicRead = "people.read"

// noteRead records who looked. Where too much waits to be recorded it is in the log
// instead, and nothing here is withheld from those who may see it.
func (s *Service) noteRead(ctx context.Context, e journal.Entry) {
	e.Topic = topicRead
	_ = s.reads.Saw(ctx, e)
}

func (s *Service) visible(ctx context.Context, id PersonID) (Person, error) {
	p, err := readPerson(s.db.Read(ctx), id)
	if err != nil {
		return Person{}, err
	}
	if !p.seenBy(access.From(ctx)) {
		return Person{}, noSuchPerson()
	}
	return p, nil
}

// readPerson reads the person an id belongs to. Somebody may decide whose it is between
// the two look-ups; then it looks again.
func readPerson(r db.Reader, id PersonID) (Person, error) {
	for range 3 {
		person, err := PersonOf(r, RecordID(id))
		if err != nil {
			return Person{}, err
		}
		records, err := recordsOf(r, person)
		if err != nil || len(records) > 0 {
			return Person{ID: person, Records: records}, err
		}
	}
	return Person{}, noSuchPerson()
}

// Story returns what the journal tells of a person, newest first and at most limit. Who
// looked is not part of it, and neither are the topics named in without.
func (s *Service) Story(ctx context.Context, p Person, limit int, without ...string) (told []journal.Sealed, err error) {
	defer fault.Wrap(&err, "story of person %s", p.ID)
	return journal.About(s.db.Read(ctx), ids(p.RecordIDs()), limit, append(without, topicRead)...)
}

// PersonOf returns the person a record belongs to: itself, unless it was found to be
// somebody else's. An unknown record is [fault.NotFound].
func PersonOf(r db.Reader, record RecordID) (PersonID, error) { return personOf(r, record) }

// Records returns the ids of all records of a person, newest first. It is empty for an id
// that has become a record of somebody else's: see [PersonOf].
func Records(r db.Reader, person PersonID) ([]RecordID, error) {
	records, err := recordsOf(r, person)
	return Person{Records: records}.RecordIDs(), err
}

// RecordIn returns one record through the caller's handle, without noting that anybody
// looked: for features that show a part of it and note that themselves.
func RecordIn(r db.Reader, id RecordID) (Record, error) { return recordByID(r, id) }
