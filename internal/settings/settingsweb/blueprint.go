package settingsweb

import (
	"context"
	"net/http"
	"net/url"
	"strings"

	"kith/internal/blueprint"
	"kith/internal/kernel/fault"
	"kith/internal/plat/forms"
	"kith/internal/plat/govuk"
	"kith/internal/plat/web"
	"kith/internal/settings"
)

// shown is one version of the blueprint as its page shows it.
type shown struct {
	version blueprint.Version
	by      string
	when    govuk.Moment
	files   govuk.Table
	history govuk.Table
	compare comparing
	many    bool // there is another version to compare with
	draft   bool // the next version is being drafted
	keeps   bool
	dated   []blueprint.Problem
}

func (p *pages) blueprint(w http.ResponseWriter, r *http.Request) error {
	all, err := p.settings.Versions(r.Context())
	if err != nil {
		return err
	}
	page := web.Page{Title: "Blueprint", Section: section, Back: "/admin", Wide: true, Body: noBlueprint()}
	if len(all) > 0 {
		s, err := p.shown(r.Context(), all, r.URL.Query().Get("version"))
		if err != nil {
			return err
		}
		page.Title, page.Body = "Blueprint, version "+s.version.Name(), blueprintPage(s)
	}
	return web.Render(w, r, http.StatusOK, page)
}

// shown gathers a version; "" is the one in use.
func (p *pages) shown(ctx context.Context, all []blueprint.Version, name string) (s shown, err error) {
	var found bool
	if s.version, found = choose(all, name); !found {
		return s, fault.New(fault.NotFound, "settings.no-version", "There is no such version of the blueprint. Choose one from its history.")
	}
	files, err := p.settings.Files(ctx, s.version.Name())
	if err != nil {
		return s, err
	}
	s.by, s.when = p.settings.Who(ctx, s.version.AppliedBy), govuk.Ago(s.version.AppliedAt, p.settings.Now(ctx))
	s.files, s.history = p.fileTable(files, s.version), p.historyTable(ctx, all)
	s.compare, s.many, s.keeps = newComparing(all), len(all) > 1, keeps(ctx)
	if s.dated, err = p.settings.Dated(ctx, s.version.Name()); err != nil {
		return s, err
	}
	_, s.draft, err = p.settings.Draft(ctx)
	return s, err
}

func choose(all []blueprint.Version, name string) (blueprint.Version, bool) {
	if name == "" {
		return settings.Current(all)
	}
	for _, v := range all {
		if v.Name() == name {
			return v, true
		}
	}
	return blueprint.Version{}, false
}

func (p *pages) fileTable(files []blueprint.File, v blueprint.Version) govuk.Table {
	t := govuk.Table{
		Caption: "What it is made of", RowHeader: true,
		Columns: []govuk.Column{{Text: "What"}, {Text: "File"}},
	}
	for _, f := range files {
		t.Rows = append(t.Rows, govuk.Row{Cells: []govuk.Cell{{Text: p.titleOf(f), Href: fileAddress(f.Name, v)}, {Text: f.Name}}})
	}
	return t
}

// titleOf is what a file is called: its section, and for one letter of many its own title.
func (p *pages) titleOf(f blueprint.File) string {
	title := capital(p.settings.SectionName(f.Name))
	if strings.Contains(f.Name, "/") {
		for _, part := range f.Outline().Parts {
			if part.Name == "title" {
				return title + ": " + part.Text
			}
		}
	}
	if title == "" {
		return f.Name
	}
	return title
}

func fileAddress(name string, v blueprint.Version) string {
	address := url.URL{Path: "/admin/blueprint/files/" + name}
	if !v.Current {
		address.RawQuery = url.Values{"version": {v.Name()}}.Encode()
	}
	return address.String()
}

func (p *pages) historyTable(ctx context.Context, all []blueprint.Version) govuk.Table {
	t := govuk.Table{
		Caption: "History", RowHeader: true,
		Columns: []govuk.Column{{Text: "Version"}, {Text: "Applied"}, {Text: "By"}, {Text: "Why"}, {Text: "What changed"}},
	}
	for i, v := range all {
		label := "Version " + v.Name()
		if v.Current {
			label += " (in use)"
		}
		changed := govuk.Cell{Text: "The first"}
		if i+1 < len(all) {
			changed = govuk.Cell{Text: "Changes from version " + all[i+1].Name(), Href: changesAddress(all[i+1].Name(), v.Name())}
		}
		t.Rows = append(t.Rows, govuk.Row{Cells: []govuk.Cell{
			{Text: label, Href: "/admin/blueprint?version=" + v.Name()},
			{Content: govuk.Ago(v.AppliedAt, p.settings.Now(ctx))},
			{Text: p.settings.Who(ctx, v.AppliedBy)},
			{Text: v.Note},
			changed,
		}})
	}
	return t
}

func changesAddress(from, to string) string {
	return "/admin/blueprint/changes?" + url.Values{"from": {from}, "to": {to}}.Encode()
}

// comparing is the choice of two versions.
type comparing struct{ from, to forms.Select }

// newComparing offers to compare the one in use with the one before.
func newComparing(all []blueprint.Version) comparing {
	c := comparing{
		from: forms.Select{Name: "from", Label: "From", Required: true, Missing: "Select the version to compare from"},
		to:   forms.Select{Name: "to", Label: "To", Required: true, Missing: "Select the version to compare with"},
	}
	for _, v := range all {
		c.from.Options = append(c.from.Options, forms.Option{Value: v.Name(), Label: "Version " + v.Name()})
	}
	c.to.Options = c.from.Options
	c.to.Set(all[0].Name())
	c.from.Set(all[min(1, len(all)-1)].Name())
	return c
}

func capital(s string) string {
	if s == "" {
		return ""
	}
	return strings.ToUpper(s[:1]) + s[1:]
}
