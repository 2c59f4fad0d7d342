package volunteersweb

import (
	"fmt"
	"net/http"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/forms"
	"kith/internal/plat/govuk"
	"kith/internal/plat/journal"
	"kith/internal/plat/tabular"
	"kith/internal/plat/web"
	"kith/internal/registers/volunteers"
)

func sheetField() forms.File {
	return forms.File{Name: "file", Label: "The file", Hint: "A table as CSV or Excel (.xlsx), at most 10 MB and 2,000 rows.", Accept: ".csv,.txt,.xlsx"}
}

func (p *pages) sheets(w http.ResponseWriter, r *http.Request) error {
	return p.showSheets(w, r, http.StatusOK, sheetField())
}

func (p *pages) showSheets(w http.ResponseWriter, r *http.Request, status int, file forms.File) error {
	all, err := p.volunteers.Sheets(r.Context())
	if err != nil {
		return err
	}
	t := govuk.Table{
		Caption: "Files handed in lately", CaptionHidden: true, RowHeader: true,
		Columns: []govuk.Column{{Text: "File"}, {Text: "How it stands"}, {Text: "Handed in"}, {Text: "By"}},
		Empty:   govuk.Empty{Text: "No file has been handed in lately."},
	}
	for _, s := range all {
		t.Rows = append(t.Rows, govuk.Row{Cells: []govuk.Cell{
			{Text: s.Name, Href: importPath + "/" + string(s.ID)},
			{Content: sheetTag(s)},
			{Content: govuk.Ago(s.HandedAt, p.around.Now())},
			{Text: p.around.AccountName(r.Context(), s.HandedBy)},
		}})
	}
	var wrong []forms.ErrorItem
	if file.Err() != "" {
		wrong = []forms.ErrorItem{{Href: file.Href(), Text: file.Err()}}
	}
	return web.Render(w, r, status, web.Page{Title: "Take in a spreadsheet", Back: listPath, Section: section, Errors: wrong, Body: sheetsPage(file, t)})
}

func sheetTag(s volunteers.Sheet) govuk.Tag {
	if s.Taken {
		return govuk.Tag{Text: "Taken in", Colour: govuk.Green}
	}
	return govuk.Tag{Text: "Looked at, nothing taken in", Colour: govuk.Yellow}
}

func (p *pages) handIn(w http.ResponseWriter, r *http.Request) error {
	if _, err := web.Parse(r); err != nil {
		return err
	}
	file := sheetField()
	handed, err := web.HandedIn(r, file.Name, "Choose the file of volunteers")
	if err == nil {
		var id volunteers.SheetID
		id, err = p.volunteers.HandIn(r.Context(), handed.Name, handed.Open)
		if err == nil {
			return web.Redirect(w, r, importPath+"/"+string(id))
		}
	}
	if fault.KindOf(err) != fault.Invalid {
		return err
	}
	file.Fail(fault.MessageOf(err))
	return p.showSheets(w, r, http.StatusUnprocessableEntity, file)
}

// looked is the page of a file: what would come, or came, of each row.
type looked struct {
	facts
	volunteers.Sheet
}

func (p *pages) looked(r *http.Request) (l *looked, err error) {
	id, err := ident.Parse[volunteers.Sheet](r.PathValue("id"))
	if err != nil {
		return nil, err
	}
	l = &looked{}
	if l.Sheet, err = p.volunteers.Sheet(r.Context(), id); err != nil {
		return nil, err
	}
	l.facts, err = p.facts(r.Context())
	return l, err
}

func (p *pages) sheet(w http.ResponseWriter, r *http.Request) error {
	l, err := p.looked(r)
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, web.Page{Title: l.Name, Back: importPath, Section: section, Wide: true, Body: sheetPage(l)})
}

func (l *looked) tiles() govuk.StatTiles {
	tile := func(label string, of volunteers.RowStanding, c govuk.Colour) govuk.StatTile {
		return govuk.StatTile{Label: label, Value: fmt.Sprint(l.Count(of)), Colour: c}
	}
	first := tile("New, to be added", volunteers.RowNew, govuk.Blue)
	if l.Taken {
		first = tile("Added", volunteers.RowAdded, govuk.Green)
	}
	return govuk.StatTiles{first, tile("On the register already", volunteers.RowKnown, govuk.Grey), tile("Cannot be taken", volunteers.RowFaulty, govuk.Red)}
}

func (l *looked) table() govuk.Table {
	t := govuk.Table{
		Caption: "The rows of the file", CaptionHidden: true,
		Columns: []govuk.Column{{Text: "Row", Numeric: true}, {Text: "Name"}, {Text: "Where"}, {Text: "Offers"}, {Text: "What comes of it"}},
		Empty:   govuk.Empty{Text: "What the rows said is forgotten a month after they were taken in."},
	}
	for _, row := range l.Rows {
		name := row.Said.Given + " " + row.Said.Family
		cell := govuk.Cell{Text: name}
		if row.Volunteer != "" {
			cell.Href = address(row.Volunteer)
		}
		where := ""
		if row.Standing == volunteers.RowNew || row.Standing == volunteers.RowAdded {
			where = l.hood(row.Said.Neighbourhood)
		}
		t.Rows = append(t.Rows, govuk.Row{Cells: []govuk.Cell{
			{Text: fmt.Sprint(row.Number), Numeric: true}, cell, {Text: where}, {Text: l.offers(row.Said.Activities)}, {Content: rowState(row)},
		}})
	}
	return t
}

func rowTag(s volunteers.RowStanding) govuk.Tag {
	switch s {
	case volunteers.RowNew:
		return govuk.Tag{Text: "New", Colour: govuk.Blue}
	case volunteers.RowAdded:
		return govuk.Tag{Text: "Added", Colour: govuk.Green}
	case volunteers.RowKnown:
		return govuk.Tag{Text: "Known", Colour: govuk.Grey}
	}
	return govuk.Tag{Text: "Not taken", Colour: govuk.Red}
}

func (p *pages) takeIn(w http.ResponseWriter, r *http.Request) error {
	if _, err := web.Parse(r); err != nil {
		return err
	}
	id, err := ident.Parse[volunteers.Sheet](r.PathValue("id"))
	if err != nil {
		return err
	}
	counts, err := p.volunteers.TakeIn(r.Context(), id)
	if err != nil {
		return err
	}
	web.Flash(w, r, fmt.Sprintf("%s added", inPeople(int(counts.Added))))
	return web.Redirect(w, r, importPath+"/"+string(id))
}

// rejected answers with the rows that were not taken, each with its number and why.
func (p *pages) rejected(w http.ResponseWriter, r *http.Request) error {
	l, err := p.looked(r)
	if err != nil {
		return err
	}
	if err := p.around.Took(r.Context(), journal.Entry{
		Verb: "took the rows of a file of volunteers that were not taken in", Topic: "volunteers.read", Objects: []journal.Object{{Kind: "sheet", ID: string(l.ID)}},
	}); err != nil {
		return err
	}
	web.Attachment(w, "not-taken.csv", "text/csv; charset=utf-8")
	out := tabular.NewRejects(w)
	out.Named(l.Columns)
	for _, row := range l.Rows {
		if row.Standing != volunteers.RowFaulty {
			continue
		}
		if err := out.Add(l.Name, tabular.Row{Number: int(row.Number), Cells: row.Cells}, row.Why); err != nil {
			return err
		}
	}
	return out.Flush()
}
