package archtest

import (
	"fmt"
	"path"
	"slices"
	"strings"
)

// shared are the tables that no borough owns, by name or (ending in _) by how the name begins,
// with the package that writes them. Every other table has borough_id first in its key.
var shared = map[string]string{
	"ref_":   "internal/registers/places", // the postcode directory
	"river_": "internal/plat/jobs",        // the job library's own
	"goose_": "internal/plat/db",          // migrations
}

// isShared reports whether no borough owns the table.
func isShared(table string) bool {
	_, ok := sharedOwner(table)
	return ok
}

func sharedOwner(table string) (owner string, ok bool) {
	for name, owner := range shared {
		if table == name || strings.HasSuffix(name, "_") && strings.HasPrefix(table, name) {
			return owner, true
		}
	}
	return "", false
}

// ownerOf finds the package that a table belongs to: <package>_<noun>.
func ownerOf(table string) (owner string, ok bool) {
	if owner, ok := sharedOwner(table); ok {
		return owner, true
	}
	for path := range places {
		if _, base := split(path); strings.HasPrefix(table, base+"_") && len(path) > len(owner) {
			owner, ok = path, true
		}
	}
	return owner, ok
}

// isStore reports whether a file is a feature's store: store.go, or store_<noun>.go once one
// file has grown too long.
func isStore(name string) bool {
	base := path.Base(name)
	return base == "store.go" || strings.HasPrefix(base, "store_")
}

// checkSQL judges the SQL in Go: where it stands, which tables it touches, whose borough it
// names, and whether it ties the database to one server. The platform, which has no feature's
// tables, may hold SQL anywhere.
func checkSQL(t *tree) (problems []Problem) {
	for _, p := range t.packages {
		if _, ok := outsider(p.path); ok {
			continue
		}
		if strings.HasPrefix(p.path, "algo/") {
			continue // a kernel reaches no database: what SQL it writes is for somebody else's
		}
		known, parts := constantsOf(p)
		for _, file := range p.files {
			if file.test || file.generated {
				continue
			}
			for _, text := range literalsOf(file, known, parts) {
				if !strings.HasSuffix(p.path, "test") {
					problems = append(problems, checkTied(t, text)...)
				}
				if !strings.HasPrefix(p.path, "internal/plat/") {
					problems = append(problems, checkLiteral(t, p.path, file, text)...)
				}
			}
		}
	}
	return problems
}

// checkLiteral judges one text of a file.
func checkLiteral(t *tree, pkg string, file source, text literal) (problems []Problem) {
	tokens := tokenise(text.text)
	if !containsSQL(tokens) {
		return nil
	}
	where := t.at(text.pos)
	place, standing := placeOf(pkg)
	if !isStore(file.path) || standing && place.role != core {
		return []Problem{{where, "SQL outside a feature's store: " + visible(text.text), "move it into store.go of the feature that owns the table"}}
	}
	if text.formatted {
		problems = append(problems, Problem{where, "SQL put together with Sprintf: " + visible(text.text), "join constants with +, and bind values with ?"})
	}
	for _, statement := range statements(tokens) {
		for _, problem := range checkStatement(pkg, statement) {
			problem.Where, problem.What = where, problem.What+": "+visible(text.text)
			problems = append(problems, problem)
		}
	}
	return problems
}

// checkStatement judges the tables of one statement of a store, and its borough.
func checkStatement(pkg string, tokens []sqlToken) (problems []Problem) {
	if len(tokens) == 0 {
		return nil
	}
	named := expressions(tokens)
	found := tablesOf(tokens, named)
	for _, table := range found.writes {
		if owner, _ := ownerOf(table); owner != pkg {
			problems = append(problems, Problem{"", "writes " + table + ", which another package owns", "call the use case of the package whose name the table begins with"})
		}
	}
	for _, table := range found.reads {
		if what, mend := judgeRead(pkg, table); what != "" {
			problems = append(problems, Problem{"", what, mend})
		}
	}
	for _, part := range queries(tokens) {
		if lacksBorough(part, named) {
			problems = append(problems, Problem{"", "does not name borough_id", "write borough_id = ? into the literal itself, behind WHERE or ON (or GROUP BY it, when a sweep serves every borough)"})
		}
	}
	return problems
}

// lacksBorough reports whether a part of a statement touches a borough's table without naming
// the borough. What begins with no verb is the continuation of a statement judged elsewhere.
func lacksBorough(part []sqlToken, named map[string]bool) bool {
	if len(part) == 0 || !part[0].is("select", "insert", "replace", "update", "delete", "with") {
		return false
	}
	ours := slices.ContainsFunc(tablesOf(part, named).all(), func(table string) bool { return !isShared(table) })
	return ours && !namesBorough(part)
}

// judgeRead says what is wrong with reading a table from a package; "" when nothing is.
func judgeRead(pkg, table string) (what, mend string) {
	owner, ok := ownerOf(table)
	if !ok {
		return "reads " + table + ", which belongs to no package", "name tables <package>_<noun>"
	}
	from, _ := placeOf(pkg)
	to, _ := placeOf(owner)
	if owner != pkg && !reaches(from, to) {
		return fmt.Sprintf("reads %s of %s", table, owner), "join only tables of packages you may import; " + direction(from, to)
	}
	return "", ""
}
