package organisationsweb

import (
	"cmp"
	"context"
	"net/http"
	"slices"

	"kith/internal/kernel/day"
	"kith/internal/kernel/ident"
	"kith/internal/plat/access"
	"kith/internal/plat/forms"
	"kith/internal/plat/web"
	"kith/internal/registers/organisations"
)

func (p *pages) list(w http.ResponseWriter, r *http.Request) error {
	known, err := p.words(r.Context())
	if err != nil {
		return err
	}
	hub := forms.Select{Name: "hub", Label: "Neighbourhood", Options: append([]forms.Option{{Label: "All"}}, known.options...)}
	kind := forms.Select{Name: "kind", Label: "Kind", Options: append([]forms.Option{{Label: "All"}}, kindOptions(true)...)}
	forms.Parse(r.URL.Query(), &hub, &kind)
	all, err := p.organisations.List(r.Context(), hub.Value())
	if err != nil {
		return err
	}
	all = slices.DeleteFunc(all, func(o organisations.Organisation) bool { return !ofKind(o, kind.Value()) })
	return web.Render(w, r, http.StatusOK, web.Page{
		Title: "Organisations", Wide: true, Section: section,
		Body: listPage(all, known, hub, kind, access.From(r.Context()).Has(keepers...)),
	})
}

// anySetting and anyGroup stand for several kinds in the filter of the list.
const (
	anySetting = "settings"
	anyGroup   = "groups"
)

// kindOptions are the kinds to choose from; for a filter also all of one sort.
func kindOptions(filter bool) (options []forms.Option) {
	if filter {
		options = append(options, forms.Option{Value: anyGroup, Label: "All that take work"}, forms.Option{Value: anySetting, Label: "All settings that ask for help"})
	}
	for _, k := range organisations.Kinds() {
		options = append(options, forms.Option{Value: string(k), Label: k.Label()})
	}
	return options
}

func ofKind(o organisations.Organisation, kind string) bool {
	switch kind {
	case "":
		return true
	case anySetting, anyGroup:
		return o.Kind.Setting() == (kind == anySetting)
	}
	return string(o.Kind) == kind
}

// words turns ids into names, and knows which day it is.
type words struct {
	hoods      map[string]string
	options    []forms.Option // the neighbourhoods, to choose from
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
		known.options = append(known.options, forms.Option{Value: n.ID, Label: known.hoods[n.ID]})
	}
	categories, err := p.around.Categories(ctx)
	for _, c := range categories {
		known.categories[c.Value] = c.Label
	}
	return known, err
}

func (p *pages) organisation(w http.ResponseWriter, r *http.Request) error {
	s, err := p.screen(r)
	if err != nil {
		return err
	}
	return s.show(w, r, http.StatusOK)
}

// screen is one organisation as it is drawn.
type screen struct {
	words
	organisations.Today
	keeps bool // the reader may change it
	board bool // the reader may see a hub's tasks
	asked []RequestLink
	link  string   // an entry link that was just made
	say   *sayForm // how it is today, for those who keep it
}

func (p *pages) screen(r *http.Request) (*screen, error) {
	id, err := ident.Parse[organisations.Organisation](r.PathValue("id"))
	if err != nil {
		return nil, err
	}
	s := &screen{}
	if s.Today, err = p.organisations.Today(r.Context(), id); err != nil {
		return nil, err
	}
	if s.words, err = p.words(r.Context()); err != nil {
		return nil, err
	}
	if s.Organisation.Kind.Setting() {
		if s.asked, err = p.around.RequestsFor(r.Context(), id); err != nil {
			return nil, err
		}
	}
	who := access.From(r.Context())
	s.keeps, s.board = who.HasFor(s.Organisation.Neighbourhood, keepers...), who.Has(access.Agent, access.Coordinator, access.Manager)
	s.say = newSayForm(s.Organisation, s.today)
	return s, nil
}

func (s *screen) show(w http.ResponseWriter, r *http.Request, status int) error {
	return web.Render(w, r, status, web.Page{
		Title: s.Organisation.Name, Back: "/organisations", Section: section, Errors: s.say.errors(), Body: organisationPage(s),
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
	s, err := p.screen(r)
	if err != nil {
		return err
	}
	s.link = site + path
	return s.show(w, r, http.StatusOK)
}
