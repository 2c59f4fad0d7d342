package linkage

import (
	"cmp"
	"slices"
	"sort"
	"sync"
)

// crowdedBlock is how many records may share a key before a rule is passed over for it: so
// common a value finds nobody by itself. Those that two such rules find are looked at.
const crowdedBlock = 4000

// Index knows many records and finds those that may be a given person, one question at a
// time. It may be used by several goroutines.
type Index struct {
	lock   sync.Mutex
	table  *Table
	sieve  *sieve
	keys   []uint64  // record after record
	sorted [][]entry // of each rule, for the records it was made with
	added  []map[uint64][]uint32
	counts [][]uint32 // for each column and word, how many records have it
	filled []int      // how many records have something in a column
	mine   []uint64   // keys of the record asked for
	rows   []uint32   // of a block, for a moment
	row    []uint32
}

// NewIndex indexes the records of a table, which from then on belongs to the index. Matches
// have a probability of o.Least or more.
func NewIndex(m *Model, t *Table, o Options) (*Index, error) {
	if err := m.fits(t); err != nil {
		return nil, err
	}
	s := newScorer(m, t.plan)
	s.weigh(t)
	rules := t.plan.rules
	x := &Index{table: t, sieve: newSieve(t, s, o.least()), keys: t.keys(rules), mine: make([]uint64, len(rules)), row: make([]uint32, len(t.dicts))}
	x.sieve.forget = true
	for i := range rules {
		x.sorted = append(x.sorted, blocksOf(x.keys, i, len(rules)))
		x.added = append(x.added, map[uint64][]uint32{})
	}
	for column := range t.dicts {
		counts, n := count(column, []*Table{t})
		x.counts, x.filled = append(x.counts, counts), append(x.filled, n)
	}
	return x, nil
}

// Len is how many records the index knows.
func (x *Index) Len() int {
	x.lock.Lock()
	defer x.lock.Unlock()
	return x.table.Len()
}

// ID is what a record is called.
func (x *Index) ID(row int) string {
	x.lock.Lock()
	defer x.lock.Unlock()
	return x.table.ID(row)
}

// Add adds a record with a value for each column, and returns its row. It is found from then on.
func (x *Index) Add(id string, values ...string) int {
	x.lock.Lock()
	defer x.lock.Unlock()
	x.table.Add(id, values...)
	row := x.table.Len() - 1
	tokens := x.table.row(row)
	for i, r := range x.table.plan.rules {
		k := x.table.plan.key(r, tokens, x.table.word)
		x.keys = append(x.keys, k)
		if k != 0 {
			x.added[i][k] = append(x.added[i][k], uint32(row))
		}
	}
	for column, token := range tokens {
		x.noted(column, token)
	}
	return row
}

// noted counts a word once more.
func (x *Index) noted(column int, token uint32) {
	if token == 0 {
		return
	}
	x.counts[column] = extended(x.counts[column], int(token))
	x.counts[column][token]++
	x.filled[column]++
	if s := x.sieve.scorer; s.rare[column] != nil {
		s.rare[column] = extended(s.rare[column], int(token))
		s.rare[column][token] = float32(s.rarity(column, int(x.counts[column][token]), x.filled[column]))
	}
}

// extended is s with room for an index.
func extended[T any](s []T, index int) []T {
	for len(s) <= index {
		var none T
		s = append(s, none)
	}
	return s
}

// Match finds the records that may be the person of these values, the likeliest first. Left
// is -1 in each, and Right the row.
func (x *Index) Match(values ...string) []Link {
	x.lock.Lock()
	defer x.lock.Unlock()
	x.table.width(values)
	defer x.ask(values)()
	x.sieve.links = nil
	x.sieve.begin(x.row)
	for i, r := range x.table.plan.rules {
		x.mine[i] = x.table.plan.key(r, x.row, x.table.word)
	}
	var crowds [][]uint32
	for i, k := range x.mine {
		if k == 0 {
			continue
		}
		block := x.block(i, k)
		if len(block) > crowdedBlock {
			crowds = append(crowds, block)
			x.mine[i] = 0 // no pair is taken for one of this rule's
			continue
		}
		for _, row := range block {
			x.try(i, int(row))
		}
	}
	for _, row := range inTwo(crowds) {
		x.try(len(x.mine), int(row))
	}
	links := x.sieve.links
	slices.SortFunc(links, func(a, b Link) int { return cmp.Or(cmp.Compare(b.Weight, a.Weight), cmp.Compare(a.Right, b.Right)) })
	return links
}

// ask makes x.row of values. Words that nobody has are in the dictionaries until the function
// it returns is called.
func (x *Index) ask(values []string) (done func()) {
	type length struct {
		d *dictionary
		n int
	}
	var before []length
	for i, v := range values {
		d := x.table.dicts[i]
		token, w := d.find(x.table.schema.Columns[i].Kind, v)
		if w.text != "" {
			before = append(before, length{d, len(d.words)})
			token = d.add(w)
		}
		x.row[i] = token
	}
	for i, d := range x.table.dicts {
		x.sieve.words[i] = d.words
	}
	return func() {
		for _, b := range slices.Backward(before) {
			b.d.words = b.d.words[:b.n]
		}
	}
}

// block is the records of a key, in the order of their rows.
func (x *Index) block(rule int, key uint64) []uint32 {
	sorted := x.sorted[rule]
	from := sort.Search(len(sorted), func(i int) bool { return sorted[i].key >= key })
	x.rows = x.rows[:0]
	for _, e := range sorted[from:] {
		if e.key != key {
			break
		}
		x.rows = append(x.rows, e.row)
	}
	x.rows = append(x.rows, x.added[rule][key]...)
	if len(x.rows) > crowdedBlock {
		return slices.Clone(x.rows)
	}
	return x.rows
}

// inTwo are the records that the two smallest crowds have in common; none where there are too
// many of those as well.
func inTwo(crowds [][]uint32) (both []uint32) {
	if len(crowds) < 2 {
		return nil
	}
	slices.SortStableFunc(crowds, func(a, b []uint32) int { return cmp.Compare(len(a), len(b)) })
	a, b := crowds[0], crowds[1]
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch c := cmp.Compare(a[i], b[j]); {
		case c < 0:
			i++
		case c > 0:
			j++
		default:
			if both = append(both, a[i]); len(both) > crowdedBlock {
				return nil
			}
			i, j = i+1, j+1
		}
	}
	return both
}

func (x *Index) try(rule, row int) {
	n, tokens := len(x.mine), x.table.row(row)
	if bound, ok := x.sieve.glance(tokens); ok && !agree(x.mine[:rule], x.keys[row*n:]) {
		x.sieve.try(-1, row, tokens, bound)
	}
}
