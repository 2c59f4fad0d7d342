// Package accessreviewweb is the page on which information governance asks who can see what.
package accessreviewweb

import (
	"cmp"
	"context"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"kith/internal/kernel/day"
	"kith/internal/plat/access"
	"kith/internal/plat/forms"
	"kith/internal/plat/govuk"
	"kith/internal/plat/policy"
	"kith/internal/plat/tabular"
	"kith/internal/plat/web"
	"kith/internal/registers/accounts"
	"kith/internal/registers/places"
	"kith/internal/work/accessreview"
)

// Path is the page; its file stands beside it.
const (
	Path     = "/admin/access"
	filePath = Path + "/export.csv"
)

// Around tells the pages what lies outside.
type Around interface {
	// Neighbourhoods are the borough's.
	Neighbourhoods(ctx context.Context) ([]places.Neighbourhood, error)
	// TitleName is a title of roles.yaml in words; "" when there is none.
	TitleName(ctx context.Context, id string) string
}

type pages struct {
	review *accessreview.Service
	around Around
}

// Pages are the pages of who can see what.
func Pages(s *accessreview.Service, around Around) web.Pages {
	p := &pages{s, around}
	who := access.Anyone(accessreview.Readers()...)
	return web.Pages{Routes: []web.Route{
		web.Get(Path, who, p.page),
		web.Get(filePath, who, p.file).Streaming(),
	}}
}

// question is what somebody asks: it stands in the address and names nobody.
type question struct {
	about, hood forms.Select
	hubs        map[string]string
}

// noHub stands in an address for people without a hub.
const noHub = "none"

func (p *pages) asked(ctx context.Context, values url.Values) (*question, error) {
	all, err := p.around.Neighbourhoods(ctx)
	q := &question{
		about: forms.Select{Name: "about", Label: "Who can see", Required: true, Missing: "Select what it is about"},
		hood:  forms.Select{Name: "hood", Label: "of people in", Required: true, Missing: "Select a neighbourhood"},
		hubs:  map[string]string{"": "no hub yet"},
	}
	for _, s := range accessreview.Subjects() {
		q.about.Options = append(q.about.Options, forms.Option{Value: string(s), Label: s.Words()})
	}
	for _, n := range all {
		q.hubs[n.ID] = n.Name
		q.hood.Options = append(q.hood.Options, forms.Option{Value: n.ID, Label: n.Name})
	}
	q.hood.Options = append(q.hood.Options, forms.Option{Value: noHub, Label: "no hub yet"})
	return q, err
}

// parse reads the question; false when it needs mending.
func (q *question) parse(values url.Values) bool { return forms.Parse(values, &q.about, &q.hood) }

func (q *question) place() string {
	if q.hood.Value() == noHub {
		return ""
	}
	return q.hood.Value()
}

// view is the answer.
type view struct {
	*question
	accessreview.Review
	answered bool
	file     string
	titles   map[string]string
	rules    []policy.Rule // those that permit what is shown
}

func (p *pages) page(w http.ResponseWriter, r *http.Request) error {
	values := r.URL.Query()
	q, err := p.asked(r.Context(), values)
	if err != nil {
		return err
	}
	v, status := view{question: q, titles: map[string]string{}}, http.StatusOK
	var errs []forms.ErrorItem
	switch {
	case len(values) == 0:
	case !q.parse(values):
		status, errs = http.StatusUnprocessableEntity, forms.Errors(&q.about, &q.hood)
	default:
		if v.Review, err = p.review.Who(r.Context(), accessreview.Subject(q.about.Value()), q.place()); err != nil {
			return err
		}
		v.answered, v.file = true, filePath+"?"+url.Values{"about": {q.about.Value()}, "hood": {q.hood.Value()}}.Encode()
		v.explain(r.Context(), p.around)
	}
	return web.Render(w, r, status, web.Page{Title: "Who can see what", Back: "/admin", Section: "Admin", Wide: true, Errors: errs, Body: reviewPage(&v)})
}

