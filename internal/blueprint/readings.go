package blueprint

import (
	"slices"
	"sync"
)

// maxReadings is how many sets of files are kept as they were read: a draft, what it came
// from and what it is about to be, for a few who edit.
const maxReadings = 8

// readings are what files were last read as, by the hash of their contents.
type readings struct {
	mu  sync.Mutex
	all []reading // the newest last
}

type reading struct {
	hash     string
	b        *Blueprint
	problems []Problem
}

// of gives what files of this hash were read as, or reads them.
func (r *readings) of(hash string, read func() (*Blueprint, []Problem)) (*Blueprint, []Problem) {
	r.mu.Lock()
	i := slices.IndexFunc(r.all, func(known reading) bool { return known.hash == hash })
	if i >= 0 {
		known := r.all[i]
		r.all = append(slices.Delete(r.all, i, i+1), known)
		r.mu.Unlock()
		return known.b, slices.Clone(known.problems)
	}
	r.mu.Unlock()
	b, problems := read()
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.all) == maxReadings {
		r.all = slices.Delete(r.all, 0, 1)
	}
	r.all = append(r.all, reading{hash, b, problems})
	return b, slices.Clone(problems)
}
