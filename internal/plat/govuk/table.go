package govuk

import "github.com/a-h/templ"

// Table shows rows. Where it is narrow, a table of many columns sets the cells of a row one
// below the other, each with the name of its column, and another scrolls sideways by itself.
type Table struct {
	Caption       string
	CaptionHidden bool // said to screen readers only
	Columns       []Column
	Rows          []Row
	RowHeader     bool // the first cell names the row
	// Sortable lets a script sort all rows of the page; a list that goes on
	// over pages sorts by Column.Href instead.
	Sortable bool
	Empty    Empty // instead of a table without rows
	// SideBySide holds columns that are compared: they are never set below each other.
	SideBySide bool
	// Stacks sets cells below each other where it is narrow, however few the columns are.
	Stacks bool
}

// manyColumns is from how many columns of words on a row does not fit a telephone.
const manyColumns = 4

// stacks reports whether cells stand one below the other where it is narrow. Figures are
// read down their column and stay there.
func (t Table) stacks() bool {
	words := 0
	for _, c := range t.Columns {
		if !c.Numeric {
			words++
		}
	}
	return t.Stacks || words >= manyColumns && !t.SideBySide
}

// named gives a cell the name of its column, to stand before it where cells are stacked.
func (t Table) named(i int) templ.Attributes {
	if i >= len(t.Columns) || t.Columns[i].Hidden || !t.stacks() {
		return nil
	}
	return templ.Attributes{"data-column": t.Columns[i].Text}
}

// Column is the head of a column.
type Column struct {
	Text    string
	Hidden  bool // said to screen readers only, as for a column of links
	Numeric bool
	Href    string // sorts by this column; "" does not
	Sorted  Order  // how it is sorted now
}

// Order is how a column is sorted.
type Order string

// The orders of a column. The zero Order is not sorted.
const (
	Unsorted   Order = ""
	Ascending  Order = "ascending"
	Descending Order = "descending"
)

// Row is one line of a table.
type Row struct {
	Cells []Cell
	// Value and Label make the row selectable in a MultiSelect: what the form
	// sends, and what the tick box is called, such as "food parcel for Amina".
	Value string
	Label string
	// Current marks the row that is open beside the table.
	Current bool
}

// Cell is one field of a row.
type Cell struct {
	Text    string
	Href    string          // makes a link of Text
	Content templ.Component // instead of Text; may be nil
	Numeric bool
	Sort    string // what the row is sorted by when it is not the text
}

// Cells makes a row of plain texts.
func Cells(texts ...string) Row {
	cells := make([]Cell, len(texts))
	for i, text := range texts {
		cells[i] = Cell{Text: text}
	}
	return Row{Cells: cells}
}

// MultiSelect is a table whose rows can be ticked, inside a Form. Its children
// are what can be done with the ticked rows: fields and buttons.
type MultiSelect struct {
	Table Table
	Name  string // of the tick boxes in the form
	// Checked are the values of the rows that were ticked, on a page shown again.
	Checked []string
}

func (c Column) ariaSort(sortable bool) templ.Attributes {
	switch {
	case c.Sorted != Unsorted:
		return templ.Attributes{"aria-sort": string(c.Sorted)}
	case sortable && !c.Hidden:
		return templ.Attributes{"aria-sort": "none"}
	}
	return nil
}

func sortModule(t Table) templ.Attributes {
	if t.Sortable {
		return templ.Attributes{"data-module": "moj-sortable-table"}
	}
	return nil
}
