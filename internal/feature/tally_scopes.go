package feature

import (
	"cmp"
	"maps"
	"slices"
)

// Scopes lists every place and kind that the tally has a figure of, in order. The zero Scope,
// the whole borough and every kind, is among them when anything was counted.
func (t Tally) Scopes() []Scope {
	all := make([]Scope, 0, len(t.cells))
	for c := range maps.Keys(t.cells) {
		all = append(all, Scope{Neighbourhood: c.neighbourhood, Kind: c.kind})
	}
	slices.SortFunc(all, func(a, b Scope) int {
		return cmp.Or(cmp.Compare(a.Neighbourhood, b.Neighbourhood), cmp.Compare(a.Kind, b.Kind))
	})
	return all
}
