package reportsweb

import (
	"net/http"
	"net/url"
	"slices"

	"kith/internal/insight/reports"
	"kith/internal/kernel/day"
	"kith/internal/plat/govuk"
	"kith/internal/plat/web"
)

// wardPath is the page of elected members, and wardSection its navigation entry.
const (
	wardPath    = "/ward"
	wardSection = "Your area"
)

// wardScreen is what an elected member sees.
type wardScreen struct {
	reports.Ward
	outside []reports.External
}

func (p *pages) ward(w http.ResponseWriter, r *http.Request) (err error) {
	s := &wardScreen{}
	if s.Ward, err = p.reports.Ward(r.Context(), r.URL.Query().Get("hub")); err != nil {
		return err
	}
	if s.outside, err = p.reports.External(r.Context()); err != nil {
		return err
	}
	// The catalogue's are on pages that members do not open, and theirs is one telephone long.
	s.outside = slices.DeleteFunc(s.outside, func(e reports.External) bool { return e.Href != "" })
	return web.Render(w, r, http.StatusOK, web.Page{Title: s.title() + " – four weeks", Section: wardSection, Wide: true, Body: wardPage(s)})
}

func (s *wardScreen) title() string {
	if s.Hub.ID == "" {
		return "Whole borough"
	}
	return s.Hub.Name
}

// until is which weeks the figures are of.
func (s *wardScreen) until() string {
	return "Four weeks to Sunday " + s.Until.Long() + ", new every Monday. Counted at " + s.CountedAt.In(day.London).Format("3:04pm on Monday 2 January") + "."
}

func wardAddress(h reports.Hub) string {
	if h.ID == "" {
		return wardPath
	}
	return wardPath + "?" + url.Values{"hub": {h.ID}}.Encode()
}

func (s *wardScreen) choices() []govuk.Link {
	if len(s.Hubs) < 2 {
		return nil
	}
	var links []govuk.Link
	for _, h := range s.Hubs {
		links = append(links, govuk.Link{Label: h.Name, Href: wardAddress(h), Current: h.ID == s.Hub.ID})
	}
	return links
}

// tiles are the six figures. None leads to its rows.
func (s *wardScreen) tiles() govuk.StatTiles {
	var all govuk.StatTiles
	for _, l := range s.Lines {
		all = append(all, govuk.StatTile{Label: l.Label, Value: l.Weeks.Brief(), Note: l.Sentence(), Colour: govuk.Blue})
	}
	return all
}

// areas is a chart that is a table: the bar draws what the cell before it says.
func (s *wardScreen) areas() govuk.Table {
	t := govuk.Table{
		Caption: "Requests in each neighbourhood, four weeks", RowHeader: true,
		Columns: []govuk.Column{{Text: "Neighbourhood"}, {Text: "Requests", Numeric: true}, {Text: "As a bar", Hidden: true}},
	}
	most := int64(1)
	for _, a := range s.Areas {
		most = max(most, a.Requests.Value)
	}
	for _, a := range s.Areas {
		t.Rows = append(t.Rows, govuk.Row{Cells: []govuk.Cell{
			{Text: a.Name}, {Text: a.Requests.Short(), Numeric: true}, {Content: bar(a.Requests.Value, most)},
		}})
	}
	return t
}

func (s *wardScreen) definitions() govuk.SummaryList {
	var l govuk.SummaryList
	for _, line := range s.Lines {
		l.Rows = append(l.Rows, govuk.SummaryRow{Key: line.Label, Text: line.Meaning})
	}
	return l
}

// What an elected member is told about the figures.
const wardNote = "A * stands for too few to tell: figures of 1 to 7, and those from which one of them could be reckoned. Others are rounded to the nearest 5. Nobody can be recognised in them, and they lead to no names."
