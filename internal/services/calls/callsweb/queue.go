package callsweb

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/access"
	"kith/internal/plat/forms"
	"kith/internal/plat/web"
	"kith/internal/registers/contacts"
	"kith/internal/services/calls"
	"kith/internal/work/tasks"
)

// queueView is the page before a call.
type queueView struct {
	queue   calls.Queue
	hoods   map[string]string
	now     time.Time
	mine    contacts.Lease // whom the caller has already; zero when nobody
	held    []contacts.Lease
	leads   bool // the caller may free and share
	me      meForm
	because forms.String
	wrong   string // the lease that could not be freed
	shares  []shareForm
	note    string // why there is nobody to ring
	errors  []forms.ErrorItem
}

// meForm is what somebody says of themselves.
type meForm struct {
	languages forms.Checkboxes
	skills    forms.Checkboxes
}

// shareForm shares a hub's calls out.
type shareForm struct {
	hub     string
	callers []tasks.Assignee
	among   forms.Checkboxes
}

func (p *pages) queue(w http.ResponseWriter, r *http.Request) error {
	v, err := p.queueView(r.Context())
	if err != nil {
		return err
	}
	return p.showQueue(w, r, http.StatusOK, v)
}

func (p *pages) showQueue(w http.ResponseWriter, r *http.Request, status int, v *queueView) error {
	return web.Render(w, r, status, web.Page{Title: "Ring out", Wide: true, Section: section, Errors: v.errors, Body: queueBody(v)})
}

func (p *pages) queueView(ctx context.Context) (v *queueView, err error) {
	who := access.From(ctx)
	v = &queueView{now: p.Around.Now(), leads: who.Has(contacts.Supervisors()...), because: forms.String{
		Name: "because", Label: "Why are they freed?", Required: true, Max: 200, Missing: "Enter why, so that whoever had them knows",
	}}
	if v.hoods, err = p.hoods(ctx); err != nil {
		return nil, err
	}
	if v.queue, err = p.Calls.Queue(ctx); err != nil {
		return nil, err
	}
	if v.mine, err = p.Calls.Mine(ctx); err != nil {
		return nil, err
	}
	if v.me, err = p.meForm(ctx); err != nil || !v.leads {
		return v, err
	}
	if v.held, err = p.Contacts.Held(ctx); err != nil {
		return nil, err
	}
	return v, p.shareForms(ctx, v)
}

func (p *pages) meForm(ctx context.Context) (f meForm, err error) {
	settings, err := p.Calls.Settings(ctx)
	if err != nil {
		return f, err
	}
	me, err := p.Calls.Me(ctx)
	f.languages = forms.Checkboxes{Name: "languages", Label: "Languages you speak besides English", Small: true}
	f.skills = forms.Checkboxes{Name: "skills", Label: "What you can do", Small: true}
	for _, l := range settings.Languages {
		f.languages.Options = append(f.languages.Options, forms.Option{Value: l, Label: l})
	}
	for _, s := range settings.Skills {
		f.skills.Options = append(f.skills.Options, forms.Option{Value: s.ID, Label: s.Name})
	}
	f.languages.Set(known(me.Languages, f.languages.Options)...)
	f.skills.Set(known(me.Skills, f.skills.Options)...)
	return f, err
}

// known keeps what is still on offer.
func known(said []string, options []forms.Option) []string {
	return slices.DeleteFunc(slices.Clone(said), func(s string) bool {
		return !slices.ContainsFunc(options, func(o forms.Option) bool { return o.Value == s })
	})
}

// shareForms are those of the hubs the caller leads that have calls waiting.
func (p *pages) shareForms(ctx context.Context, v *queueView) error {
	for _, hub := range v.queue.Hubs {
		if hub.Name == "" || !access.From(ctx).HasFor(hub.Name, contacts.Supervisors()...) {
			continue
		}
		callers, err := p.Around.Callers(ctx, hub.Name)
		if err != nil {
			return err
		}
		f := shareForm{hub: hub.Name, callers: callers, among: forms.Checkboxes{
			Name: "among-" + hub.Name, Label: "Share the calls of " + v.hoods[hub.Name] + " among", Small: true, Required: true, Missing: "Select at least one person",
		}}
		for _, c := range callers {
			f.among.Options = append(f.among.Options, forms.Option{Value: c.ID, Label: c.Name})
		}
		v.shares = append(v.shares, f)
	}
	return nil
}

