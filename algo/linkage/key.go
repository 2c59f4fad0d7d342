package linkage

// entry is a record in a block.
type entry struct {
	key uint64
	row uint32
}

// mix spreads the bits of a number (the finish of SplitMix64).
func mix(x uint64) uint64 {
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

// key is the key of a record by a rule; 0 for none. find gives the words.
func (p *plan) key(r rule, row []uint32, find func(column int, token uint32) *word) uint64 {
	h := uint64(0x9e3779b97f4a7c15)
	for _, piece := range r {
		token := row[piece.column]
		if token == 0 {
			return 0
		}
		v := piece.take(token, find(piece.column, token))
		if piece.names {
			other := row[p.surname]
			if other == 0 {
				return 0
			}
			v = mix(uint64(token)) + mix(uint64(other))
		}
		if v == 0 {
			return 0
		}
		h = mix(h ^ v*0x9e3779b97f4a7c15)
	}
	return max(h, 1)
}

func (t *Table) word(column int, token uint32) *word { return &t.dicts[column].words[token] }

// keys are the keys of all records by all rules, record after record.
func (t *Table) keys(rules []rule) []uint64 {
	out := make([]uint64, 0, t.Len()*len(rules))
	for i := range t.Len() {
		row := t.row(i)
		for _, r := range rules {
			out = append(out, t.plan.key(r, row, t.word))
		}
	}
	return out
}

// blocksOf sorts the records that have a key by one of so many rules by it, and those of one
// key by row.
func blocksOf(keys []uint64, rule, rules int) []entry {
	out := make([]entry, 0, len(keys)/rules)
	for i := rule; i < len(keys); i += rules {
		if keys[i] != 0 {
			out = append(out, entry{keys[i], uint32(i / rules)})
		}
	}
	return radix(out)
}

// radix sorts by key, byte after byte from the last, and keeps the order of equal keys.
func radix(from []entry) []entry {
	to := make([]entry, len(from))
	for shift := 0; shift < 64; shift += 8 {
		var at [257]int
		for i := range from {
			at[from[i].key>>shift&255+1]++
		}
		if at[byteAt(from, shift)+1] == len(from) {
			continue // all have the same byte here
		}
		for b := range 256 {
			at[b+1] += at[b]
		}
		for i := range from {
			b := from[i].key >> shift & 255
			to[at[b]] = from[i]
			at[b]++
		}
		from, to = to, from
	}
	return from
}

func byteAt(e []entry, shift int) uint64 {
	if len(e) == 0 {
		return 0
	}
	return e[0].key >> shift & 255
}

// run is a block: the records left and right that share a key.
type run struct{ l, lEnd, r, rEnd int }

// merge finds the blocks of two sorted lists, or of one with itself where they are the same.
func merge(left, right []entry, same bool) (runs []run) {
	for i, j := 0, 0; i < len(left) && j < len(right); {
		k := left[i].key
		switch {
		case k < right[j].key:
			i++
			continue
		case k > right[j].key:
			j++
			continue
		}
		b := run{l: i, r: j}
		for i < len(left) && left[i].key == k {
			i++
		}
		for j < len(right) && right[j].key == k {
			j++
		}
		if b.lEnd, b.rEnd = i, j; !same || i-b.l > 1 {
			runs = append(runs, b)
		}
	}
	return runs
}

// pairs is how many pairs a block has. Of a list with itself, a record is paired with those
// behind it.
func (b run) pairs(same bool) int {
	n := b.lEnd - b.l
	if same {
		return n*(b.rEnd-b.l-1) - n*(n-1)/2
	}
	return n * (b.rEnd - b.r)
}
