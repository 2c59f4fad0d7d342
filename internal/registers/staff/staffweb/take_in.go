package staffweb

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"path/filepath"
	"strconv"

	"kith/internal/kernel/fault"
	"kith/internal/plat/forms"
	"kith/internal/plat/govuk"
	"kith/internal/plat/imports"
	"kith/internal/plat/tabular"
	"kith/internal/plat/web"
	"kith/internal/registers/staff"
)

// mostBytes is how large a list may be.
const mostBytes = 10 << 20

// taking is the page on which a list is handed in.
type taking struct {
	known
	file  forms.File
	taken *imports.Taken // what came of it; nil before
	name  string
}

// The buttons of the page.
const (
	doInput  = "do"
	doCheck  = "check"
	doTakeIn = "take-in"
)

func (p *pages) taking(r *http.Request) (*taking, error) {
	k, err := p.known(r.Context())
	return &taking{
		known: k,
		file:  forms.File{Name: "file", Label: "The list", Hint: "A table as CSV or Excel (.xlsx), at most 10 MB.", Accept: ".csv,.txt,.xlsx"},
	}, err
}

func (p *pages) importPage(w http.ResponseWriter, r *http.Request) error {
	t, err := p.taking(r)
	if err != nil {
		return err
	}
	return t.show(w, r, http.StatusOK)
}

func (p *pages) takeIn(w http.ResponseWriter, r *http.Request) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	t, err := p.taking(r)
	if err != nil {
		return err
	}
	f, err := t.handedIn(r)
	if err != nil {
		t.file.Fail(fault.MessageOf(err))
		return t.show(w, r, http.StatusUnprocessableEntity)
	}
	taken, err := p.staff.TakeIn(r.Context(), f, values.Get(doInput) != doTakeIn)
	if fault.KindOf(err) == fault.Invalid {
		t.file.Fail(fault.MessageOf(err))
		return t.show(w, r, http.StatusUnprocessableEntity)
	}
	if err != nil {
		return err
	}
	t.taken, t.name = &taken, f.Name
	return t.show(w, r, http.StatusOK)
}

// handedIn reads the list that came with the form.
func (t *taking) handedIn(r *http.Request) (staff.File, error) {
	in, header, err := r.FormFile(t.file.Name)
	if err != nil {
		return staff.File{}, fault.New(fault.Invalid, "staffweb.no-file", "Choose the list to take in")
	}
	defer in.Close()
	all, err := io.ReadAll(in)
	if err != nil {
		return staff.File{}, err
	}
	table, err := tabular.AsText(header.Filename, all)
	return staff.File{
		Name: filepath.Base(header.Filename), Open: func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(table)), nil },
	}, err
}

func (t *taking) show(w http.ResponseWriter, r *http.Request, status int) error {
	var wrong []forms.ErrorItem
	if t.file.Err() != "" {
		wrong = append(wrong, forms.ErrorItem{Href: t.file.Href(), Text: t.file.Err()})
	}
	return web.Render(w, r, status, web.Page{Title: "Take a list of staff in", Section: section, Back: home, Errors: wrong, Body: takingPage(t)})
}

func rowsWords(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// mostRejected is how many rejected rows the page shows.
const mostRejected = 100

func (t *taking) rejected() govuk.Table {
	table := govuk.Table{Caption: "Rows that cannot be taken", Columns: []govuk.Column{{Text: "Row", Numeric: true}, {Text: "Why"}}}
	for _, one := range t.taken.Rejected[:min(len(t.taken.Rejected), mostRejected)] {
		table.Rows = append(table.Rows, govuk.Row{Cells: []govuk.Cell{{Text: strconv.Itoa(one.Number), Numeric: true}, {Text: one.Reason}}})
	}
	return table
}
