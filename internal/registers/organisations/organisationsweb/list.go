package organisationsweb

import (
	"cmp"
	"context"
	"net/http"

	"kith/internal/kernel/day"
	"kith/internal/kernel/ident"
	"kith/internal/plat/access"
	"kith/internal/plat/web"
	"kith/internal/registers/organisations"
)

func (p *pages) list(w http.ResponseWriter, r *http.Request) error {
	all, err := p.organisations.List(r.Context(), r.URL.Query().Get("hub"))
	if err != nil {
		return err
	}
	words, err := p.words(r.Context())
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, web.Page{
		Title: "Organisations", Wide: true, Section: section, Body: listPage(all, words, mayKeep(r.Context())),
	})
}

// words turns ids into names, and knows which day it is.
type words struct {
	hoods      map[string]string
	categories map[string]string
	today      day.Date
}

func (p *pages) words(ctx context.Context) (words, error) {
	known := words{hoods: map[string]string{"": "Whole borough"}, categories: map[string]string{}, today: p.organisations.Day(ctx)}
	hoods, err := p.around.Neighbourhoods(ctx)
	if err != nil {
		return words{}, err
	}
	for _, n := range hoods {
		known.hoods[n.ID] = cmp.Or(n.ShortName, n.Name)
	}
	categories, err := p.around.Categories(ctx)
	for _, c := range categories {
		known.categories[c.Value] = c.Label
	}
	return known, err
}

func mayKeep(ctx context.Context) bool {
	return access.From(ctx).Has(access.Coordinator, access.Manager)
}

func (p *pages) organisation(w http.ResponseWriter, r *http.Request) error {
	return p.show(w, r, "")
}

// show draws one organisation, with its entry link when one was just made.
func (p *pages) show(w http.ResponseWriter, r *http.Request, link string) error {
	id, err := ident.Parse[organisations.Organisation](r.PathValue("id"))
	if err != nil {
		return err
	}
	today, err := p.organisations.Today(r.Context(), id)
	if err != nil {
		return err
	}
	known, err := p.words(r.Context())
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, web.Page{
		Title: today.Organisation.Name, Back: "/organisations", Section: section,
		Body: organisationPage(today, known, mayKeep(r.Context()), link),
	})
}

// link makes an entry link and shows it on the answer itself: it is kept nowhere, so
// there is no page to go on to that could show it.
func (p *pages) link(w http.ResponseWriter, r *http.Request) error {
	id, err := ident.Parse[organisations.Organisation](r.PathValue("id"))
	if err != nil {
		return err
	}
	path, err := p.around.EntryLink(r.Context(), id)
	if err != nil {
		return err
	}
	site := p.around.PublicURL()
	if site == "" {
		site = "http://" + r.Host
	}
	return p.show(w, r, site+path)
}
