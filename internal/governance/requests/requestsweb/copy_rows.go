package requestsweb

import (
	"kith/internal/governance/requests"
	"kith/internal/plat/govuk"
)

// summaryOf is one row of a table for people to read.
func summaryOf(line requests.Line) (rows []govuk.SummaryRow) {
	for _, v := range line {
		rows = append(rows, govuk.SummaryRow{Key: v.Label, Text: v.Text})
	}
	return rows
}
