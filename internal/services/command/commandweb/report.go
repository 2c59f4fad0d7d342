package commandweb

import (
	"net/http"
	"strconv"

	"kith/internal/kernel/fault"
	"kith/internal/plat/forms"
	"kith/internal/plat/web"
	"kith/internal/services/command"
)

// reportForm is what people add to the figures.
type reportForm struct {
	Notes, Plans forms.Text
	Version      forms.Hidden
}

func (f *reportForm) fields() []forms.Parser { return []forms.Parser{&f.Notes, &f.Plans, &f.Version} }

func newReportForm() *reportForm {
	return &reportForm{
		Notes:   forms.Text{Name: "notes", Label: "What stands out", Max: command.MaxWords, Rows: 6},
		Plans:   forms.Text{Name: "plans", Label: "What is planned (optional)", Max: command.MaxWords, Rows: 4},
		Version: forms.Hidden{Name: "version"},
	}
}

func (p *pages) draft(w http.ResponseWriter, r *http.Request) error {
	group := r.PathValue("group")
	n, err := p.command.Draft(r.Context(), group)
	if err != nil {
		return err
	}
	return web.Redirect(w, r, address(group, "reports", number(n)))
}

func (p *pages) theReport(r *http.Request) (v command.View, one command.Report, err error) {
	if v, err = p.view(r); err != nil {
		return v, one, err
	}
	n, err := numberOf(r.PathValue("number"))
	if err != nil {
		return v, one, err
	}
	return p.command.Report(r.Context(), v.ID, n)
}

func (p *pages) report(w http.ResponseWriter, r *http.Request) error {
	v, one, err := p.theReport(r)
	if err != nil {
		return err
	}
	f := newReportForm()
	f.Notes.Set(one.Notes)
	f.Plans.Set(one.Plans)
	f.Version.Set(number(one.Version))
	return showReport(w, r, http.StatusOK, v, one, f, "")
}

func showReport(w http.ResponseWriter, r *http.Request, status int, v command.View, one command.Report, f *reportForm, wrong string) error {
	return web.Render(w, r, status, web.Page{
		Title: "Situation report " + number(one.Number) + " of " + v.Name, Section: section, Back: address(v.ID), Wide: true, Errors: forms.Errors(f.fields()...), Body: reportPage(v, one, f, wrong),
	})
}

// saveReport keeps or sends a draft. A stale save keeps what was typed beside what stands.
func (p *pages) saveReport(w http.ResponseWriter, r *http.Request) error {
	v, one, err := p.theReport(r)
	if err != nil {
		return err
	}
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	f, send := newReportForm(), values.Get("do") == "send"
	f.Notes.Required, f.Notes.Missing = send, "Enter what stands out before you send it"
	if !forms.Parse(values, f.fields()...) {
		return showReport(w, r, http.StatusUnprocessableEntity, v, one, f, "")
	}
	version, _ := strconv.ParseInt(f.Version.Value(), 10, 64)
	err = p.command.Save(r.Context(), v.ID, one.Number, version, command.Words{Notes: f.Notes.Value(), Plans: f.Plans.Value()}, send)
	switch {
	case fault.CodeOf(err) == "command.stale":
		f.Version.Set(number(one.Version))
		return showReport(w, r, http.StatusConflict, v, one, f, "Somebody else saved this report meanwhile. They wrote: “"+one.Notes+"” What you typed is below; saving again puts it in place of theirs.")
	case err != nil:
		return err
	}
	if send {
		web.Flash(w, r, "The report is sent, and stands as it is")
	} else {
		web.Flash(w, r, "The draft is kept, with the figures of now")
	}
	return web.Redirect(w, r, address(v.ID, "reports", number(one.Number)))
}
