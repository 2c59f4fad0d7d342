package blueprint

import (
	"github.com/goccy/go-yaml/ast"
)

// entry is one key of a mapping and its value.
type entry struct {
	key   string
	at    place
	value ast.Node
}

// entries lists the keys of a mapping in order; a repeated key is a fault and
// only its first value counts.
func (d *decoder) entries(node ast.Node, path string, around place) ([]entry, bool) {
	var pairs []*ast.MappingValueNode
	switch n := node.(type) {
	case *ast.MappingNode:
		pairs = n.Values
	case *ast.MappingValueNode:
		pairs = []*ast.MappingValueNode{n}
	default:
		d.malform(path, d.textPlace(node, around), "write \"key: value\" lines", "expected keys with values, not %s", kind(node))
		return nil, false
	}
	out := make([]entry, 0, len(pairs))
	first := map[string]place{}
	for _, pair := range pairs {
		key, at, ok := d.key(pair, path)
		if !ok {
			continue
		}
		if before, twice := first[key]; twice {
			d.malform(path, at, "keep one of them", "%s is already given on line %d", key, before.line)
			continue
		}
		first[key] = at
		out = append(out, entry{key: key, at: at, value: pair.Value})
	}
	return out, true
}

// key gives the text of a key as it was typed, whatever YAML takes it for: a
// neighbourhood may be called "No" and a ward code may be all digits.
func (d *decoder) key(pair *ast.MappingValueNode, path string) (string, place, bool) {
	at := d.at(pair.Key.GetToken())
	switch k := pair.Key.(type) {
	case *ast.StringNode:
		return k.Value, at, true
	case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode, *ast.NullNode, *ast.InfinityNode, *ast.NanNode:
		return k.GetToken().Value, at, true
	}
	d.malform(path, at, "use plain \"key: value\" lines", "a key must be a plain word")
	return "", at, false
}

func empty(node ast.Node) bool {
	_, null := node.(*ast.NullNode)
	return node == nil || null
}

// kind names what stands in the file, in plain words.
func kind(node ast.Node) string {
	switch node.(type) {
	case *ast.MappingNode, *ast.MappingValueNode:
		return "keys with values"
	case *ast.SequenceNode:
		return "a list"
	case *ast.IntegerNode, *ast.FloatNode:
		return "a number"
	case *ast.BoolNode:
		return "true or false"
	case nil, *ast.NullNode:
		return "nothing"
	}
	return "a text"
}
