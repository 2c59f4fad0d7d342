package blueprint

import (
	"cmp"
	"io/fs"
	"path"
	"reflect"
	"slices"
	"strings"
)

// Load reads the folder against borough.yaml and the sections. It gives a whole
// blueprint and no problems, or no blueprint and every problem found, in the
// order of files and lines.
func Load(fsys fs.FS, sections []Section) (*Blueprint, []Problem) {
	sections = append(ownSections(), sections...)
	found, problems := gather(fsys, sections)
	return read(found, problems, sections)
}

// ownSections are the files of this package.
func ownSections() []Section {
	return []Section{boroughSection(), bannersSection(), translationsSection()}
}

// read makes a whole blueprint of files that were found, or adds to their problems.
func read(found files, problems []Problem, sections []Section) (*Blueprint, []Problem) {
	blueprint, shape, faults := assemble(found, sections, unread(problems))
	problems = slices.Concat(problems, shape, faults)
	if len(problems) > 0 {
		slices.SortStableFunc(problems, func(a, b Problem) int {
			return cmp.Or(strings.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
		})
		return nil, slices.Compact(problems)
	}
	return blueprint, nil
}

// unread are the files there that could not be read: they are not missing.
func unread(problems []Problem) map[string]bool {
	names := map[string]bool{}
	for _, p := range problems {
		names[p.File] = true
	}
	return names
}

// assemble decodes and checks every section. Where the shape of a file is at fault there is
// no blueprint; faults are what the checks find wrong in files that could be read.
func assemble(found files, sections []Section, unread map[string]bool) (b *Blueprint, shape, faults []Problem) {
	parts := map[reflect.Type]*document{}
	documents := make([]*document, len(sections))
	for i, s := range sections {
		documents[i] = s.decode(found, unread)
		register(parts, documents[i])
	}
	for _, doc := range documents {
		shape = append(shape, doc.problems...)
		faults = append(faults, check(doc, parts)...)
	}
	if len(shape) > 0 {
		return nil, shape, faults
	}
	b = &Blueprint{Hash: found.hash(), parts: parts, files: found}
	borough := b.Borough()
	b.ID, b.Name = borough.ID, borough.Name
	return b, nil, faults
}

func check(doc *document, all map[reflect.Type]*document) []Problem {
	if doc.section.Check == nil || doc.bad[""] {
		return nil
	}
	c := &Checker{section: doc.section, document: doc, all: all}
	c.run()
	problems := make([]Problem, len(c.found))
	for i, finding := range c.found {
		problems[i] = finding.problem
	}
	return problems
}

// run calls the section's Check. A malformed document has gaps that a Check may
// fall into (a missing key's pointer is nil); the gap is reported already, so the
// fall is no more than the end of the check.
func (c *Checker) run() {
	defer func() {
		if !c.document.malformed() {
			return
		}
		_ = recover()
	}()
	c.section.Check(c, c.document.value.Interface())
}

func (s Section) reads(name string) bool {
	matched, err := path.Match(s.File, name)
	if err != nil {
		panic("blueprint: section " + s.Name + " has a malformed pattern " + s.File)
	}
	return matched
}

// decode reads the section's file or files into a new document.
func (s Section) decode(found files, unread map[string]bool) *document {
	doc := newDocument(s)
	names := slices.DeleteFunc(found.paths(), func(name string) bool { return !s.reads(name) })
	switch {
	case len(names) == 0 && unread[s.File]:
		doc.bad[""] = true
	case len(names) == 0 && !s.Optional:
		doc.malform("", place{file: s.File}, "the file is missing: "+s.Name, "add it to the folder")
	case s.many():
		doc.files(names, found)
	case len(names) == 1:
		decodeFile(doc, names[0], found[names[0]], doc.value.Elem(), "")
	}
	return doc
}

// files decodes each file of a pattern into a map by the file's name without
// extension.
func (d *document) files(names []string, found files) {
	all := d.value.Elem()
	if all.Kind() != reflect.Map || all.Type().Key().Kind() != reflect.String {
		panic("blueprint: section " + d.section.Name + " reads many files, so its document must be a map by name")
	}
	all.Set(reflect.MakeMapWithSize(all.Type(), len(names)))
	for _, name := range names {
		stem := strings.TrimSuffix(path.Base(name), path.Ext(name))
		value := reflect.New(all.Type().Elem()).Elem()
		decodeFile(d, name, found[name], value, member("", stem))
		all.SetMapIndex(reflect.ValueOf(stem).Convert(all.Type().Key()), value)
	}
}
