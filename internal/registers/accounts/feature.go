package accounts

import (
	"context"
	"embed"

	"kith/internal/blueprint"
	"kith/internal/feature"
	"kith/internal/plat/db"
)

//go:embed migrations
var migrations embed.FS

// Static is the part of the feature that needs no running program.
func Static() feature.Feature {
	return feature.Feature{
		Name: "accounts", Migrations: db.Migrations{Name: "accounts", FS: migrations},
		Sections: []blueprint.Section{RolesSection()},
	}
}

// Sweep forgets sessions that are over and links that can no longer be used.
func (s *Service) Sweep(ctx context.Context) error {
	return s.db.Write(db.Background(ctx, db.Jobs), func(tx *db.Tx) error {
		if err := deleteSessionsBefore(tx, tx.Now().Add(-Lifetime)); err != nil {
			return err
		}
		if err := deletePassesBefore(tx, tx.Now()); err != nil {
			return err
		}
		return deleteLinksBefore(tx, tx.Now())
	})
}
