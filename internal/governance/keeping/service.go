package keeping

import (
	"context"
	"strings"
	"sync"
	"time"

	"kith/internal/blueprint"
	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/datamap"
	"kith/internal/plat/db"
	"kith/internal/plat/jobs"
	"kith/internal/plat/journal"
	"kith/internal/registers/assets"
)

// Blueprints gives the blueprint in force. *blueprint.Service is one.
type Blueprints interface {
	Current(ctx context.Context) (*blueprint.Blueprint, error)
}

// Assets are the data assets of the register. *assets.Service is one.
type Assets interface {
	All(ctx context.Context) ([]assets.Asset, error)
}

// Service purges, proves it, and keeps the governance queue.
type Service struct {
	db         *db.DB
	blueprints Blueprints
	assets     Assets
	said       datamap.Map
	holds      []func(r db.Reader, record string) (why string, err error)

	once sync.Mutex
	live *datamap.Live
}

// New returns the service over a database, with what packages say of their tables.
func New(d *db.DB, b Blueprints, a Assets, m datamap.Map) *Service {
	return &Service{db: d, blueprints: b, assets: a, said: m}
}

// HeldBy adds a reason for which nothing of a person may go: why is "" when there is none.
func (s *Service) HeldBy(why func(r db.Reader, record string) (string, error)) {
	s.holds = append(s.holds, why)
}

// Keepers may see the queue and decide.
func Keepers() []access.Role { return []access.Role{access.Governance} }

// RegisterJobs has it done each day.
func (s *Service) RegisterJobs(r *jobs.Registry) {
	r.Periodic("keeping.daily", 24*time.Hour, s.Daily, jobs.Timeout(30*time.Minute))
}

// Daily purges what is past its time, and proposes what is to be done where a basis ended.
func (s *Service) Daily(ctx context.Context) (err error) {
	defer fault.Wrap(&err, "daily purge")
	b, err := s.blueprints.Current(ctx)
	if fault.KindOf(err) == fault.NotFound {
		return nil
	}
	if err != nil {
		return err
	}
	if err := s.ended(ctx); err != nil {
		return err
	}
	if err := s.overdue(ctx); err != nil {
		return err
	}
	for _, r := range blueprint.Part[*File](b).Rules {
		if err := s.purge(ctx, r, b.Version); err != nil {
			return err
		}
	}
	return nil
}

// Rules are the rules in force, each with its sort.
func (s *Service) Rules(ctx context.Context) (rules []Rule, version string, err error) {
	b, err := s.blueprints.Current(ctx)
	if err != nil {
		return nil, "", err
	}
	return blueprint.Part[*File](b).Rules, b.Version, nil
}

func (s *Service) over(r db.Reader) (*datamap.Live, error) {
	s.once.Lock()
	defer s.once.Unlock()
	if s.live == nil {
		live, err := s.said.Over(r)
		if err != nil {
			return nil, err
		}
		s.live = live
	}
	return s.live, nil
}

// AssetNames are the names of the data assets of the register, by id.
func (s *Service) AssetNames(ctx context.Context) (map[string]string, error) {
	all, err := s.assets.All(ctx)
	names := map[string]string{}
	for _, a := range all {
		names[string(a.ID)] = a.Name
	}
	return names, err
}

// Today is the day it is.
func (s *Service) Today(ctx context.Context) day.Date { return day.Of(s.db.Read(ctx).Now()) }

// Subscriptions are what the service does about what happened elsewhere: what data assets'
// own sweep deleted is kept among the proofs.
func (s *Service) Subscriptions() []journal.Subscription {
	return []journal.Subscription{{Name: "keeping.prove", Topics: []string{"attributes.purged"}, Handle: s.prove}}
}

func (s *Service) prove(ctx context.Context, e journal.Sealed) error {
	rows, _ := e.Data["attributes"].(float64)
	hash, _ := e.Data["hash"].(string)
	p := Proof{ID: string(e.ID), Rule: "asset:" + e.ObjectID("asset"), RanAt: e.At, Rows: int64(rows), Hash: hash}
	return s.db.Write(ctx, func(tx *db.Tx) error { return insertProof(tx, p) })
}

