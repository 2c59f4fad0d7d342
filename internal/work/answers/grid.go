package answers

import (
	"slices"
	"strings"
)

// InGrid is a question answered by ticking boxes of a table. Each box is named by its row and
// its column, for whoever does not see the table: said gives "Monday morning" for Monday and
// morning.
func InGrid(q Question, down, across []Option, said func(row, column string) string) Question {
	q.Kind, q.Down, q.Across, q.Options = Grid, down, across, nil
	for _, row := range down {
		for _, column := range across {
			q.Options = append(q.Options, Option{ID: row.ID + "-" + column.ID, Label: said(row.Label, column.Label)})
		}
	}
	return q
}

// byRow are the boxes that were ticked in words, a line for each row.
func (q Question) byRow(given []string) []string {
	var lines []string
	for _, row := range q.Down {
		var columns []string
		for _, column := range q.Across {
			if slices.Contains(given, row.ID+"-"+column.ID) {
				columns = append(columns, column.Label)
			}
		}
		if len(columns) > 0 {
			lines = append(lines, row.Label+": "+strings.Join(columns, ", "))
		}
	}
	return lines
}
