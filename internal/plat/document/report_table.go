package document

import "kith/internal/kernel/figure"

// widths are the columns of a table in millimetres.
func (t Table) widths() []float64 {
	sum := 0.0
	share := func(c TableColumn) float64 {
		if c.Share > 0 {
			return c.Share
		}
		return 1
	}
	for _, c := range t.Columns {
		sum += share(c)
	}
	all := make([]float64, len(t.Columns))
	for i, c := range t.Columns {
		all[i] = share(c) / sum * reportWidth
	}
	return all
}

// gutter is the space between columns.
const gutter = 2.5

func (p *reportPrinter) table(t Table) {
	p.room(24)
	p.y += 2
	if t.Caption != "" {
		p.paragraph(t.Caption, "B", reportBody, 6)
	}
	p.tableHead(t)
	for _, row := range t.Rows {
		lines := p.wrapped(t, row, "")
		if p.y+height(lines) > reportBottom {
			p.AddPage()
			p.y = reportMargin
			p.tableHead(t)
		}
		p.tableRow(t, lines, "")
		p.SetLineWidth(0.1)
		p.Line(reportMargin, p.y, 210-reportMargin, p.y)
	}
	p.y += 3
}

func (p *reportPrinter) tableHead(t Table) {
	titles := make([]TableCell, len(t.Columns))
	for i, c := range t.Columns {
		titles[i].Text = c.Title
	}
	p.tableRow(t, p.wrapped(t, titles, "B"), "B")
	p.SetLineWidth(0.4)
	p.Line(reportMargin, p.y, 210-reportMargin, p.y)
}

// wrapped are the cells of a row as lines.
func (p *reportPrinter) wrapped(t Table, row []TableCell, style string) [][]string {
	p.SetFont("body", style, reportSmall)
	all := make([][]string, len(row))
	for i, width := range t.widths() {
		if i < len(row) && row[i].Text != "" {
			all[i] = p.SplitText(row[i].Text, width-gutter)
		}
	}
	return all
}

func height(lines [][]string) float64 {
	most := 1
	for _, l := range lines {
		most = max(most, len(l))
	}
	return float64(most)*4.2 + 1.8
}

func (p *reportPrinter) tableRow(t Table, lines [][]string, style string) {
	p.SetFont("body", style, reportSmall)
	left := reportMargin
	for i, width := range t.widths() {
		for n, line := range lines[i] {
			x := left
			if t.Columns[i].Numeric {
				x = left + width - gutter - p.GetStringWidth(line)
			}
			p.Text(x, p.y+4.2*float64(n+1)-0.4, line)
		}
		left += width
	}
	p.y += height(lines)
}

// The bars of a chart, in millimetres.
const (
	chartLabel  = 32.0
	chartNumber = 16.0
	chartBar    = 3.4
)

func (p *reportPrinter) chart(c Chart) {
	step := chartBar + 2.2
	if c.Second != "" {
		step += chartBar + 0.4
	}
	p.room(14 + 3*step)
	p.y += 1
	p.paragraph(c.Caption, "B", reportBody, 6)
	p.legend(c)
	most := int64(1)
	for _, b := range c.Bars {
		most = max(most, b.First, b.Second)
	}
	for _, b := range c.Bars {
		p.room(step)
		p.SetFont("body", "", reportSmall)
		p.Text(reportMargin, p.y+chartBar, b.Label)
		p.bar(b.First, most, true)
		if c.Second != "" {
			p.y += chartBar + 0.4
			p.bar(b.Second, most, false)
		}
		p.y += chartBar + 2.2
	}
	p.y += 2
}

// legend says which series is filled and which is not.
func (p *reportPrinter) legend(c Chart) {
	if c.Second == "" {
		return
	}
	p.SetFont("body", "", reportSmall)
	x := reportMargin + chartLabel
	p.SetLineWidth(0.2)
	p.Rect(x, p.y, 8, chartBar, "DF")
	p.Text(x+10, p.y+chartBar-0.4, c.First)
	x += 14 + p.GetStringWidth(c.First)
	p.Rect(x, p.y, 8, chartBar, "D")
	p.Text(x+10, p.y+chartBar-0.4, c.Second)
	p.y += chartBar + 3
}

// bar draws a number and writes it behind its bar: filled, or an outline.
func (p *reportPrinter) bar(n, most int64, filled bool) {
	left, room := reportMargin+chartLabel, reportWidth-chartLabel-chartNumber
	style := "D"
	if filled {
		p.SetFillColor(60, 60, 60)
		style = "DF"
	}
	width := float64(n) / float64(most) * room
	p.SetLineWidth(0.2)
	if n > 0 {
		p.Rect(left, p.y, max(width, 0.5), chartBar, style)
	}
	p.SetFont("body", "", reportSmall)
	p.Text(left+width+1.5, p.y+chartBar-0.4, figure.Grouped(n))
}
