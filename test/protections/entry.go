package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/goccy/go-yaml"
)

// entry is a protection that can be taken out, and who is said to see it.
type entry struct {
	Promise    string   `yaml:"promise"`    // part of one row of docs/promises.md, and of no other
	Too        []string `yaml:"too"`        // parts of other rows that the same protection keeps
	Protection string   `yaml:"protection"` // what is taken out, in words
	Cut        `yaml:",inline"`
	Also       []Cut  `yaml:"also"`    // where a second lock holds the same door, it is taken out too
	In         string `yaml:"in"`      // the package of the test
	Test       string `yaml:"test"`    // its name, or several with |; what fails is one of them
	Tags       string `yaml:"tags"`    // build tags it needs
	Journey    string `yaml:"journey"` // instead of a test: part of the name of a journey of e2e

	list string // the file it stands in
}

// Cut is one place of the source, and what stands there once the protection is gone.
type Cut struct {
	File  string `yaml:"file"`
	Take  string `yaml:"take"`  // occurs once in the file
	Leave string `yaml:"leave"` // may be empty
}

// cuts are all places that an entry changes.
func (e entry) cuts() []Cut { return append([]Cut{e.Cut}, e.Also...) }

// promises are the parts of all rows that it is of.
func (e entry) promises() []string { return append([]string{e.Promise}, e.Too...) }

// watcher says who is to see it.
func (e entry) watcher() string {
	if e.Journey != "" {
		return "journey " + e.Journey
	}
	return strings.ReplaceAll(e.Test, "|", " or ") + " of " + e.In
}

// matches reports whether an entry is among those asked for.
func (e entry) matches(only string) bool {
	for _, part := range append(e.promises(), e.Protection, e.File, e.watcher(), e.list) {
		if strings.Contains(part, only) {
			return true
		}
	}
	return false
}

// load reads every list of a folder; what an entry lacks is an error.
func load(folder string) (all []entry, err error) {
	lists, err := filepath.Glob(filepath.Join(folder, "*.yaml"))
	if err != nil {
		return nil, err
	}
	for _, list := range lists {
		text, err := os.ReadFile(list)
		if err != nil {
			return nil, err
		}
		var entries []entry
		if err := yaml.UnmarshalWithOptions(text, &entries, yaml.Strict()); err != nil {
			return nil, fmt.Errorf("%s: %w", list, err)
		}
		for i := range entries {
			entries[i].list = filepath.Base(list)
			if lacks := entries[i].lacks(); lacks != "" {
				return nil, fmt.Errorf("%s: entry %d (%s) lacks %s", list, i+1, entries[i].Protection, lacks)
			}
		}
		all = append(all, entries...)
	}
	return all, nil
}

// plainTests are names of tests, one or several.
var plainTests = regexp.MustCompile(`^(Test|Fuzz)\w+(\|(Test|Fuzz)\w+)*$`)

// lacks says what is missing from an entry; "" is nothing.
func (e entry) lacks() string {
	switch {
	case e.Promise == "":
		return "a promise"
	case e.Protection == "":
		return "what is taken out, in words"
	case e.Journey == "" && (e.In == "" || !plainTests.MatchString(e.Test)):
		return "a test and its package, or a journey"
	}
	for _, c := range e.cuts() {
		if c.File == "" || c.Take == "" || c.Take == c.Leave {
			return "a file, what is taken and something else that is left"
		}
	}
	return ""
}

// apply gives the text of the file at path without the protection.
func (c Cut) apply(path string) (string, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return "", err
	}
	if n := strings.Count(string(text), c.Take); n != 1 {
		return "", fmt.Errorf("%s: what is to be taken out stands there %d times: %q", c.File, n, c.Take)
	}
	return strings.Replace(string(text), c.Take, c.Leave, 1), nil
}
