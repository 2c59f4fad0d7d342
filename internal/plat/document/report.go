package document

import (
	"bytes"
	"strconv"
	"strings"
	"time"

	"codeberg.org/go-pdf/fpdf"

	"kith/internal/kernel/fault"
)

// Report is sentences, tables and charts on A4, to be read in black and white: charts tell
// their series apart by filling, and each number stands beside its bar.
type Report struct {
	Language string
	Title    string
	Under    string // what it is of, below the title
	Made     time.Time
	Sections []Section
}

// Section is a heading with what stands below it: sentences first.
type Section struct {
	Title  string
	Says   []string
	Charts []Chart
	Tables []Table
}

// Table is rows below the names of their columns. The first column is the widest.
type Table struct {
	Caption string
	Columns []TableColumn
	Rows    [][]TableCell
}

// TableColumn is one column.
type TableColumn struct {
	Title   string
	Numeric bool
	Share   float64 // of the width; the shares of a table are weighed against each other
}

// TableCell is a cell as it is read, and, where it is a number, as it is reckoned with.
type TableCell struct {
	Text   string
	Number *float64
}

// Chart is bars below each other, of one or two series.
type Chart struct {
	Caption       string
	First, Second string // the names of the series; no Second, no second
	Bars          []ChartBar
}

// ChartBar is one line of a chart.
type ChartBar struct {
	Label         string
	First, Second int64
}

// The page of a report, in millimetres and points.
const (
	reportMargin = 20.0
	reportWidth  = 210 - 2*reportMargin
	reportBottom = 275.0
	reportBody   = 10.5
	reportSmall  = 9.0
	reportLine   = 5.2
)

// PDF prints the report. It is a fault of kind Invalid when its font lacks a sign ([CanPrint]).
func (r Report) PDF() (file []byte, err error) {
	defer fault.Wrap(&err, "print a report")
	if !CanPrint(r.text()) {
		return nil, fault.New(fault.Invalid, "document.font", "This report cannot be made into a PDF: its font does not show every character. Print it from the page.")
	}
	p := &reportPrinter{Fpdf: newFile(r.Language, r.Title, r.Made)}
	p.AliasNbPages("{pages}")
	p.SetFooterFunc(func() { p.foot(r) })
	p.AddPage()
	p.y = reportMargin
	p.paragraph(r.Title, "B", 20, 8.5)
	p.paragraph(r.Under, "", 12, 6)
	for _, s := range r.Sections {
		p.section(s)
	}
	var out bytes.Buffer
	err = p.Output(&out)
	return out.Bytes(), err
}

// text is all that is printed.
func (r Report) text() string {
	var b strings.Builder
	b.WriteString(r.Title + r.Under)
	for _, s := range r.Sections {
		b.WriteString(s.Title + strings.Join(s.Says, ""))
		for _, t := range s.Tables {
			b.WriteString(t.Caption)
			for _, c := range t.Columns {
				b.WriteString(c.Title)
			}
			for _, row := range t.Rows {
				for _, c := range row {
					b.WriteString(c.Text)
				}
			}
		}
		for _, c := range s.Charts {
			b.WriteString(c.Caption + c.First + c.Second)
		}
	}
	return b.String()
}

// reportPrinter puts blocks below each other, on as many pages as they need.
type reportPrinter struct {
	*fpdf.Fpdf
	y float64
}

func (p *reportPrinter) foot(r Report) {
	p.SetFont("body", "", reportSmall)
	p.Line(reportMargin, 282, 210-reportMargin, 282)
	p.Text(reportMargin, 287, r.Title+", "+r.Under)
	page := "Page " + strconv.Itoa(p.PageNo()) + " of {pages}"
	p.Text(210-reportMargin-p.GetStringWidth("Page 10 of 10"), 287, page)
}

// room begins a new page where fewer millimetres are left.
func (p *reportPrinter) room(need float64) {
	if p.y+need > reportBottom {
		p.AddPage()
		p.y = reportMargin
	}
}

func (p *reportPrinter) paragraph(text, style string, size, step float64) {
	p.SetFont("body", style, size)
	for _, line := range p.SplitText(text, reportWidth) {
		p.room(step)
		p.y += step
		p.Text(reportMargin, p.y-1.4, line)
	}
}

func (p *reportPrinter) section(s Section) {
	p.room(30) // a heading is never the last of a page
	p.y += 5
	p.paragraph(s.Title, "B", 14, 7)
	p.y++
	for _, text := range s.Says {
		p.paragraph(text, "", reportBody, reportLine)
		p.y += 1.6
	}
	for _, c := range s.Charts {
		p.chart(c)
	}
	for _, t := range s.Tables {
		p.table(t)
	}
}
