package archtest

import (
	"fmt"
	"strconv"
	"strings"
)

// checkDocument compares the floor table of docs/architecture.md with the one of floors.go.
// There a line reads: | 3 | `internal/registers` | assets places people … |
// and the fourth column says whether the packages have an order or never meet.
func checkDocument(t *tree) (problems []Problem) {
	written := documentRows(t.document)
	for i, want := range floors {
		line := want.markdown()
		switch {
		case i >= len(written):
			problems = append(problems, Problem{documentPath, "the floor table lacks the line: " + line, "add it"})
		case written[i] != line:
			problems = append(problems, Problem{
				documentPath, fmt.Sprintf("the floor table says %s where internal/archtest/floors.go says %s", written[i], line),
				"make the two agree",
			})
		}
	}
	for _, line := range written[min(len(floors), len(written)):] {
		problems = append(problems, Problem{documentPath, "the floor table has a line that internal/archtest/floors.go lacks: " + line, "make the two agree"})
	}
	return problems
}

// markdown is the line of the table in the document.
func (r row) markdown() string {
	order := "left to right"
	if r.siblings {
		order = "never meet"
	}
	return fmt.Sprintf("| %d | `%s` | %s | %s |", r.floor, r.folder, strings.Join(r.packages, " "), order)
}

// documentRows finds the lines of the floor table: those whose first cell is a number.
func documentRows(text string) (rows []string) {
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		cells := strings.Split(line, "|")
		if len(cells) < 5 {
			continue
		}
		if _, err := strconv.Atoi(strings.TrimSpace(cells[1])); err == nil {
			rows = append(rows, line)
		}
	}
	return rows
}