// Proof is what one purge did.
type Proof struct {
	ID       string
	Rule     string // of keeping.yaml, or "asset:" and the data asset
	Version  string // of the blueprint that the rule stood in
	RanAt    time.Time
	Before   time.Time // what counted from before this time went
	BeforeID string    // of what counted from that very moment, the last that went
	Rows     int64
	Kept     int64  // that may not go yet
	Hash     string // SHA-256 over the ids of the rows that went, sorted
}

// Item is something on the governance queue.
type Item struct {
	ID       string
	Kind     string // "held": may not go yet; "ended": a basis ended
	Rule     string // of keeping.yaml, or the data asset
	Row      string // of "held", the row's id
	Record   string // of "held", whom it is about
	Why      string
	Since    time.Time
	Decision string // "" while it waits; "over" or "renewed"
	Said     string // why it was decided so
	By       string
	At       time.Time
	Version  int64
}

// Queue is what waits for somebody and what was decided, newest first.
func (s *Service) Queue(ctx context.Context) ([]Item, error) {
	if err := access.CheckHeld(ctx, Keepers()...); err != nil {
		return nil, err
	}
	return items(s.db.Read(ctx))
}

// Proofs are the purges, newest first.
func (s *Service) Proofs(ctx context.Context) ([]Proof, error) {
	if err := access.CheckHeld(ctx, Keepers()...); err != nil {
		return nil, err
	}
	return proofs(s.db.Read(ctx))
}

// Decisions on a basis that ended.
const (
	Over    = "over"    // nothing of it is used any more; what it said was deleted
	Renewed = "renewed" // it goes on, on another basis or to a later day
)

// Decide closes an item about a basis that ended: it is over, or it was renewed, which the
// register of data assets must say by then.
func (s *Service) Decide(ctx context.Context, id string, version int64, decision, why string) (err error) {
	defer fault.Wrap(&err, "decide on a basis that ended")
	if err := access.CheckHeld(ctx, Keepers()...); err != nil {
		return err
	}
	why = strings.TrimSpace(why)
	switch {
	case decision != Over && decision != Renewed:
		return fault.New(fault.Invalid, "keeping.decision", "Select whether it is over or goes on.")
	case why == "" || len(why) > 2000:
		return fault.New(fault.Invalid, "keeping.why", "Enter why, in 2,000 characters or fewer.")
	}
	i, err := item(s.db.Read(ctx), id)
	if err != nil {
		return err
	}
	if decision == Renewed {
		if err := s.renewed(ctx, i); err != nil {
			return err
		}
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		i, err := item(tx, id)
		switch {
		case err != nil:
			return err
		case i.Kind != "ended":
			return fault.New(fault.Conflict, "keeping.held", "This waits by itself and goes as soon as it may.")
		case i.Decision != "":
			return fault.New(fault.Conflict, "keeping.decided", "This is decided already.")
		case i.Version != version:
			return fault.New(fault.Stale, "keeping.stale", "Somebody else has changed this since you opened it. Look at it again, then decide.")
		}
		if err := decide(tx, id, version, decision, why); err != nil {
			return err
		}
		return journal.Record(tx, journal.Entry{
			Verb: "decided about a legal basis that ended", Topic: "keeping.decided",
			Objects: []journal.Object{{Kind: "asset", ID: i.Rule}}, Data: map[string]any{"decision": decision},
		})
	})
}

// renewed refuses to say that a basis goes on while the register says that it ended.
func (s *Service) renewed(ctx context.Context, i Item) error {
	all, err := s.assets.All(ctx)
	if err != nil {
		return err
	}
	for _, a := range all {
		if string(a.ID) == i.Rule && !a.Readable(s.Today(ctx)) {
			return fault.New(fault.Conflict, "keeping.not-renewed", "The register of data assets still says that the basis of "+a.Name+" ended. Change its last day there first, with the agreement it goes on by.")
		}
	}
	return nil
}
