package contacts

import (
	"context"

	"kith/internal/blueprint"
	"kith/internal/kernel/fault"
	"kith/internal/kernel/nhsnumber"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/registers/people"
)

// Service keeps contacts and says whether one may be made.
type Service struct {
	db         *db.DB
	blueprints Blueprints
	people     People
	planners   []Planner
	agreements Agreements
	approaches Approaches
}

// Blueprints gives the blueprint in use. *blueprint.Service does.
type Blueprints interface {
	Current(ctx context.Context) (*blueprint.Blueprint, error)
}

// People finds people. *people.Service does.
type People interface {
	Person(ctx context.Context, id people.PersonID) (people.Person, error)
	MatchNumbered(ctx context.Context, d people.Described, number nhsnumber.Number) ([]people.Candidate, error)
}

// New returns the service over a database.
func New(d *db.DB, b Blueprints, who People) *Service {
	return &Service{db: d, blueprints: b, people: who}
}

// Plan adds a way to find what is about to be done. It is for the time when the program is
// put together.
func (s *Service) Plan(p Planner) { s.planners = append(s.planners, p) }

// Rules are those of the blueprint in use; the usual ones where there is none yet.
func (s *Service) Rules(ctx context.Context) (*Rules, error) {
	b, err := s.blueprints.Current(ctx)
	if fault.KindOf(err) == fault.NotFound {
		return &Rules{}, nil
	}
	if err != nil {
		return nil, err
	}
	return blueprint.Part[*Rules](b), nil
}

// mostRecent is how many contacts are looked at before another is made.
const mostRecent = 50

// May judges whether the person of a record may be contacted now by whoever asks. It is
// the gate: every sender and caller asks it first.
func (s *Service) May(ctx context.Context, record people.RecordID, w Wish) (v Verdict, err error) {
	defer fault.Wrap(&err, "may record %s be contacted", record)
	rules, err := s.Rules(ctx)
	if err != nil {
		return Verdict{}, err
	}
	return s.MayIn(s.db.Read(ctx), access.From(ctx), rules, record, w)
}

// MayIn is [Service.May] through the caller's handle, by rules read before.
func (s *Service) MayIn(r db.Reader, who access.Principal, rules *Rules, record people.RecordID, w Wish) (Verdict, error) {
	k, err := s.known(r, who, rules, record)
	if err != nil {
		return Verdict{}, err
	}
	if err := s.approach(r, &k, record, &w); err != nil {
		return Verdict{}, err
	}
	return k.judge(w), nil
}

func (k Known) judge(w Wish) Verdict {
	if w.Automatic {
		k.Who, k.Hides = access.Principal{}, false
	}
	return May(k, w)
}

// known reads what a wish is judged by.
func (s *Service) known(r db.Reader, who access.Principal, rules *Rules, record people.RecordID) (k Known, err error) {
	records, restricted, err := whole(r, record)
	if err != nil {
		return Known{}, err
	}
	k = Known{Now: r.Now(), Who: who, Rules: rules, Hides: restricted && !people.Cleared(who)}
	if k.Reach, err = people.ReachIn(r, record); err != nil {
		return Known{}, err
	}
	if k.Recent, err = eventsOf(r, records, k.Now.Add(-rules.LookBack()), mostRecent); err != nil {
		return Known{}, err
	}
	for _, plan := range s.planners {
		planned, err := plan(r, records, k.Now.Add(rules.Gap()))
		if err != nil {
			return Known{}, err
		}
		k.Planned = append(k.Planned, planned...)
	}
	held, err := leaseOf(r, records, k.Now)
	if held.Agent != who.Account {
		k.Held = held
	}
	return k, err
}

// whole are all records of the person whose record it is.
func whole(r db.Reader, record people.RecordID) (all []people.RecordID, restricted bool, err error) {
	person, err := people.PersonOf(r, record)
	if err != nil {
		return nil, false, err
	}
	if all, err = people.Records(r, person); err != nil || len(all) == 0 {
		return []people.RecordID{record}, false, err
	}
	one, err := people.RecordIn(r, record)
	return all, one.Restricted(), err
}
