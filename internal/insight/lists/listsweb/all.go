package listsweb

import (
	"context"
	"errors"
	"net/http"

	"kith/internal/insight/lists"
	"kith/internal/kernel/fault"
	"kith/internal/kernel/figure"
	"kith/internal/plat/access"
	"kith/internal/plat/forms"
	"kith/internal/plat/govuk"
	"kith/internal/plat/web"
	"kith/internal/registers/assets"
)

// listing is the page of all files, and where one is handed in.
type listing struct {
	file      forms.File
	table     govuk.Table
	elsewhere *lists.BelongsElsewhere // where the file is taken in that was handed in here; nil is here
}

// opens reports whether whoever looks may take such a file in where it belongs: those who keep
// volunteers and organisations.
func (l *listing) opens(ctx context.Context) bool {
	return access.From(ctx).Has(access.Coordinator, access.Manager)
}

func (p *pages) listing(ctx context.Context) (l *listing, err error) {
	l = &listing{
		file: forms.File{Name: "file", Label: "The file", Hint: "A table as CSV or Excel (.xlsx), at most 32 MB and 100,000 rows.", Accept: ".csv,.txt,.xlsx"},
		table: govuk.Table{
			Caption: "Files handed in lately", RowHeader: true,
			Columns: []govuk.Column{{Text: "File"}, {Text: "Whose data"}, {Text: "Rows", Numeric: true}, {Text: "How it stands"}, {Text: "Handed in"}},
			Empty:   govuk.Empty{Text: "No list has been handed in yet. Choose a file above: nothing is written before you have looked at what would change."},
		},
	}
	all, err := p.lists.Versions(ctx)
	if err != nil {
		return nil, err
	}
	names, err := p.names(ctx)
	for _, v := range all {
		l.table.Rows = append(l.table.Rows, govuk.Row{Cells: []govuk.Cell{
			{Text: v.Name, Href: address(v.ID)},
			{Text: names(v.Asset)},
			{Text: figure.Grouped(v.Rows), Numeric: true},
			{Content: stateTag(v.State)},
			{Content: govuk.Ago(v.HandedAt, p.around.Now())},
		}})
	}
	return l, err
}

// names gives the names of data assets.
func (p *pages) names(ctx context.Context) (func(id assets.ID) string, error) {
	all, err := p.around.Assets(ctx)
	return func(id assets.ID) string {
		for _, a := range all {
			if a.ID == id {
				return a.Name
			}
		}
		return "Not said yet"
	}, err
}

func stateTag(s lists.State) govuk.Tag {
	switch s {
	case lists.HandedIn:
		return govuk.Tag{Text: "To be looked at", Colour: govuk.Yellow}
	case lists.Checking:
		return govuk.Tag{Text: "Being checked", Colour: govuk.Blue}
	case lists.Checked:
		return govuk.Tag{Text: "Ready to switch on", Colour: govuk.Yellow}
	case lists.Switching:
		return govuk.Tag{Text: "Being switched on", Colour: govuk.Blue}
	case lists.Current:
		return govuk.Tag{Text: "In use", Colour: govuk.Green}
	case lists.Past:
		return govuk.Tag{Text: "Replaced", Colour: govuk.Grey}
	case lists.Failed:
		return govuk.Tag{Text: "Could not be taken", Colour: govuk.Red}
	}
	return govuk.Tag{Text: "Given up", Colour: govuk.Grey}
}

func (p *pages) all(w http.ResponseWriter, r *http.Request) error {
	l, err := p.listing(r.Context())
	if err != nil {
		return err
	}
	return showAll(w, r, http.StatusOK, l)
}

func showAll(w http.ResponseWriter, r *http.Request, status int, l *listing) error {
	var wrong []forms.ErrorItem
	if l.file.Err() != "" {
		wrong = append(wrong, forms.ErrorItem{Href: l.file.Href(), Text: l.file.Err()})
	}
	return web.Render(w, r, status, web.Page{Title: "Lists", Section: section, Wide: true, Errors: wrong, Body: allPage(l)})
}

func (p *pages) handIn(w http.ResponseWriter, r *http.Request) error {
	if _, err := web.Parse(r); err != nil {
		return err
	}
	l, err := p.listing(r.Context())
	if err != nil {
		return err
	}
	f, err := web.HandedIn(r, l.file.Name, "Choose the file of the list")
	if err == nil {
		var id lists.VersionID
		var again bool
		if id, again, err = p.lists.HandIn(r.Context(), f); err == nil {
			if again {
				web.Flash(w, r, "This file was handed in before. This is how it stands")
			}
			return web.Redirect(w, r, address(id))
		}
	}
	if fault.KindOf(err) != fault.Invalid {
		return err
	}
	l.file.Fail(fault.MessageOf(err))
	l.elsewhere, _ = errors.AsType[*lists.BelongsElsewhere](err)
	return showAll(w, r, http.StatusUnprocessableEntity, l)
}
