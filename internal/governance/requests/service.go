package requests

import (
	"context"
	"strings"
	"sync"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/access"
	"kith/internal/plat/datamap"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
	"kith/internal/registers/people"
)

// Service keeps requests and answers them.
type Service struct {
	db    *db.DB
	said  datamap.Map
	reads Reads

	folder string // in which erasures are kept apart, "" for nowhere
	seed   []byte // they are signed with

	once sync.Mutex
	live *datamap.Live
}

// Reads is told whenever personal data is shown to somebody. *journal.Reads is one.
type Reads interface {
	SawFirst(ctx context.Context, e journal.Entry) error
}

// New returns the service over a database, with what packages say of their tables.
func New(d *db.DB, m datamap.Map, reads Reads) *Service {
	return &Service{db: d, said: m, reads: reads}
}

// Keepers may see and answer requests.
func Keepers() []access.Role { return []access.Role{access.Governance} }

// Today is the day it is.
func (s *Service) Today(ctx context.Context) day.Date { return day.Of(s.db.Read(ctx).Now()) }

// over is the map over the database.
func (s *Service) over(ctx context.Context) (*datamap.Live, error) {
	s.once.Lock()
	defer s.once.Unlock()
	if s.live == nil {
		live, err := s.said.Over(s.db.Read(ctx))
		if err != nil {
			return nil, err
		}
		s.live = live
	}
	return s.live, nil
}

// Record takes a request down: what is asked, about whom, and when it came.
func (s *Service) Record(ctx context.Context, q Request) (_ Request, err error) {
	defer fault.Wrap(&err, "record a request about personal data")
	if err := access.CheckHeld(ctx, Keepers()...); err != nil {
		return Request{}, err
	}
	q.Said = strings.TrimSpace(q.Said)
	today := s.Today(ctx)
	switch {
	case q.Kind.Says() == "":
		return Request{}, invalid("Select what they ask for.")
	case q.About != datamap.Person && q.About != datamap.Volunteer:
		return Request{}, invalid("Open the page of the person or the volunteer first, and record the request there.")
	case q.Received.IsZero() || q.Received.After(today):
		return Request{}, invalid("Enter the day it came, which is today or before.")
	case q.Received.Before(today.AddDays(-366)):
		return Request{}, invalid("Enter a day within the last year.")
	}
	if err := words("what they asked for", q.Said); err != nil {
		return Request{}, err
	}
	ids, err := s.ids(s.db.Read(ctx), q)
	if err != nil || len(ids) == 0 {
		return Request{}, fault.New(fault.NotFound, "requests.nobody", "There is nobody with this id. Look them up and record the request on their page.")
	}
	return q, s.db.Write(ctx, func(tx *db.Tx) error {
		q.ID, q.State, q.MadeBy, q.Version = ident.New[Request](tx.Now()), Open, tx.Actor(), 1
		q.Due = due(q.Received, 1)
		if err := insert(tx, q); err != nil {
			return err
		}
		return tell(tx, "recorded a request about personal data", "requests.recorded", q, map[string]any{"kind": string(q.Kind), "due": q.Due.String()})
	})
}

// ids are all the ids by which rows are tied to whom a request is about.
func (s *Service) ids(r db.Reader, q Request) ([]string, error) {
	if q.About != datamap.Person {
		return []string{q.Subject}, nil
	}
	person, err := people.PersonOf(r, people.RecordID(q.Subject))
	if err != nil {
		return nil, err
	}
	records, err := people.Records(r, person)
	ids := []string{string(person)}
	for _, one := range records {
		if string(one) != string(person) {
			ids = append(ids, string(one))
		}
	}
	return ids, err
}

// All are the requests, those that are open first and of them the one due first.
func (s *Service) All(ctx context.Context) ([]Request, error) {
	if err := access.CheckHeld(ctx, Keepers()...); err != nil {
		return nil, err
	}
	return all(s.db.Read(ctx))
}

// Get is one request. One that is not there is fault.NotFound.
func (s *Service) Get(ctx context.Context, id ID) (Request, error) {
	if err := access.CheckHeld(ctx, Keepers()...); err != nil {
		return Request{}, err
	}
	return byID(s.db.Read(ctx), id)
}

func tell(tx *db.Tx, verb, topic string, q Request, data map[string]any) error {
	e := journal.Entry{Verb: verb, Topic: topic, Objects: []journal.Object{{Kind: "data request", ID: string(q.ID)}}, Data: data}
	if q.About == datamap.Person {
		e.Subject = q.Subject
	}
	return journal.Record(tx, e)
}
