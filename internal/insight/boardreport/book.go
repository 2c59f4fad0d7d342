package boardreport

import (
	"kith/internal/plat/document"
	"kith/internal/plat/tabular"
)

// Book is a report as a workbook: the sentences on the first sheet, and each table on one of
// its own. Times are in hours, shares in per cent.
func Book(r document.Report) ([]byte, error) {
	about := tabular.BookSheet{Name: "Report", Columns: []string{"Part", "Text"}}
	about.Rows = append(about.Rows, said("Title", r.Title), said("Of", r.Under))
	sheets := []tabular.BookSheet{about}
	for _, s := range r.Sections {
		for _, text := range s.Says {
			sheets[0].Rows = append(sheets[0].Rows, said(s.Title, text))
		}
		for _, t := range s.Tables {
			sheets = append(sheets, sheetOf(t))
		}
		for _, c := range s.Charts {
			sheets = append(sheets, chartSheet(c))
		}
	}
	return tabular.Book(sheets)
}

func said(part, text string) []tabular.BookCell {
	return []tabular.BookCell{{Text: part}, {Text: text}}
}

// longest is how long the name of a sheet may be.
const longest = 31

func named(caption string) string {
	if len(caption) > longest {
		return caption[:longest]
	}
	return caption
}

func sheetOf(t document.Table) tabular.BookSheet {
	s := tabular.BookSheet{Name: named(t.Caption)}
	for _, c := range t.Columns {
		s.Columns = append(s.Columns, c.Title)
	}
	for _, row := range t.Rows {
		var cells []tabular.BookCell
		for _, c := range row {
			cells = append(cells, tabular.BookCell{Text: c.Text, Number: c.Number})
		}
		s.Rows = append(s.Rows, cells)
	}
	return s
}

func chartSheet(c document.Chart) tabular.BookSheet {
	s := tabular.BookSheet{Name: named(c.Caption), Columns: []string{"When", c.First}}
	if c.Second != "" {
		s.Columns = append(s.Columns, c.Second)
	}
	for _, b := range c.Bars {
		first, second := float64(b.First), float64(b.Second)
		row := []tabular.BookCell{{Text: b.Label}, {Number: &first}}
		if c.Second != "" {
			row = append(row, tabular.BookCell{Number: &second})
		}
		s.Rows = append(s.Rows, row)
	}
	return s
}
