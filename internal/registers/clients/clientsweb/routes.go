// Package clientsweb is the pages on which administrators keep the programs that use the API,
// and their keys.
package clientsweb

import (
	"context"

	"kith/internal/plat/access"
	"kith/internal/plat/web"
	"kith/internal/registers/clients"
	"kith/internal/registers/places"
)

// Scope is an operation of the API that a key can be made for.
type Scope struct{ ID, Summary, Group string }

// Around tells the pages what lies outside the register.
type Around interface {
	// Scopes are the operations of the API, in groups.
	Scopes() []Scope
	// Neighbourhoods are where a role can be held.
	Neighbourhoods(ctx context.Context) ([]places.Neighbourhood, error)
}

type pages struct {
	clients *clients.Service
	around  Around
}

const (
	listPath = "/admin/programs"
	onePath  = listPath + "/{id}"
)

// Pages are the pages of programs.
func Pages(s *clients.Service, around Around) web.Pages {
	p := &pages{s, around}
	admin, readers := access.Anyone(access.Admin), access.Anyone(access.Admin, access.Governance)
	return web.Pages{Routes: []web.Route{
		web.Get(listPath, readers, p.list),
		web.Get(listPath+"/new", admin, p.newPage),
		web.Post(listPath+"/new", admin, p.add),
		web.Get(onePath, readers, p.one),
		web.Get(onePath+"/change", admin, p.changePage),
		web.Post(onePath+"/change", admin, p.change),
		web.Post(onePath+"/keys", admin, p.makeKey).Secret(),
		web.Post(onePath+"/keys/{key}/revoke", admin, p.revoke),
		web.Post(onePath+"/end", admin, p.end),
	}}
}
