package db

import (
	"context"
	"strings"

	"kith/internal/kernel/fault"
)

// Schema returns the tables and indexes as SQL, always in the same order and
// spacing, for the record of the schema that reviewers read. It describes
// SQLite; PostgreSQL's follows from the same migrations.
func Schema(ctx context.Context, d *DB) (string, error) {
	if d.dialect != SQLite {
		return "", fault.New(fault.Invalid, "db.schema", "The schema is written out from a SQLite database. Use one made by “kith migrate” with no PostgreSQL address.")
	}
	rows, err := d.Read(ctx).Query(schemaQuery, versionTable)
	statements, err := Collect(rows, err, func(rows *Rows) (text string, err error) { return text, rows.Scan(&text) })
	if err != nil {
		return "", err
	}
	var b strings.Builder
	for _, statement := range statements {
		b.WriteString(tidy(statement))
		b.WriteString(";\n\n")
	}
	return strings.TrimSuffix(b.String(), "\n"), nil
}

// tidy drops what an editor may have left at the ends of lines.
func tidy(statement string) string {
	lines := strings.Split(strings.TrimSpace(statement), "\n")
	for i, line := range lines {
		lines[i] = strings.TrimRight(line, " \t\r")
	}
	return strings.Join(lines, "\n")
}
