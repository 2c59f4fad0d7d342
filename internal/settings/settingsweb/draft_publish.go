package settingsweb

import (
	"errors"
	"net/http"
	"net/url"
	"strconv"

	"kith/internal/blueprint"
	"kith/internal/kernel/fault"
	"kith/internal/plat/forms"
	"kith/internal/plat/web"
	"kith/internal/settings"
)

// publishing is what publishing the draft would change.
type publishing struct {
	drafted
	changes []changed
	note    forms.String
}

func newNote() forms.String {
	return forms.String{
		Name: "note", Label: "Why", Hint: "It stands beside the version in the history.", Required: true, Max: settings.MaxNote,
		Missing: "Enter why you make this change", Noun: "why you make this change", Spellcheck: true,
	}
}

func (p *pages) draftChanges(w http.ResponseWriter, r *http.Request) error {
	d, found, err := p.settings.Draft(r.Context())
	if err != nil {
		return err
	}
	if !found {
		return web.Render(w, r, http.StatusOK, web.Page{
			Title: "What the draft changes", Section: section, Back: "/admin/blueprint", Wide: true, Body: noDraft(keeps(r.Context())),
		})
	}
	return p.showPublishing(w, r, http.StatusOK, d, newNote(), nil)
}

func (p *pages) showPublishing(w http.ResponseWriter, r *http.Request, status int, d settings.Draft, note forms.String, more []forms.ErrorItem) error {
	shown, err := p.drafted(r.Context(), d)
	if err != nil {
		return err
	}
	found, err := p.settings.DraftChanges(r.Context(), d)
	if err != nil {
		return err
	}
	titles := map[string]string{}
	for _, f := range d.Files {
		titles[f.Name] = p.titleOf(f.File)
	}
	page := publishing{drafted: shown, changes: gathered(found, titles), note: note}
	return web.Render(w, r, status, web.Page{
		Title: "What the draft changes", Section: section, Back: draftPath, Wide: true,
		Errors: append(forms.Errors(&note), more...), Body: publishPage(page),
	})
}

// gathered puts changes, which come file by file, under what each file is called.
func gathered(found []blueprint.Change, titles map[string]string) (files []changed) {
	for _, c := range found {
		if n := len(files); n == 0 || files[n-1].file != c.File {
			files = append(files, changed{file: c.File, title: or(titles[c.File], c.File)})
		}
		last := &files[len(files)-1]
		last.changes = append(last.changes, c)
	}
	return files
}

func (p *pages) publish(w http.ResponseWriter, r *http.Request) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	d, done, err := p.need(w, r)
	if done {
		return err
	}
	note := newNote()
	if !forms.Parse(values, &note) {
		return p.showPublishing(w, r, http.StatusUnprocessableEntity, d, note, nil)
	}
	v, err := p.settings.Publish(r.Context(), draftID(values), revisionIn(values), note.Value())
	if err != nil {
		return p.notPublished(w, r, note, err)
	}
	web.Flash(w, r, "Version "+v.Name()+" is in use. The draft is done with.")
	return web.Redirect(w, r, "/admin/blueprint")
}

func revisionIn(values url.Values) int64 {
	n, _ := strconv.ParseInt(values.Get("revision"), 10, 64)
	return n
}

// notPublished shows what the draft changes once more, with why it was not published.
func (p *pages) notPublished(w http.ResponseWriter, r *http.Request, note forms.String, cause error) error {
	status := http.StatusUnprocessableEntity
	switch {
	case isStale(cause):
		status = http.StatusConflict
	case fault.KindOf(cause) != fault.Invalid:
		return cause
	}
	d, done, err := p.need(w, r)
	if done {
		return err
	}
	return p.showPublishing(w, r, status, d, note, reasons(cause))
}

// reasons are what keeps a version from being made.
func reasons(cause error) []forms.ErrorItem {
	problems, broken := errors.AsType[blueprint.Problems](cause)
	if !broken {
		return []forms.ErrorItem{{Href: "#main-content", Text: fault.MessageOf(cause)}}
	}
	var all []forms.ErrorItem
	for _, one := range problems {
		all = append(all, forms.ErrorItem{Href: "#main-content", Text: placeOf(one) + ": " + saidOf(one)})
	}
	return all
}
