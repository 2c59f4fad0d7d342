package lists

import (
	"context"
	"slices"

	"kith/internal/blueprint"
	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
	"kith/internal/registers/assets"
	"kith/internal/registers/places"
	"kith/internal/work/protocols"
	"kith/internal/work/tasks"
)

// Service takes lists in.
type Service struct {
	db         *db.DB
	blueprints Blueprints
	assets     *assets.Service
	places     Places
	work       Protocols
	queue      Queue // nil before the program runs: what is due is found by [Service.GoOn]
}

// Blueprints gives the blueprint in force. *blueprint.Service is one.
type Blueprints interface {
	Current(ctx context.Context) (*blueprint.Blueprint, error)
}

// Places says where a postcode belongs. *places.Service does.
type Places interface {
	Route(ctx context.Context, given string) (places.Routing, error)
}

// Protocols begins work. *protocols.Service does.
type Protocols interface {
	Book(ctx context.Context) (protocols.Book, error)
	Approach(ctx context.Context, a protocols.Approach) (protocols.Run, bool, error)
	Check(ctx context.Context, c protocols.CheckOn) (protocols.Run, bool, error)
	RecordIn(tx *db.Tx, t tasks.Task, o tasks.Outcome) error
}

// Queue takes jobs. *jobs.Jobs does.
type Queue interface {
	EnqueueTx(tx *db.Tx, kind string, args ...any) error
}

// New returns the service over a database.
func New(d *db.DB, b Blueprints, a *assets.Service, where Places, work Protocols) *Service {
	return &Service{db: d, blueprints: b, assets: a, places: where, work: work}
}

// RunBy says who runs jobs. It is called once, before the service is used.
func (s *Service) RunBy(q Queue) { s.queue = q }

// takers may take lists in and see who is on them.
var takers = []access.Role{access.Analyst}

// Takers are the roles that may take lists in.
func Takers() []access.Role { return slices.Clone(takers) }

// rules are lists.yaml of the blueprint in force.
func (s *Service) rules(ctx context.Context) (*Rules, *blueprint.Blueprint, error) {
	b, err := s.blueprints.Current(ctx)
	if err != nil {
		return nil, nil, err
	}
	return blueprint.Part[*Rules](b), b, nil
}

// Version is one version of a list, for those who take lists in.
func (s *Service) Version(ctx context.Context, id VersionID) (v Version, err error) {
	defer fault.Wrap(&err, "list %s", id)
	if err := access.CheckHeld(ctx, takers...); err != nil {
		return Version{}, err
	}
	v, err = versionByID(s.db.Read(ctx), id)
	if err == nil && v.State == Reading {
		err = fault.New(fault.NotFound, "lists.no-such", "There is no such list.")
	}
	return v, err
}

// mostVersions is how many files are listed.
const mostVersions = 40

// Versions are the files handed in lately, the newest first.
func (s *Service) Versions(ctx context.Context) (all []Version, err error) {
	defer fault.Wrap(&err, "lists")
	if err := access.CheckHeld(ctx, takers...); err != nil {
		return nil, err
	}
	return recentVersions(s.db.Read(ctx), mostVersions)
}

// Today is the day it is.
func (s *Service) Today(ctx context.Context) day.Date { return day.Of(s.db.Read(ctx).Now()) }

// usable holds that the basis of a list has not ended: nothing of it can be read then.
func (s *Service) usable(ctx context.Context, id assets.ID) (assets.Asset, error) {
	a, err := s.assets.Get(ctx, id)
	if err == nil && !a.Readable(s.Today(ctx)) {
		err = fault.New(fault.Conflict, "lists.basis-ended", "The legal basis of "+a.Name+" ended on "+a.BasisEnds.Long()+
			". Nothing of it can be taken in or read. Ask information governance.")
	}
	return a, err
}

func tell(tx *db.Tx, v Version, verb, topic string, data map[string]any) error {
	told := map[string]any{"asset": string(v.Asset)}
	for k, value := range data {
		told[k] = value
	}
	return journal.Record(tx, journal.Entry{Verb: verb, Topic: topic, Objects: []journal.Object{{Kind: "people-list", ID: string(v.ID)}}, Data: told})
}

func invalid(words string) error { return fault.New(fault.Invalid, "lists.invalid", words) }
