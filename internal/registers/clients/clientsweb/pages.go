package clientsweb

import (
	"context"
	"net/http"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/access"
	"kith/internal/plat/forms"
	"kith/internal/plat/web"
	"kith/internal/registers/clients"
)

// view is one program as its page shows it.
type view struct {
	clients.Client
	Keys   []clients.Key
	Where  string
	May    []string // what it may do, in words
	Days   *forms.Int
	Keeper bool // whoever looks may change it
	Now    time.Time
}

func (p *pages) list(w http.ResponseWriter, r *http.Request) error {
	all, err := p.clients.List(r.Context())
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, web.Page{
		Title: "Programs", Back: "/admin", Section: "Admin", Wide: true, Body: listPage(all, access.From(r.Context()).Has(access.Admin)),
	})
}

func daysField() *forms.Int {
	return &forms.Int{Name: "days", Label: "For how many days", Hint: "From 1 to 366. Before it ends, make the next one.", Missing: "Enter for how many days the key is to count", Required: true, Min: 1, Max: clients.MostDays, Width: 4}
}

func (p *pages) one(w http.ResponseWriter, r *http.Request) error {
	return p.showOne(w, r, http.StatusOK, daysField())
}

func (p *pages) showOne(w http.ResponseWriter, r *http.Request, status int, days *forms.Int) error {
	c, keys, err := p.clientOf(r)
	if err != nil {
		return err
	}
	where, err := p.where(r.Context(), c)
	if err != nil {
		return err
	}
	v := view{Client: c, Keys: keys, Where: where, May: p.may(c), Days: days, Keeper: access.From(r.Context()).Has(access.Admin), Now: p.clients.Now(r.Context())}
	return web.Render(w, r, status, web.Page{Title: c.Name, Back: listPath, Section: "Admin", Wide: true, Errors: forms.Errors(days), Body: onePage(v)})
}

// where is the neighbourhood a program is held to, by its name.
func (p *pages) where(ctx context.Context, c clients.Client) (string, error) {
	if c.Grant.Neighbourhood == "" {
		return "whole borough", nil
	}
	hoods, err := p.around.Neighbourhoods(ctx)
	for _, n := range hoods {
		if n.ID == c.Grant.Neighbourhood {
			return n.Name, nil
		}
	}
	return c.Grant.Neighbourhood, err
}

// may is what a program may do, in the words of the API. What the API no longer has is said
// by its id.
func (p *pages) may(c clients.Client) (all []string) {
	known := map[string]string{}
	for _, s := range p.around.Scopes() {
		known[s.ID] = s.Group + ": " + s.Summary
	}
	for _, id := range c.Scopes {
		said, ok := known[id]
		if !ok {
			said = id + " (no longer there)"
		}
		all = append(all, said)
	}
	return all
}

func (p *pages) makeKey(w http.ResponseWriter, r *http.Request) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	c, _, err := p.clientOf(r)
	if err != nil {
		return err
	}
	days := daysField()
	if !forms.Parse(values, days) {
		return p.showOne(w, r, http.StatusUnprocessableEntity, days)
	}
	key, err := p.clients.MakeKey(r.Context(), c.ID, days.Value())
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, web.Page{Title: "A key for " + c.Name, Section: "Admin", Body: keyPage(c, key)})
}

func (p *pages) revoke(w http.ResponseWriter, r *http.Request) error {
	c, _, err := p.clientOf(r)
	if err != nil {
		return err
	}
	key, err := ident.Parse[clients.Key](r.PathValue("key"))
	if err != nil {
		return err
	}
	if err := p.clients.Revoke(r.Context(), c.ID, key); err != nil {
		return err
	}
	web.Flash(w, r, "The key is revoked")
	return web.Redirect(w, r, at(c.ID))
}

func (p *pages) end(w http.ResponseWriter, r *http.Request) error {
	c, _, err := p.clientOf(r)
	if err != nil {
		return err
	}
	if err := p.clients.End(r.Context(), c.ID); err != nil && fault.KindOf(err) != fault.Conflict {
		return err
	}
	web.Flash(w, r, "The program is ended, and its keys with it")
	return web.Redirect(w, r, at(c.ID))
}
