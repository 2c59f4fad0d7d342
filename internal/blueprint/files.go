package blueprint

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"unicode/utf8"
)

const (
	maxFileBytes = 1 << 20
	maxFiles     = 1000
)

// files are a blueprint's canonical contents by path.
type files map[string]string

// paths lists the files in order.
func (f files) paths() []string { return slices.Sorted(maps.Keys(f)) }

// manifest gives each file's content hash.
func (f files) manifest() map[string]string {
	hashes := make(map[string]string, len(f))
	for name, content := range f {
		hashes[name] = contentHash(content)
	}
	return hashes
}

// hash is one fingerprint over every path and content.
func (f files) hash() string {
	var list strings.Builder
	for _, name := range f.paths() {
		fmt.Fprintf(&list, "%s  %s\n", contentHash(f[name]), name)
	}
	return contentHash(list.String())
}

func contentHash(content string) string {
	sum := sha256.Sum256([]byte(content))
	return hex.EncodeToString(sum[:])
}

// canonical makes the same text of the same file whatever editor or system wrote
// it, so that the hash changes only when the content does.
func canonical(raw []byte) string {
	raw = bytes.TrimPrefix(raw, []byte("\xef\xbb\xbf"))
	text := strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(string(raw))
	return strings.TrimRight(text, "\n") + "\n"
}

// gather reads every file that belongs to a section, and reports those that
// belong to none: a misspelt name must not pass for a missing file.
func gather(fsys fs.FS, sections []Section) (files, []Problem) {
	found := files{}
	var problems []Problem
	err := fs.WalkDir(fsys, ".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case name != "." && ignored(entry.Name()):
			if entry.IsDir() {
				return fs.SkipDir
			}
		case entry.IsDir():
		case len(found) >= maxFiles:
			return fmt.Errorf("it holds more than %d files", maxFiles)
		case !belongs(name, sections):
			if !note(name) {
				problems = append(problems, stray(name, sections))
			}
		default:
			content, problem := readFile(fsys, name)
			if problem != nil {
				problems = append(problems, *problem)
				return nil
			}
			found[name] = content
		}
		return nil
	})
	if err != nil {
		problems = append(problems, Problem{File: ".", Message: "the folder cannot be read: " + err.Error(), Mend: "give a folder that holds borough.yaml"})
	}
	return found, problems
}

// ignored are what editors and systems leave about.
func ignored(base string) bool {
	return strings.HasPrefix(base, ".") || strings.HasSuffix(base, "~")
}

// note tells whether a file is for people to read, such as README.md: Markdown at
// the top of the folder.
func note(name string) bool { return path.Ext(name) == ".md" && !strings.Contains(name, "/") }

func belongs(name string, sections []Section) bool {
	return slices.ContainsFunc(sections, func(s Section) bool { return s.reads(name) })
}

func stray(name string, sections []Section) Problem {
	patterns := make([]string, len(sections))
	for i, s := range sections {
		patterns[i] = s.File
	}
	slices.Sort(patterns)
	return Problem{
		File: name, Message: "no part of Kith reads this file",
		Mend: "rename it, or take it away; a blueprint is made of " + strings.Join(patterns, ", "),
	}
}

func readFile(fsys fs.FS, name string) (string, *Problem) {
	f, err := fsys.Open(name)
	if err != nil {
		return "", &Problem{File: name, Message: "cannot be opened: " + err.Error()}
	}
	defer f.Close()
	raw, err := io.ReadAll(io.LimitReader(f, maxFileBytes+1))
	switch {
	case err != nil:
		return "", &Problem{File: name, Message: "cannot be read: " + err.Error()}
	case len(raw) > maxFileBytes:
		return "", &Problem{File: name, Message: fmt.Sprintf("is larger than %d KiB", maxFileBytes>>10), Mend: "shorten it"}
	}
	return encoded(name, raw)
}

// encoded refuses what the database could not keep as text.
func encoded(name string, raw []byte) (string, *Problem) {
	for i, line := range bytes.Split(raw, []byte("\n")) {
		if !utf8.Valid(line) || bytes.IndexByte(line, 0) >= 0 {
			return "", &Problem{File: name, Line: i + 1, Message: "is not UTF-8 text", Mend: "save the file as UTF-8"}
		}
	}
	return canonical(raw), nil
}
