package settingsweb

import (
	"net/http"
	"strconv"

	"kith/internal/kernel/fault"
	"kith/internal/plat/govuk"
	"kith/internal/plat/jobs"
	"kith/internal/plat/web"
)

func (p *pages) jobs(w http.ResponseWriter, r *http.Request) error {
	dead, err := p.settings.DeadJobs(r.Context())
	if err != nil {
		return err
	}
	t := govuk.Table{
		Caption: "Work that came to rest", CaptionHidden: true, RowHeader: true,
		Columns: []govuk.Column{{Text: "What"}, {Text: "Why"}, {Text: "Tried", Numeric: true}, {Text: "Given up"}},
		Empty:   govuk.Empty{Text: "Nothing has come to rest. Messages and other work in the background appear here when they have failed too often."},
	}
	keeps := keeps(r.Context())
	if keeps {
		t.Columns = append(t.Columns, govuk.Column{Text: "What can be done", Hidden: true})
	}
	for _, d := range dead {
		row := govuk.Row{Cells: []govuk.Cell{
			{Text: d.Kind}, {Text: d.Error}, {Text: strconv.Itoa(d.Attempts), Numeric: true}, {Content: govuk.Ago(d.DiedAt, p.settings.Now(r.Context()))},
		}}
		if keeps {
			row.Cells = append(row.Cells, govuk.Cell{Content: sendAgainForm(d)})
		}
		t.Rows = append(t.Rows, row)
	}
	return web.Render(w, r, http.StatusOK, web.Page{
		Title: "Work that came to rest", Section: section, Back: "/admin", Wide: true, Body: jobsPage(len(dead), t),
	})
}

func (p *pages) sendAgain(w http.ResponseWriter, r *http.Request) error {
	id, err := strconv.ParseInt(r.PathValue("id"), 10, 64)
	if err != nil {
		return fault.New(fault.NotFound, "settings.no-job", "There is no such piece of work. Go back to the list.")
	}
	if err := p.settings.SendAgain(r.Context(), id); err != nil {
		return err
	}
	web.Flash(w, r, "It is being done once more. If it fails again, it comes back to this list.")
	return web.Redirect(w, r, "/admin/jobs")
}

func sendAgainAddress(d jobs.Dead) string {
	return "/admin/jobs/" + strconv.FormatInt(d.ID, 10) + "/send-again"
}

func hiddenName(d jobs.Dead) string { return d.Kind + ", number " + strconv.FormatInt(d.ID, 10) }
