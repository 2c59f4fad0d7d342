package reportsweb

import (
	"cmp"
	"context"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"kith/internal/feature"
	"kith/internal/insight/reports"
	"kith/internal/kernel/day"
	"kith/internal/plat/access"
	"kith/internal/plat/govuk"
	"kith/internal/plat/tabular"
	"kith/internal/plat/web"
	"kith/internal/registers/volunteers"
	"kith/internal/services/deployment"
	"kith/internal/services/matching"
)

// exportPath follows the address of a page whose rows can be had as a file.
const exportPath = "/export.csv"

// exportStep is how many rows are read, recorded and sent at once.
const exportStep = 500

// fileOf is the address of a list as a file: all that counted until now, so that what
// comes in while it is sent does not stand in one half of it.
func fileOf(m feature.Measure, within feature.Scope, now time.Time) string {
	if m.Dated && within.Period.Until.IsZero() {
		within.Period.Until = now.Truncate(time.Second)
	}
	m.Rows += exportPath
	return m.Address(within)
}

// export sends a list as a file. The pages are those of a service for export.
func export[T any](p *pages, l rowsOf[T]) web.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		m := p.reports.Measure(l.measure)
		want, err := wanted(m, r.URL.Query())
		if err != nil {
			return err
		}
		want.Limit = exportStep
		if want.Neighbourhood == "" {
			want.Neighbourhood = m.Home(access.From(r.Context()))
		}
		a := around{who: access.From(r.Context()), now: p.reports.Now(r.Context())}
		if a.names, err = p.reports.Names(r.Context()); err != nil {
			return err
		}
		return web.SendTable(w, r, web.Table{
			Name: fileName(m.Label, a.now), About: a.about(m, want.Scope), Columns: headings(l.columns),
			Next: func(ctx context.Context) (rows [][]string, more bool, err error) {
				found, err := l.list(ctx, want)
				if more = len(found) == exportStep; more {
					want.After = l.mark(found[exportStep-1])
				}
				for _, one := range found {
					rows = append(rows, plain(l.row(a, one)))
				}
				return rows, more, err
			},
		})
	}
}

// about is what stands above the rows of a list: what was counted, where, and when.
func (a around) about(m feature.Measure, within feature.Scope) []tabular.About {
	return []tabular.About{
		{Name: "What", Text: m.Label},
		{Name: "What it counts", Text: m.Meaning},
		{Name: "Where", Text: a.where(within)},
		{Name: "When", Text: inWords(within.Period)},
		{Name: "As at", Text: told(a.now)},
		{Name: "Taken by", Text: a.who.Name},
	}
}

// where is a scope in words: the hub, and the kind where there is one.
func (a around) where(within feature.Scope) string {
	said := a.names.Hub(within.Neighbourhood)
	if within.Kind != "" {
		said += ", " + a.names.Kind(within.Kind)
	}
	return said
}

// fileName is what a file is called: what it is of, and of which day.
func fileName(of string, at time.Time) string {
	words := strings.FieldsFunc(strings.ToLower(of), func(c rune) bool { return (c < 'a' || c > 'z') && (c < '0' || c > '9') })
	return strings.Join(words, "-") + "-" + day.Of(at).String()
}

func headings(columns []govuk.Column) []string {
	var all []string
	for _, c := range columns {
		if c.Text == took {
			c.Text += " (minutes)"
		}
		all = append(all, c.Text)
	}
	return all
}

// plain are the cells of a row as a file has them: the same that the page shows, with
// times as a spreadsheet reads them.
func plain(cells []govuk.Cell) []string {
	var all []string
	for _, c := range cells {
		text := cmp.Or(c.Sort, c.Text)
		if at, ok := c.Content.(govuk.Moment); ok {
			text = stamp(at.At)
		}
		all = append(all, text)
	}
	return all
}

// stamp is a time as a spreadsheet reads it, by the clocks of London.
func stamp(at time.Time) string {
	if at.IsZero() {
		return ""
	}
	return at.In(day.London).Format("2006-01-02 15:04")
}

