package tabular

import (
	"bytes"

	"github.com/xuri/excelize/v2"

	"kith/internal/kernel/fault"
)

// BookSheet is one sheet of a workbook: rows below the names of their columns.
type BookSheet struct {
	Name    string // at most 31 characters
	Columns []string
	Rows    [][]BookCell
}

// BookCell is text, or a number where Number says so.
type BookCell struct {
	Text   string
	Number *float64
}

// Book makes a workbook (.xlsx). Numbers are numbers, whole texts are texts, and no text is a
// formula: see [Safe]. The first row of a sheet stays in sight, and columns are wide enough to
// read.
func Book(sheets []BookSheet) (file []byte, err error) {
	defer fault.Wrap(&err, "make a workbook")
	book := excelize.NewFile()
	defer book.Close()
	head, err := book.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}, Alignment: &excelize.Alignment{WrapText: true, Vertical: "top"}})
	if err != nil {
		return nil, err
	}
	body, err := book.NewStyle(&excelize.Style{Alignment: &excelize.Alignment{WrapText: true, Vertical: "top"}})
	if err != nil {
		return nil, err
	}
	for i, s := range sheets {
		if i == 0 {
			err = book.SetSheetName(book.GetSheetName(0), s.Name)
		} else {
			_, err = book.NewSheet(s.Name)
		}
		if err == nil {
			err = s.write(book, head, body)
		}
		if err != nil {
			return nil, err
		}
	}
	var out bytes.Buffer
	err = book.Write(&out)
	return out.Bytes(), err
}

func (s BookSheet) write(book *excelize.File, head, body int) error {
	w, err := book.NewStreamWriter(s.Name)
	if err != nil {
		return err
	}
	wide := make([]int, len(s.Columns))
	for i, c := range s.Columns {
		wide[i] = len(c)
	}
	for _, row := range s.Rows {
		for i, c := range row {
			if i < len(wide) {
				wide[i] = min(max(wide[i], len(c.Text)), 60)
			}
		}
	}
	for i, n := range wide {
		if err := w.SetColWidth(i+1, i+1, float64(n)+3); err != nil {
			return err
		}
	}
	if err := w.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	var titles []any
	for _, c := range s.Columns {
		titles = append(titles, excelize.Cell{Value: Safe(c), StyleID: head})
	}
	if err := w.SetRow("A1", titles); err != nil {
		return err
	}
	for n, row := range s.Rows {
		var cells []any
		for _, c := range row {
			if c.Number != nil {
				cells = append(cells, excelize.Cell{Value: *c.Number})
			} else {
				cells = append(cells, excelize.Cell{Value: Safe(c.Text), StyleID: body})
			}
		}
		at, err := excelize.CoordinatesToCellName(1, n+2)
		if err != nil {
			return err
		}
		if err := w.SetRow(at, cells); err != nil {
			return err
		}
	}
	return w.Flush()
}
