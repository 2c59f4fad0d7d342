package blueprint

import (
	"fmt"
	"reflect"
	"sync"
)

// Blueprint is one whole, checked blueprint. It is read-only and may be used by
// many goroutines at once.
type Blueprint struct {
	ID      string // the borough: "wigan"
	Name    string // the borough's name: "Wigan"
	Hash    string // of the canonical file contents, 64 hexadecimal digits
	Version string // its number in the database; empty when only read from a folder
	// Dated is what this release of the program finds wrong in a version that was sound for
	// the release under which it was applied; nil in one that was only read from a folder.
	Dated []Problem

	parts map[reflect.Type]*document
	files files
	said  sync.Map // of language code to *Blueprint: see In
}

// Again gives a blueprint of the same documents, to bear another
// version's name. The documents are shared, and nobody changes them.
func (b *Blueprint) Again() *Blueprint {
	return &Blueprint{ID: b.ID, Name: b.Name, Hash: b.Hash, Version: b.Version, Dated: b.Dated, parts: b.parts, files: b.files}
}

// Part gives a section's document by its Go type: Part[needs.Catalogue](b), or
// with a pointer to share it rather than copy the top. It panics when no section
// with that type was registered, which is a mistake in the program.
func Part[T any](b *Blueprint) T {
	doc, ok := b.parts[reflect.TypeFor[T]()]
	if !ok {
		panic(fmt.Sprintf("blueprint: no section holds a %v", reflect.TypeFor[T]()))
	}
	return valueAs[T](doc.value)
}

// Borough gives what borough.yaml says.
func (b *Blueprint) Borough() Borough { return Part[Borough](b) }

// register makes the document known by its own type and by a pointer to it.
func register(parts map[reflect.Type]*document, doc *document) {
	parts[doc.value.Type()] = doc
	parts[doc.value.Type().Elem()] = doc
}

func valueAs[T any](pointer reflect.Value) T {
	if pointer.Type() == reflect.TypeFor[T]() {
		return pointer.Interface().(T)
	}
	return pointer.Elem().Interface().(T)
}
