package blueprint

import (
	"slices"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"

	"kith/internal/kernel/fault"
)

// The edits of a file change one value and leave every other character as it was, comments
// and order included. A path names keys, and entries of a list by their id: "pages",
// "who-for", "title". Each edit reads the file again afterwards and is refused with
// [fault.Conflict] when anything but that value would change.

// Find gives the text at a path; found is false when nothing is written there.
func (f File) Find(path ...string) (text string, found bool) {
	t := grow(f.Name, f.Content).at(path)
	if t == nil || !t.scalar() {
		return "", false
	}
	return strings.TrimRight(t.text, "\n"), true
}

// at follows a path; nil is nowhere.
func (t *tree) at(path []string) *tree {
	for _, step := range path {
		switch {
		case t == nil:
			return nil
		case t.list:
			t = t.item(step)
		default:
			t = t.child[step]
		}
	}
	return t
}

func (t *tree) item(id string) *tree {
	i := slices.IndexFunc(t.items, func(one *tree) bool { return one.child["id"] != nil && one.child["id"].text == id })
	if i < 0 {
		return nil
	}
	return t.items[i]
}

// Set writes a text at a path. An empty text takes the key away.
func (f File) Set(text string, path ...string) (File, error) { return f.set(text, written(text), path) }

// Switch writes true at a path, or takes the key away.
func (f File) Switch(on bool, path ...string) (File, error) {
	if on {
		return f.set("true", "true", path)
	}
	return f.set("", "", path)
}

func (f File) set(text, plain string, path []string) (File, error) {
	pairs, flow, ok := pairsAt(f.Content, path[:len(path)-1])
	if !ok || flow {
		return f, byHand(f.Name)
	}
	lines := strings.Split(f.Content, "\n")
	key := path[len(path)-1]
	i := slices.IndexFunc(pairs, func(p *ast.MappingValueNode) bool { return p.Key.GetToken().Value == key })
	switch {
	case i < 0 && text == "":
		return f, nil
	case i < 0:
		lines = addKey(lines, pairs, key, text, plain)
	case text == "":
		s := spanOf(lines, pairs[i])
		lines = slices.Delete(lines, s.from, s.to)
	default:
		s := spanOf(lines, pairs[i])
		lines = slices.Replace(lines, s.from, s.to, s.rewritten(lines[s.from], pairs[i], text, plain)...)
	}
	return f.verified(strings.Join(lines, "\n"), func(t *tree) { t.put(path, text) })
}

// put makes the tree say what an edit should make the file say.
func (t *tree) put(path []string, text string) {
	parent, key := t.at(path[:len(path)-1]), path[len(path)-1]
	if text == "" {
		delete(parent.child, key)
		return
	}
	parent.child[key] = &tree{text: text}
}

// verified takes an edit when it made just the change it was to make.
func (f File) verified(content string, change func(t *tree)) (File, error) {
	want, got := grow(f.Name, f.Content), grow(f.Name, content)
	change(want)
	if got.text != "" || !trimmed(want).same(trimmed(got)) {
		return f, byHand(f.Name)
	}
	f.Content = content
	return f, nil
}

// trimmed drops the line break a block of text ends with.
func trimmed(t *tree) *tree {
	t.text = strings.TrimRight(t.text, "\n")
	for _, c := range t.child {
		trimmed(c)
	}
	for _, c := range t.items {
		trimmed(c)
	}
	return t
}

func byHand(name string) error {
	return fault.New(fault.Conflict, "blueprint.by-hand", "This part of "+name+" is written in a way that only its text can be changed in. Open the file and change it there.")
}

// nodeAt follows a path through the file.
func nodeAt(content string, path []string) ast.Node {
	file, err := parser.ParseBytes([]byte(content), 0, parser.AllowDuplicateMapKey())
	if err != nil || len(file.Docs) != 1 {
		return nil
	}
	node := file.Docs[0].Body
	for _, step := range path {
		node = stepInto(node, step)
	}
	return node
}

func stepInto(node ast.Node, step string) ast.Node {
	if list, ok := node.(*ast.SequenceNode); ok {
		for _, value := range list.Values {
			if id := growNode(value).child["id"]; id != nil && id.text == step {
				return value
			}
		}
		return nil
	}
	pairs, _ := pairsOf(node)
	for _, pair := range pairs {
		if pair.Key.GetToken().Value == step {
			return pair.Value
		}
	}
	return nil
}

