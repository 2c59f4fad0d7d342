package backup

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"
	"time"
	"unicode/utf8"

	"kith/internal/plat/db"
	"kith/internal/plat/jobs"
)

// format is the version of what the lines mean.
const format = 1

// line is one line that is no row; one of its parts is there.
type line struct {
	Backup *Head      `json:"kith_backup,omitempty"`
	Key    *key       `json:"key,omitempty"`
	Table  *db.Table  `json:"table,omitempty"`
	Sum    *tableSum  `json:"sum,omitempty"`
	Job    *jobs.Left `json:"job,omitempty"`
	End    *Counts    `json:"end,omitempty"`
}

// Head says what a backup is of.
type Head struct {
	Format     int        `json:"format"`
	Version    string     `json:"version"` // of the program that made it
	Engine     db.Dialect `json:"engine"`
	MadeAt     time.Time  `json:"made_at"`
	Migrations []int64    `json:"migrations"`
}

// Counts are what is in a backup.
type Counts struct {
	Tables int   `json:"tables"`
	Rows   int64 `json:"rows"`
	Jobs   int   `json:"jobs"`
	// Dead are the jobs that were given up, which stay behind.
	Dead int `json:"dead"`
}

type key struct {
	Name  string `json:"name"`
	Value []byte `json:"value"`
}

type tableSum struct {
	Rows int64  `json:"rows"`
	Sum  string `json:"sum"`
}

// timeText is how a time is written: as SQLite holds it.
const timeText = "2006-01-02T15:04:05.000000Z"

// appendRow appends a row as a JSON array.
func appendRow(b []byte, values []any) ([]byte, error) {
	b = append(b, '[')
	for i, value := range values {
		if i > 0 {
			b = append(b, ',')
		}
		switch v := value.(type) {
		case nil:
			b = append(b, "null"...)
		case string:
			b = appendText(b, v)
		case int64:
			b = strconv.AppendInt(b, v, 10)
		case float64:
			b = strconv.AppendFloat(b, v, 'g', -1, 64)
		case bool:
			b = strconv.AppendBool(b, v)
		case time.Time:
			b = append(b, '"')
			b = v.UTC().AppendFormat(b, timeText)
			b = append(b, '"')
		default:
			return nil, fmt.Errorf("backup: a %T cannot be written down", value)
		}
	}
	return append(b, ']'), nil
}

// appendText appends text as JSON, most of which needs nothing done to it.
func appendText(b []byte, s string) []byte {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c == '"' || c == '\\' || c >= utf8.RuneSelf {
			quoted, _ := json.Marshal(s) // a text can always be written
			return append(b, quoted...)
		}
	}
	b = append(b, '"')
	b = append(b, s...)
	return append(b, '"')
}

// readRow reads a row of a table from its line.
func readRow(t db.Table, text []byte) ([]any, error) {
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	var values []any
	if err := decoder.Decode(&values); err != nil {
		return nil, err
	}
	if len(values) != len(t.Columns) {
		return nil, fmt.Errorf("%d values for %d columns", len(values), len(t.Columns))
	}
	for i, c := range t.Columns {
		v, err := valueOf(c.Kind, values[i])
		if err != nil {
			return nil, fmt.Errorf("%s: %w", c.Name, err)
		}
		values[i] = v
	}
	return values, nil
}

// valueOf turns what JSON gave into a value of the kind.
func valueOf(k db.Kind, value any) (any, error) {
	switch v := value.(type) {
	case nil:
		return nil, nil
	case bool:
		if k == db.Boolean {
			return v, nil
		}
	case json.Number:
		switch k {
		case db.Integer:
			return strconv.ParseInt(v.String(), 10, 64)
		case db.Real:
			return v.Float64()
		}
	case string:
		switch k {
		case db.Text:
			return v, nil
		case db.Moment:
			return time.Parse(timeText, v)
		}
	}
	return nil, fmt.Errorf("%v is no %s", value, k)
}
