// Package doorstepweb is what a driver has in hand at a doorstep: today's round on a phone,
// with or without signal, and what the hub sees of it once the phone has signal again.
//
// One page, /rounds/doorstep, is an app that can be installed. With signal, and without
// scripts, it leads to the pages of the round. Its script takes the round along, kept on the
// phone under a PIN; see ADR 0031 for how and against whom.
package doorstepweb

import (
	"context"

	"github.com/a-h/templ"

	"kith/internal/plat/access"
	"kith/internal/plat/document"
	"kith/internal/plat/web"
	"kith/internal/services/rounds"
	"kith/internal/services/rounds/doorstep"
)

// Around is what the pages need of the rest of the program.
type Around interface {
	// AccountName is the name of whoever holds an account.
	AccountName(ctx context.Context, id string) string
}

type pages struct {
	doors  *doorstep.Service
	rounds *rounds.Service
	around Around
}

const (
	section   = "Rounds"
	home      = "/rounds"
	driven    = home + "/driven"
	stops     = home + "/stops"
	app       = home + "/doorstep"
	unsettled = home + "/unsettled"
	photos    = home + "/photos"
)

// Pages are the pages of the doorstep.
func Pages(s *doorstep.Service, r *rounds.Service, around Around) web.Pages {
	p := &pages{doors: s, rounds: r, around: around}
	see, drive := access.Anyone(rounds.Viewers()...), access.Anyone(append(rounds.Viewers(), rounds.Drivers()...)...)
	return web.Pages{
		Routes: []web.Route{
			web.Get(app, drive, p.app),
			web.Get(app+"/shell", access.Public(), p.shell),
			web.Get(app+"/worker.js", access.Public(), worker),
			web.Get(app+"/app.webmanifest", access.Public(), p.manifest),
			web.Get(app+"/me", drive, p.me),
			web.Post(app+"/take", drive, p.take),
			web.Post(app+"/outcomes", drive, p.outcome),
			web.Post(app+"/photos", drive, p.photo).MaxBody(doorstep.PhotoBytes),
			web.Get(stops+"/{stop}", drive, p.stop),
			web.Post(stops+"/{stop}", drive, p.record).MaxBody(document.PhotoLimit + 1<<20),
			web.Get(photos+"/{photo}", drive, p.picture),
			web.Get(unsettled, see, p.unsettled),
			web.Post(unsettled+"/{key}", see, p.settle),
		},
	}
}

// Note says how many outcomes the hub of whoever asks has to settle; nil where none is.
func Note(ctx context.Context, s *doorstep.Service) (templ.Component, error) {
	n, err := s.CountUnsettled(ctx)
	if n == 0 || err != nil {
		return nil, err
	}
	return unsettledNote(n), nil
}
