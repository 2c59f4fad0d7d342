package web

import (
	"context"
	"net/http"

	"kith/internal/plat/tabular"
)

// Table is a list to be saved as a CSV file, read and sent a part at a time.
type Table struct {
	Name    string // of the file, without its ending
	About   []tabular.About
	Columns []string
	// Next reads more rows; more is false once there are none behind them. What has to be
	// recorded before it is seen, it records before it returns.
	Next func(ctx context.Context) (rows [][]string, more bool, err error)
}

// SendTable answers with the table. A fault of its first part is returned and becomes a
// page; once a part is on its way, the file itself says that it is not whole and the
// download fails. Its route is [Route.Streaming].
func SendTable(w http.ResponseWriter, r *http.Request, t Table) error {
	rows, more, err := t.Next(r.Context())
	if err != nil {
		return err
	}
	Attachment(w, t.Name+".csv", "text/csv; charset=utf-8")
	sheet, err := tabular.NewSheet(w, t.About, t.Columns)
	for err == nil {
		if err = sheet.Add(rows); err != nil {
			break
		}
		if !more {
			_ = sheet.End() // whoever is no longer there cannot be told
			return nil
		}
		rows, more, err = t.Next(r.Context())
	}
	visited(r).server.blame(r, err)
	if sheet != nil {
		_ = sheet.Break()
		_ = http.NewResponseController(w).Flush()
	}
	panic(http.ErrAbortHandler) // half a list must not pass for a whole one
}
