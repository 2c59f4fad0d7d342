package blueprint

import (
	"fmt"
	"strings"
)

// Section is one kind of file in a blueprint, registered by the feature that
// gives it meaning.
type Section struct {
	// Name says what the section is, in a council's words: "need categories".
	Name string
	// File is the path inside the folder, "needs.yaml", or a path.Match pattern,
	// "letters/*.md".
	File string
	// Optional allows the file (or every file of a pattern) to be absent; the
	// document is then the zero one.
	Optional bool
	// New gives a pointer to an empty document. Each section needs a Go type of
	// its own, by which Part and Other find it.
	New func() any
	// Check looks for faults that the document's shape cannot show. It gets what
	// New made, filled, and may complete it (compiled rules, look-up tables).
	// Sections are checked in the order registered; by then all are decoded. Check
	// may be nil.
	Check func(c *Checker, doc any)
	// Translate gives a copy of a document in which every text residents read was put
	// through t, under an id that stays when texts are added or moved. It is nil when they
	// read nothing of it.
	Translate func(doc any, t Translator) any
}

// many tells whether the section reads any number of files.
func (s Section) many() bool { return strings.ContainsAny(s.File, "*?[") }

// Problem is one fault in a blueprint, with its place and how to mend it.
type Problem struct {
	File    string
	Line    int // from 1; 0 when it is the whole file
	Column  int // from 1; 0 when it is the whole line
	Message string
	Mend    string // what to do, in the imperative; may be empty
}

// String is one line as compilers write it: file:line:column: message; mend.
func (p Problem) String() string {
	var b strings.Builder
	b.WriteString(p.File)
	if p.Line > 0 {
		fmt.Fprintf(&b, ":%d", p.Line)
		if p.Column > 0 {
			fmt.Fprintf(&b, ":%d", p.Column)
		}
	}
	b.WriteString(": " + p.Message)
	if p.Mend != "" {
		b.WriteString("; " + p.Mend)
	}
	return b.String()
}

// Problems is every fault of a blueprint as an error, a line for each.
type Problems []Problem

// Error gives each problem its own line.
func (p Problems) Error() string {
	lines := make([]string, len(p))
	for i, problem := range p {
		lines[i] = problem.String()
	}
	return strings.Join(lines, "\n")
}
