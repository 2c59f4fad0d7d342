// Package censusweb is the pages on which somebody hands in who lives here, says which of our
// groups each category is, and sees what is known.
package censusweb

import (
	"net/url"

	"kith/internal/insight/census"
	"kith/internal/plat/access"
	"kith/internal/plat/web"
)

type pages struct{ census *census.Service }

// The addresses of the pages.
const (
	home     = "/who-lives-here"
	loadPath = home + "/load"
	section  = "Figures"
	// mostBytes is how large a file that is handed in may be.
	mostBytes = 20 << 20
)

// Pages are the pages of who lives here.
func Pages(s *census.Service) web.Pages {
	p := &pages{s}
	read, take := access.Anyone(census.Readers()...), access.Anyone(census.Takers()...)
	return web.Pages{Routes: []web.Route{
		web.Get(home, read, p.overview),
		web.Get(loadPath, take, p.loadPage),
		web.Post(loadPath, take, p.load).MaxBody(mostBytes),
		web.Get(home+"/{id}", read, p.tablePage),
		web.Post(home+"/{id}", take, p.use),
		web.Post(home+"/{id}/discard", take, p.discard),
	}}
}

func address(id census.ID) string { return home + "/" + string(id) }

func loadAddress(question string) string {
	return loadPath + "?" + url.Values{"question": {question}}.Encode()
}
