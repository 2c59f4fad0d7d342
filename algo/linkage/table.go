package linkage

import (
	"fmt"

	"kith/algo/linkage/clean"
)

// Table is a list of records, in the columns of a schema.
type Table struct {
	schema *Schema
	plan   *plan
	dicts  []*dictionary // of each column; names share one
	ids    []string
	cells  []uint32 // row after row
	dead   []bool   // of each record; nil where the schema has no such column
}

// NewTable is an empty table. A schema with a mistake is an error.
func NewTable(s *Schema) (*Table, error) {
	p, err := compile(s)
	if err != nil {
		return nil, err
	}
	return newTable(p), nil
}

func newTable(p *plan) *Table {
	t := &Table{schema: p.schema, plan: p, dicts: make([]*dictionary, len(p.schema.Columns))}
	names := newDictionary()
	for i, c := range p.schema.Columns {
		if t.dicts[i] = names; c.Kind != GivenName && c.Kind != Surname {
			t.dicts[i] = newDictionary()
		}
	}
	return t
}

// Beside is an empty table that shares its words with this one, so that the two can be
// linked. Neither may be added to while the other is.
func (t *Table) Beside() *Table {
	return &Table{schema: t.schema, plan: t.plan, dicts: t.dicts}
}

// Schema is what the table was made with; its rules are set, though that may have had none.
func (t *Table) Schema() *Schema { return t.schema }

// Len is the number of records.
func (t *Table) Len() int { return len(t.ids) }

// ID is what a record is called in its list.
func (t *Table) ID(row int) string { return t.ids[row] }

// Add adds a record with a value for each column of the schema, as it is typed; "" for none.
// It panics where the number of values is another.
func (t *Table) Add(id string, values ...string) {
	t.width(values)
	t.ids = append(t.ids, id)
	for i, v := range values {
		token := uint32(0)
		switch kind := t.schema.Columns[i].Kind; {
		case kind == Deceased:
			t.dead = append(t.dead, clean.Yes(v))
		case v != "":
			token = t.dicts[i].token(kind, v)
		}
		t.cells = append(t.cells, token)
	}
}

// Deceased reports whether a record says that somebody has died.
func (t *Table) Deceased(row int) bool { return row < len(t.dead) && t.dead[row] }

func (t *Table) width(values []string) {
	if len(values) != len(t.schema.Columns) {
		panic(fmt.Sprintf("linkage: %d values for %d columns", len(values), len(t.schema.Columns)))
	}
}

// row is the tokens of a record.
func (t *Table) row(i int) []uint32 {
	n := len(t.schema.Columns)
	return t.cells[i*n : i*n+n : i*n+n]
}

// Value is what a record has in a column once cleaned, with a byte for each letter; "" for
// nothing.
func (t *Table) Value(row, column int) string {
	return t.dicts[column].words[t.row(row)[column]].text
}

// Number is the value of a column of numbers or dates; 0 for nothing.
func (t *Table) Number(row, column int) uint64 {
	return t.dicts[column].words[t.row(row)[column]].number
}

// together reports whether two tables share their words.
func together(a, b *Table) error {
	if a.plan != b.plan || &a.dicts[0] != &b.dicts[0] {
		return fmt.Errorf("linkage: the right table does not share its words with the left: make it with left.Beside()")
	}
	return nil
}