// next gives the caller whom to ring, or says that there is nobody.
func (p *pages) next(w http.ResponseWriter, r *http.Request) error {
	if _, err := web.Parse(r); err != nil {
		return err
	}
	l, err := p.Calls.Next(r.Context())
	if fault.KindOf(err) == fault.NotFound {
		v, failed := p.queueView(r.Context())
		if failed != nil {
			return failed
		}
		v.note = fault.MessageOf(err)
		return p.showQueue(w, r, http.StatusOK, v)
	}
	if err != nil {
		return err
	}
	return web.Redirect(w, r, address(l.ID))
}

// ring takes the person of one task to ring, out of turn.
func (p *pages) ring(w http.ResponseWriter, r *http.Request) error {
	id, err := ident.Parse[tasks.Task](r.PathValue("id"))
	if err != nil {
		return err
	}
	if _, err := web.Parse(r); err != nil {
		return err
	}
	l, err := p.Calls.Ring(r.Context(), id)
	if fault.KindOf(err) == fault.Conflict {
		web.Flash(w, r, fault.MessageOf(err))
		return web.Redirect(w, r, "/tasks/"+string(id))
	}
	if err != nil {
		return err
	}
	return web.Redirect(w, r, address(l.ID))
}

func (p *pages) saveMe(w http.ResponseWriter, r *http.Request) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	f, err := p.meForm(r.Context())
	if err != nil {
		return err
	}
	if !forms.Parse(values, &f.languages, &f.skills) {
		v, err := p.queueView(r.Context())
		if err != nil {
			return err
		}
		v.me, v.errors = f, forms.Errors(&f.languages, &f.skills)
		return p.showQueue(w, r, http.StatusUnprocessableEntity, v)
	}
	if err := p.Calls.SaveMe(r.Context(), calls.Agent{Languages: f.languages.Value(), Skills: f.skills.Value()}); err != nil {
		return err
	}
	web.Flash(w, r, "Calls that suit you come to you first")
	return web.Redirect(w, r, queuePath)
}

// free takes a person from whoever has them.
func (p *pages) free(w http.ResponseWriter, r *http.Request) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	id, err := ident.Parse[contacts.Lease](values.Get("lease"))
	if err != nil {
		return err
	}
	err = p.Contacts.Free(r.Context(), id, values.Get("because"))
	if fault.KindOf(err) == fault.Invalid {
		v, failed := p.queueView(r.Context())
		if failed != nil {
			return failed
		}
		v.wrong = string(id)
		v.errors = []forms.ErrorItem{{Href: "#because-" + string(id), Text: fault.MessageOf(err)}}
		return p.showQueue(w, r, http.StatusUnprocessableEntity, v)
	}
	if err != nil && fault.KindOf(err) != fault.NotFound {
		return err
	}
	web.Flash(w, r, "They are free to be rung by somebody else")
	return web.Redirect(w, r, queuePath)
}

// share gives a hub's calls to those who were ticked, as evenly as it goes.
func (p *pages) share(w http.ResponseWriter, r *http.Request) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	v, err := p.queueView(r.Context())
	if err != nil {
		return err
	}
	i := slices.IndexFunc(v.shares, func(f shareForm) bool { return f.hub == values.Get("hub") })
	if i < 0 {
		return fault.New(fault.NotFound, "callsweb.no-hub", "This hub has no calls waiting, or is not yours.")
	}
	f := &v.shares[i]
	if !forms.Parse(values, &f.among) {
		v.errors = forms.Errors(&f.among)
		return p.showQueue(w, r, http.StatusUnprocessableEntity, v)
	}
	moved, err := p.Calls.Share(r.Context(), f.hub, slices.DeleteFunc(f.callers, func(c tasks.Assignee) bool { return !f.among.Has(c.ID) }))
	if err != nil {
		return err
	}
	web.Flash(w, r, shared(moved))
	return web.Redirect(w, r, queuePath)
}

func shared(n int) string {
	switch n {
	case 0:
		return "The calls are shared evenly already"
	case 1:
		return "1 call changed hands"
	}
	return strings.TrimSpace(count(n)) + " calls changed hands"
}
