package db

import (
	"database/sql/driver"
	"fmt"
	"time"
)

// timeText is how SQLite holds a time. Its width is fixed: text order is time
// order.
const timeText = "2006-01-02T15:04:05.000000Z"

// Time scans a TIMESTAMPTZ column of either engine. It is UTC, in whole
// microseconds. A NULL is an error: see NullTime.
type Time struct{ time.Time }

// Scan implements sql.Scanner.
func (t *Time) Scan(src any) error {
	at, err := scanTime(src)
	if err != nil {
		return err
	}
	t.Time = at
	return nil
}

// Value implements driver.Valuer.
func (t Time) Value() (driver.Value, error) { return t.Time, nil }

// NullTime is a time that may be NULL.
type NullTime struct {
	Time  time.Time
	Valid bool
}

// NullTimeOf binds t, or NULL when t is the zero time.
func NullTimeOf(t time.Time) NullTime { return NullTime{Time: t, Valid: !t.IsZero()} }

// Scan implements sql.Scanner.
func (n *NullTime) Scan(src any) error {
	*n = NullTime{}
	if src == nil {
		return nil
	}
	at, err := scanTime(src)
	if err != nil {
		return err
	}
	*n = NullTime{Time: at, Valid: true}
	return nil
}

// Value implements driver.Valuer.
func (n NullTime) Value() (driver.Value, error) {
	if !n.Valid {
		return nil, nil
	}
	return n.Time, nil
}

// IsZero tells whether there is no time.
func (n NullTime) IsZero() bool { return !n.Valid }

func scanTime(src any) (time.Time, error) {
	switch v := src.(type) {
	case time.Time:
		return v.UTC().Truncate(time.Microsecond), nil
	case string:
		return parseTime(v)
	case []byte:
		return parseTime(string(v))
	}
	return time.Time{}, fmt.Errorf("db: cannot read a time from %T", src)
}

func parseTime(s string) (time.Time, error) {
	at, err := time.Parse(time.RFC3339Nano, s)
	if err != nil {
		return time.Time{}, fmt.Errorf("db: %q is not a time as this database keeps them, such as %s", s, timeText)
	}
	return at.UTC().Truncate(time.Microsecond), nil
}
