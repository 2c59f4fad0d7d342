package outreachweb

import (
	"net/http"

	"kith/internal/plat/journal"
	"kith/internal/plat/tabular"
	"kith/internal/plat/web"
	"kith/internal/services/outreach"
)

// rejected answers with the rows that are not taken, each with its number and why, under the
// columns of the file, so that they can be mended and handed in again. Who takes
// it is in the journal first.
func (p *pages) rejected(w http.ResponseWriter, r *http.Request) error {
	v, err := p.view(r.Context(), r.PathValue("id"))
	if err != nil {
		return err
	}
	if err := p.around.Took(r.Context(), journal.Entry{
		Verb: "took the rows of a list that were not taken in", Topic: "people.read", Objects: []journal.Object{{Kind: "list", ID: string(v.ID)}},
	}); err != nil {
		return err
	}
	web.Attachment(w, "not-taken.csv", "text/csv; charset=utf-8")
	out := tabular.NewRejects(w)
	out.Named(v.Columns)
	for _, row := range v.of(outreach.Rejected()...) {
		if err := out.Add(v.Name, tabular.Row{Number: row.Number, Cells: row.Cells}, sentBack(row)); err != nil {
			return err
		}
	}
	return out.Flush()
}

// sentBack is why a row is not taken, as a file may say it that goes back to whoever sent the
// list: of one of our people it says no more than that.
func sentBack(row outreach.Row) string {
	if _, ours := row.Certain(); ours {
		return "We do not approach them ourselves. Ask us."
	}
	return row.Why
}
