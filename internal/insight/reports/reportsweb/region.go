package reportsweb

import (
	"net/http"

	"kith/internal/insight/reports"
	"kith/internal/kernel/day"
	"kith/internal/plat/access"
	"kith/internal/plat/govuk"
	"kith/internal/plat/web"
)

// regionPath is the page of several boroughs beside each other.
const regionPath = "/region"

// Region is the page of the boroughs with these ids, for an installation that serves several
// and whose councils have agreed to tell each other these figures.
func Region(s *reports.Service, ids []string) web.Pages {
	p := &pages{reports: s}
	readers := access.Anyone(reports.Readers()...)
	return web.Pages{
		Routes: []web.Route{web.Get(regionPath, readers, func(w http.ResponseWriter, r *http.Request) error { return p.region(w, r, ids) })},
		Nav:    []web.NavItem{{Label: "All boroughs", Href: regionPath, Who: readers, Order: 41}},
	}
}

// regionScreen is what somebody is shown who plans for more than one borough.
type regionScreen struct{ reports.Region }

func (p *pages) region(w http.ResponseWriter, r *http.Request, ids []string) error {
	found, err := p.reports.Region(r.Context(), ids)
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, web.Page{Title: "All boroughs – four weeks", Section: "All boroughs", Wide: true, Body: regionPage(&regionScreen{found})})
}

// until is which weeks the figures are of.
func (s *regionScreen) until() string {
	if len(s.Boroughs) == 0 {
		return "No borough has begun yet."
	}
	return "Four weeks to Sunday " + s.Until.Long() + ", new every Monday. Counted at " + s.CountedAt.In(day.London).Format("3:04pm on Monday 2 January") + "."
}

// tiles answer first: what all boroughs come to together.
func (s *regionScreen) tiles() (all govuk.StatTiles) {
	for _, l := range s.Lines {
		if l.Together.Known && len(s.Boroughs) > 1 {
			all = append(all, govuk.StatTile{Label: l.Label, Value: l.Together.Brief(), Note: "in all boroughs together", Colour: govuk.Blue})
		}
	}
	return all
}

// table sets the boroughs beside each other.
func (s *regionScreen) table() govuk.Table {
	t := govuk.Table{Caption: "Each borough, four weeks", RowHeader: true, Columns: []govuk.Column{{Text: "What was counted"}}}
	for _, name := range s.Boroughs {
		t.Columns = append(t.Columns, govuk.Column{Text: name, Numeric: true})
	}
	for _, l := range s.Lines {
		row := govuk.Row{Cells: []govuk.Cell{{Text: l.Label}}}
		for _, n := range l.Boroughs {
			row.Cells = append(row.Cells, govuk.Cell{Text: n.Short(), Numeric: true})
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

func (s *regionScreen) definitions() (l govuk.SummaryList) {
	for _, line := range s.Lines {
		l.Rows = append(l.Rows, govuk.SummaryRow{Key: line.Label, Text: line.Meaning})
	}
	return l
}
