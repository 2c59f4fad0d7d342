// Package boardreportweb is the report to the board as a page to print, a PDF and a workbook.
package boardreportweb

import (
	"net/http"
	"net/url"

	"kith/internal/insight/boardreport"
	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/document"
	"kith/internal/plat/govuk"
	"kith/internal/plat/web"
)

type pages struct{ board *boardreport.Service }

// The addresses of the pages.
const (
	home     = "/board-report"
	pdfPath  = home + "/report.pdf"
	xlsxPath = home + "/report.xlsx"
	section  = "Figures"
)

// Pages are the report in its three forms.
func Pages(s *boardreport.Service) web.Pages {
	p, readers := &pages{s}, access.Anyone(boardreport.Readers()...)
	return web.Pages{Routes: []web.Route{
		web.Get(home, readers, p.page),
		web.Get(pdfPath, readers, p.pdf),
		web.Get(xlsxPath, readers, p.xlsx),
	}}
}

// until reads which weeks an address asks for; none is the latest.
func until(r *http.Request) (day.Date, error) {
	text := r.URL.Query().Get("until")
	if text == "" {
		return day.Date{}, nil
	}
	d, err := day.ParseDate(text)
	if err != nil {
		return day.Date{}, fault.New(fault.NotFound, "boardreport.until", "That is no day. Open the report from the page of figures.")
	}
	return d, nil
}

func (p *pages) page(w http.ResponseWriter, r *http.Request) error {
	on, err := until(r)
	if err != nil {
		return err
	}
	m, err := p.board.Report(r.Context(), on)
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, web.Page{Title: m.Title, Section: section, Back: "/figures", Wide: true, Body: reportPage(m)})
}

func (p *pages) made(r *http.Request) (boardreport.Made, error) {
	on, err := until(r)
	if err != nil {
		return boardreport.Made{}, err
	}
	return p.board.Export(r.Context(), on)
}

func (p *pages) pdf(w http.ResponseWriter, r *http.Request) error {
	m, err := p.made(r)
	if err != nil {
		return err
	}
	file, err := m.PDF()
	if err != nil {
		return err
	}
	return send(w, "board-report-"+m.Until.String()+".pdf", "application/pdf", file)
}

func (p *pages) xlsx(w http.ResponseWriter, r *http.Request) error {
	m, err := p.made(r)
	if err != nil {
		return err
	}
	file, err := boardreport.Book(m.Report)
	if err != nil {
		return err
	}
	return send(w, "board-report-"+m.Until.String()+".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", file)
}

func send(w http.ResponseWriter, name, kind string, file []byte) error {
	web.Attachment(w, name, kind)
	_, err := w.Write(file)
	return err
}

func with(path string, on day.Date) string {
	return path + "?" + url.Values{"until": {on.String()}}.Encode()
}

// table is a table of the report as a page draws it.
func table(t document.Table) govuk.Table {
	out := govuk.Table{Caption: t.Caption, RowHeader: true, Stacks: true}
	for _, c := range t.Columns {
		out.Columns = append(out.Columns, govuk.Column{Text: c.Title, Numeric: c.Numeric})
	}
	for _, row := range t.Rows {
		var cells []govuk.Cell
		for i, c := range row {
			cells = append(cells, govuk.Cell{Text: c.Text, Numeric: t.Columns[i].Numeric})
		}
		out.Rows = append(out.Rows, govuk.Row{Cells: cells})
	}
	return out
}

// chart is a chart as a table with bars: the bar draws what the cell before it says.
func chart(c document.Chart) govuk.Table {
	out := govuk.Table{Caption: c.Caption, RowHeader: true, Columns: []govuk.Column{{Text: "When"}, {Text: c.First, Numeric: true}}}
	if c.Second != "" {
		out.Columns = append(out.Columns, govuk.Column{Text: c.Second, Numeric: true})
	}
	out.Columns = append(out.Columns, govuk.Column{Text: "As a bar", Hidden: true})
	most := int64(1)
	for _, b := range c.Bars {
		most = max(most, b.First, b.Second)
	}
	for _, b := range c.Bars {
		cells := []govuk.Cell{{Text: b.Label}, {Text: number(b.First), Numeric: true}}
		if c.Second != "" {
			cells = append(cells, govuk.Cell{Text: number(b.Second), Numeric: true})
		}
		out.Rows = append(out.Rows, govuk.Row{Cells: append(cells, govuk.Cell{Content: bars(b.First, b.Second, most, c.Second != "")})})
	}
	return out
}
