package roll

import (
	"context"
	"sync"
	"time"

	"kith/internal/blueprint"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/registers/people"
	"kith/internal/registers/places"
)

// Fresh is how old a reading may be that is given for a preview.
const Fresh = 15 * time.Minute

// Roll is a reading of everybody.
type Roll struct {
	At      time.Time
	Entries []Entry // by the id of the person
}

// Service reads the roll.
type Service struct {
	db         *db.DB
	blueprints Blueprints

	lock   sync.Mutex
	latest map[string]*Roll // by borough
}

// Blueprints gives the blueprint in use. *blueprint.Service does.
type Blueprints interface {
	Current(ctx context.Context) (*blueprint.Blueprint, error)
}

// New returns the service over a database.
func New(d *db.DB, b Blueprints) *Service {
	return &Service{db: d, blueprints: b, latest: map[string]*Roll{}}
}

// Lately is a reading that may be [Fresh] old: for previews and figures. It is shared, and
// must not be changed.
func (s *Service) Lately(ctx context.Context) (r *Roll, err error) {
	defer fault.Wrap(&err, "the roll")
	s.lock.Lock() // whoever asks meanwhile waits for the same reading
	defer s.lock.Unlock()
	handle := s.db.Read(ctx)
	if r := s.latest[handle.Borough()]; r != nil && handle.Now().Sub(r.At) < Fresh && !r.At.After(handle.Now()) {
		return r, nil
	}
	if r, err = s.Now(ctx); err == nil {
		s.latest[handle.Borough()] = r
	}
	return r, err
}

// Now reads everybody anew.
func (s *Service) Now(ctx context.Context) (r *Roll, err error) {
	defer fault.Wrap(&err, "read the roll")
	return s.read(ctx, nil)
}

// Of reads one person, restricted or not: for their own page, whose reader may see them.
func (s *Service) Of(ctx context.Context, p people.Person) (e Entry, err error) {
	defer fault.Wrap(&err, "person %s on the roll", p.ID)
	all, err := s.read(ctx, p.RecordIDs())
	if err != nil || len(all.Entries) == 0 {
		return Entry{Person: p.ID}, err
	}
	return all.Entries[0], nil
}

// Within are the entries of those whom somebody may see by the roles given: everybody, or
// the people of their neighbourhoods.
func (r *Roll) Within(who access.Principal, roles ...access.Role) *Roll {
	hoods, all := who.Neighbourhoods(roles...)
	if all {
		return r
	}
	mine := map[string]bool{}
	for _, h := range hoods {
		mine[h] = true
	}
	part := &Roll{At: r.At}
	for i := range r.Entries {
		if mine[r.Entries[i].Neighbourhood] {
			part.Entries = append(part.Entries, r.Entries[i])
		}
	}
	return part
}

// areas are the names of wards, and the fifth of deprivation of each small area.
func (s *Service) areas(ctx context.Context) (wards map[string]string, fifths map[string]int, err error) {
	wards, fifths = map[string]string{}, map[string]int{}
	b, err := s.blueprints.Current(ctx)
	if fault.KindOf(err) == fault.NotFound && err != nil {
		return wards, fifths, nil
	}
	if err != nil {
		return nil, nil, err
	}
	for _, n := range blueprint.Part[*places.Areas](b).Neighbourhoods {
		for _, w := range n.Wards {
			wards[w.Code] = w.Name
		}
	}
	for _, f := range blueprint.Part[*Deprivation](b).Fifths {
		for _, code := range f.LSOAs {
			fifths[code] = f.Fifth
		}
	}
	return wards, fifths, nil
}
