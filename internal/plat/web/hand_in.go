package web

import (
	"bytes"
	"io"
	"net/http"
	"path/filepath"
	"strconv"

	"kith/internal/kernel/fault"
	"kith/internal/plat/govuk"
	"kith/internal/plat/imports"
	"kith/internal/plat/tabular"
)

// HandedIn reads the table, CSV or a workbook, that came with a form in a field. Where none
// came, missing says so: it and a file that is no table are [fault.Invalid].
func HandedIn(r *http.Request, field, missing string) (imports.File, error) {
	in, header, err := r.FormFile(field)
	if err != nil {
		return imports.File{}, fault.New(fault.Invalid, "web.no-file", missing)
	}
	defer in.Close()
	all, err := io.ReadAll(in)
	if err != nil {
		return imports.File{}, err
	}
	table, err := tabular.Unpack(header.Filename, all)
	if err != nil {
		return imports.File{}, err
	}
	return imports.File{
		Name: filepath.Base(header.Filename), Passed: table.Passed(),
		Open: func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(table.Text)), nil },
	}, nil
}

// SendRejects answers with the rows of a file that cannot be taken, under the file's own
// columns, each with its number and why: mended, it can be handed in again.
func SendRejects(w http.ResponseWriter, name, file string, t imports.Taken) error {
	Attachment(w, name+".csv", "text/csv; charset=utf-8")
	out := tabular.NewRejects(w)
	out.Named(t.Columns)
	for _, one := range t.Rejected {
		if err := out.Add(file, tabular.Row{Number: one.Number, Cells: one.Cells}, one.Reason); err != nil {
			return err
		}
	}
	return out.Flush()
}

// mostRejects is how many rejected rows a page shows; the file has them all.
const mostRejects = 50

// RejectsTable shows the rows of a file that cannot be taken, each with why.
func RejectsTable(t imports.Taken) govuk.Table {
	table := govuk.Table{Caption: "Rows that cannot be taken", Columns: []govuk.Column{{Text: "Row", Numeric: true}, {Text: "Why"}}}
	for _, one := range t.Rejected[:min(len(t.Rejected), mostRejects)] {
		table.Rows = append(table.Rows, govuk.Row{Cells: []govuk.Cell{{Text: strconv.Itoa(one.Number), Numeric: true}, {Text: one.Reason}}})
	}
	return table
}
