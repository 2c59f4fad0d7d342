package volunteersweb

import (
	"cmp"
	"context"
	"net/http"
	"net/url"

	"kith/internal/kernel/ident"
	"kith/internal/plat/access"
	"kith/internal/plat/forms"
	"kith/internal/plat/govuk"
	"kith/internal/plat/web"
	"kith/internal/registers/places"
	"kith/internal/registers/volunteers"
)

// filter narrows the list, by the address.
type filter struct {
	Hub forms.Select
	For forms.Select
}

// facts are what the blueprint says, fetched once for a page.
type facts struct {
	hoods      []places.Neighbourhood
	categories []forms.Option
}

func (p *pages) facts(ctx context.Context) (f facts, err error) {
	if f.hoods, err = p.around.Neighbourhoods(ctx); err != nil {
		return facts{}, err
	}
	f.categories, err = p.around.Categories(ctx)
	return f, err
}

// hoodOptions are the neighbourhoods somebody keeps volunteers of, after a first line.
func (f facts) hoodOptions(ctx context.Context, first string) []forms.Option {
	options, who := []forms.Option{{Label: first}}, access.From(ctx)
	for _, n := range f.hoods {
		if !who.HasFor(n.ID, keepers...) {
			continue
		}
		options = append(options, forms.Option{Value: n.ID, Label: n.Name})
	}
	return options
}

func (f facts) hood(id string) string {
	for _, n := range f.hoods {
		if n.ID == id {
			return cmp.Or(n.ShortName, n.Name)
		}
	}
	return id
}

func (f facts) category(id string) string {
	for _, c := range f.categories {
		if c.Value == id {
			return c.Label
		}
	}
	return id
}

func (p *pages) list(w http.ResponseWriter, r *http.Request) error {
	known, err := p.facts(r.Context())
	if err != nil {
		return err
	}
	f := filter{
		Hub: forms.Select{Name: "hub", Label: "Neighbourhood", Options: known.hoodOptions(r.Context(), "Any neighbourhood")},
		For: forms.Select{Name: "for", Label: "Glad to help with", Options: append([]forms.Option{{Label: "Anything"}}, known.categories...)},
	}
	forms.Parse(r.URL.Query(), &f.Hub, &f.For)
	all, err := p.volunteers.List(r.Context(), f.Hub.Value(), f.For.Value())
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, web.Page{
		Title: "Volunteers", Wide: true, Section: section, Body: listPage(all, known, f),
	})
}

func (f filter) panel() govuk.Filter {
	panel := govuk.Filter{Action: "/volunteers", Clear: "/volunteers"}
	without := func(name, value string) string {
		if value == "" {
			return "/volunteers"
		}
		return "/volunteers?" + url.Values{name: {value}}.Encode()
	}
	if f.Hub.Value() != "" {
		panel.Chosen = append(panel.Chosen, govuk.ChosenFilter{Text: f.Hub.Chosen().Label, Remove: without("for", f.For.Value())})
	}
	if f.For.Value() != "" {
		panel.Chosen = append(panel.Chosen, govuk.ChosenFilter{Text: f.For.Chosen().Label, Remove: without("hub", f.Hub.Value())})
	}
	return panel
}

func (p *pages) volunteer(w http.ResponseWriter, r *http.Request) error {
	id, err := ident.Parse[volunteers.Volunteer](r.PathValue("id"))
	if err != nil {
		return err
	}
	v, err := p.volunteers.Get(r.Context(), id)
	if err != nil {
		return err
	}
	known, err := p.facts(r.Context())
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, web.Page{
		Title: v.Name(), Back: "/volunteers", Section: section, Body: volunteerPage(v, known),
	})
}

func (p *pages) pause(w http.ResponseWriter, r *http.Request) error {
	return p.setPaused(w, r, true, "They will not be asked until you resume")
}

func (p *pages) resume(w http.ResponseWriter, r *http.Request) error {
	return p.setPaused(w, r, false, "They may be asked again")
}

func (p *pages) setPaused(w http.ResponseWriter, r *http.Request, paused bool, said string) error {
	id, err := ident.Parse[volunteers.Volunteer](r.PathValue("id"))
	if err != nil {
		return err
	}
	if err := p.volunteers.Pause(r.Context(), id, paused); err != nil {
		return err
	}
	web.Flash(w, r, said)
	return web.Redirect(w, r, "/volunteers/"+string(id))
}
