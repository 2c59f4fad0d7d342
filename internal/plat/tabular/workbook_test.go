package tabular_test

import (
	"bytes"
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
