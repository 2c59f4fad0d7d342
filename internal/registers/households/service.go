package households

import (
	"context"

	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
	"kith/internal/registers/people"
)

// Service keeps who is around whom.
type Service struct {
	db     *db.DB
	people People
	reads  Reads
}

// People finds who may be the same person as somebody new. *people.Service does.
type People interface {
	Match(ctx context.Context, d people.Described) ([]people.Candidate, error)
}

// Reads is told whenever personal data is shown to somebody. *journal.Reads is one.
type Reads interface {
	Saw(ctx context.Context, e journal.Entry) error
}

// topicRead is the topic of who looked at people, which their story leaves out.
const topicRead = "people.read"

// New returns the service over a database.
func New(d *db.DB, who People, reads Reads) *Service {
	return &Service{db: d, people: who, reads: reads}
}

// changers may say who is around the people they may see.
var changers = []access.Role{access.Agent, access.Coordinator, access.Manager}

// MayChange reports whether somebody may say who is around the people they may see.
func MayChange(who access.Principal) bool { return who.Has(changers...) }

// seen reads a person the caller may see, by any of their records; others are
// [fault.NotFound].
func seen(r db.Reader, who access.Principal, id people.PersonID) (p person, err error) {
	if p.ID, err = people.PersonOf(r, people.RecordID(id)); err != nil {
		return person{}, err
	}
	if p.Records, err = people.Records(r, p.ID); err != nil {
		return person{}, err
	}
	p.seen, err = visibleOf(r, who, p.Records)
	if err == nil && len(p.seen) == 0 {
		err = fault.New(fault.NotFound, "households.no-such-person", "There is no such person, or you may not see them.")
	}
	return p, err
}

// person is somebody and their records.
type person struct {
	ID      people.PersonID
	Records []people.RecordID
	seen    []people.RecordID // those that the caller may see
}

// record is the record that what is said of the person from now on hangs on: the newest
// the caller may see.
func (p person) record() people.RecordID { return p.seen[0] }
