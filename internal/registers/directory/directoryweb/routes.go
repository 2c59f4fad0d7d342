package directoryweb

import (
	"context"

	"kith/internal/blueprint"
	"kith/internal/plat/access"
	"kith/internal/plat/web"
)

const servicesPath = "/services"

// Blueprints gives the signposts in force.
type Blueprints interface {
	Current(ctx context.Context) (*blueprint.Blueprint, error)
}

// Topic is a kind of need, as residents know it.
type Topic struct {
	ID   string
	Name string
	// Sensitive topics may put somebody at risk who is seen reading of them: their pages
	// offer a quick way out.
	Sensitive bool
}

// Topics gives the kinds of need of a blueprint, in order. What the needs are the floors
// above know.
type Topics func(b *blueprint.Blueprint) []Topic

type pages struct {
	blueprints Blueprints
	topics     Topics
}

// Pages are the pages of the directory.
func Pages(b Blueprints, topics Topics) web.Pages {
	p := &pages{b, topics}
	return web.Pages{Spoken: true, Routes: []web.Route{web.Get(servicesPath, access.Public(), p.services)}}
}
