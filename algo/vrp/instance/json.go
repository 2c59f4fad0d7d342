package instance

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"

	"kith/algo/vrp"
)

// document is a file of Kith's own form, while it is read. Things keep the line they are on,
// because what they name may come after them.
type document struct {
	text []byte
	dec  *json.Decoder

	name     string
	places   []item[jsonPlace]
	profiles []item[jsonProfile]
	stops    []item[jsonStop]
	vehicles []item[jsonVehicle]
	pairs    []item[jsonPair]
	apart    []item[[]string]
	prefer   []item[jsonPreference]
}

// item is an element of a list, and the line it begins on.
type item[T any] struct {
	line int
	of   T
}

// readJSON reads Kith's own form.
func readJSON(text []byte) (*Instance, error) {
	d := &document{text: text, dec: json.NewDecoder(bytes.NewReader(text))}
	d.dec.DisallowUnknownFields()
	if err := d.read(); err != nil {
		return nil, err
	}
	b := &builder{document: d, p: &vrp.Problem{Name: d.name}}
	if err := b.build(); err != nil {
		return nil, err
	}
	in := &Instance{Problem: b.p, each: true}
	for i := range b.p.Stops {
		in.numbers = append(in.numbers, i+1)
	}
	return in, nil
}

func (d *document) read() error {
	if _, err := d.dec.Token(); err != nil {
		return d.wrong(d.line(), "the file", err)
	}
	seen := map[string]bool{}
	for d.dec.More() {
		token, err := d.dec.Token()
		if err != nil {
			return d.wrong(d.line(), "the file", err)
		}
		key := token.(string)
		if seen[key] {
			return atLine(d.line(), fmt.Errorf("%q is there twice", key))
		}
		seen[key] = true
		if err := d.field(key); err != nil {
			return err
		}
	}
	if _, err := d.dec.Token(); err != nil {
		return d.wrong(d.line(), "the file", err)
	}
	if len(bytes.TrimSpace(d.text[d.dec.InputOffset():])) > 0 {
		return atLine(d.line(), errors.New("something follows the end of the problem"))
	}
	return nil
}

func (d *document) field(key string) error {
	switch key {
	case "name":
		if err := d.dec.Decode(&d.name); err != nil {
			return d.wrong(d.line(), "name", err)
		}
		return nil
	case "places":
		return list(d, key, &d.places)
	case "profiles":
		return list(d, key, &d.profiles)
	case "stops":
		return list(d, key, &d.stops)
	case "vehicles":
		return list(d, key, &d.vehicles)
	case "pairs":
		return list(d, key, &d.pairs)
	case "apart":
		return list(d, key, &d.apart)
	case "prefer":
		return list(d, key, &d.prefer)
	}
	return atLine(d.line(), fmt.Errorf("a problem has no field %q", key))
}

// list reads an array, element by element, so that each keeps its line.
func list[T any](d *document, key string, into *[]item[T]) error {
	token, err := d.dec.Token()
	if err != nil {
		return d.wrong(d.line(), key, err)
	}
	if token != json.Delim('[') {
		return atLine(d.line(), fmt.Errorf("%s is a list, in square brackets", key))
	}
	for d.dec.More() {
		one := item[T]{line: d.line()}
		if err := d.dec.Decode(&one.of); err != nil {
			return d.wrong(one.line, fmt.Sprintf("%s, element %d", key, len(*into)+1), err)
		}
		*into = append(*into, one)
	}
	if _, err := d.dec.Token(); err != nil {
		return d.wrong(d.line(), key, err)
	}
	return nil
}

// line is that of what comes next.
func (d *document) line() int {
	at := int(d.dec.InputOffset())
	for at < len(d.text) && bytes.IndexByte([]byte(" \t\r\n,:"), d.text[at]) >= 0 {
		at++
	}
	return d.lineOf(at)
}

func (d *document) lineOf(at int) int {
	return 1 + bytes.Count(d.text[:min(max(at, 0), len(d.text))], []byte("\n"))
}

var unknownField = regexp.MustCompile(`^json: unknown field (".*")$`)

// wrong says in a person's words what the decoder found, and where.
func (d *document) wrong(line int, what string, err error) error {
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF):
		return atLine(d.lineOf(len(d.text)), errors.New("the file ends before the problem does"))
	case errors.As(err, &syntax):
		return atLine(d.lineOf(int(syntax.Offset)), fmt.Errorf("%s: this is not JSON: %v", what, err))
	case errors.As(err, &kind):
		return atLine(line, fmt.Errorf("%s: here is a %s where none belongs (%s)", what, kind.Value, kind.Field))
	}
	if m := unknownField.FindStringSubmatch(err.Error()); m != nil {
		return atLine(line, fmt.Errorf("%s: there is no field %s", what, m[1]))
	}
	return atLine(line, fmt.Errorf("%s: %w", what, err))
}
