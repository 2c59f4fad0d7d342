package archtest

import (
	"path"
	"slices"
	"sort"
	"strings"
)

// unportable are words of SQL that one of the engines lacks, or that hide a rule from Go.
var unportable = []string{"trigger", "procedure", "serial", "bigserial", "deferrable", "gist", "listen", "notify"}

// checkMigrations judges the tables that migrations make: named after their package, the
// borough first in the key, references pointing down.
func checkMigrations(t *tree) (problems []Problem) {
	names := make([]string, 0, len(t.migrations))
	for name := range t.migrations {
		names = append(names, name)
	}
	sort.Strings(names)
	for _, name := range names {
		pkg := path.Dir(path.Dir(name))
		for _, statement := range statements(tokenise(t.migrations[name])) {
			for _, problem := range checkDefinition(pkg, statement) {
				problem.Where = name
				problems = append(problems, problem)
			}
		}
	}
	return problems
}

// checkDefinition judges one statement of a migration.
func checkDefinition(pkg string, tokens []sqlToken) (problems []Problem) {
	for _, k := range tokens {
		if k.is(unportable...) {
			problems = append(problems, Problem{"", "uses " + strings.ToUpper(k.text), "keep to what both engines have, and keep rules in Go"})
		}
	}
	problems = append(problems, checkSpread(tokens)...)
	for i, k := range tokens {
		if k.is("references") && i+1 < len(tokens) {
			if what, mend := judgeRead(pkg, tokens[i+1].text); what != "" {
				problems = append(problems, Problem{"", "a key that " + what, mend})
			}
		}
	}
	if i := first(tokens, "alter"); i+2 < len(tokens) && tokens[i+1].is("table") {
		if owner, _ := ownerOf(tokens[i+2].text); owner != pkg {
			problems = append(problems, Problem{"", "alters " + tokens[i+2].text + ", which another package owns", "let the package whose name the table begins with hold the migration"})
		}
	}
	table, body := created(tokens)
	if table == "" {
		return problems
	}
	if owner, _ := ownerOf(table); owner != pkg {
		problems = append(problems, Problem{"", "creates " + table + " outside the package whose name it begins with", "name tables <package>_<noun>"})
	}
	if !isShared(table) && !boroughFirst(body) {
		problems = append(problems, Problem{"", table + " does not have borough_id first in its primary key", "PRIMARY KEY (borough_id, …); a table that no borough owns is named in internal/archtest/sqlrules.go"})
	}
	return problems
}

// created gives the name and the body of the table that a statement creates; "" when it
// creates none, or makes it from a SELECT.
func created(tokens []sqlToken) (table string, body []sqlToken) {
	i := first(tokens, "create")
	if i+1 >= len(tokens) || !tokens[i+1].is("table") {
		return "", nil
	}
	i += 2
	for i < len(tokens) && tokens[i].is("if", "not", "exists") {
		i++
	}
	if i+1 >= len(tokens) || tokens[i+1].text != "(" {
		return "", nil
	}
	return tokens[i].text, tokens[i+1 : closing(tokens, i+1)]
}

// boroughFirst reports whether the primary key of a table's body begins with borough_id.
func boroughFirst(body []sqlToken) bool {
	i := slices.IndexFunc(body, func(k sqlToken) bool { return k.is("primary") })
	return i >= 0 && i+3 < len(body) && body[i+2].text == "(" && body[i+3].is("borough_id")
}
