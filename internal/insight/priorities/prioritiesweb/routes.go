// Package prioritiesweb is the pages of the equality priorities in recovery: how each stands,
// who answers for it, and the form that names one. Other pages show them by [Panel].
package prioritiesweb

import (
	"context"

	"github.com/a-h/templ"

	"kith/internal/insight/priorities"
	"kith/internal/plat/access"
	"kith/internal/plat/web"
)

type pages struct{ priorities *priorities.Service }

// The addresses of the pages.
const (
	home    = "/recovery"
	newPath = home + "/new"
	section = "Levels"
)

// Pages are the pages of the priorities.
func Pages(s *priorities.Service) web.Pages {
	p := &pages{s}
	read, keep := access.Anyone(priorities.Readers()...), access.Anyone(priorities.Keepers()...)
	return web.Pages{Routes: []web.Route{
		web.Get(home, read, p.list),
		web.Get(newPath, keep, p.namePage),
		web.Post(newPath, keep, p.name),
		web.Get(home+"/{id}", read, p.one),
		web.Get(home+"/{id}/change", keep, p.namePage),
		web.Post(home+"/{id}/change", keep, p.name),
		web.Post(home+"/{id}/note", keep, p.note),
		web.Post(home+"/{id}/end", keep, p.end),
	}}
}

func address(id priorities.ID) string { return home + "/" + string(id) }

// Panel gives the priorities that are tracked, for the page of levels and the lists of what is
// to be done as the emergency is stood down.
func Panel(s *priorities.Service) func(ctx context.Context) (templ.Component, error) {
	return func(ctx context.Context) (templ.Component, error) {
		list, err := s.List(ctx)
		if err != nil {
			return nil, err
		}
		return panel(screen{list, priorities.MayKeep(access.From(ctx)), s.Now(ctx)}), nil
	}
}
