package blueprint

import (
	"context"
	"fmt"
	"io/fs"

	"kith/internal/kernel/fault"
	"kith/internal/plat/db"
)

// Publication is a blueprint put together elsewhere than in a folder: a draft, or an
// earlier version taken up again.
type Publication struct {
	Files []File
	Note  string // why; may be empty
	// Base is the version it was made from. When another is current by now it is refused
	// with [fault.Stale], so that nobody's version is undone unseen. "" asks nothing.
	Base string
	// With is done in the same transaction, after the version is written; it may be nil,
	// and may run more than once.
	With func(tx *db.Tx) error
}

// Publish makes files the caller's borough's current blueprint, by the rules of
// [Service.Apply].
func (s *Service) Publish(ctx context.Context, p Publication) (Version, []Change, error) {
	next, problems := s.Read(p.Files)
	if len(problems) > 0 {
		return Version{}, nil, refusal(problems)
	}
	return s.take(ctx, applying{next: next, note: p.Note, base: p.Base, with: p.With})
}

func movedOn(base, current string) error {
	return fault.New(fault.Stale, "blueprint.moved-on",
		fmt.Sprintf("Version %s was put into use after this was made from version %s. Look at what it changed first, and bring this up to date.", current, base))
}

// Read holds files against every section, as Load does a folder. It gives a whole
// blueprint and no problems, or no blueprint and every problem found. The last few answers
// are kept: a draft is read again for every page that shows it.
func (s *Service) Read(all []File) (*Blueprint, []Problem) {
	sections := s.all()
	found := files{}
	var problems []Problem
	for _, f := range all {
		content, problem := encoded(f.Name, []byte(f.Content))
		switch {
		case len(f.Content) > maxFileBytes:
			problems = append(problems, Problem{File: f.Name, Message: fmt.Sprintf("is larger than %d KiB", maxFileBytes>>10), Mend: "shorten it"})
		case problem != nil:
			problems = append(problems, *problem)
		case !belongs(f.Name, sections) || !fs.ValidPath(f.Name):
			problems = append(problems, stray(f.Name, sections))
		default:
			found[f.Name] = content
		}
	}
	if len(problems) > 0 {
		return read(found, problems, sections)
	}
	return s.readings.of(found.hash(), func() (*Blueprint, []Problem) { return read(found, nil, sections) })
}

// Canonical is a text as a version keeps it: the same whatever editor or browser wrote
// it, with one line break at its end.
func Canonical(text string) string { return canonical([]byte(text)) }

// CompareFiles lists what changed from some files to others, as [Compare] does.
func CompareFiles(before, after []File) []Change { return compareFiles(byPath(before), byPath(after)) }

func byPath(all []File) files {
	found := files{}
	for _, f := range all {
		found[f.Name] = f.Content
	}
	return found
}
