package archtest

import (
	"io/fs"
	"slices"
	"strings"
)

// Check reads the project at fsys and returns every broken rule, and as notes the soft
// ceilings that are passed. The error is of reading, not of judging.
func Check(fsys fs.FS) (problems []Problem, notes []string, err error) {
	t, problems, err := read(fsys)
	if err != nil {
		return nil, nil, err
	}
	sizes, notes := checkCeilings(t)
	problems = slices.Concat(problems, checkImports(t), sizes, checkSQL(t), checkHoles(t), checkMigrations(t), checkDocument(t), checkLocks(t))
	slices.SortStableFunc(problems, func(a, b Problem) int { return strings.Compare(a.Where, b.Where) })
	return problems, notes, nil
}

// checkLocks judges the lock files of npm: an address in them binds every later installation
// to one server.
func checkLocks(t *tree) (problems []Problem) {
	for name, text := range t.locks {
		if strings.Contains(text, `"resolved": "http`) {
			problems = append(problems, Problem{name, "holds download addresses", "put omit-lockfile-registry-resolved=true into the .npmrc beside it and run npm install again"})
		}
	}
	return problems
}
