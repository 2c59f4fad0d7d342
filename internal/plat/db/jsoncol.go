package db

import (
	"database/sql/driver"
	"encoding/json"
	"fmt"
)

// JSON binds and scans a value kept as JSON in a TEXT column. Such columns are
// never queried by what is in them. NULL and empty text scan as the zero T.
type JSON[T any] struct{ V T }

// JSONOf wraps v for binding.
func JSONOf[T any](v T) JSON[T] { return JSON[T]{V: v} }

// Value implements driver.Valuer.
func (j JSON[T]) Value() (driver.Value, error) {
	text, err := json.Marshal(j.V)
	if err != nil {
		return nil, fmt.Errorf("db: keeping a %T as JSON: %w", j.V, err)
	}
	return string(text), nil
}

// Scan implements sql.Scanner.
func (j *JSON[T]) Scan(src any) error {
	var text []byte
	switch v := src.(type) {
	case nil:
	case string:
		text = []byte(v)
	case []byte:
		text = v
	default:
		return fmt.Errorf("db: cannot read JSON from %T", src)
	}
	var fresh T
	if len(text) > 0 {
		if err := json.Unmarshal(text, &fresh); err != nil {
			return fmt.Errorf("db: reading JSON into %T: %w", fresh, err)
		}
	}
	j.V = fresh
	return nil
}
