package blueprint

import (
	"encoding"
	"fmt"
	"reflect"
	"strings"
	"sync"
)

// field is one key a struct takes.
type field struct {
	key      string
	index    []int
	optional bool
}

// shape is what a struct type takes: keys in order, the place of the body text
// of a file with front matter, and the Whose to hold to its own rule.
type shape struct {
	fields []field
	body   []int
	whose  []int
}

func (s shape) keys() []string {
	keys := make([]string, len(s.fields))
	for i, f := range s.fields {
		keys[i] = f.key
	}
	return keys
}

func (s shape) field(key string) (field, bool) {
	for _, f := range s.fields {
		if f.key == key {
			return f, true
		}
	}
	return field{}, false
}

var (
	shapes    sync.Map // reflect.Type → shape
	whoseType = reflect.TypeFor[Whose]()
	textType  = reflect.TypeFor[encoding.TextUnmarshaler]()
)

func shapeOf(t reflect.Type) shape {
	if known, ok := shapes.Load(t); ok {
		return known.(shape)
	}
	var s shape
	s.add(t, nil)
	shapes.Store(t, s)
	return s
}

func (s *shape) add(t reflect.Type, prefix []int) {
	if t == whoseType {
		s.whose = prefix
	}
	for i := range t.NumField() {
		f := t.Field(i)
		index := append(append([]int{}, prefix...), i)
		name, options, _ := strings.Cut(f.Tag.Get("yaml"), ",")
		switch {
		case f.Tag.Get("blueprint") == "body":
			s.body = index
		case name == "-":
		case f.Anonymous && name == "" && f.Type.Kind() == reflect.Struct:
			s.add(f.Type, index)
		case !f.IsExported():
		default:
			s.addField(t, f, name, options, index)
		}
	}
}

func (s *shape) addField(t reflect.Type, f reflect.StructField, name, options string, index []int) {
	if name == "" {
		name = strings.ToLower(f.Name)
	}
	if _, twice := s.field(name); twice {
		panic(fmt.Sprintf("blueprint: %v has two fields for the key %s", t, name))
	}
	s.fields = append(s.fields, field{key: name, index: index, optional: strings.Contains(options, "omitempty")})
}
