package tabular_test

import (
	"bytes"
	"testing"

	"github.com/xuri/excelize/v2"

	"kith/internal/plat/tabular"
)

// A number is a number, and no text is a formula.
func TestABookIsTypedAndHasNoFormulas(t *testing.T) {
	n := 1204.0
	file, err := tabular.Book([]tabular.BookSheet{
		{Name: "Figures", Columns: []string{"Figure", "Now"}, Rows: [][]tabular.BookCell{{{Text: "People"}, {Number: &n}}, {{Text: "=HYPERLINK(\"x\")"}, {Text: "*"}}}},
		{Name: "Notes", Columns: []string{"Note"}, Rows: [][]tabular.BookCell{{{Text: "+cmd|x"}}}},
	})
	if err != nil {
		t.Fatal(err)
	}
	book, err := excelize.OpenReader(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	kind, _ := book.GetCellType("Figures", "B2")
	number, _ := book.GetCellValue("Figures", "B2")
	text, _ := book.GetCellValue("Figures", "A3")
	formula, _ := book.GetCellFormula("Figures", "A3")
	if number != "1204" || kind == excelize.CellTypeInlineString || kind == excelize.CellTypeSharedString || text != "'=HYPERLINK(\"x\")" || formula != "" {
		t.Errorf("%v %q, %q, formula %q", kind, number, text, formula)
	}
	if note, _ := book.GetCellValue("Notes", "A2"); note != "'+cmd|x" {
		t.Errorf("a note is %q", note)
	}
}
