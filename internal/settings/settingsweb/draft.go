package settingsweb

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"

	"kith/internal/blueprint"
	"kith/internal/kernel/fault"
	"kith/internal/plat/govuk"
	"kith/internal/plat/web"
	"kith/internal/settings"
)

// The addresses of the draft.
const (
	draftPath   = "/admin/blueprint/draft"
	filesPath   = draftPath + "/files/"
	checkPath   = draftPath + "/check/"
	changesPath = draftPath + "/changes"
	publishPath = draftPath + "/publish"
	discardPath = draftPath + "/discard"
	catchUpPath = draftPath + "/catch-up"
)

// drafted is the draft as its first page shows it.
type drafted struct {
	settings.Draft
	by       string
	when     govuk.Moment
	problems []blueprint.Problem
	changes  int
	behind   string // the version in use, when the draft was made from an earlier one
	files    []govuk.TaskItem
	forms    []govuk.TaskItem
	keeps    bool
}

func (p *pages) draft(w http.ResponseWriter, r *http.Request) error {
	d, found, err := p.settings.Draft(r.Context())
	if err != nil {
		return err
	}
	page := web.Page{Title: "Draft of the blueprint", Section: section, Back: "/admin/blueprint", Wide: true, Body: noDraft(keeps(r.Context()))}
	if found {
		shown, err := p.drafted(r.Context(), d)
		if err != nil {
			return err
		}
		page.Body = draftPage(shown)
	}
	return web.Render(w, r, http.StatusOK, page)
}

func (p *pages) drafted(ctx context.Context, d settings.Draft) (drafted, error) {
	changes, err := p.settings.DraftChanges(ctx, d)
	if err != nil {
		return drafted{}, err
	}
	behind, err := p.settings.Behind(ctx, d)
	if err != nil {
		return drafted{}, err
	}
	_, problems := p.settings.Check(d)
	s := drafted{
		Draft: d, by: p.settings.Who(ctx, d.BegunBy), when: govuk.Ago(d.BegunAt, p.settings.Now(ctx)),
		problems: problems, changes: len(changes), behind: behind, keeps: keeps(ctx), forms: friendly(),
	}
	s.files = p.draftFiles(ctx, d, problems, changes)
	return s, nil
}

func (p *pages) draftFiles(ctx context.Context, d settings.Draft, problems []blueprint.Problem, changes []blueprint.Change) []govuk.TaskItem {
	var all []govuk.TaskItem
	for _, f := range d.Files {
		item := govuk.TaskItem{Title: p.titleOf(f.File), Href: filesPath + f.Name, Hint: f.Name}
		item.Status, item.Colour = stateOf(f.Name, problems, changes)
		item.Done = item.Colour == ""
		if f.Version > 1 {
			item.Hint += ", saved " + govuk.Ago(f.ChangedAt, p.settings.Now(ctx)).Words + " by " + p.settings.Who(ctx, f.ChangedBy)
		}
		all = append(all, item)
	}
	return all
}

// stateOf says how a file of the draft stands; only what differs has a colour.
func stateOf(name string, problems []blueprint.Problem, changes []blueprint.Change) (string, govuk.Colour) {
	n := 0
	for _, p := range problems {
		if p.File == name {
			n++
		}
	}
	switch {
	case n > 0:
		return counted(n, "problem"), govuk.Red
	case slices.ContainsFunc(changes, func(c blueprint.Change) bool { return c.File == name }):
		return "Changed", govuk.Yellow
	}
	return "As in use", ""
}

func counted(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// need is the draft somebody is about to read or change; without one the visitor is sent
// to where it is begun, and done is true.
func (p *pages) need(w http.ResponseWriter, r *http.Request) (d settings.Draft, done bool, err error) {
	d, found, err := p.settings.Draft(r.Context())
	if err != nil || found {
		return d, err != nil, err
	}
	return d, true, web.Redirect(w, r, draftPath)
}

func (p *pages) beginDraft(w http.ResponseWriter, r *http.Request) error {
	if err := p.settings.BeginDraft(r.Context()); err != nil {
		return err
	}
	return web.Redirect(w, r, draftPath)
}

func (p *pages) discardDraft(w http.ResponseWriter, r *http.Request) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	if err := p.settings.DiscardDraft(r.Context(), draftID(values)); err != nil {
		return err
	}
	web.Flash(w, r, "The draft is thrown away. The version in use stays as it was.")
	return web.Redirect(w, r, "/admin/blueprint")
}

func (p *pages) catchUp(w http.ResponseWriter, r *http.Request) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	both, err := p.settings.CatchUp(r.Context(), draftID(values))
	if err != nil {
		return err
	}
	text := "The draft is up to date."
	for _, name := range both {
		text += " " + name + " was changed in both and stays as the draft has it: see the changes before you publish."
	}
	web.Flash(w, r, text)
	return web.Redirect(w, r, draftPath)
}

func draftID(values url.Values) settings.DraftID { return settings.DraftID(values.Get("draft")) }

// isStale reports whether somebody else was quicker.
func isStale(err error) bool { return fault.KindOf(err) == fault.Stale }
