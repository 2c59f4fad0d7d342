package risk

import (
	"context"
	"slices"
	"time"

	"kith/internal/blueprint"
	"kith/internal/insight/roll"
	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
	"kith/internal/registers/secondperson"
)

// Service keeps which points are in use, and scores by them.
type Service struct {
	db         *db.DB
	blueprints Blueprints
	roll       *roll.Service
	reads      Reads
}

// Blueprints gives the blueprint in use. *blueprint.Service does.
type Blueprints interface {
	Current(ctx context.Context) (*blueprint.Blueprint, error)
}

// Reads is told whenever personal data is shown to somebody. *journal.Reads is one.
type Reads interface {
	Saw(ctx context.Context, e journal.Entry) error
}

// New returns the service over a database.
func New(d *db.DB, b Blueprints, r *roll.Service, reads Reads) *Service {
	return &Service{db: d, blueprints: b, roll: r, reads: reads}
}

// Who may do what, all of it for the whole borough: checkers check a version, deciders put
// one into use, and readers read how it does.
var (
	checkers = []access.Role{access.Analyst, access.Governance}
	deciders = []access.Role{access.Manager, access.Governance}
	readers  = []access.Role{access.Analyst, access.Manager, access.Governance}
)

// Readers are the roles that read the points, their versions and how those do.
func Readers() []access.Role { return slices.Clone(readers) }

// Checkers are the roles that check a version.
func Checkers() []access.Role { return slices.Clone(checkers) }

// Deciders are the roles that put a version into use.
func Deciders() []access.Role { return slices.Clone(deciders) }

// may holds that somebody has one of the roles for the whole borough.
func may(ctx context.Context, of []access.Role) error {
	if access.From(ctx).HasFor("", of...) {
		return nil
	}
	if err := access.CheckHeld(ctx, of...); err != nil {
		return err
	}
	return fault.New(fault.Forbidden, "risk.borough", "The points are the whole borough's. Ask somebody who works for all of it.")
}

// Offered are the points of the blueprint in use; [fault.NotFound] where it has none.
func (s *Service) Offered(ctx context.Context) (p *Points, version string, err error) {
	b, err := s.blueprints.Current(ctx)
	if err != nil {
		return nil, "", err
	}
	if p = blueprint.Part[*Points](b); p == nil || len(p.Factors) == 0 {
		return nil, "", fault.New(fault.NotFound, "risk.no-points", "This borough has no points file. Add risk.yaml to its blueprint.")
	}
	return p, b.Version, nil
}

// Versions are the versions that were checked, the latest first.
func (s *Service) Versions(ctx context.Context) (all []Version, err error) {
	defer fault.Wrap(&err, "versions of the points")
	if err := access.CheckHeld(ctx, readers...); err != nil {
		return nil, err
	}
	return versions(s.db.Read(ctx), 50)
}

// Version is one of them.
func (s *Service) Version(ctx context.Context, id VersionID) (v Version, err error) {
	defer fault.Wrap(&err, "version %s of the points", id)
	if err := access.CheckHeld(ctx, readers...); err != nil {
		return Version{}, err
	}
	return versionByID(s.db.Read(ctx), id)
}

// InUse is the version in use; false where none is. One that was changed since is
// [fault.Conflict]: nobody is scored by it.
func (s *Service) InUse(ctx context.Context) (v Version, found bool, err error) {
	defer fault.Wrap(&err, "points in use")
	return s.inUse(s.db.Read(ctx))
}

func (s *Service) inUse(r db.Reader) (v Version, found bool, err error) {
	if v, found, err = active(r); err != nil || !found {
		return v, false, err
	}
	key, err := s.db.SigningKey()
	if err != nil {
		return Version{}, false, err
	}
	if err := v.genuine(key); err != nil {
		return Version{}, false, err
	}
	return v, true, nil
}

// Calls that are looked back at: those of half a year that are old enough for a need to have
// shown.
const lookBack = 183 * 24 * time.Hour