func (p *pages) exportDashboard(w http.ResponseWriter, r *http.Request) error {
	d, err := p.reports.ExportDashboard(r.Context(), r.URL.Query().Get("hub"))
	if err != nil {
		return err
	}
	outside, err := p.reports.External(r.Context())
	if err != nil {
		return err
	}
	where := "Whole borough"
	if d.Hub.ID != "" {
		where = d.Hub.Name
	}
	about := []tabular.About{
		{Name: "What", Text: title(d.Hub)},
		{Name: "Where", Text: where},
		{Name: "As at", Text: clockTime(d.AsAt)},
		{Name: "Weeks", Text: weekNote},
		{Name: "Taken by", Text: access.From(r.Context()).Name},
	}
	if !d.Exact {
		about = append(about, tabular.About{Name: "Small figures", Text: hiddenNote})
	}
	return web.SendTable(w, r, web.Table{
		Name: fileName(title(d.Hub), d.AsAt), About: about,
		Columns: []string{"Part", "What", "Now", "Today", "This week so far", "Same part of last week", "Unit", "What it counts"},
		Next: func(context.Context) ([][]string, bool, error) {
			return slices.Concat(figureRows(d), outsideRows(outside)), false, nil
		},
	})
}

// figureRows are all numbers of a dashboard, each with what it counts.
func figureRows(d reports.Dashboard) [][]string {
	var rows [][]string
	for _, l := range d.Lines {
		row := []string{"Figures", l.Label, "", "", "", "", unit(l.Now), l.Meaning}
		if l.Dated {
			row = datedRow("Figures", l.Label, l.Figures, l.Meaning)
		} else {
			row[2] = raw(l.Now)
		}
		rows = append(rows, row)
	}
	for _, part := range d.Needs {
		rows = append(rows, datedRow("Needs by category", part.Label, part.Figures, d.Line("needs.opened").Meaning))
	}
	for _, part := range d.Channels {
		rows = append(rows, datedRow("Requests by channel", part.Label, part.Figures, d.Line("needs.requests").Meaning))
	}
	for _, s := range d.Helpers {
		rows = append(rows, []string{"Volunteers and shifts", s.Label, raw(s.Now), "", "", "", unit(s.Now), ""})
	}
	for _, h := range d.Helping {
		part := "Hub: " + h.Name
		rows = append(rows,
			[]string{part, "Active volunteers", raw(h.Active), "", "", "", unit(h.Active), d.Line(volunteers.OnRegister).Meaning},
			[]string{part, d.Line(matching.HoursGiven).Label, "", "", raw(h.Hours), raw(h.HoursLast), unit(h.Hours), d.Line(matching.HoursGiven).Meaning},
			[]string{part, d.Line(deployment.ShiftsFilled).Label, raw(h.Filled), "", "", "", unit(h.Filled), d.Line(deployment.ShiftsFilled).Meaning},
			[]string{part, d.Line(deployment.ShiftsOpen).Label, raw(h.Open), "", "", "", unit(h.Open), d.Line(deployment.ShiftsOpen).Meaning},
		)
	}
	for _, hub := range d.Places {
		for _, f := range []struct {
			measure    string
			now, today reports.Number
		}{
			{"tasks.open", hub.Open, none},
			{"tasks.overdue", hub.Overdue, none},
			{"needs.not-accepted", hub.NotAccepted, none},
			{"tasks.done", none, hub.DoneToday},
		} {
			l := d.Line(f.measure)
			rows = append(rows, []string{"Hub: " + hub.Name, l.Label, raw(f.now), raw(f.today), "", "", unit(f.now), l.Meaning})
		}
	}
	return rows
}

// outsideRows are the figures from outside, marked as such.
func outsideRows(all []reports.External) (rows [][]string) {
	for _, e := range all {
		rows = append(rows, []string{"From outside: " + origin(e), e.Named.Name, e.Named.Value, "", "", "", "as typed", e.Named.Definition})
	}
	return rows
}

// none stands where a row of a file has no figure.
var none reports.Number

func datedRow(part, label string, f reports.Figures, meaning string) []string {
	return []string{part, label, "", raw(f.Today), raw(f.Week), raw(f.Last), unit(f.Week), meaning}
}

// raw is a number as a spreadsheet reckons with it: lengths of time in minutes. What is
// hidden is an asterisk, as on the page.
func raw(n reports.Number) string {
	switch {
	case n.Hidden:
		return "*"
	case !n.Known:
		return ""
	case n.Unit == feature.Seconds:
		return strconv.FormatInt(n.Value/60, 10)
	}
	return strconv.FormatInt(n.Value, 10)
}

func unit(n reports.Number) string {
	if n.Unit != feature.Things {
		return "minutes"
	}
	return "number"
}
