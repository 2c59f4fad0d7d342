package access

import (
	"context"

	"kith/internal/kernel/fault"
)

// Check guards a record inside a use case: whoever is asking must hold one of
// the roles for the record's neighbourhood ("" is the borough's own record,
// which only a borough-wide role reaches).
//
// It returns a [fault.Unauthenticated] error when nobody is signed in and a
// [fault.Forbidden] error when the roles do not reach.
func Check(ctx context.Context, neighbourhood string, of ...Role) error {
	p := From(ctx)
	return verdict(p, p.HasFor(neighbourhood, of...))
}

// CheckHeld guards what the role alone decides, wherever it is held. Errors are
// those of [Check].
func CheckHeld(ctx context.Context, of ...Role) error {
	p := From(ctx)
	return verdict(p, p.Has(of...))
}

// CheckOrganisation guards an organisation's own record: one of the roles must
// be held for that organisation or for the whole borough. Errors are those of
// [Check].
func CheckOrganisation(ctx context.Context, organisation string, of ...Role) error {
	p := From(ctx)
	return verdict(p, p.HasForOrganisation(organisation, of...))
}

func verdict(p Principal, allowed bool) error {
	switch {
	case allowed:
		return nil
	case !p.SignedIn():
		return fault.New(fault.Unauthenticated, "access.signed-out", "Sign in to do this.")
	default:
		return fault.New(fault.Forbidden, "access.role", "Your account cannot do this. Ask your manager or an administrator if you need it for your work.")
	}
}
