// Package accountsweb is the pages of accounts: signing in and out, entering by a link, one's
// own account, and the administrator's list.
package accountsweb

import (
	"context"
	"slices"

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
	return web.Pages{Routes: slices.Concat(p.entering(), p.oneself(), p.keeping())}
}

// entering are the ways in, which are for everybody.
func (p *pages) entering() []web.Route {
	all := access.Public()
	return []web.Route{
		web.Get("/sign-in", all, p.signInPage),
		web.Post("/sign-in", all, p.signIn).Secret(),
		web.Post("/sign-in/passkey/ask", all, p.askPasskey).Secret(),
		web.Post("/sign-in/passkey", all, p.signInByPasskey).Secret(),
		web.Get(stepPath, all, p.step),
		web.Post(stepPath, all, p.takeStep).Secret(),
		web.Post(stepPath+"/prepare", all, p.prepareStep).Secret(),
		web.Post(stepPath+"/app", all, p.finishStep).Secret(),
		web.Post("/sign-in/single", all, p.leave).Secret(),
		web.Get(accounts.SinglePath, all, p.backPage),
		web.Post(accounts.SinglePath, all, p.back).Secret(),
		web.Get(accounts.InvitedPath+"{token}", all, p.invitedPage),
		web.Post(accounts.InvitedPath+"{token}", all, p.accept).Secret(),
		web.Get("/enter/{token}", all, p.enterPage),
		web.Post("/enter/{token}", all, p.enter).Secret(),
	}
}

// oneself are the pages of one's own account.
func (p *pages) oneself() []web.Route {
	in := access.SignedIn()
	return []web.Route{
		web.Post("/sign-out", in, p.signOut),
		web.Get("/account", in, p.account),
		web.Post("/account/sign-out-everywhere", in, p.signOutEverywhere),
		web.Post("/account/sessions/{id}/end", in, p.endSession),
		web.Get("/account/password", in, p.passwordPage),
		web.Post("/account/password", in, p.changePassword).Secret(),
		web.Get(waysPath, in, p.signInWays),
		web.Post("/account/again", in, p.again),
		web.Post(appPath+"/prepare", in, p.lately(p.prepareApp)),
		web.Get(appPath, in, p.lately(p.app)),
		web.Post(appPath, in, p.lately(p.confirmApp)).Secret(),
		web.Post(appPath+"/remove", in, p.lately(p.removeApp)),
		web.Post("/account/recovery", in, p.lately(p.newRecovery)),
		web.Post("/account/passkeys/ask", in, p.lately(p.askNewPasskey)).Secret(),
		web.Post("/account/passkeys", in, p.lately(p.addPasskey)).Secret(),
		web.Get("/account/passkeys/{id}", in, p.lately(p.passkey)),
		web.Post("/account/passkeys/{id}/name", in, p.lately(p.renamePasskey)),
		web.Post("/account/passkeys/{id}/remove", in, p.lately(p.removePasskey)),
		web.Post("/account/single", in, p.lately(p.connect)),
		web.Post("/account/single/remove", in, p.lately(p.disconnect)),
	}
}

// keeping are the pages of those who keep accounts.
func (p *pages) keeping() []web.Route {
	admin := access.Anyone(access.Admin)
	const one = "/admin/accounts/{id}"
	return []web.Route{
		web.Get("/admin/accounts", access.Anyone(access.Admin, access.Governance), p.list),
		web.Get("/admin/accounts/new", admin, p.newPage),
		web.Post("/admin/accounts/new", admin, p.add).Secret(),
		web.Get(one, admin, p.one),
		web.Post(one+"/role", admin, p.move),
		web.Post(one+"/invite", admin, p.inviteOne),
		web.Post(one+"/reset", admin, p.resetStep),
		web.Post(one+"/disable", admin, p.disable),
		web.Post(one+"/enable", admin, p.enable),
		web.Post(one+"/sessions/{session}/end", admin, p.endTheirs),
	}
}

// Operations are what programs can do with accounts.
func Operations(s *accounts.Service) api.Operations {
	p := &pages{accounts: s}
	return p.operations
}
