package verifyweb

import (
	"context"
	"time"

	"kith/internal/blueprint"
	"kith/internal/kernel/ident"
	"kith/internal/plat/access"
	"kith/internal/plat/journal"
	"kith/internal/plat/web"
	"kith/internal/registers/volunteers"
)

// Path is the address of the page; a QR code adds the number to it.
const Path = "/verify"

// Numbers knows what a registration number stands for.
type Numbers interface {
	// Proves is what whoever is shown the number may know, in the language of ctx; false for
	// a number that does not count today, whatever the reason.
	Proves(ctx context.Context, number ident.Reference) (volunteers.Proof, bool, error)
	// MayTry reports whether one may be looked up from a network: false where too many that
	// do not count were tried of late.
	MayTry(ctx context.Context, network string) (bool, error)
	// TriedWrong keeps that one did not count; false where that was one too many.
	TriedWrong(ctx context.Context, network string) (bool, error)
}

// Around is what the page needs of the rest of the program.
type Around interface {
	// Saw notes that something was looked at.
	Saw(ctx context.Context, e journal.Entry) error
}

// Blueprints gives the borough, with whom to ring.
type Blueprints interface {
	Current(ctx context.Context) (*blueprint.Blueprint, error)
}

// leastTime is how long every answer takes, so that its time tells nothing either: the look
// into the register is a small part of it.
const leastTime = 150 * time.Millisecond

type pages struct {
	numbers    Numbers
	blueprints Blueprints
	around     Around
	// one is held by whoever looks a number up: many who ask this program at once are counted
	// one after the other, so that none is answered whom the others' tries would have stopped.
	one chan struct{}
	// pause waits until an answer has taken its time.
	pause func(ctx context.Context, began time.Time)
}

// Pages are the page of letters and cards.
func Pages(n Numbers, b Blueprints, around Around) web.Pages {
	return newPages(n, b, around).routes()
}

func newPages(n Numbers, b Blueprints, around Around) *pages {
	return &pages{
		numbers: n, blueprints: b, around: around, one: make(chan struct{}, 1), pause: pause,
	}
}

func (p *pages) routes() web.Pages {
	return web.Pages{Spoken: true, Routes: []web.Route{
		web.Get(Path, access.Public(), unlisted(p.form)),
		web.Post(Path, access.Public(), unlisted(p.typed)),
		web.Get(Path+"/{number}", access.Public(), unlisted(p.scanned)),
	}}
}

// pause lets every answer take as long, by the machine's own clock: a demonstration may move
// the other.
func pause(ctx context.Context, began time.Time) {
	rest := time.NewTimer(leastTime - time.Since(began))
	defer rest.Stop()
	select {
	case <-rest.C:
	case <-ctx.Done():
	}
}
