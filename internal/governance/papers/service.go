package papers

import (
	"context"

	"kith/internal/blueprint"
	"kith/internal/governance/keeping"
	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/datamap"
	"kith/internal/plat/db"
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

// Service puts the papers together and keeps what the governance lead writes on them.
type Service struct {
	db         *db.DB
	blueprints Blueprints
	assets     Assets
	said       datamap.Map
	doors      func() []Door
}

// New returns the service over a database, with what packages say of their tables.
func New(d *db.DB, b Blueprints, a Assets, m datamap.Map) *Service {
	return &Service{db: d, blueprints: b, assets: a, said: m, doors: func() []Door { return nil }}
}

// Behind tells the service the doors of the program, once they are known.
func (s *Service) Behind(doors func() []Door) { s.doors = doors }

// Keepers may read the papers that are not public, judge risks and sign.
func Keepers() []access.Role { return []access.Role{access.Governance} }

// Declared is what the papers are put together from, as it is now. Without a blueprint it is
// what the program alone declares.
func (s *Service) Declared(ctx context.Context) (d Declared, err error) {
	defer fault.Wrap(&err, "what is declared of personal data")
	d = Declared{On: day.Of(s.db.Read(ctx).Now()), Map: s.said, Doors: s.doors()}
	if d.Assets, err = s.assets.All(ctx); err != nil {
		return Declared{}, err
	}
	b, err := s.blueprints.Current(ctx)
	if fault.KindOf(err) == fault.NotFound {
		return d, nil
	}
	if err != nil {
		return Declared{}, err
	}
	d.Council, d.Phone = b.Borough().Council, b.Borough().Helpline.Phone.National()
	d.Protection, d.Rules = *blueprint.Part[*Protection](b), blueprint.Part[*keeping.File](b).Rules
	return d, nil
}

// Record is the record of processing, for those who keep it.
func (s *Service) Record(ctx context.Context) (Declared, error) {
	if err := access.CheckHeld(ctx, Keepers()...); err != nil {
		return Declared{}, err
	}
	return s.Declared(ctx)
}
