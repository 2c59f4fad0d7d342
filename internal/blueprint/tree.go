package blueprint

import (
	"path"
	"slices"
	"strings"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
)

// tree is a file's content without its layout, for comparing: a text, keys with
// trees, or a list of trees.
type tree struct {
	text  string
	keys  []string // in the order of the file; nil unless it has keys
	child map[string]*tree
	items []*tree
	list  bool
}

// bodyKey holds the text below the front matter. No YAML key of ours has a space.
const bodyKey = "the text"

// grow reads a canonical file. What is not YAML, or does not parse, is one text.
func grow(name, content string) *tree {
	switch path.Ext(name) {
	case ".yaml", ".yml", ".json", ".geojson":
		return growYAML(content)
	}
	head, body, _, ok := cutFrontMatter(content)
	if !ok {
		return &tree{text: content}
	}
	t := growYAML(head)
	if t.child == nil {
		t.child = map[string]*tree{}
	}
	t.keys = append(t.keys, bodyKey)
	t.child[bodyKey] = &tree{text: body}
	return t
}

func growYAML(content string) *tree {
	file, err := parser.ParseBytes([]byte(content), 0, parser.AllowDuplicateMapKey())
	if err != nil || len(file.Docs) != 1 {
		return &tree{text: content}
	}
	return growNode(file.Docs[0].Body)
}

func growNode(node ast.Node) *tree {
	switch n := node.(type) {
	case *ast.MappingNode:
		return growKeys(n.Values)
	case *ast.MappingValueNode:
		return growKeys([]*ast.MappingValueNode{n})
	case *ast.SequenceNode:
		t := &tree{list: true}
		for _, value := range n.Values {
			t.items = append(t.items, growNode(value))
		}
		return t
	}
	text, _ := textOf(node)
	return &tree{text: text}
}

func growKeys(pairs []*ast.MappingValueNode) *tree {
	t := &tree{child: map[string]*tree{}}
	for _, pair := range pairs {
		key := pair.Key.GetToken().Value
		t.keys = append(t.keys, key)
		t.child[key] = growNode(pair.Value)
	}
	return t
}

func (t *tree) scalar() bool { return t.child == nil && !t.list }

// same tells whether two trees say the same; the order of keys does not count.
func (t *tree) same(other *tree) bool {
	if t.text != other.text || t.list != other.list || len(t.child) != len(other.child) || (t.child == nil) != (other.child == nil) {
		return false
	}
	for key, value := range t.child {
		if o, ok := other.child[key]; !ok || !value.same(o) {
			return false
		}
	}
	return slices.EqualFunc(t.items, other.items, (*tree).same)
}

// words gives the tree on one line: "hot, vegan", "lat 53.5, lon -2.6".
func (t *tree) words() string {
	var parts []string
	for _, key := range t.keys {
		parts = append(parts, key+" "+t.child[key].words())
	}
	for _, value := range t.items {
		parts = append(parts, value.words())
	}
	if t.scalar() {
		return t.text
	}
	return strings.Join(parts, ", ")
}

// identities are the keys by which people know an entry of a list, best first.
var identities = []string{"id", "code", "postcode", "lad", "name", "vintage"}

// identity is the key that names every entry of both lists, each by another text,
// or "" when there is none.
func identity(a, b *tree) string {
	for _, key := range identities {
		if a.namedBy(key) && b.namedBy(key) {
			return key
		}
	}
	return ""
}

func (t *tree) namedBy(key string) bool {
	seen := map[string]bool{}
	for _, value := range t.items {
		name, ok := value.child[key]
		if !ok || !name.scalar() || seen[name.text] {
			return false
		}
		seen[name.text] = true
	}
	return true
}
