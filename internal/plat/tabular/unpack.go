package tabular

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"strings"

	"github.com/xuri/excelize/v2"

	"kith/internal/kernel/fault"
)

var errBomb = fault.New(fault.Invalid, "tabular.too-large", "This workbook unpacks to more than 64 megabytes. Save the sheet with the list as CSV, or split it.")

// look unpacks the sheets of a workbook once without keeping them: one that fills the machine
// is [fault.Invalid]. It reports whether any cell is worked out by a formula.
func look(all []byte) (formulas bool, err error) {
	packed, err := zip.NewReader(bytes.NewReader(all), int64(len(all)))
	if err != nil {
		return false, errWorkbook
	}
	left := int64(mostUnpacked)
	for _, f := range packed.File {
		in, err := f.Open()
		if err != nil {
			return false, errWorkbook
		}
		has, read, err := scan(io.LimitReader(in, left+1))
		_ = in.Close() // it is only read
		switch left -= read; {
		case left < 0:
			return false, errBomb
		case err != nil:
			return false, errWorkbook
		}
		formulas = formulas || has && strings.HasPrefix(f.Name, "xl/worksheets/")
	}
	return formulas, nil
}

// scan reads all there is and reports whether a formula is in it.
func scan(in io.Reader) (formula bool, read int64, err error) {
	const overlap = 2
	buf := make([]byte, 64<<10)
	kept := 0
	for {
		n, err := in.Read(buf[kept:])
		read += int64(n)
		part := buf[:kept+n]
		formula = formula || bytes.Contains(part, []byte("<f>")) || bytes.Contains(part, []byte("<f "))
		kept = copy(buf, part[max(len(part)-overlap, 0):])
		if errors.Is(err, io.EOF) {
			return formula, read, nil
		}
		if err != nil {
			return formula, read, err
		}
	}
}

// unpack writes out the first sheet that is shown and has a table in it; where none has, the
// first.
func unpack(book *excelize.File, formulas bool) (u Unpacked, err error) {
	sheets := book.GetSheetList()
	if len(sheets) == 0 {
		return u, fault.New(fault.Invalid, "tabular.no-sheet", "This workbook has no sheet.")
	}
	for _, sheet := range sheets {
		table, err := hasTable(book, sheet)
		if err != nil {
			return u, err
		}
		shown, err := book.GetSheetVisible(sheet)
		switch {
		case !table:
		case u.Sheet == "" && shown && err == nil:
			u.Sheet = sheet
		default:
			u.Others = append(u.Others, sheet)
		}
	}
	if u.Sheet == "" {
		u.Sheet, u.Others = sheets[0], nil
	}
	u.Text, err = sheetAsCSV(book, u.Sheet, formulas)
	return u, err
}

// hasTable reports whether a sheet has a row with two cells and another below it: a page of
// notes has neither.
func hasTable(book *excelize.File, sheet string) (bool, error) {
	rows, err := book.Rows(sheet)
	if err != nil {
		return false, err
	}
	defer rows.Close()
	wide := 0
	for rows.Next() && wide < 2 {
		cells, err := rows.Columns()
		if err != nil {
			return false, err
		}
		filled := 0
		for _, c := range cells {
			if strings.TrimSpace(c) != "" {
				filled++
			}
		}
		if filled > 1 {
			wide++
		}
	}
	return wide > 1, rows.Error()
}

// sheetAsCSV writes a sheet out row by row. Rows are as many in the text as in the sheet, so
// that a row is found again by its number. A formula that nobody has worked out is written as
// it is, for whoever reads the cells to remark on.
func sheetAsCSV(book *excelize.File, sheet string, formulas bool) ([]byte, error) {
	rows, err := book.Rows(sheet)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out bytes.Buffer
	for at := 1; rows.Next(); at++ {
		cells, err := rows.Columns()
		if err != nil {
			return nil, err
		}
		for i, cell := range cells {
			if cell == "" && formulas {
				cell = formulaAt(book, sheet, i+1, at)
			}
			if i > 0 {
				out.WriteByte(',')
			}
			out.WriteString(`"` + strings.ReplaceAll(cell, `"`, `""`) + `"`)
		}
		out.WriteByte('\n')
	}
	return out.Bytes(), rows.Error()
}

// formulaAt is the formula of a cell with "=" before it; "" where it has none.
func formulaAt(book *excelize.File, sheet string, column, row int) string {
	name, err := excelize.CoordinatesToCellName(column, row)
	if err != nil {
		return ""
	}
	formula, err := book.GetCellFormula(sheet, name)
	if err != nil || formula == "" {
		return ""
	}
	return "=" + strings.TrimPrefix(formula, "=")
}
