package intakeweb

import (
	"slices"

	"kith/internal/kernel/clock"
	"kith/internal/plat/access"
	"kith/internal/plat/brakes"
	"kith/internal/plat/web"
	"kith/internal/services/intake"
	"kith/internal/work/answers"
	"kith/internal/work/needs"
)

// The addresses of the pages.
const (
	askPath      = "/ask"
	registerPath = "/register"
	statusPath   = "/status"
	servicesPath = "/services" // of the directory
	openPath     = "/open"     // what has been done, in figures
)

// Public is the public's way in.
type Public struct {
	blueprints intake.Blueprints
	forms      *answers.Service
	intake     *intake.Service
	needs      *needs.Service
	clock      clock.Clock
	brakes     *brakes.Brakes

	takesOffers bool // see [Public.OfferPages]
}

// New returns the public's way in. The clock is the one demonstrations move; the
// brakes count wrong codes, for all programs of a borough together.
func New(from intake.Blueprints, forms *answers.Service, asks *intake.Service, status *needs.Service, c clock.Clock, b *brakes.Brakes) *Public {
	return &Public{blueprints: from, forms: forms, intake: asks, needs: status, clock: c, brakes: b}
}

// Pages are the public's pages.
func (p *Public) Pages() web.Pages {
	all, staff := access.Public(), access.Anyone(intake.Callers()...)
	ask, register := p.asking(), p.registering()
	own := []web.Route{
		web.Get("/{$}", all, p.home),
		web.Get(statusPath, all, p.statusForm),
		web.Post(statusPath, all, p.standsOrRegistered),
		web.Post(statusPath+"/registration", all, p.changeRegistration),
		web.Get(statusPath+"/registration", all, p.toStatus),
		web.Post(statusPath+"/tell", all, p.byCode(p.whileOpen(p.tell))),
		web.Post(statusPath+"/more", all, p.byCode(p.whileOpen(p.more))),
		web.Post(statusPath+"/stop", all, p.byCode(p.whileOpen(p.stop))),
		web.Get(statusPath+"/tell", all, p.toStatus),
		web.Get(statusPath+"/more", all, p.toStatus),
		web.Get(statusPath+"/stop", all, p.toStatus),
		web.Get("/requests/{id}/tell", staff, p.byStaff(p.whileOpen(p.tell))),
		web.Post("/requests/{id}/tell", staff, p.byStaff(p.whileOpen(p.tell))),
		web.Get("/requests/{id}/more", staff, p.byStaff(p.whileOpen(p.more))),
		web.Post("/requests/{id}/more", staff, p.byStaff(p.whileOpen(p.more))),
		web.Get("/requests/{id}/stop", staff, p.byStaff(p.whileOpen(p.stop))),
		web.Post("/requests/{id}/stop", staff, p.byStaff(p.whileOpen(p.stop))),
	}
	return web.Pages{Spoken: true, Routes: slices.Concat(own, ask.open(ask.start, ask.afterSending(ask.done)), register.open(register.startRegister, register.afterSending(register.registered)))}
}
