package outreachweb

import (
	"context"
	"net/http"

	"kith/internal/kernel/fault"
	"kith/internal/plat/forms"
	"kith/internal/plat/govuk"
	"kith/internal/plat/web"
	"kith/internal/registers/contacts"
	"kith/internal/services/outreach"
)

// handing is the page on which a file is handed in.
type handing struct {
	from    forms.Select
	file    forms.File
	offered []contacts.List
	earlier govuk.Table
}

func (p *pages) handing(ctx context.Context) (h *handing, err error) {
	h = &handing{
		from: forms.Select{
			Name: "from", Label: "Whose list is it?", Required: true, Missing: "Select whose list it is",
			Options: []forms.Option{{Label: "Select one"}},
		},
		file: forms.File{Name: "file", Label: "The file", Hint: "A table as CSV or Excel (.xlsx), at most 10 MB and 1,000 rows.", Accept: ".csv,.txt,.xlsx"},
	}
	if h.offered, err = p.outreach.Offered(ctx); err != nil {
		return nil, err
	}
	for _, l := range h.offered {
		h.from.Options = append(h.from.Options, forms.Option{Value: l.ID, Label: l.Name})
	}
	h.earlier, err = p.earlier(ctx)
	return h, err
}

// earlier are the lists that were handed in lately.
func (p *pages) earlier(ctx context.Context) (t govuk.Table, err error) {
	t = govuk.Table{
		Caption: "Lists handed in lately", CaptionHidden: true, RowHeader: true,
		Columns: []govuk.Column{{Text: "File"}, {Text: "Whose list"}, {Text: "How it stands"}, {Text: "Handed in"}, {Text: "By"}},
		Empty:   govuk.Empty{Text: "No list has been handed in lately. Lists appear here once a file was looked at."},
	}
	all, err := p.outreach.Lists(ctx)
	if err != nil {
		return t, err
	}
	names, err := p.names(ctx)
	for _, l := range all {
		t.Rows = append(t.Rows, govuk.Row{Cells: []govuk.Cell{
			{Text: l.Name, Href: address(l.ID)},
			{Text: names(l.From)},
			{Content: stateTag(l.State)},
			{Content: govuk.Ago(l.HandedAt, p.around.Now())},
			{Text: p.around.AccountName(ctx, l.HandedBy)},
		}})
	}
	return t, err
}

// names gives the names of the lists of contacts.yaml.
func (p *pages) names(ctx context.Context) (func(id string) string, error) {
	all, err := p.around.Lists(ctx)
	return func(id string) string {
		for _, l := range all {
			if l.ID == id {
				return l.Name
			}
		}
		return id
	}, err
}

func stateTag(s outreach.State) govuk.Tag {
	switch s {
	case outreach.Draft:
		return govuk.Tag{Text: "Nothing begun yet", Colour: govuk.Yellow}
	case outreach.Begun:
		return govuk.Tag{Text: "Checks are being begun", Colour: govuk.Blue}
	}
	return govuk.Tag{Text: "Done", Colour: govuk.Green}
}

func (p *pages) lists(w http.ResponseWriter, r *http.Request) error {
	h, err := p.handing(r.Context())
	if err != nil {
		return err
	}
	return p.showHanding(w, r, http.StatusOK, h)
}

func (p *pages) showHanding(w http.ResponseWriter, r *http.Request, status int, h *handing) error {
	wrong := forms.Errors(&h.from)
	if h.file.Err() != "" {
		wrong = append(wrong, forms.ErrorItem{Href: h.file.Href(), Text: h.file.Err()})
	}
	return web.Render(w, r, status, web.Page{
		Title: "People who could not be reached", Section: "Board", Back: safePath, Errors: wrong, Body: handingPage(h),
	})
}

func (p *pages) handIn(w http.ResponseWriter, r *http.Request) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	h, err := p.handing(r.Context())
	if err != nil {
		return err
	}
	valid := forms.Parse(values, &h.from)
	f, err := h.handedIn(r)
	if err != nil {
		h.file.Fail(fault.MessageOf(err))
	}
	if err != nil || !valid {
		return p.showHanding(w, r, http.StatusUnprocessableEntity, h)
	}
	id, again, err := p.outreach.HandIn(r.Context(), f)
	switch kind := fault.KindOf(err); {
	case err != nil && (kind == fault.Invalid || kind == fault.Conflict):
		h.file.Fail(fault.MessageOf(err))
		return p.showHanding(w, r, http.StatusUnprocessableEntity, h)
	case err != nil:
		return err
	}
	if again {
		web.Flash(w, r, "This file was taken in before. Nothing begins twice: this is what came of it")
	}
	return web.Redirect(w, r, address(id))
}

// handedIn reads the file that came with the form.
func (h *handing) handedIn(r *http.Request) (outreach.File, error) {
	f, err := web.HandedIn(r, h.file.Name, "Choose the file of people who could not be reached")
	return outreach.File{Name: f.Name, From: h.from.Value(), Open: f.Open}, err
}
