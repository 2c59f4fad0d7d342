// Package archtest keeps the shape of the tree. Its test reads every Go file, migration and
// lock file of the project and fails where one breaks a rule that docs/architecture.md states:
// who may import whom, who may speak HTTP, where SQL may stand and which tables it may touch,
// and how large a file, a function or a package may grow.
//
// It parses and never compiles, so it runs in a second and also judges a tree that does not
// build. It sees direct imports of files that are not tests; what a library imports in its
// turn is not its business.
//
// Every problem says how to mend it. When a rule itself is wrong, change the table in
// floors.go and in docs/architecture.md together: the test compares them.
package archtest
