package journal

import (
	"encoding/json"
	"maps"
	"reflect"
	"slices"
	"strconv"
)

// encodeObjects is json.Marshal of objects, without looking at types: each entry of each write
// goes through it while others wait for the database.
func encodeObjects(all []Object) ([]byte, error) {
	if all == nil {
		return []byte("null"), nil
	}
	text := make([]byte, 0, 72*len(all)+2)
	text = append(text, '[')
	var err error
	for i, o := range all {
		if i > 0 {
			text = append(text, ',')
		}
		text = append(text, `{"kind":`...)
		if text, err = appendText(text, o.Kind); err != nil {
			return nil, err
		}
		text = append(text, `,"id":`...)
		if text, err = appendText(text, o.ID); err != nil {
			return nil, err
		}
		text = append(text, '}')
	}
	return append(text, ']'), nil
}

// encodeData is json.Marshal of the data of an entry: keys in order, so that the same data is
// always the same text.
func encodeData(data map[string]any) ([]byte, error) {
	if data == nil {
		return []byte("null"), nil
	}
	var room [16]string
	keys := slices.AppendSeq(room[:0], maps.Keys(data))
	slices.Sort(keys)
	text := make([]byte, 0, 48*len(keys)+2)
	text = append(text, '{')
	var err error
	for i, key := range keys {
		if i > 0 {
			text = append(text, ',')
		}
		if text, err = appendText(text, key); err != nil {
			return nil, err
		}
		text = append(text, ':')
		if text, err = appendValue(text, data[key]); err != nil {
			return nil, err
		}
	}
	return append(text, '}'), nil
}

func appendValue(text []byte, value any) ([]byte, error) {
	switch v := value.(type) {
	case string:
		return appendText(text, v)
	case int:
		return strconv.AppendInt(text, int64(v), 10), nil
	case int64:
		return strconv.AppendInt(text, v, 10), nil
	case bool:
		return strconv.AppendBool(text, v), nil
	case json.Marshaler, nil:
		return appendAny(text, value)
	}
	if v := reflect.ValueOf(value); v.Kind() == reflect.String && v.NumMethod() == 0 {
		return appendText(text, v.String())
	}
	return appendAny(text, value)
}

// appendText appends a string. One that needs no escaping is most of them.
func appendText(text []byte, s string) ([]byte, error) {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c > '~' || c == '"' || c == '\\' || c == '<' || c == '>' || c == '&' {
			return appendAny(text, s)
		}
	}
	return append(append(append(text, '"'), s...), '"'), nil
}

func appendAny(text []byte, value any) ([]byte, error) {
	more, err := json.Marshal(value)
	return append(text, more...), err
}
