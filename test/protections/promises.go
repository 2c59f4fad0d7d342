package main

import (
	"os"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"
)

// readPromises gives the rows of the tables of docs/promises.md, in order: the first cell of each,
// or of a fault the first two.
func readPromises(path string) (rows []string, err error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	cells := 1
	for line := range strings.Lines(string(text)) {
		parts := strings.Split(strings.Trim(strings.TrimSpace(line), "|"), " | ")
		if !strings.HasPrefix(line, "| ") || strings.HasPrefix(line, "| ---") {
			continue
		}
		if head := strings.TrimSpace(parts[0]); head == "promise" || head == "fault" || head == "rule" {
			cells = len(parts) - 1
			continue
		}
		rows = append(rows, strings.TrimSpace(strings.Join(parts[:min(cells, len(parts))], ": ")))
	}
	return rows, nil
}

// readExceptions gives the promises that have no entry, as part of their text, with why.
func readExceptions(path string) (why map[string]string, err error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var reasons map[string][]string // and what each is of
	err = yaml.Unmarshal(text, &reasons)
	why = map[string]string{}
	for reason, parts := range reasons {
		for _, part := range parts {
			why[part] = reason
		}
	}
	return why, err
}

// named gives the rows that hold part.
func named(rows []string, part string) (found []string) {
	for _, row := range rows {
		if strings.Contains(row, part) {
			found = append(found, row)
		}
	}
	return found
}

// covered gives the rows of which an entry takes out a protection.
func covered(rows []string, entries []entry) (with []string) {
	for _, row := range rows {
		if slices.ContainsFunc(entries, func(e entry) bool { return e.keeps(row) }) {
			with = append(with, row)
		}
	}
	return with
}

// keeps reports whether what an entry takes out keeps the promise of a row.
func (e entry) keeps(row string) bool {
	return slices.ContainsFunc(e.promises(), func(part string) bool { return strings.Contains(row, part) })
}
