package blueprint

import (
	"maps"
	"slices"
	"strings"
)

// Compare lists what changed from a to b, by file and, within a file, in its
// order. Entries of a list are matched by their id (or code, name…), so an entry
// put in the middle is one change. It never compares layout or comments, except
// to say that nothing else changed.
func Compare(a, b *Blueprint) []Change { return compareFiles(a.files, b.files) }

func compareFiles(a, b files) []Change {
	names := slices.Collect(maps.Keys(a))
	for name := range b {
		if _, both := a[name]; !both {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	var changes []Change
	for _, name := range names {
		before, was := a[name]
		after, is := b[name]
		switch {
		case !was:
			changes = append(changes, Change{File: name, Kind: Added, After: after})
		case !is:
			changes = append(changes, Change{File: name, Kind: Removed, Before: before})
		case before != after:
			changes = append(changes, compareFile(name, before, after)...)
		}
	}
	return changes
}

func compareFile(name, before, after string) []Change {
	c := &comparison{file: name}
	c.trees("", "", grow(name, before), grow(name, after))
	if len(c.changes) == 0 {
		return []Change{{File: name, Kind: Layout, Before: before, After: after}}
	}
	return c.changes
}

type comparison struct {
	file    string
	changes []Change
}

func (c *comparison) note(where, key string, kind ChangeKind, before, after string) {
	c.changes = append(c.changes, Change{File: c.file, Where: where, Key: key, Kind: kind, Before: before, After: after})
}

// trees compares what stands at key inside where.
func (c *comparison) trees(where, key string, a, b *tree) {
	switch {
	case a.same(b):
	case a.child != nil && b.child != nil:
		c.keys(inside(where, key), a, b)
	case a.list && b.list:
		c.lists(where, key, a, b)
	default:
		c.note(where, key, Altered, a.words(), b.words())
	}
}

func (c *comparison) keys(where string, a, b *tree) {
	for _, key := range a.keys {
		if after, ok := b.child[key]; ok {
			c.trees(where, key, a.child[key], after)
			continue
		}
		c.note(where, key, Removed, a.child[key].words(), "")
	}
	for _, key := range b.keys {
		if _, ok := a.child[key]; !ok {
			c.note(where, key, Added, "", b.child[key].words())
		}
	}
}

func (c *comparison) lists(where, key string, a, b *tree) {
	if name := identity(a, b); name != "" {
		c.named(where, key, name, a, b)
		return
	}
	if a.plain() && b.plain() && (distinct(a) || distinct(b)) {
		c.sets(where, key, a, b)
		return
	}
	c.note(where, key, Altered, a.words(), b.words())
}

// named compares lists whose entries have names.
func (c *comparison) named(where, key, name string, a, b *tree) {
	before, after := a.byName(name), b.byName(name)
	var kept, keptThen []string
	for _, entry := range a.items {
		id := entry.child[name].text
		title := inside(where, singular(key)+" "+id)
		if other, ok := after[id]; ok {
			kept = append(kept, id)
			c.keys(title, entry, other)
			continue
		}
		c.note(title, "", Removed, entry.words(), "")
	}
	for _, entry := range b.items {
		id := entry.child[name].text
		if _, ok := before[id]; ok {
			keptThen = append(keptThen, id)
			continue
		}
		c.note(inside(where, singular(key)+" "+id), "", Added, "", entry.words())
	}
	if !slices.Equal(kept, keptThen) {
		c.note(where, key, Moved, strings.Join(kept, ", "), strings.Join(keptThen, ", "))
	}
}

func (t *tree) byName(key string) map[string]*tree {
	named := make(map[string]*tree, len(t.items))
	for _, entry := range t.items {
		named[entry.child[key].text] = entry
	}
	return named
}

// plain tells whether a list holds nothing but texts.
func (t *tree) plain() bool {
	return !slices.ContainsFunc(t.items, func(entry *tree) bool { return !entry.scalar() })
}

func (t *tree) texts() []string {
	texts := make([]string, len(t.items))
	for i, entry := range t.items {
		texts[i] = entry.text
	}
	return texts
}

func distinct(t *tree) bool {
	texts := slices.Sorted(slices.Values(t.texts()))
	return len(slices.Compact(texts)) == len(t.items)
}

// sets compares lists of texts by what joined and what left.
func (c *comparison) sets(where, key string, a, b *tree) {
	before, after := a.texts(), b.texts()
	gone := slices.DeleteFunc(slices.Clone(before), func(text string) bool { return slices.Contains(after, text) })
	come := slices.DeleteFunc(slices.Clone(after), func(text string) bool { return slices.Contains(before, text) })
	if len(gone) > 0 {
		c.note(where, key, Removed, strings.Join(gone, ", "), "")
	}
	if len(come) > 0 {
		c.note(where, key, Added, "", strings.Join(come, ", "))
	}
	if len(gone)+len(come) == 0 {
		c.note(where, key, Moved, strings.Join(before, ", "), strings.Join(after, ", "))
	}
}

// inside goes one step further in: "category food, place".
func inside(where, step string) string {
	step = strings.ReplaceAll(step, "_", " ")
	if where == "" || step == "" {
		return where + step
	}
	return where + ", " + step
}

// singular names one of a list: categories, category.
func singular(plural string) string {
	for _, end := range [][2]string{{"ies", "y"}, {"sses", "ss"}, {"shes", "sh"}, {"ches", "ch"}, {"xes", "x"}, {"s", ""}} {
		if stem, ok := strings.CutSuffix(plural, end[0]); ok {
			return stem + end[1]
		}
	}
	return plural
}
