package blueprint

import (
	"slices"
	"strings"

	"github.com/goccy/go-yaml/ast"
)

// chunk is the lines of one entry of a list, with the remarks right above it and without
// the empty lines below it.
type chunk struct{ from, to int }

// chunksAt finds the entries of a list that is written one below the other, and how far
// its dashes are indented.
func chunksAt(content string, path []string) (chunks []chunk, dash int, ok bool) {
	list, ok := nodeAt(content, path).(*ast.SequenceNode)
	if !ok || list.IsFlowStyle || len(list.Values) == 0 {
		return nil, 0, false
	}
	lines := strings.Split(content, "\n")
	dash = list.Start.Position.Column - 1
	for _, value := range list.Values {
		pairs, flow := pairsOf(value)
		if len(pairs) == 0 || flow {
			return nil, 0, false
		}
		from := pairs[0].Key.GetToken().Position.Line - 1
		to := from + 1
		for to < len(lines) && (strings.TrimSpace(lines[to]) == "" || indent(lines[to]) > dash) {
			to++
		}
		for to > from+1 && strings.TrimSpace(lines[to-1]) == "" {
			to--
		}
		for from > 0 && strings.HasPrefix(strings.TrimSpace(lines[from-1]), "#") && indent(lines[from-1]) == dash {
			from--
		}
		chunks = append(chunks, chunk{from, to})
	}
	return chunks, dash, true
}

// place finds an entry among those of its list.
func (f File) place(path []string) (chunks []chunk, at int, ok bool) {
	t := grow(f.Name, f.Content).at(path[:len(path)-1])
	if t == nil || !t.list {
		return nil, 0, false
	}
	chunks, _, ok = chunksAt(f.Content, path[:len(path)-1])
	at = slices.Index(t.items, t.item(path[len(path)-1]))
	return chunks, at, ok && at >= 0 && len(chunks) == len(t.items)
}

// Move changes the place of an entry of a list with the one before it, or with the one
// behind it. At either end nothing changes.
func (f File) Move(up bool, path ...string) (File, error) {
	chunks, at, ok := f.place(path)
	if !ok {
		return f, byHand(f.Name)
	}
	first := at
	if up {
		first--
	}
	if first < 0 || first+1 >= len(chunks) {
		return f, nil
	}
	a, b := chunks[first], chunks[first+1]
	lines := strings.Split(f.Content, "\n")
	swapped := slices.Concat(lines[:a.from], lines[b.from:b.to], lines[a.to:b.from], lines[a.from:a.to], lines[b.to:])
	return f.verified(strings.Join(swapped, "\n"), func(t *tree) {
		items := t.at(path[:len(path)-1]).items
		items[first], items[first+1] = items[first+1], items[first]
	})
}

// Remove takes an entry out of a list.
func (f File) Remove(path ...string) (File, error) {
	chunks, at, ok := f.place(path)
	if !ok {
		return f, byHand(f.Name)
	}
	lines := strings.Split(f.Content, "\n")
	gone := chunks[at]
	for gone.to < len(lines)-1 && at+1 < len(chunks) && strings.TrimSpace(lines[gone.to]) == "" {
		gone.to++
	}
	lines = slices.Delete(lines, gone.from, gone.to)
	if len(chunks) == 1 {
		above := gone.from - 1
		lines[above] = strings.TrimRight(lines[above], " ") + " []"
	}
	return f.verified(strings.Join(lines, "\n"), func(t *tree) {
		list := t.at(path[:len(path)-1])
		list.items = slices.Delete(list.items, at, at+1)
	})
}

// Add puts an entry at the end of a list at the top of the file, and makes the list when
// there is none. The fields are keys and texts; those without a text are left out.
func (f File) Add(list string, fields ...[2]string) (File, error) {
	entry := &tree{child: map[string]*tree{}}
	var lines []string
	for _, field := range fields {
		if field[1] == "" {
			continue
		}
		entry.child[field[0]] = &tree{text: field[1]}
		if strings.Contains(field[1], "\n") {
			lines = append(lines, block("    "+field[0]+":", field[1], 4)...)
			continue
		}
		lines = append(lines, "    "+field[0]+": "+written(field[1]))
	}
	lines[0] = "  - " + strings.TrimLeft(lines[0], " ")
	if t := grow(f.Name, f.Content); t.child == nil {
		if strings.TrimSpace(f.Content) != "" {
			return f, byHand(f.Name)
		}
		f.Content = list + ": []\n"
	}
	return f.added(list, entry, lines)
}

func (f File) added(list string, entry *tree, added []string) (File, error) {
	lines := strings.Split(f.Content, "\n")
	if chunks, dash, ok := chunksAt(f.Content, []string{list}); ok {
		for i := range added {
			added[i] = strings.Repeat(" ", dash) + strings.TrimPrefix(added[i], "  ")
		}
		lines = slices.Insert(lines, chunks[len(chunks)-1].to, added...)
	} else {
		i := slices.Index(lines, list+": []")
		if i < 0 {
			return f, byHand(f.Name)
		}
		lines[i] = list + ":"
		lines = slices.Insert(lines, i+1, added...)
	}
	return f.verified(strings.Join(lines, "\n"), func(t *tree) {
		at := t.child[list]
		at.items = append(at.items, entry)
	})
}
