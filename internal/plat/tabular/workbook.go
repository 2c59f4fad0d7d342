package tabular

import (
	"bytes"
	"path/filepath"
	"strings"

	"github.com/xuri/excelize/v2"

	"kith/internal/kernel/fault"
)

// What a workbook may take up once it is unpacked. A small file can unpack to one that
// fills the machine.
const (
	mostUnpacked = 64 << 20
	mostInMemory = 16 << 20
)

// AsText returns a table that was handed in as text for a [Reader]: a workbook (.xlsx) as
// CSV of its first sheet, with dates as 24/03/2020, and any other file as it is. A workbook
// that cannot be opened is [fault.Invalid].
func AsText(name string, all []byte) ([]byte, error) {
	if !strings.EqualFold(filepath.Ext(name), ".xlsx") {
		return all, nil
	}
	book, err := excelize.OpenReader(bytes.NewReader(all), excelize.Options{
		UnzipSizeLimit: mostUnpacked, UnzipXMLSizeLimit: mostInMemory, ShortDatePattern: "dd/mm/yyyy", LongTimePattern: "hh:mm:ss",
	})
	if err != nil {
		return nil, fault.New(fault.Invalid, "tabular.workbook", "This workbook cannot be opened. Save it again as .xlsx without a password, or as CSV.")
	}
	defer book.Close()
	sheets := book.GetSheetList()
	if len(sheets) == 0 {
		return nil, fault.New(fault.Invalid, "tabular.no-sheet", "This workbook has no sheet.")
	}
	return sheetAsCSV(book, sheets[0])
}

// sheetAsCSV writes a sheet out row by row. Rows are as many in the text as in the sheet,
// so that a row is found again by its number.
func sheetAsCSV(book *excelize.File, sheet string) ([]byte, error) {
	rows, err := book.Rows(sheet)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out bytes.Buffer
	for rows.Next() {
		cells, err := rows.Columns()
		if err != nil {
			return nil, err
		}
		for i, cell := range cells {
			if i > 0 {
				out.WriteByte(',')
			}
			out.WriteString(`"` + strings.ReplaceAll(cell, `"`, `""`) + `"`)
		}
		out.WriteByte('\n')
	}
	return out.Bytes(), rows.Error()
}