func pairsAt(content string, path []string) (pairs []*ast.MappingValueNode, flow, ok bool) {
	node := nodeAt(content, path)
	pairs, flow = pairsOf(node)
	return pairs, flow, len(pairs) > 0
}

func pairsOf(node ast.Node) (pairs []*ast.MappingValueNode, flow bool) {
	switch n := node.(type) {
	case *ast.MappingNode:
		return n.Values, n.IsFlowStyle
	case *ast.MappingValueNode:
		return []*ast.MappingValueNode{n}, false
	}
	return nil, false
}

// span is the lines a key takes up with its value, and the column of the key, from 0.
type span struct{ from, to, column int }

func spanOf(lines []string, pair *ast.MappingValueNode) span {
	at := pair.Key.GetToken().Position
	s := span{from: at.Line - 1, column: at.Column - 1}
	s.to = s.from + 1
	for s.to < len(lines) && (strings.TrimSpace(lines[s.to]) == "" || indent(lines[s.to]) > s.column) {
		s.to++
	}
	for s.to > s.from+1 && strings.TrimSpace(lines[s.to-1]) == "" {
		s.to--
	}
	return s
}

func indent(line string) int { return len(line) - len(strings.TrimLeft(line, " ")) }

// rewritten is a key with another value; a remark at the end of its line stays.
func (s span) rewritten(line string, pair *ast.MappingValueNode, text, plain string) []string {
	head := line[:s.column] + pair.Key.GetToken().Value + ":"
	if strings.Contains(text, "\n") {
		return block(head, text, s.column)
	}
	return []string{head + " " + plain + remark(line, pair)}
}

// remark is what stands behind the value on its line, after " #".
func remark(line string, pair *ast.MappingValueNode) string {
	value := pair.Value.GetToken()
	if value.Position.Line != pair.Key.GetToken().Position.Line {
		return ""
	}
	return behind(line, value)
}

// behind is the remark that follows a value on its line.
func behind(line string, value *token.Token) string {
	rest := line[min(len(line), value.Position.Column-1):]
	if value.Type == token.DoubleQuoteType || value.Type == token.SingleQuoteType {
		rest = behindQuotes(rest)
	}
	i := strings.Index(rest, " #")
	if i < 0 {
		return ""
	}
	return " " + strings.TrimSpace(rest[i:])
}

// behindQuotes is what follows a text in quotes. Inside, a single quote is written twice
// and a double one behind a backslash.
func behindQuotes(text string) string {
	quote := text[0]
	for i := 1; i < len(text); i++ {
		switch {
		case quote == '"' && text[i] == '\\', text[i] == quote && quote == '\'' && strings.HasPrefix(text[i+1:], "'"):
			i++
		case text[i] == quote:
			return text[i+1:]
		}
	}
	return ""
}

// block is a text of several lines below its key.
func block(head, text string, column int) []string {
	lines := []string{head + " |"}
	for line := range strings.SplitSeq(text, "\n") {
		if line = strings.TrimRight(line, " \t"); line != "" {
			line = strings.Repeat(" ", column+2) + line
		}
		lines = append(lines, line)
	}
	return lines
}

// addKey puts a key behind the last one before any that holds keys or a list.
func addKey(lines []string, pairs []*ast.MappingValueNode, key, text, plain string) []string {
	last := pairs[0]
	for _, pair := range pairs {
		if !growNode(pair.Value).scalar() {
			break
		}
		last = pair
	}
	s := spanOf(lines, last)
	head := strings.Repeat(" ", s.column) + key + ":"
	added := []string{head + " " + plain}
	if strings.Contains(text, "\n") {
		added = block(head, text, s.column)
	}
	return slices.Insert(lines, s.to, added...)
}

// otherTools take these words for true and false.
var otherTools = []string{"yes", "no", "on", "off", "y", "n"}

// written is a text of one line as YAML has it: in quotes only where it has to be.
func written(text string) string {
	if slices.Contains(otherTools, strings.ToLower(text)) {
		return strconv.Quote(text)
	}
	file, err := parser.ParseBytes([]byte("k: "+text), 0)
	if err == nil && len(file.Docs) == 1 {
		pairs, _ := pairsOf(file.Docs[0].Body)
		if len(pairs) == 1 {
			value, ok := pairs[0].Value.(*ast.StringNode)
			if ok && value.Value == text && value.GetToken().Type == token.StringType && pairs[0].Value.GetComment() == nil {
				return text
			}
		}
	}
	return strconv.Quote(text)
}
