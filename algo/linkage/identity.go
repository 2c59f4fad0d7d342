package linkage

import "kith/algo/linkage/clean"

// Identities are the valid NHS numbers of a table's records, 0 for none, for [Constraints].
// They are nil where the schema has no such column.
func Identities(t *Table) []uint64 {
	column := t.schema.of(NHSNumber)
	if column < 0 {
		return nil
	}
	out := make([]uint64, t.Len())
	for i := range out {
		if n := t.Number(i, column); clean.ValidNHS(n) {
			out[i] = n
		}
	}
	return out
}
