package heads

import (
	"context"
	"crypto/ed25519"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/plat/journal"
)

// Found is what a look at the heads found.
type Found struct {
	Heads    int              // that are genuine, each day once
	Anchors  []journal.Anchor // what they say, for [journal.Journal.Verify]
	Problems []string         // each in words, with the day or the file it is about
}

// OK tells whether nothing is wrong.
func (f Found) OK() bool { return len(f.Problems) == 0 }

// Check looks at the heads in the database and at those in folders, with a key that was kept
// elsewhere, or with the service's own where it is nil. Each must be genuine; those outside
// must be in the database too, and none may say that the journal ended earlier than one before.
func (s *Service) Check(ctx context.Context, borough string, key ed25519.PublicKey, folders ...string) (found Found, err error) {
	defer fault.Wrap(&err, "check the heads of the journal")
	if key == nil {
		key = s.Public()
	}
	kept, err := all(s.db.Read(ctx))
	if err != nil {
		return found, err
	}
	outside, err := found.read(borough, folders)
	if err != nil {
		return found, err
	}
	found.judge(key, kept, "the head of %s in the database")
	found.judge(key, outside, "the head of %s outside")
	found.compare(kept, outside)
	found.days(kept)
	return found, nil
}

// read reads the files of a borough's heads.
func (f *Found) read(borough string, folders []string) (all []Head, err error) {
	for _, folder := range folders {
		files, err := os.ReadDir(folder)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, err
		}
		for _, file := range files {
			if !strings.HasSuffix(file.Name(), ".head") || !strings.HasPrefix(file.Name(), borough+"-") {
				continue
			}
			text, err := os.ReadFile(filepath.Join(folder, file.Name()))
			if err != nil {
				return nil, err
			}
			h, err := Parse(string(text))
			switch {
			case err != nil:
				f.Problems = append(f.Problems, "the file "+file.Name()+": "+fault.MessageOf(err))
			case h.FileName() != file.Name():
				f.Problems = append(f.Problems, "the file "+file.Name()+" holds the head of another day or borough: "+h.FileName())
			default:
				all = append(all, h)
			}
		}
	}
	return all, nil
}

// judge takes the genuine ones for anchors.
func (f *Found) judge(key ed25519.PublicKey, heads []Head, which string) {
	for _, h := range heads {
		if !h.Genuine(key) {
			f.Problems = append(f.Problems, fmt.Sprintf(which, h.Day)+" was altered, or was signed with another key")
			continue
		}
		if !slices.Contains(f.Anchors, h.Anchor) {
			f.Anchors = append(f.Anchors, h.Anchor)
			f.Heads++
		}
	}
}

// compare finds what is outside and not, or otherwise, in the database.
func (f *Found) compare(kept, outside []Head) {
	for _, o := range outside {
		i := slices.IndexFunc(kept, func(k Head) bool { return k.Day == o.Day })
		switch {
		case i < 0:
			f.Problems = append(f.Problems, fmt.Sprintf("the head of %s is outside and is gone from the database", o.Day))
		case kept[i].Anchor != o.Anchor:
			f.Problems = append(f.Problems, fmt.Sprintf("the head of %s in the database says otherwise than the one outside: row %d there, row %d here", o.Day, o.Anchor.Seq, kept[i].Anchor.Seq))
		}
	}
}

// days finds heads that do not grow from day to day. A day without one is no fault: the
// program may have stood still.
func (f *Found) days(kept []Head) {
	var last day.Date
	var seq int64
	for _, h := range kept {
		if h.Anchor.Seq < seq {
			f.Problems = append(f.Problems, fmt.Sprintf("the journal ended earlier on %s, at row %d, than on %s, at row %d", h.Day, h.Anchor.Seq, last, seq))
		}
		last, seq = h.Day, h.Anchor.Seq
	}
}
