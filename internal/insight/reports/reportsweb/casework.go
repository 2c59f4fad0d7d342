package reportsweb

import (
	"net/http"
	"strings"
	"time"

	"kith/internal/insight/reports"
	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/access"
	"kith/internal/plat/forms"
	"kith/internal/plat/govuk"
	"kith/internal/plat/web"
)

// casePath is a member's own casework; keptPath what staff see of all of it.
const (
	casePath = wardPath + "/casework"
	keptPath = "/dashboard/casework"
)

// caseForm is how a member says which request they may ask after.
type caseForm struct {
	Reference forms.String
	Code      forms.String
	Agreed    forms.String
}

func (f *caseForm) fields() []forms.Parser {
	return []forms.Parser{&f.Reference, &f.Code, &f.Agreed}
}

func newCaseForm() *caseForm {
	return &caseForm{
		Reference: forms.String{Name: "reference", Label: "Reference of their request", Hint: "For example, 7K3D-9M2", Required: true, Max: 20, Width: 10, Missing: "Enter the reference of their request"},
		Code:      forms.String{Name: "code", Label: "Code", Hint: "The 6 numbers that came with the reference", Required: true, Max: 10, Width: 5, Missing: "Enter the 6 numbers that came with the reference"},
		Agreed:    forms.String{Name: "agreed", Label: "How they agreed that you are told how it goes", Hint: "For example, by phone on Monday. They can change their mind at any time.", Required: true, Max: 120, Missing: "Enter how they agreed that you are told how it goes"},
	}
}

// caseScreen is a member's casework as it is drawn.
type caseScreen struct {
	cases []reports.Case
	now   time.Time
	form  *caseForm
}

func (p *pages) casework(w http.ResponseWriter, r *http.Request) error {
	return p.showCasework(w, r, http.StatusOK, newCaseForm())
}

func (p *pages) showCasework(w http.ResponseWriter, r *http.Request, status int, f *caseForm) (err error) {
	s := &caseScreen{now: p.reports.Now(r.Context()), form: f}
	if s.cases, err = p.reports.OwnCases(r.Context()); err != nil {
		return err
	}
	return web.Render(w, r, status, web.Page{
		Title: "Your casework", Section: wardSection, Back: wardPath, Errors: forms.Errors(f.fields()...), Body: caseworkPage(s),
	})
}

// follow lets a member ask after a request. What is wrong with reference or code is said in
// one way, so that nobody learns which references there are.
func (p *pages) follow(w http.ResponseWriter, r *http.Request) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	f := newCaseForm()
	if !forms.Parse(values, f.fields()...) {
		return p.showCasework(w, r, http.StatusUnprocessableEntity, f)
	}
	reference, err := ident.ParseReference(f.Reference.Value())
	if err != nil {
		f.Reference.Fail(fault.MessageOf(err))
		return p.showCasework(w, r, http.StatusUnprocessableEntity, f)
	}
	code := strings.ReplaceAll(f.Code.Value(), " ", "")
	switch err := p.reports.FollowCase(r.Context(), reference, code, f.Agreed.Value()); {
	case err == nil:
	case fault.KindOf(err) == fault.NotFound, fault.KindOf(err) == fault.RateLimited:
		f.Code.Fail(fault.MessageOf(err))
		return p.showCasework(w, r, http.StatusUnprocessableEntity, f)
	default:
		return err
	}
	web.Flash(w, r, "You are told how "+string(reference)+" goes")
	return web.Redirect(w, r, casePath)
}

func (p *pages) endOwnCase(w http.ResponseWriter, r *http.Request) error {
	if err := p.reports.EndCase(r.Context(), reports.CaseID(r.PathValue("id"))); err != nil {
		return err
	}
	web.Flash(w, r, "You are no longer told how that request goes")
	return web.Redirect(w, r, casePath)
}

// keptScreen is what staff see of what members are told.
type keptScreen struct {
	cases []reports.Case
	now   time.Time
	ends  bool
}

func (p *pages) keptCases(w http.ResponseWriter, r *http.Request) (err error) {
	s := &keptScreen{now: p.reports.Now(r.Context()), ends: reports.MayEnd(access.From(r.Context()))}
	if s.cases, err = p.reports.Cases(r.Context()); err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, web.Page{
		Title: "Requests that councillors ask after", Section: section, Back: "/dashboard", Wide: true, Body: keptCasesPage(s),
	})
}

func (p *pages) endKeptCase(w http.ResponseWriter, r *http.Request) error {
	if err := p.reports.EndCase(r.Context(), reports.CaseID(r.PathValue("id"))); err != nil {
		return err
	}
	web.Flash(w, r, "The councillor is no longer told how that request goes")
	return web.Redirect(w, r, keptPath)
}

// whose is whom a case is of, as far as it may be told.
func whose(c reports.Case) string {
	if c.Who == "" {
		return "Name not shown"
	}
	return c.Who
}

func caseTitle(c reports.Case) string { return whose(c) + ", " + string(c.Reference) }

func (s *caseScreen) summary(c reports.Case) govuk.SummaryList {
	l := govuk.SummaryList{Plain: true, Rows: []govuk.SummaryRow{
		{Key: "How it goes", Text: c.Status()},
		{Key: "Asked", Content: govuk.Ago(c.ReceivedAt, s.now)},
		{Key: "They agreed", Text: c.Agreed},
	}}
	if !c.ClosedAt.IsZero() {
		l.Rows = append(l.Rows, govuk.SummaryRow{Key: "Finished", Content: govuk.Ago(c.ClosedAt, s.now)})
	}
	return l
}

func (s *keptScreen) table() govuk.Table {
	t := govuk.Table{
		Caption: "Requests that councillors ask after", CaptionHidden: true, RowHeader: true,
		Columns: columns("Request", "For", "Councillor", "How they agreed", "Since", "What they are told"),
		Empty:   govuk.Empty{Text: "No councillor asks after a request. One appears here when a councillor enters its reference and code on their own page and says how the person agreed."},
	}
	if s.ends {
		t.Columns = append(t.Columns, govuk.Column{Text: "End it", Hidden: true})
	}
	for _, c := range s.cases {
		cells := []govuk.Cell{
			{Text: string(c.Reference), Href: "/requests/" + string(c.Request)},
			{Text: whose(c)},
			{Text: c.Member},
			{Text: c.Agreed},
			{Content: govuk.Ago(c.NotedAt, s.now)},
			{Text: c.Status()},
		}
		if s.ends {
			cells = append(cells, govuk.Cell{Content: endCase(keptPath, c)})
		}
		t.Rows = append(t.Rows, govuk.Row{Cells: cells})
	}
	return t
}
