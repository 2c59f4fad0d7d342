package matchingweb

import (
	"context"
	"net/http"
	"strings"

	"kith/internal/kernel/fault"
	"kith/internal/plat/web"
	"kith/internal/plat/words"
	"kith/internal/registers/volunteering"
	"kith/internal/registers/volunteers"
	"kith/internal/services/matching"
)

// homeView is all that a volunteer's own page shows.
type homeView struct {
	matching.Mine
	said    *volunteering.Rules // in the reader's language
	modules []moduleItem
	checks  bool // the hub is still doing their checks
	agree   bool
	changed string
}

// moduleItem is one part of the induction.
type moduleItem struct {
	volunteering.Module
	passed bool
}

func (p *mine) homeView(ctx context.Context) (v *homeView, err error) {
	v = &homeView{}
	if v.Mine, err = p.matching.Mine(ctx); err != nil {
		return nil, err
	}
	if v.said, err = p.around.Volunteering(ctx); err != nil {
		return nil, err
	}
	v.modules = modulesFor(v.said, v.Me)
	for _, l := range v.Lacks {
		v.checks = v.checks || l.What == volunteers.LackCheck
		v.agree = v.agree || l.What == volunteers.LackPrinciples
	}
	return v, nil
}

// modulesFor are the parts of the induction that somebody needs for what they offer, in the
// order of the file.
func modulesFor(said *volunteering.Rules, d volunteers.Dossier) (all []moduleItem) {
	needed := map[string]bool{}
	for _, id := range said.Joining.Modules {
		needed[id] = true
	}
	for _, a := range said.Activities {
		for _, id := range a.Modules {
			needed[id] = needed[id] || d.Does(a.ID)
		}
	}
	for _, m := range said.Modules {
		if !needed[m.ID] {
			continue
		}
		one := moduleItem{Module: m}
		for _, l := range d.Learned {
			one.passed = one.passed || l.Module == m.ID && l.Passed()
		}
		all = append(all, one)
	}
	return all
}

// thanks are the borough's words of thanks: to whoever is a reservist for all they did, and to
// whoever did something in the last week for that.
func (v *homeView) thanks() []string {
	switch {
	case v.Me.Standing == volunteers.Reservist:
		return paragraphs(v.said.Thanks.End)
	case v.Total.TasksOfWeek > 0:
		return paragraphs(v.said.Thanks.Weekly)
	}
	return nil
}

func paragraphs(text string) (all []string) {
	for _, p := range strings.Split(text, "\n\n") {
		if p = strings.TrimSpace(p); p != "" {
			all = append(all, p)
		}
	}
	return all
}

// toLearn counts the modules that are still to be passed.
func (v *homeView) toLearn() (n int) {
	for _, m := range v.modules {
		if !m.passed {
			n++
		}
	}
	return n
}

// home is in the language they are written to in, until they choose another.
func (p *mine) home(w http.ResponseWriter, r *http.Request) error {
	if web.ChoseLanguage(r) {
		return p.showHome(w, r, http.StatusOK, nil)
	}
	me, err := p.matching.MyLanguage(r.Context())
	if err != nil {
		return err
	}
	if l, ok := words.Find(me); ok && !l.IsEnglish() {
		return web.Redirect(w, r, web.In(homePath, l))
	}
	return p.showHome(w, r, http.StatusOK, nil)
}

// showHome draws the volunteer's page, with why what they did cannot be.
func (p *mine) showHome(w http.ResponseWriter, r *http.Request, status int, why error) error {
	v, err := p.homeView(r.Context())
	if err != nil {
		return err
	}
	if why != nil {
		v.changed = words.Fault(r.Context(), why)
	}
	return web.Render(w, r, status, web.Page{Title: say(r.Context()).Title, Body: homeBody(v)})
}

// orChanged shows the volunteer's page where somebody else was first, and hands back every
// other error.
func (p *mine) orChanged(w http.ResponseWriter, r *http.Request, err error) error {
	switch fault.KindOf(err) {
	case fault.Conflict, fault.Stale, fault.NotFound:
		return p.showHome(w, r, http.StatusConflict, err)
	}
	return err
}

func (p *mine) duty(w http.ResponseWriter, r *http.Request) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	if err := p.matching.SetDuty(r.Context(), values.Get("on") == "yes"); err != nil {
		return p.orChanged(w, r, err)
	}
	return web.Redirect(w, r, homePath)
}
