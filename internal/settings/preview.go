package settings

import (
	"context"

	"kith/internal/blueprint"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
)

// InUse is the blueprint in use.
func (s *Service) InUse(ctx context.Context) (b *blueprint.Blueprint, err error) {
	defer fault.Wrap(&err, "blueprint in use")
	if err := access.CheckHeld(ctx, readers...); err != nil {
		return nil, err
	}
	return s.blueprints.Current(ctx)
}
