package blueprint

import (
	"fmt"
	"reflect"
	"strings"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/token"

	"kith/internal/plat/rules"
)

// decoder fills Go values from one file's YAML. It is ours and not the
// library's because that stops at the first fault, and a person mending a file
// wants all of them.
type decoder struct {
	doc  *document
	file string
	// down is how many lines stand above the YAML inside the file.
	down int
}

func (d *decoder) at(t *token.Token) place {
	p := place{file: d.file}
	if t != nil && t.Position != nil {
		p.line, p.column = t.Position.Line+d.down, t.Position.Column
		p.quoted = t.Type == token.SingleQuoteType || t.Type == token.DoubleQuoteType
	}
	return p
}

func (d *decoder) malform(path string, at place, mend, format string, args ...any) {
	d.doc.malform(path, at, fmt.Sprintf(format, args...), mend)
}

// value fills v from node. around is the place of the key or list item that
// holds it, for values that have no place of their own.
func (d *decoder) value(node ast.Node, v reflect.Value, path string, around place) {
	if !d.plain(node, path, around) {
		return
	}
	if v.Kind() == reflect.Pointer && !v.Type().Implements(textType) {
		v.Set(reflect.New(v.Type().Elem()))
		d.value(node, v.Elem(), path, around)
		return
	}
	d.doc.places[path] = around
	switch {
	case scalar(v.Type()):
		d.doc.places[path] = d.textPlace(node, around)
		d.scalar(node, v, path)
	case v.Kind() == reflect.Struct:
		d.structure(node, v, path, around)
	case v.Kind() == reflect.Map && v.Type().Key().Kind() == reflect.String:
		d.mapping(node, v, path, around)
	case v.Kind() == reflect.Slice || v.Kind() == reflect.Array:
		d.list(node, v, path, around)
	default:
		panic(fmt.Sprintf("blueprint: a document cannot hold a %v (at %s)", v.Type(), path))
	}
}

// plain refuses what these files do without: anchors let a small file grow
// without end, and tags let it name types.
func (d *decoder) plain(node ast.Node, path string, around place) bool {
	switch node.(type) {
	case *ast.AnchorNode, *ast.AliasNode, *ast.TagNode, *ast.MergeKeyNode:
		d.malform(path, d.textPlace(node, around), "write the value out", "anchors, aliases and tags are not used in a blueprint")
		return false
	}
	return true
}

// textPlace is where the text of a scalar stands.
func (d *decoder) textPlace(node ast.Node, around place) place {
	switch n := node.(type) {
	case nil, *ast.NullNode, *ast.MappingNode, *ast.MappingValueNode, *ast.SequenceNode:
		return around
	case *ast.LiteralNode:
		p := d.at(n.Start)
		p.block = true
		return p
	}
	return d.at(node.GetToken())
}

func (d *decoder) structure(node ast.Node, v reflect.Value, path string, around place) {
	entries, ok := d.entries(node, path, around)
	if !ok {
		return
	}
	s := shapeOf(v.Type())
	given := map[string]bool{}
	for _, e := range entries {
		f, known := s.field(e.key)
		if !known {
			mend := "take it away, or use one of " + strings.Join(s.keys(), ", ")
			if near := rules.Nearest(e.key, s.keys()); near != "" {
				mend = "did you mean " + near + "?"
			}
			d.malform(member(path, e.key), e.at, mend, "unknown key %q", e.key)
			continue
		}
		given[e.key] = true
		d.entry(e, v.FieldByIndex(f.index), path, f)
	}
	for _, f := range s.fields {
		if !given[f.key] && !f.optional {
			d.missing(path, f.key, around)
		}
	}
	d.whose(s, v, path)
}

func (d *decoder) entry(e entry, v reflect.Value, path string, f field) {
	path = member(path, f.key)
	d.doc.places[path] = e.at
	if empty(e.value) {
		if !f.optional {
			d.malform(path, e.at, "write a value after "+f.key+":", "%s is empty", f.key)
		}
		return
	}
	d.value(e.value, v, path, e.at)
	if !f.optional && v.Kind() == reflect.String && v.Len() == 0 && !d.doc.bad[path] {
		d.malform(path, e.at, "write a value after "+f.key+":", "%s is empty", f.key)
	}
}

func (d *decoder) missing(path, key string, around place) {
	d.malform(member(path, key), around, "add "+key+":", "missing key %q", key)
}

func (d *decoder) whose(s shape, v reflect.Value, path string) {
	if s.whose == nil {
		return
	}
	key, message, mend := v.FieldByIndex(s.whose).Interface().(Whose).fault()
	if message != "" && !d.doc.bad[member(path, "adopted_from")] {
		d.malform(member(path, key), d.doc.find(member(path, key)), mend, "%s", message)
	}
}

func (d *decoder) mapping(node ast.Node, v reflect.Value, path string, around place) {
	entries, ok := d.entries(node, path, around)
	if !ok {
		return
	}
	v.Set(reflect.MakeMapWithSize(v.Type(), len(entries)))
	for _, e := range entries {
		if empty(e.value) {
			d.malform(member(path, e.key), e.at, "write a value after "+e.key+":", "%s is empty", e.key)
			continue
		}
		value := reflect.New(v.Type().Elem()).Elem()
		d.value(e.value, value, member(path, e.key), e.at)
		v.SetMapIndex(reflect.ValueOf(e.key).Convert(v.Type().Key()), value)
	}
}

func (d *decoder) list(node ast.Node, v reflect.Value, path string, around place) {
	list, ok := node.(*ast.SequenceNode)
	if !ok {
		d.malform(path, d.textPlace(node, around), "write each entry on its own line after \"- \"", "expected a list, not %s", kind(node))
		return
	}
	switch {
	case v.Kind() == reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), len(list.Values), len(list.Values)))
	case v.Len() != len(list.Values):
		d.malform(path, around, "write as many as that", "expected %d entries, not %d", v.Len(), len(list.Values))
		return
	}
	for i, value := range list.Values {
		at, path := d.itemPlace(list, i, around), item(path, i)
		if empty(value) {
			d.malform(path, at, "fill the entry or take it away", "empty entry in the list")
			continue
		}
		d.value(value, v.Index(i), path, at)
	}
}

// itemPlace is where the i-th entry begins, which for an entry of keys is its
// first key.
func (d *decoder) itemPlace(list *ast.SequenceNode, i int, around place) place {
	switch n := list.Values[i].(type) {
	case nil:
		return around
	case *ast.MappingNode:
		if len(n.Values) > 0 {
			return d.at(n.Values[0].Key.GetToken())
		}
	case *ast.MappingValueNode:
		return d.at(n.Key.GetToken())
	}
	return d.at(list.Values[i].GetToken())
}
