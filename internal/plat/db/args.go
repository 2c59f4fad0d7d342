package db

import (
	"database/sql/driver"
	"fmt"
	"reflect"
	"strings"
	"time"
	"unicode/utf8"

	"kith/internal/kernel/fault"
)

var errText = fault.New(fault.Invalid, "db.text",
	"The text has characters in it that cannot be stored. Type it again instead of pasting it.")

// bind returns args as the driver takes them: times in the engine's form,
// named strings and numbers as plain ones.
func (d Dialect) bind(args []any) ([]any, error) {
	bound := make([]any, len(args))
	for i, arg := range args {
		v, err := d.bindOne(arg)
		if err != nil {
			return nil, fmt.Errorf("db: value %d of %d: %w", i+1, len(args), err)
		}
		bound[i] = v
	}
	return bound, nil
}

func (d Dialect) bindOne(arg any) (any, error) {
	switch v := arg.(type) {
	case nil, int64, bool, float64, []byte:
		return v, nil
	case int:
		return int64(v), nil
	case string:
		return bindText(v)
	case time.Time:
		return d.bindTime(v), checkYear(v)
	}
	if _, converts := arg.(driver.Valuer); !converts {
		switch v := reflect.ValueOf(arg); v.Kind() {
		case reflect.String: // an id, a state: most of what is bound
			return bindText(v.String())
		case reflect.Func:
			return nil, fmt.Errorf("a function (%T) was given where its result is wanted: call it, as in tx.Now()", arg)
		}
	}
	plain, err := driver.DefaultParameterConverter.ConvertValue(arg)
	if err != nil {
		return nil, err
	}
	return d.bindOne(plain)
}

func bindText(s string) (any, error) {
	if strings.IndexByte(s, 0) >= 0 || !utf8.ValidString(s) {
		return nil, errText
	}
	return s, nil
}

// checkYear keeps times sortable as text.
func checkYear(t time.Time) error {
	if y := t.UTC().Year(); y < 1 || y > 9999 {
		return fmt.Errorf("the year %d cannot be stored", y)
	}
	return nil
}

// In returns the inside of an IN (…) list for values, and the values as
// arguments. No values give NULL, which nothing is in.
func In[T any](values []T) (marks string, args []any) {
	if len(values) == 0 {
		return "NULL", nil
	}
	args = make([]any, len(values))
	for i, v := range values {
		args[i] = v
	}
	return strings.Repeat(", ?", len(values))[2:], args
}
