package accounts

import (
	"context"
	"embed"
	"errors"
	"time"

	"kith/internal/blueprint"
	"kith/internal/feature"
	"kith/internal/plat/db"
)

//go:embed migrations data.map
var migrations embed.FS

// Static is the part of the feature that needs no running program.
func Static() feature.Feature {
	return feature.Feature{
		Name: "accounts", Migrations: db.Migrations{Name: "accounts", FS: migrations},
		Sections: []blueprint.Section{RolesSection(), RulesSection()},
	}
}

// deviceLasts is how long a browser is known by which nobody signed in.
const deviceLasts = 365 * 24 * time.Hour

// Sweep forgets sessions that are over, links that can no longer be used, and whatever else
// was open for a while.
func (s *Service) Sweep(ctx context.Context) error {
	err := s.db.Write(db.Background(ctx, db.Jobs), func(tx *db.Tx) error {
		now := tx.Now()
		return errors.Join(
			deleteSessionsBefore(tx, now.Add(-Lifetime)), deletePassesBefore(tx, now), deleteLinksBefore(tx, now),
			deleteStepsBefore(tx, now), deleteInvitationsBefore(tx, now), deleteDevicesBefore(tx, now.Add(-deviceLasts)),
			deleteWaysBefore(tx, now), s.sweepFactors(tx),
		)
	})
	if err != nil {
		return err
	}
	return s.brakes.Sweep(ctx)
}

func (s *Service) sweepFactors(tx *db.Tx) error {
	if s.factors == nil {
		return nil
	}
	return s.factors.Sweep(tx)
}
