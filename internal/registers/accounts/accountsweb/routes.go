// Package accountsweb is the pages of accounts: signing in and out, entering by a link,
// and the administrator's list.
package accountsweb

import (
	"context"

	"kith/internal/plat/access"
	"kith/internal/plat/api"
	"kith/internal/plat/govuk"
	"kith/internal/plat/web"
	"kith/internal/registers/accounts"
	"kith/internal/registers/places"
)

// Borough tells the pages what the blueprint says.
type Borough interface {
	// Roles are the titles people carry in this borough.
	Roles(ctx context.Context) (*accounts.Roles, error)
	// Neighbourhoods are where a role can be held.
	Neighbourhoods(ctx context.Context) ([]places.Neighbourhood, error)
}

// Way is another feature's link on somebody's own account page, such as to their shifts;
// false when it is not theirs.
type Way func(ctx context.Context) (link govuk.Link, theirs bool, err error)

type pages struct {
	accounts *accounts.Service
	borough  Borough
	ways     []Way
}

// Pages are the pages of accounts.
func Pages(s *accounts.Service, b Borough, ways ...Way) web.Pages {
	p := &pages{accounts: s, borough: b, ways: ways}
	admin := access.Anyone(access.Admin)
	return web.Pages{
		Routes: []web.Route{
			web.Get("/sign-in", access.Public(), p.signInPage),
			web.Post("/sign-in", access.Public(), p.signIn).Secret(),
			web.Post("/sign-out", access.SignedIn(), p.signOut),
			web.Get("/account", access.SignedIn(), p.account),
			web.Post("/account/sign-out-everywhere", access.SignedIn(), p.signOutEverywhere),
			web.Get("/account/password", access.SignedIn(), p.passwordPage),
			web.Post("/account/password", access.SignedIn(), p.changePassword).Secret(),
			web.Get("/enter/{token}", access.Public(), p.enterPage),
			web.Post("/enter/{token}", access.Public(), p.enter).Secret(),
			web.Get("/admin/accounts", access.Anyone(access.Admin, access.Governance), p.list),
			web.Get("/admin/accounts/new", admin, p.newPage),
			web.Post("/admin/accounts/new", admin, p.add).Secret(),
			web.Post("/admin/accounts/{id}/disable", admin, p.disable),
			web.Post("/admin/accounts/{id}/enable", admin, p.enable),
		},
	}
}

// Operations are what programs can do with accounts.
func Operations(s *accounts.Service) api.Operations {
	p := &pages{accounts: s}
	return p.operations
}
