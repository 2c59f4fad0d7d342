package tabular_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"kith/internal/kernel/fault"
	"kith/internal/plat/tabular"
)

func TestAWorkbookReadsAsATable(t *testing.T) {
	book := excelize.NewFile()
	if err := book.SetSheetRow("Sheet1", "A1", &[]any{"Name", "Date"}); err != nil {
		t.Fatal(err)
	}
	if err := book.SetSheetRow("Sheet1", "A3", &[]any{`O"Hara, Pat`, time.Date(2020, 3, 24, 0, 0, 0, 0, time.UTC)}); err != nil {
		t.Fatal(err)
	}
	style, err := book.NewStyle(&excelize.Style{NumFmt: 14})
	if err != nil {
		t.Fatal(err)
	}
	if err := book.SetCellStyle("Sheet1", "B3", "B3", style); err != nil {
		t.Fatal(err)
	}
	var file bytes.Buffer
	if err := book.Write(&file); err != nil {
		t.Fatal(err)
	}
	text, err := tabular.AsText("Contacts.XLSX", file.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	r := tabular.NewReader(bytes.NewReader(text), tabular.Options{})
	if header, err := r.Header(); err != nil || strings.Join(header, "|") != "Name|Date" {
		t.Fatalf("the header is %q, %v", header, err)
	}
	row, err := r.Read()
	if err != nil || row.Number != 3 || row.Cell(0) != `O"Hara, Pat` || row.Cell(1) != "24/03/2020" {
		t.Errorf("row %d is %q, %v", row.Number, row.Cells, err)
	}
}

func TestWhatIsNoWorkbookIsRefused(t *testing.T) {
	if _, err := tabular.AsText("a.xlsx", []byte("Name,Date\n")); fault.KindOf(err) != fault.Invalid {
		t.Errorf("opened: %v", err)
	}
	if text, err := tabular.AsText("a.csv", []byte("Name\n")); err != nil || string(text) != "Name\n" {
		t.Errorf("a CSV file reads as %q, %v", text, err)
	}
}

// A file with nothing in it is said to be empty, whatever it is called, and what to do.
func TestAFileWithNothingInItIsSaidToBeEmpty(t *testing.T) {
	for _, name := range []string{"a.csv", "a.xlsx", "a"} {
		for _, nothing := range []string{"", "\n\r\n", "\ufeff", "\ufeff \n"} {
			_, err := tabular.AsText(name, []byte(nothing))
			if fault.CodeOf(err) != "tabular.empty" || !strings.Contains(fault.MessageOf(err), "The file is empty. Choose another") {
				t.Errorf("%s of %q: %v", name, nothing, err)
			}
		}
	}
	var file bytes.Buffer
	if err := excelize.NewFile().Write(&file); err != nil {
		t.Fatal(err)
	}
	if text, err := tabular.AsText("a.xlsx", file.Bytes()); err == nil {
		t.Errorf("a workbook with nothing in it reads as %q", text)
	}
}

// A file is told by what stands in it, whatever it is called.
func TestWhatAFileIs(t *testing.T) {
	book := excelize.NewFile()
	if err := book.SetSheetRow("Sheet1", "A1", &[]any{"UPRN", "Phone", "=1+1"}); err != nil {
		t.Fatal(err)
	}
	if err := book.SetSheetRow("Sheet1", "A2", &[]any{100023336956, 7700900123, 44242}); err != nil {
		t.Fatal(err)
	}
	var file bytes.Buffer
	if err := book.Write(&file); err != nil {
		t.Fatal(err)
	}
	text, err := tabular.AsText("list.csv", file.Bytes())
	if want := "\"UPRN\",\"Phone\",\"=1+1\"\n\"100023336956\",\"7700900123\",\"44242\"\n"; err != nil || string(text) != want {
		t.Errorf("a workbook called .csv reads as %q, %v", text, err)
	}
	for want, begins := range map[string]string{
		"an old Excel file":    "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and more",
		"a PDF":                "%PDF-1.7",
		"a web page":           "  <HTML><table><tr><td>Name",
		"an XML file":          `<?xml version="1.0"?>`,
		"cut short or damaged": "PK\x03\x04 and no more",
		"packed files (.zip)":  string(zipped(t, "list.csv", "Name")),
		"an OpenDocument file": string(zipped(t, "content.xml", "<x/>")),
		"This file is packed":  "\x1f\x8b\x08",
		"cannot be opened":     string(zipped(t, "xl/workbook.xml", "<x")),
	} {
		if _, err := tabular.AsText("list.csv", []byte(begins)); fault.KindOf(err) != fault.Invalid || !strings.Contains(fault.MessageOf(err), want) {
			t.Errorf("want that it is %s, got %v", want, err)
		}
	}
}

// A small file that unpacks to one that fills the machine is refused before it does.
func TestABombIsRefused(t *testing.T) {
	began := time.Now()
	sheet := `<worksheet><sheetData><row><c t="inlineStr"><is><t>` + strings.Repeat("A", 100<<20) + `</t></is></c></row></sheetData></worksheet>`
	bomb := zipped(t, "xl/worksheets/sheet1.xml", sheet)
	if _, err := tabular.AsText("bomb.xlsx", bomb); fault.CodeOf(err) != "tabular.too-large" {
		t.Errorf("it was taken, or unpacked before it was refused: %v", err)
	}
	if took := time.Since(began); took > 20*time.Second {
		t.Errorf("it took %v", took)
	}
}

func zipped(t *testing.T, name, text string) []byte {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	f, err := w.Create(name)
	if err == nil {
		_, err = io.WriteString(f, text)
	}
	if err := errors.Join(err, w.Close()); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}
