package linkage

import (
	"encoding/json"
	"fmt"
	"io"
	"math"
)

// ModelVersion is the version of the form of model files that this package writes. It reads
// that one alone.
const ModelVersion = 1

// Model is what was learnt of two lists, or of one: how often a pair of each sort shows each
// level of each column. With the tables it says the weight of every pair.
type Model struct {
	Version int     `json:"version"` // of the form
	Schema  *Schema `json:"schema"`
	// Prior is the share of true pairs among all pairs, before anything is compared; Household
	// the share of different people of one household, 0 where the schema has no address.
	Prior     float64   `json:"prior"`
	Household float64   `json:"household"`
	Columns   []Chances `json:"columns"`
}

// Chances are how often the levels of a column are seen where both records have a value: the
// column's levels in their order, and last that the values differ. Together they are 1. A
// postcode and a UPRN have three such runs: for pairs whose address is missing, alike, different.
type Chances struct {
	Match     []float64 `json:"match"`
	Stranger  []float64 `json:"stranger"`
	Household []float64 `json:"household,omitempty"`
}

// ReadModel reads a model file.
func ReadModel(r io.Reader) (*Model, error) {
	m := new(Model)
	if err := json.NewDecoder(r).Decode(m); err != nil {
		return nil, fmt.Errorf("linkage: the model is no JSON object of this form: %w", err)
	}
	return m, m.check()
}

// Write writes a model file.
func (m *Model) Write(w io.Writer) error {
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	return e.Encode(m)
}

func (m *Model) check() error {
	if m.Version != ModelVersion {
		return fmt.Errorf("linkage: the model has version %d, and %d is read: train it anew", m.Version, ModelVersion)
	}
	if m.Schema == nil {
		return fmt.Errorf("linkage: the model has no schema")
	}
	p, err := compile(m.Schema)
	if err != nil {
		return err
	}
	if len(m.Columns) != len(p.tests) || !(m.Prior > 0 && m.Prior < 1 && m.Household >= 0 && m.Prior+m.Household < 1) {
		return fmt.Errorf("linkage: the model does not fit its schema, or its prior is no share")
	}
	for i, c := range m.Columns {
		if !p.likely(i, c.Match) || !p.likely(i, c.Stranger) || m.Household > 0 && !p.likely(i, c.Household) {
			return fmt.Errorf("linkage: the chances of column %s are not %d above 0 that sum to 1", m.Schema.Columns[i].Name, p.levels(i)-1)
		}
	}
	return nil
}

// likely reports whether the chances of a column are as many as it has levels, above 0, and
// sum to 1.
func (p *plan) likely(column int, chances []float64) bool {
	if len(chances) != p.levels(column)-1 {
		return false
	}
	ok := true
	p.runs(column, func(from, to int) {
		sum := 0.0
		for _, x := range chances[from:to] {
			ok = ok && x > 0
			sum += x
		}
		ok = ok && math.Abs(sum-1) < 1e-6
	})
	return ok
}

// fits reports whether a table was made with the schema of the model.
func (m *Model) fits(t *Table) error {
	if err := m.check(); err != nil {
		return err
	}
	if len(t.schema.Columns) != len(m.Schema.Columns) {
		return fmt.Errorf("linkage: the table has %d columns and the model %d: it was trained with another schema", len(t.schema.Columns), len(m.Schema.Columns))
	}
	for i, c := range t.schema.Columns {
		if o := m.Schema.Columns[i]; c.Name != o.Name || c.Kind != o.Kind || len(c.levels()) != len(o.levels()) {
			return fmt.Errorf("linkage: column %s of the table is not that of the model", c.Name)
		}
	}
	return nil
}
