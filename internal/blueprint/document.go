package blueprint

import "reflect"

// document is one section's value while it is read: the Go value, where each
// part of it stands, and which parts are malformed.
type document struct {
	section  Section
	value    reflect.Value // the pointer New gave
	places   map[string]place
	bad      map[string]bool
	problems []Problem
}

func newDocument(s Section) *document {
	value := reflect.ValueOf(s.New())
	if value.Kind() != reflect.Pointer || value.IsNil() {
		panic("blueprint: New of section " + s.Name + " must give a pointer to a document")
	}
	return &document{section: s, value: value, places: map[string]place{}, bad: map[string]bool{}}
}

// malformed tells whether the document's shape is at fault anywhere.
func (d *document) malformed() bool { return len(d.bad) > 0 }

// spoilt tells whether the value at path, or one that holds it, is malformed, so
// that what Check says of it is only an echo.
func (d *document) spoilt(path string) bool {
	for ; path != ""; path = parent(path) {
		if d.bad[path] {
			return true
		}
	}
	return d.bad[""]
}

// find gives the place of the value at path or of the nearest value around it.
func (d *document) find(path string) place {
	for ; path != ""; path = parent(path) {
		if p, ok := d.places[path]; ok {
			return p
		}
	}
	if p, ok := d.places[""]; ok {
		return p
	}
	return place{file: d.section.File}
}

// malform reports a fault of shape and marks the path, so that it is told once.
func (d *document) malform(path string, at place, message, mend string) {
	d.bad[path] = true
	d.problems = append(d.problems, at.problem(message, mend))
}
