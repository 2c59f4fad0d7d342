package archtest

import (
	"slices"
	"strings"
	"unicode"
)

// hole stands in a folded literal for what only the running program knows.
const hole = '\x00'

// sqlToken is a word (folded to lower case), a hole, or a mark of punctuation.
// Strings, numbers and comments are left out: no rule looks into them.
type sqlToken struct {
	text  string
	word  bool
	upper bool // written in capitals
}

// is reports whether the token is one of the given words.
func (k sqlToken) is(words ...string) bool { return k.word && slices.Contains(words, k.text) }

// tokenise cuts SQL into words and marks. It never fails: text that is no SQL gives
// tokens that make no statement.
func tokenise(text string) (tokens []sqlToken) {
	runes := []rune(text)
	for i := 0; i < len(runes); {
		r := runes[i]
		switch {
		case unicode.IsSpace(r):
			i++
		case r == '-' && i+1 < len(runes) && runes[i+1] == '-':
			i = after(runes, i, "\n")
		case r == '/' && i+1 < len(runes) && runes[i+1] == '*':
			i = after(runes, i+2, "*/")
		case r == '\'':
			i = after(runes, i+1, "'")
		case r == '"':
			end := after(runes, i+1, `"`)
			tokens = append(tokens, sqlToken{text: strings.ToLower(strings.Trim(string(runes[i:end]), `"`)), word: true})
			i = end
		case unicode.IsLetter(r) || r == '_':
			end := i
			for end < len(runes) && (unicode.IsLetter(runes[end]) || unicode.IsDigit(runes[end]) || runes[end] == '_') {
				end++
			}
			word := string(runes[i:end])
			tokens = append(tokens, sqlToken{text: strings.ToLower(word), word: true, upper: word == strings.ToUpper(word)})
			i = end
		case unicode.IsDigit(r):
			i++
		default:
			tokens = append(tokens, sqlToken{text: string(r)})
			i++
		}
	}
	return tokens
}

// after gives the index just behind the next occurrence of end, or the end of the text.
func after(runes []rune, from int, end string) int {
	for i := from; i+len(end) <= len(runes); i++ {
		if string(runes[i:i+len(end)]) == end {
			return i + len(end)
		}
	}
	return len(runes)
}

// statements cuts tokens at semicolons.
func statements(tokens []sqlToken) (all [][]sqlToken) {
	start := 0
	for i, k := range tokens {
		if k.text == ";" {
			all = append(all, tokens[start:i])
			start = i + 1
		}
	}
	return append(all, tokens[start:])
}

// containsSQL reports whether the tokens hold a statement or the FROM and JOIN of one. English
// is told from SQL by capitals or by a table's name, which has an underscore.
func containsSQL(tokens []sqlToken) bool {
	for i, k := range tokens {
		next := func(n int) sqlToken {
			if i+n < len(tokens) {
				return tokens[i+n]
			}
			return sqlToken{}
		}
		table := func(n int) bool { return k.upper && next(n).word || strings.Contains(next(n).text, "_") }
		switch {
		case k.is("select") && k.upper && (i == 0 || slices.ContainsFunc(tokens[i:], func(k sqlToken) bool { return k.is("from") && k.upper })),
			k.is("insert", "replace") && next(1).is("into") && table(2),
			k.is("delete") && next(1).is("from") && table(2),
			k.is("update") && table(1) && (next(2).is("set") || next(3).is("set") || next(4).is("set")),
			k.is("create", "alter", "drop") && k.upper && next(1).is("table", "index"),
			k.is("from", "join") && next(1).word && isTable(next(1).text):
			return true
		}
	}
	return false
}

// isTable reports whether a name is that of a table of some package of the floor table.
func isTable(name string) bool {
	_, ok := ownerOf(name)
	return ok
}

// touched are the tables that a statement names.
type touched struct {
	reads, writes []string
}

func (t touched) all() []string { return append(slices.Clone(t.writes), t.reads...) }

// tablesOf finds the tables of a statement or a part of one, leaving out the given common
// table expressions,
// functions in FROM, and what stands behind FROM in IS DISTINCT FROM or EXTRACT(… FROM …).
func tablesOf(tokens []sqlToken, named map[string]bool) (found touched) {
	table := func(i int) (string, bool) {
		for i < len(tokens) && tokens[i].is("only", "lateral") {
			i++
		}
		if i >= len(tokens) || !tokens[i].word || named[tokens[i].text] {
			return "", false
		}
		if i+1 < len(tokens) && tokens[i+1].text == "(" && !intoColumns(tokens, i) {
			return "", false
		}
		return tokens[i].text, true
	}
	for i, k := range tokens {
		switch {
		case k.is("into"), k.is("update") && !follows(tokens, i, "do", "for", "key"),
			k.is("from") && follows(tokens, i, "delete"):
			if name, ok := table(i + 1); ok {
				found.writes = append(found.writes, name)
			}
		case k.is("join"):
			if name, ok := table(i + 1); ok {
				found.reads = append(found.reads, name)
			}
		case k.is("from", "using") && !follows(tokens, i, "distinct") && !insideFunction(tokens, i):
			for _, at := range fromList(tokens, i+1) {
				if name, ok := table(at); ok {
					found.reads = append(found.reads, name)
				}
			}
		}
	}
	return found
}

