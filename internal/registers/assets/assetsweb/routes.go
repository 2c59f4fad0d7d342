// Package assetsweb is the pages of the register of data assets.
package assetsweb

import (
	"context"
	"time"

	"kith/internal/plat/access"
	"kith/internal/plat/forms"
	"kith/internal/plat/web"
	"kith/internal/registers/assets"
)

// Around is what the pages need of the rest of the program.
type Around interface {
	// Now is the time by the program's clock.
	Now() time.Time
	// AccountName is the name of whoever did something, as the journal names them.
	AccountName(ctx context.Context, id string) string
	// ListChoices are the lists of the blueprint, to choose from.
	ListChoices(ctx context.Context) ([]forms.Option, error)
}

type pages struct {
	assets *assets.Service
	around Around
}

const (
	section = "Data assets"
	path    = "/data-assets"
)

func address(id assets.ID) string { return path + "/" + string(id) }

// Pages are the pages of the register.
func Pages(s *assets.Service, around Around) web.Pages {
	p := &pages{s, around}
	read, declare, change := access.Anyone(assets.Readers()...), access.Anyone(assets.Declarers()...), access.Anyone(assets.Changers()...)
	return web.Pages{
		Routes: []web.Route{
			web.Get(path, read, p.list),
			web.Get(path+"/new", declare, p.newPage),
			web.Post(path+"/new", declare, p.declare),
			web.Get(path+"/{id}", read, p.asset),
			web.Get(path+"/{id}/edit", change, p.editPage),
			web.Post(path+"/{id}/edit", change, p.save),
		},
		Nav: []web.NavItem{{Label: section, Href: path, Who: declare, Order: 72}},
	}
}
