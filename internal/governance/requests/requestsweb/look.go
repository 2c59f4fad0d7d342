package requestsweb

import (
	"net/http"
	"slices"

	"kith/internal/governance/requests"
	"kith/internal/kernel/fault"
	"kith/internal/plat/forms"
	"kith/internal/plat/web"
)

// lookForm shows the values of one part, to tick those that are left out.
type lookForm struct {
	part  forms.Hidden
	leave forms.Checkboxes
}

// group is the part of a copy that a page is about.
func (p *pages) group(r *http.Request, key string) (q requests.Request, g requests.Group, err error) {
	if q, err = p.requests.Get(r.Context(), requests.ID(r.PathValue("id"))); err != nil {
		return q, g, err
	}
	view, err := p.requests.View(r.Context(), q)
	if err != nil {
		return q, g, err
	}
	i := slices.IndexFunc(view.Groups, func(one requests.Group) bool { return one.Key == key })
	if i < 0 {
		return q, g, fault.New(fault.NotFound, "requests.no-part", "There is nothing to look at here. Go back to the request.")
	}
	return q, view.Groups[i], nil
}

func lookFormOf(g requests.Group) *lookForm {
	f := &lookForm{
		part:  forms.Hidden{Name: "part", Raw: g.Key},
		leave: forms.Checkboxes{Name: "leave", Label: "Tick what is left out", Hint: "Whatever is not ticked is handed out. In the copy, what is left out says so.", Noun: "what is left out", Small: true},
	}
	var left []string
	for _, v := range g.Values {
		f.leave.Options = append(f.leave.Options, forms.Option{Value: v.Mark, Label: v.Text})
		if v.LeftOut {
			left = append(left, v.Mark)
		}
	}
	f.leave.Raw = left
	return f
}

func (p *pages) look(w http.ResponseWriter, r *http.Request) error {
	q, g, err := p.group(r, r.URL.Query().Get("part"))
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, web.Page{Title: g.Title, Back: address(q.ID), Section: section, Body: lookPage(q, g, lookFormOf(g))})
}

func (p *pages) decide(w http.ResponseWriter, r *http.Request) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	q, g, err := p.group(r, values.Get("part"))
	if err != nil {
		return err
	}
	f := lookFormOf(g)
	shown := values["shown"]
	f.leave.Raw = nil
	if !forms.Parse(values, &f.leave) {
		return web.Render(w, r, http.StatusUnprocessableEntity, web.Page{Title: g.Title, Back: address(q.ID), Section: section, Errors: forms.Errors(&f.leave), Body: lookPage(q, g, f)})
	}
	if err := p.requests.Decide(r.Context(), q, shown, f.leave.Value()); err != nil {
		return err
	}
	web.Flash(w, r, "Looked at: "+g.Title)
	return web.Redirect(w, r, address(q.ID))
}

// copy is the copy as it was handed out, to be printed.
func (p *pages) copy(w http.ResponseWriter, r *http.Request) error {
	q, err := p.requests.Get(r.Context(), requests.ID(r.PathValue("id")))
	if err != nil {
		return err
	}
	d, _, err := p.requests.Released(r.Context(), q.ID)
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, web.Page{Title: "What we hold about you", Back: address(q.ID), Section: section, Body: copyPage(q, d, address(q.ID)+"/file")})
}

// file is the copy for programs.
func (p *pages) file(w http.ResponseWriter, r *http.Request) error {
	_, file, err := p.requests.Released(r.Context(), requests.ID(r.PathValue("id")))
	if err != nil {
		return err
	}
	web.Attachment(w, "what-we-hold-about-you.json", "application/json")
	_, err = w.Write(file)
	return err
}