// intoColumns reports whether a bracket behind the name at i lists columns (INSERT INTO t (…)).
func intoColumns(tokens []sqlToken, i int) bool { return follows(tokens, i, "into") }

// follows reports whether the token before i is one of the words.
func follows(tokens []sqlToken, i int, words ...string) bool {
	return i > 0 && tokens[i-1].is(words...)
}

// fromList gives the indexes at which the items of a comma list behind FROM begin.
func fromList(tokens []sqlToken, from int) (starts []int) {
	starts = []int{from}
	depth := 0
	for i := from; i < len(tokens); i++ {
		k := tokens[i]
		switch {
		case k.text == "(":
			depth++
		case k.text == ")":
			depth--
		case depth == 0 && k.text == ",":
			starts = append(starts, i+1)
		case depth == 0 && k.is("where", "join", "left", "inner", "cross", "full", "right", "group", "order", "limit", "union", "except", "intersect", "returning", "on", "having", "window", "for", "set"):
			return starts
		}
		if depth < 0 {
			return starts
		}
	}
	return starts
}

// insideFunction reports whether the FROM at i belongs to a function such as EXTRACT or TRIM.
func insideFunction(tokens []sqlToken, i int) bool {
	depth := 0
	for j := i - 1; j >= 0; j-- {
		switch tokens[j].text {
		case ")":
			depth++
		case "(":
			if depth == 0 {
				return j > 0 && tokens[j-1].is("extract", "trim", "substring", "overlay", "position")
			}
			depth--
		}
	}
	return false
}

// expressions finds the names of common table expressions: WITH name AS (…), name (a, b) AS (…).
func expressions(tokens []sqlToken) map[string]bool {
	names := map[string]bool{}
	for i, k := range tokens {
		if !k.word || i == 0 || !tokens[i-1].is("with", "recursive") && tokens[i-1].text != "," {
			continue
		}
		j := i + 1
		if j < len(tokens) && tokens[j].text == "(" {
			j = closing(tokens, j) + 1
		}
		if j >= len(tokens) || !tokens[j].is("as") {
			continue
		}
		for j++; j < len(tokens) && tokens[j].is("not", "materialized"); j++ {
		}
		if j < len(tokens) && tokens[j].text == "(" {
			names[k.text] = true
		}
	}
	return names
}

// closing gives the index of the bracket that closes the one at i.
func closing(tokens []sqlToken, i int) int {
	depth := 0
	for ; i < len(tokens); i++ {
		switch tokens[i].text {
		case "(":
			depth++
		case ")":
			depth--
			if depth == 0 {
				return i
			}
		}
	}
	return len(tokens)
}

// queries cuts a statement into its parts: what stands before the first SELECT, and each
// SELECT by itself, without those in brackets inside it and up to the next UNION.
func queries(tokens []sqlToken) (parts [][]sqlToken) {
	var part []sqlToken
	for i := 0; i < len(tokens); i++ {
		k := tokens[i]
		switch {
		case k.text == "(" && i+1 < len(tokens) && tokens[i+1].is("select", "with"):
			end := closing(tokens, i)
			parts = append(parts, queries(tokens[i+1:end])...)
			part = append(part, k)
			i = end
		case k.is("select") && len(part) > 0:
			parts = append(parts, part)
			part = []sqlToken{k}
		default:
			part = append(part, k)
		}
	}
	return append(parts, part)
}

// namesBorough reports whether one of the parts of a statement narrows itself to a borough:
// the column stands behind WHERE in an UPDATE or DELETE, behind FROM in a SELECT, anywhere
// in an INSERT.
func namesBorough(part []sqlToken) bool {
	from := 0
	switch verb := part[0]; {
	case verb.is("update", "delete"):
		from = first(part, "where")
	case verb.is("select"):
		from = first(part, "from")
	}
	return slices.ContainsFunc(part[from:], func(k sqlToken) bool { return k.is("borough_id") })
}

// first gives the index of the first of the words, or the end.
func first(tokens []sqlToken, words ...string) int {
	if i := slices.IndexFunc(tokens, func(k sqlToken) bool { return k.is(words...) }); i >= 0 {
		return i
	}
	return len(tokens)
}
