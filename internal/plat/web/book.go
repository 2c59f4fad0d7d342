package web

import (
	"net/http"

	"kith/internal/kernel/fault"
	"kith/internal/plat/tabular"
)

// mostInBook is how many rows a workbook holds at most: it is made whole before any of it goes.
const mostInBook = 20_000

// SendBook answers with the table as a workbook (.xlsx): a sheet of its rows, and one that says
// what they are. It is for short tables; a longer one is [fault.Invalid] and is had as CSV.
func SendBook(w http.ResponseWriter, r *http.Request, t Table) error {
	rows, more, err := t.Next(r.Context())
	for err == nil && more && len(rows) <= mostInBook {
		var next [][]string
		next, more, err = t.Next(r.Context())
		rows = append(rows, next...)
	}
	if err != nil {
		return err
	}
	if len(rows) > mostInBook {
		return fault.New(fault.Invalid, "web.long-book", "This is too long for a workbook. Download it as CSV.")
	}
	about := tabular.BookSheet{Name: "About", Columns: []string{"", ""}}
	for _, a := range t.About {
		about.Rows = append(about.Rows, []tabular.BookCell{{Text: a.Name}, {Text: a.Text}})
	}
	table := tabular.BookSheet{Name: "Table", Columns: t.Columns}
	for _, row := range rows {
		var cells []tabular.BookCell
		for _, text := range row {
			cells = append(cells, tabular.BookCell{Text: text})
		}
		table.Rows = append(table.Rows, cells)
	}
	file, err := tabular.Book([]tabular.BookSheet{table, about})
	if err != nil {
		return err
	}
	Attachment(w, t.Name+".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
	_, _ = w.Write(file) // whoever is no longer there cannot be told
	return nil
}
