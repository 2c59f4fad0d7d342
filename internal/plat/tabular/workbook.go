package tabular

import (
	"archive/zip"
	"bytes"
	"fmt"
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

// Unpacked is a table that was handed in, as text for a [Reader].
type Unpacked struct {
	Text []byte
	// Sheet is the sheet of a workbook that was read, and Others are those with a table in them
	// that were not. Text has neither.
	Sheet  string
	Others []string
}

// Passed says in words what of a file is not read; "" is nothing.
func (u Unpacked) Passed() string {
	if len(u.Others) == 0 {
		return ""
	}
	return fmt.Sprintf("The sheet %q of the workbook was read. It has more that were not: %s. Save each as a file of its own and hand it in too.",
		u.Sheet, strings.Join(u.Others, ", "))
}

// AsText returns a table that was handed in as text, as [Unpack] does.
func AsText(name string, all []byte) ([]byte, error) {
	u, err := Unpack(name, all)
	return u.Text, err
}

// Unpack returns a table that was handed in as text for a [Reader]: a workbook as CSV of its
// first sheet with a table in it, with dates as 24/03/2020, and text as it is. What a file is
// it tells by what stands in it, whatever it is called: many a file called .csv is a workbook.
// A file that is neither, or has nothing in it, is [fault.Invalid] and says what it is and how to
// mend it.
func Unpack(name string, all []byte) (Unpacked, error) {
	switch what := kindOf(all); {
	case nothing(all):
		return Unpacked{}, errEmpty
	case what == workbook:
	case what != "":
		return Unpacked{}, fault.New(fault.Invalid, "tabular.no-table", what)
	case strings.EqualFold(filepath.Ext(name), ".xlsx"):
		return Unpacked{}, errWorkbook
	default:
		return Unpacked{Text: all}, nil
	}
	formulas, err := look(all)
	if err != nil {
		return Unpacked{}, err
	}
	book, err := excelize.OpenReader(bytes.NewReader(all), excelize.Options{
		UnzipSizeLimit: mostUnpacked, UnzipXMLSizeLimit: mostInMemory, ShortDatePattern: "dd/mm/yyyy", LongTimePattern: "hh:mm:ss",
	})
	if err != nil {
		return Unpacked{}, errWorkbook
	}
	defer book.Close()
	u, err := unpack(book, formulas)
	if err == nil && nothing(u.Text) {
		err = errEmpty
	}
	return u, err
}

// nothing reports whether a text says nothing: byte order mark and line ends say nothing.
func nothing(text []byte) bool {
	return len(bytes.TrimSpace(bytes.TrimPrefix(text, []byte("\ufeff")))) == 0
}

var errEmpty = fault.New(fault.Invalid, "tabular.empty", "The file is empty. Choose another, or check that it was downloaded whole.")

var errWorkbook = fault.New(fault.Invalid, "tabular.workbook", "This workbook cannot be opened. Save it again as .xlsx without a password, or as CSV.")

// workbook is what a file is that can be opened as one.
const workbook = "workbook"

// beginnings are the first bytes of files that are no table, each with how to mend it.
var beginnings = []struct{ bytes, words string }{
	{"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "This is an old Excel file (.xls), or one with a password. Open it, take the password off and save it as .xlsx or CSV."},
	{"%PDF", "This is a PDF. Ask for the table itself, as .xlsx or CSV."},
	{"\x1f\x8b", "This file is packed. Unpack it and hand in the table that is in it."},
	{"\x89PNG", "This is a picture. Ask for the table itself, as .xlsx or CSV."},
	{"\xff\xd8\xff", "This is a picture. Ask for the table itself, as .xlsx or CSV."},
	{"{\\rtf", "This is a text document. Ask for the table itself, as .xlsx or CSV."},
}

// kindOf says what a file is: "" is text, workbook one, and anything else is why it is no
// table.
func kindOf(all []byte) string {
	for _, b := range beginnings {
		if bytes.HasPrefix(all, []byte(b.bytes)) {
			return b.words
		}
	}
	head := strings.ToLower(strings.TrimSpace(string(all[:min(len(all), 512)])))
	switch {
	case bytes.HasPrefix(all, []byte("PK\x03\x04")) || bytes.HasPrefix(all, []byte("PK\x05\x06")):
		return kindOfZip(all)
	case strings.HasPrefix(head, "<!doctype html"), strings.HasPrefix(head, "<html"), strings.HasPrefix(head, "<table"):
		return "This is a web page, which some programs save as .xls. Open it in a spreadsheet and save it as .xlsx or CSV."
	case strings.HasPrefix(head, "<?xml"):
		return "This is an XML file. Open it in a spreadsheet and save it as .xlsx or CSV."
	}
	return ""
}

// kindOfZip says what packed files are. Only their names are looked at.
func kindOfZip(all []byte) string {
	packed, err := zip.NewReader(bytes.NewReader(all), int64(len(all)))
	if err != nil {
		return "This file is cut short or damaged. Ask for it again."
	}
	for _, f := range packed.File {
		switch {
		case strings.HasPrefix(f.Name, "xl/"):
			return workbook
		case f.Name == "content.xml":
			return "This is an OpenDocument file. Save it as .xlsx or CSV."
		}
	}
	return "These are packed files (.zip). Unpack them and hand in the table that is in them."
}