// Check tries the points of the blueprint in use on everybody and on the calls that were
// made, and keeps what came of it. Nothing is put into use by it.
func (s *Service) Check(ctx context.Context) (v Version, err error) {
	defer fault.Wrap(&err, "check the points")
	if err := may(ctx, checkers); err != nil {
		return Version{}, err
	}
	offered, version, err := s.Offered(ctx)
	if err != nil {
		return Version{}, err
	}
	all, err := s.roll.Now(ctx)
	if err != nil {
		return Version{}, err
	}
	r := s.db.Read(ctx)
	calls, err := callsMade(r, r.Now().Add(-lookBack), r.Now().Add(-foundWithin))
	if err != nil {
		return Version{}, err
	}
	var now *Points
	var cuts Cuts
	inUse, found, err := s.inUse(r)
	if found && err == nil {
		if run, ran, err := latestRun(r, inUse.ID); err == nil && ran {
			now, cuts = &inUse.Points, run.Cuts
		}
	}
	v = Version{
		ID: ident.New[Version](r.Now()), Points: *offered, Blueprint: version, CheckedAt: r.Now(), CheckedBy: access.From(ctx).Account, State: Checked, body: offered.body(),
		Checks: offered.Check(all, calls, offered.CallsAWeek, now, cuts),
	}
	return v, s.db.Write(ctx, func(tx *db.Tx) error {
		if err := insertVersion(tx, v); err != nil {
			return err
		}
		return tell(tx, "checked the points for priority", "risk.checked", v)
	})
}

// ChecksLast is how long checks may be relied on.
const ChecksLast = 30 * 24 * time.Hour

// Activate puts a version into use in the place of the one before, and puts everybody into
// bands by it. Whoever checked it cannot: it takes a second person.
func (s *Service) Activate(ctx context.Context, id VersionID) (err error) {
	defer fault.Wrap(&err, "put version %s of the points into use", id)
	if err := may(ctx, deciders); err != nil {
		return err
	}
	key, err := s.db.SigningKey()
	if err != nil {
		return err
	}
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		v, err := versionByID(tx, id)
		if err != nil {
			return err
		}
		if err := v.activable(access.From(ctx).Account, tx.Now()); err != nil {
			return err
		}
		v.ActivatedAt, v.ActivatedBy = tx.Now(), access.From(ctx).Account
		v.seal = v.sealed(key)
		if _, err := retire(tx, v.ActivatedBy); err != nil {
			return err
		}
		done, err := activate(tx, v)
		if err == nil && !done {
			err = fault.New(fault.Conflict, "risk.not-checked", "Somebody else has put this version into use or taken it out of use.")
		}
		if err != nil {
			return err
		}
		return tell(tx, "put points for priority into use", "risk.activated", v)
	})
	if err != nil {
		return err
	}
	return s.reckon(ctx, 0)
}

// activable is nil where somebody may put the version into use.
func (v Version) activable(by string, now time.Time) error {
	switch {
	case v.State != Checked:
		return fault.New(fault.Conflict, "risk.not-checked", "Only a version that was checked and never used can be put into use. Check the points again.")
	case v.CheckedBy == by:
		return secondperson.Another(v.CheckedBy, by, "You checked this version. Somebody else puts it into use.")
	case now.Sub(v.CheckedAt) > ChecksLast:
		return fault.New(fault.Conflict, "risk.old-checks", "These checks are over 30 days old. Check the points again.")
	}
	return nil
}

// Retire takes the version in use out of use. One person is enough: nobody is scored then,
// and whom to reach is for people to decide.
func (s *Service) Retire(ctx context.Context) (err error) {
	defer fault.Wrap(&err, "take the points out of use")
	if err := may(ctx, readers); err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		n, err := retire(tx, access.From(ctx).Account)
		if err != nil || n == 0 {
			return err
		}
		return journal.Record(tx, journal.Entry{Verb: "took the points for priority out of use", Topic: "risk.retired"})
	})
}

func tell(tx *db.Tx, verb, topic string, v Version) error {
	return journal.Record(tx, journal.Entry{
		Verb: verb, Topic: topic, Objects: []journal.Object{{Kind: "risk-version", ID: string(v.ID)}}, Data: map[string]any{"name": v.Points.Name, "hash": v.Hash()},
	})
}
