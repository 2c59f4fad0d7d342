package blueprint

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml/ast"
)

// Texts gives the texts of a list at a path; found is false when no list of texts is
// written there.
func (f File) Texts(path ...string) (texts []string, found bool) {
	t := grow(f.Name, f.Content).at(path)
	if t == nil || !t.list {
		return nil, false
	}
	for _, item := range t.items {
		if !item.scalar() {
			return nil, false
		}
		texts = append(texts, strings.TrimRight(item.text, "\n"))
	}
	return texts, true
}

// SetTexts writes the texts of a list at a path. A text that stays keeps the remarks above
// and behind it, wherever it stands then, and one that is reworded in its place keeps them
// too. A list that is not there is added as the last key.
func (f File) SetTexts(texts []string, path ...string) (File, error) {
	above, key := path[:len(path)-1], path[len(path)-1]
	pairs, flow, ok := pairsAt(f.Content, above)
	if !ok || flow {
		return f, byHand(f.Name)
	}
	lines := strings.Split(f.Content, "\n")
	i := slices.IndexFunc(pairs, func(p *ast.MappingValueNode) bool { return p.Key.GetToken().Value == key })
	switch {
	case i < 0 && len(texts) == 0:
		return f, nil
	case i < 0:
		last := spanOf(lines, pairs[len(pairs)-1])
		lines = slices.Insert(lines, last.to, listed(key, texts, last.column)...)
	default:
		if lines, ok = relisted(lines, pairs[i], texts); !ok {
			return f, byHand(f.Name)
		}
	}
	return f.verified(strings.Join(lines, "\n"), func(t *tree) {
		list := &tree{list: true}
		for _, text := range texts {
			list.items = append(list.items, &tree{text: text})
		}
		t.at(above).child[key] = list
	})
}

// relisted is a list with other texts, written the way it was.
func relisted(lines []string, pair *ast.MappingValueNode, texts []string) ([]string, bool) {
	list, ok := pair.Value.(*ast.SequenceNode)
	switch {
	case !ok || slices.ContainsFunc(list.Values, func(v ast.Node) bool { _, text := textOf(v); return !text }):
		return nil, false
	case len(list.Values) > 0 && !list.IsFlowStyle:
		return oneBelowTheOther(lines, pair, list, texts), true
	case list.End == nil || list.Start.Position.Line != list.End.Position.Line:
		return nil, false
	}
	at := list.Start.Position.Line - 1
	line := []rune(lines[at])
	from, to := list.Start.Position.Column-1, list.End.Position.Column
	if from < 0 || to > len(line) {
		return nil, false
	}
	head, rest := string(line[:from]), string(line[to:])
	if len(list.Values) == 0 && !short(texts) && strings.TrimSpace(rest) == "" {
		s := spanOf(lines, pair)
		return slices.Replace(lines, s.from, s.to, listed(pair.Key.GetToken().Value, texts, s.column)...), true
	}
	lines[at] = head + inBrackets(texts) + rest
	return lines, true
}

// listed is a new list: in brackets where it names ids, else one text below the other.
func listed(key string, texts []string, column int) []string {
	pad := strings.Repeat(" ", column)
	if short(texts) {
		return []string{pad + key + ": " + inBrackets(texts)}
	}
	lines := []string{pad + key + ":"}
	for _, text := range texts {
		lines = append(lines, pad+"  - "+written(text))
	}
	return lines
}

// plainWord is a text that brackets and commas cannot be mistaken in.
var plainWord = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9_-]*$`)

func short(texts []string) bool {
	return !slices.ContainsFunc(texts, func(text string) bool { return !plainWord.MatchString(text) })
}

func inBrackets(texts []string) string {
	all := make([]string, len(texts))
	for i, text := range texts {
		if all[i] = text; !plainWord.MatchString(text) || written(text) != text {
			all[i] = strconv.Quote(text)
		}
	}
	return "[" + strings.Join(all, ", ") + "]"
}

// listEntry is a text of a list as it stands: what is above it, and its own lines.
type listEntry struct {
	text        string
	above, body []string
	remark      string
	kept        bool
}

// oneBelowTheOther rewrites a list of a text a line.
func oneBelowTheOther(lines []string, pair *ast.MappingValueNode, list *ast.SequenceNode, texts []string) []string {
	s := spanOf(lines, pair)
	dash := list.Start.Position.Column - 1
	old, end := entriesOf(lines, s.from+1, dash, list)
	var body []string
	for i, text := range texts {
		at := slices.IndexFunc(old, func(e listEntry) bool { return !e.kept && e.text == text })
		line := strings.Repeat(" ", dash) + "- " + written(text)
		switch {
		case at >= 0:
			old[at].kept = true
			body = append(append(body, old[at].above...), old[at].body...)
		case i < len(old) && !old[i].kept && !slices.Contains(texts, old[i].text): // reworded where it stands
			old[i].kept = true
			body = append(append(body, old[i].above...), line+old[i].remark)
		default:
			body = append(body, line)
		}
	}
	if len(texts) == 0 {
		key := s.column + len(pair.Key.GetToken().Value) + 1
		lines[s.from] = lines[s.from][:key] + " []" + lines[s.from][key:]
	}
	return slices.Replace(lines, s.from+1, end, body...)
}

// entriesOf cuts the lines of a list into its entries; end is behind the last.
func entriesOf(lines []string, from, dash int, list *ast.SequenceNode) (all []listEntry, end int) {
	end = from
	for _, value := range list.Values {
		first := value.GetToken()
		text, _ := textOf(value)
		at := first.Position.Line - 1
		to := at + 1
		for to < len(lines) && (strings.TrimSpace(lines[to]) == "" || indent(lines[to]) > dash) {
			to++
		}
		for to > at+1 && strings.TrimSpace(lines[to-1]) == "" {
			to--
		}
		all = append(all, listEntry{
			text: strings.TrimRight(text, "\n"), above: slices.Clone(lines[min(end, at):at]), body: slices.Clone(lines[at:to]), remark: behind(lines[at], first),
		})
		end = to
	}
	return all, end
}
