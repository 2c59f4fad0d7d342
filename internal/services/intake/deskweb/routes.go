// Package deskweb is what staff do at a desk besides calls: they count the enquiries that
// are answered on the spot, and see who is registered with no need.
package deskweb

import (
	"context"
	"time"

	"kith/internal/plat/access"
	"kith/internal/plat/journal"
	"kith/internal/plat/web"
	"kith/internal/registers/places"
	"kith/internal/services/intake"
)

// Around is what the pages need of the rest of the program.
type Around interface {
	// Now is the time by the program's clock.
	Now() time.Time
	// Neighbourhoods are the borough's.
	Neighbourhoods(ctx context.Context) ([]places.Neighbourhood, error)
	// MayApproach reports whether the blueprint lets the caller begin a first contact with
	// those of a neighbourhood who registered themselves.
	MayApproach(ctx context.Context, hood string) bool
	// Approach begins one; joined says that one is open already.
	Approach(ctx context.Context, g intake.Registration) (joined bool, err error)
	// Took writes into the journal, before they are sent, what somebody takes in a file.
	Took(ctx context.Context, e journal.Entry) error
}

const (
	enquiriesPath  = "/enquiries"
	registeredPath = "/registered"
)

type pages struct {
	intake *intake.Service
	around Around
}

// Pages are the pages of the desk.
func Pages(s *intake.Service, around Around) web.Pages {
	p := &pages{intake: s, around: around}
	counters, callers := access.Anyone(intake.Counters()...), access.Anyone(intake.Callers()...)
	registrars := access.Anyone(intake.Registrars()...)
	return web.Pages{
		Routes: []web.Route{
			web.Get(enquiriesPath, counters, p.enquiries),
			web.Post(enquiriesPath, counters, p.count),
			web.Post(enquiriesPath+"/back", counters, p.takeBack),
			web.Get(registeredPath, registrars, p.registered),
			web.Get(registeredPath+"/export.csv", registrars, p.export).Streaming(),
			web.Post(registeredPath+"/{id}", callers, p.change),
			web.Post(registeredPath+"/{id}/approach", callers, p.approach),
		},
	}
}
