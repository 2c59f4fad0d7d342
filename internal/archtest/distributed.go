package archtest

import (
	"slices"
	"strings"
)

// What ties a database to one server, or its rows to no borough: a borough that has outgrown
// one PostgreSQL moves to one that spreads rows by borough_id, and nothing has to be changed
// for it.

// tied are words of statements that mean one server: what it numbers, locks or tells by
// itself.
var tied = append([]string{"nextval", "currval", "lastval", "setval", "autoincrement", "unlisten"}, unportable...)

// tiedTo is the first word of a statement that ties it to one server; "" when there is none.
func tiedTo(tokens []sqlToken) string {
	for i, k := range tokens {
		if k.is("listen", "unlisten", "notify") && (i > 0 || !k.upper) {
			continue // a column, or English
		}
		if k.is(tied...) || k.word && (strings.HasPrefix(k.text, "pg_advisory") || strings.HasPrefix(k.text, "pg_try_advisory")) {
			return strings.ToUpper(k.text)
		}
	}
	return ""
}

// checkTied judges one text of the program, wherever it stands.
func checkTied(t *tree, text literal) (problems []Problem) {
	tokens := tokenise(text.text)
	begins := len(tokens) > 1 && tokens[0].upper && tokens[0].is("listen", "unlisten", "notify")
	if !begins && !containsSQL(tokens) {
		return nil
	}
	for _, statement := range statements(tokens) {
		if word := tiedTo(statement); word != "" {
			problems = append(problems, Problem{t.at(text.pos), "uses " + word + ": " + visible(text.text), "a database of many servers lacks it: keep a row and lock that, or look again"})
		}
	}
	return problems
}

// checkSpread judges whether the keys of a migration's statement can be kept where rows are
// spread by borough: whatever is unique, or refers, names the borough.
func checkSpread(tokens []sqlToken) (problems []Problem) {
	table, body := created(tokens)
	if i := first(tokens, "unique"); table == "" && i+1 < len(tokens) && tokens[i+1].is("index") {
		table = indexed(tokens[i:])
		body = tokens[i:]
	}
	if table == "" || isShared(table) {
		return nil
	}
	for i, k := range body {
		columns := bracketed(body, i+1)
		switch {
		case k.is("unique") && i+1 < len(body) && body[i+1].is("index"):
			columns = bracketed(body, slices.IndexFunc(body, func(k sqlToken) bool { return k.text == "(" }))
		case k.is("unique"):
		case k.is("references"):
			columns = bracketed(body, i+2)
			if i+1 < len(body) && isShared(body[i+1].text) {
				continue
			}
		default:
			continue
		}
		if !slices.ContainsFunc(columns, func(k sqlToken) bool { return k.is("borough_id") }) {
			problems = append(problems, Problem{"", table + " has a key without borough_id (" + strings.ToUpper(k.text) + ")", "put borough_id first into it: where rows are spread by borough, no key can be kept across boroughs"})
		}
	}
	return problems
}

// indexed is the table of a CREATE UNIQUE INDEX.
func indexed(tokens []sqlToken) string {
	if i := first(tokens, "on"); i+1 < len(tokens) {
		return tokens[i+1].text
	}
	return ""
}

// bracketed is what stands in the bracket that opens at i; none when none does.
func bracketed(tokens []sqlToken, i int) []sqlToken {
	if i < 0 || i >= len(tokens) || tokens[i].text != "(" {
		return nil
	}
	return tokens[i+1 : closing(tokens, i)]
}
