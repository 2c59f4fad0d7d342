package counts

import (
	"fmt"
	"maps"
	"slices"

	"kith/algo/phase"
)

// Feeds are what is to be judged, one for each pool of areas that share what is learnt. asOf is
// the day on which it is judged; without one (0) every count is taken as final, or, in a file
// with vintages, the newest of them as the day.
//
// Later vintages are not looked at. In a file without vintages, days after asOf are left out
// and the last three before it are not used, for nothing tells how late figures come.
func (f *File) Feeds(asOf phase.Day) ([]phase.Feed, error) {
	if !f.Dated {
		return f.plain(asOf), nil
	}
	if asOf == 0 {
		asOf = f.Vintages[len(f.Vintages)-1].AsOf
	}
	if first := f.Vintages[0].AsOf; asOf < first {
		return nil, fmt.Errorf("nothing was known on %v: the first vintage of the file is of %v", asOf, first)
	}
	feeds := make([]phase.Feed, 0, 1)
	for _, pool := range f.Pools() {
		feeds = append(feeds, phase.FeedOf(f.only(pool), asOf))
	}
	return feeds, nil
}

func (f *File) plain(asOf phase.Day) (feeds []phase.Feed) {
	for _, pool := range f.Pools() {
		now := f.only(pool)[0].Series
		if asOf != 0 {
			for i, s := range now {
				now[i] = phase.Cover(s, asOf)
			}
		}
		feeds = append(feeds, phase.Feed{Now: now})
	}
	return feeds
}

// Pools are the names of the pools, in order; one without a name where the file has no such
// column.
func (f *File) Pools() []string {
	names := map[string]bool{}
	for _, a := range f.Areas {
		names[a.Pool] = true
	}
	return slices.Sorted(maps.Keys(names))
}

// only are the vintages with the areas of one pool alone.
func (f *File) only(pool string) []phase.Vintage {
	in := make(map[string]bool, len(f.Areas))
	for _, a := range f.Areas {
		in[a.Name] = a.Pool == pool
	}
	out := make([]phase.Vintage, len(f.Vintages))
	for i, v := range f.Vintages {
		out[i].AsOf = v.AsOf
		for _, s := range v.Series {
			if in[s.Area] {
				out[i].Series = append(out[i].Series, s)
			}
		}
	}
	return out
}

// Last is the last day that has a count.
func (f *File) Last() (last phase.Day) {
	for _, v := range f.Vintages {
		for _, s := range v.Series {
			last = max(last, s.Last())
		}
	}
	return last
}

// First is the first day that has a count.
func (f *File) First() phase.Day {
	first := f.Vintages[0].Series[0].From
	for _, v := range f.Vintages {
		for _, s := range v.Series {
			first = min(first, s.From)
		}
	}
	return first
}

// Stale is how many days after its newest vintage a file still says anything of today.
const Stale = 21
