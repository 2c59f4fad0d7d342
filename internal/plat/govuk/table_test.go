package govuk_test

import (
	"strings"
	"testing"

	"kith/internal/plat/govuk"
)

// Rows of many columns stand below each other where it is narrow, each cell with the name
// of its column; figures, and columns that are compared, stay beside each other.
func TestTablesOfManyColumnsStack(t *testing.T) {
	words := []govuk.Column{{Text: "Who"}, {Text: "Hub"}, {Text: "Due"}, {Text: "Open", Hidden: true}}
	figures := []govuk.Column{{Text: "Area"}, {Text: "Open", Numeric: true}, {Text: "Late", Numeric: true}, {Text: "Done", Numeric: true}}
	for name, tt := range map[string]struct {
		table  govuk.Table
		stacks bool
	}{
		"words":        {govuk.Table{Columns: words}, true},
		"few columns":  {govuk.Table{Columns: words[:3]}, false},
		"figures":      {govuk.Table{Columns: figures}, false},
		"side by side": {govuk.Table{Columns: words, SideBySide: true}, false},
	} {
		tt.table.Caption, tt.table.RowHeader, tt.table.Rows = name, true, []govuk.Row{govuk.Cells("Amina K.", "Leigh", "today", "Open")}
		var drawn strings.Builder
		if err := tt.table.Render(t.Context(), &drawn); err != nil {
			t.Fatal(err)
		}
		for mark, want := range map[string]bool{"kith-scroll--stacks": tt.stacks, `data-column="Hub"`: tt.stacks, `data-column="Who"`: false, `data-column="Open"`: false} {
			if got := strings.Contains(drawn.String(), mark); got != want {
				t.Errorf("%s: %s is there: %v, want %v", name, mark, got, want)
			}
		}
	}
}
