package blueprint

import (
	"context"
	"slices"
)

// File is one file of a version, as it was applied.
type File struct {
	Name    string // its path in the folder: "letters/no-answer-card.md"
	Content string
}

// Files lists the files of a version of the caller's borough, by path. Like Diff it
// serves for versions this release can no longer use. It is [fault.NotFound] when there
// is no such version.
func (s *Service) Files(ctx context.Context, version string) ([]File, error) {
	found, err := s.filesAt(ctx, version)
	if err != nil {
		return nil, err
	}
	all := make([]File, 0, len(found))
	for _, name := range found.paths() {
		all = append(all, File{name, found[name]})
	}
	return all, nil
}

// Outline is what a file says, without its layout and comments, to be read as a page: a
// text, or parts with names, or a list.
type Outline struct {
	Name  string // the key it stands under, or what names it in its list; may be empty
	Text  string // whole; of what has parts, all of them in one line
	Parts []Outline
	List  bool // its parts are a list
}

// Outline reads the file. What is not YAML, or not above a letter, is one text.
func (f File) Outline() Outline { return outline("", grow(f.Name, f.Content)) }

func outline(name string, t *tree) Outline {
	o := Outline{Name: name, Text: t.words(), List: t.list}
	for _, key := range t.keys {
		o.Parts = append(o.Parts, outline(key, t.child[key]))
	}
	by := t.named()
	for _, entry := range t.items {
		part := outline("", entry)
		if by != "" {
			part.Name = entry.child[by].text
		}
		o.Parts = append(o.Parts, part)
	}
	return o
}

// titles are the keys by which people call an entry of a list, best first.
var titles = append([]string{"name", "title"}, identities...)

// named is the key that names every entry of a list, or "".
func (t *tree) named() string {
	i := slices.IndexFunc(titles, func(key string) bool { return len(t.items) > 0 && t.namedBy(key) })
	if i < 0 {
		return ""
	}
	return titles[i]
}

// SectionName says in the council's words what a file is, "need categories"; "" when no
// section of this release reads it.
func (s *Service) SectionName(file string) string {
	for _, section := range s.all() {
		if section.reads(file) {
			return section.Name
		}
	}
	return ""
}
