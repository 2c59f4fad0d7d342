// Package web holds the built stylesheets, scripts and pictures of the pages.
// The sources are in web/sass and web/src; "make assets" builds them into
// web/static/build, which is embedded here together with the few files that
// need no building.
package web

import (
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
)

//go:embed static
var static embed.FS

// root is where the pages ask for the files.
const root = "/assets/"

// ErrNotBuilt says that the files were not built before the program was.
var ErrNotBuilt = errors.New("the stylesheets and scripts are missing from this program: run make assets, then build it again")

// Set is the built files and the fingerprinted name of each.
type Set struct {
	// Files are served under /assets/.
	Files fs.FS
	names map[string]string
}

// Assets gives the files. Without a build it returns a set of plain names, so
// that Go tests run without npm, unless KITH_REQUIRE_ASSETS=1 forbids that:
// then the error is ErrNotBuilt. A program that serves calls Built first.
func Assets() (*Set, error) {
	names, err := manifest()
	switch {
	case errors.Is(err, fs.ErrNotExist) && os.Getenv("KITH_REQUIRE_ASSETS") == "1":
		return nil, ErrNotBuilt
	case errors.Is(err, fs.ErrNotExist):
		return &Set{Files: layers{static}}, nil
	case err != nil:
		return nil, fmt.Errorf("read the list of built files: %w", err)
	}
	return &Set{Files: layers{static}, names: names}, nil
}

// Built is ErrNotBuilt when the set has plain names only.
func (s *Set) Built() error {
	if s.names == nil {
		return ErrNotBuilt
	}
	return nil
}

// Path is the address of a file by its plain name: "public.css" is
// "/assets/public-3FA9K2ZD.css". A name that was not built keeps itself.
func (s *Set) Path(name string) string {
	if built, ok := s.names[name]; ok {
		return root + built
	}
	return root + name
}

func manifest() (map[string]string, error) {
	text, err := static.ReadFile("static/build/manifest.json")
	if err != nil {
		return nil, err
	}
	var names map[string]string
	return names, json.Unmarshal(text, &names)
}

// layers looks for a file among the built ones first, then among the others.
type layers struct{ files embed.FS }

// Open opens a file: see fs.FS.
func (l layers) Open(name string) (fs.File, error) {
	if !fs.ValidPath(name) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrInvalid}
	}
	f, err := l.files.Open("static/build/" + name)
	if errors.Is(err, fs.ErrNotExist) {
		return l.files.Open("static/" + name)
	}
	return f, err
}