// explain finds the titles and the policies of the rows.
func (v *view) explain(ctx context.Context, around Around) {
	var ids []string
	for _, row := range v.Rows {
		if title := row.Account.Title; v.titles[title] == "" {
			v.titles[title] = around.TitleName(ctx, title)
		}
		ids = append(ids, row.By...)
	}
	for _, rule := range policy.Rules() {
		if slices.Contains(ids, rule.ID) {
			v.rules = append(v.rules, rule)
		}
	}
}

func (v *view) heading() string {
	return "Who can see " + v.Subject.Words() + ": " + v.hubs[v.Neighbourhood]
}

// everyDay counts those who may see it without anything more.
func (v *view) everyDay() (n int) {
	seen := map[accounts.ID]bool{}
	for _, row := range v.Rows {
		if row.How == accessreview.EveryDay && !seen[row.Account.ID] {
			seen[row.Account.ID] = true
			n++
		}
	}
	return n
}

func (v *view) unused() (n int) {
	for _, row := range v.Rows {
		if row.How == accessreview.EveryDay && row.Used.IsZero() {
			n++
		}
	}
	return n
}

func (v *view) role(row accessreview.Row) string {
	name := cmp.Or(v.titles[row.Account.Title], strings.ReplaceAll(string(row.Grant.Role), "-", " "))
	switch {
	case row.Grant.Neighbourhood != "":
		return name + ", " + v.hubs[row.Grant.Neighbourhood]
	case row.Grant.Organisation != "" || row.Grant.Volunteer != "":
		return name + ", their own"
	}
	return name + ", the whole borough"
}

func onDay(at time.Time, never string) string {
	if at.IsZero() {
		return never
	}
	return day.Of(at).Short()
}

var columns = []string{"Name", "Role", "How", "Since", "Last opened one", "Last signed in", "Policy"}

const notLately = "Not in three months"

func (v *view) cells(row accessreview.Row) []string {
	return []string{
		row.Account.Name, v.role(row), string(row.How), onDay(row.Since, ""), onDay(row.Used, notLately), onDay(row.Account.SeenAt, "Never"), strings.Join(row.By, ", "),
	}
}

func (v *view) table() govuk.Table {
	t := govuk.Table{Caption: "Accounts that can see it", RowHeader: true, Stacks: true, Empty: govuk.Empty{Text: "No account can see it."}}
	for _, name := range columns {
		t.Columns = append(t.Columns, govuk.Column{Text: name})
	}
	for _, row := range v.Rows {
		t.Rows = append(t.Rows, govuk.Cells(v.cells(row)...))
	}
	return t
}

// file sends the answer as a file; that it was taken is in the journal first.
func (p *pages) file(w http.ResponseWriter, r *http.Request) error {
	q, err := p.asked(r.Context(), r.URL.Query())
	if err != nil {
		return err
	}
	if !q.parse(r.URL.Query()) {
		return web.Redirect(w, r, Path+"?"+r.URL.RawQuery)
	}
	v := view{question: q, titles: map[string]string{}}
	if v.Review, err = p.review.Take(r.Context(), accessreview.Subject(q.about.Value()), q.place()); err != nil {
		return err
	}
	v.explain(r.Context(), p.around)
	return web.SendTable(w, r, web.Table{
		Name: "who-can-see-" + string(v.Subject) + "-" + cmp.Or(v.Neighbourhood, noHub) + "-" + day.Of(v.At).String(), About: []tabular.About{{Name: "What", Text: v.heading()}, {Name: "As at", Text: day.Of(v.At).Long()}}, Columns: columns,
		Next: func(context.Context) (rows [][]string, more bool, err error) {
			for _, row := range v.Rows {
				rows = append(rows, v.cells(row))
			}
			return rows, false, nil
		},
	})
}
