package settings

import (
	"context"
	"slices"
	"time"

	"kith/internal/blueprint"
	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
)

// DraftID tells a draft from those before it.
type DraftID = ident.ID[Draft]

// Draft is a blueprint being changed. A borough has one at a time, which everybody who may
// change the blueprint works on together: see docs/adr/0009-one-draft.md.
type Draft struct {
	ID      DraftID
	Base    string // the version it was begun from, or last brought up to
	BegunBy string // account
	BegunAt time.Time
	Files   []DraftFile // by path
}

// DraftFile is a file of a draft as it stands.
type DraftFile struct {
	blueprint.File
	Version   int64 // counts its saves, from 1; 0 is a file the draft does not have
	ChangedBy string
	ChangedAt time.Time
}

// File finds a file of the draft.
func (d Draft) File(name string) (DraftFile, bool) {
	i := slices.IndexFunc(d.Files, func(f DraftFile) bool { return f.Name == name })
	if i < 0 {
		return DraftFile{File: blueprint.File{Name: name}}, false
	}
	return d.Files[i], true
}

// Revision counts every save: what was read under one revision is what is there under it.
func (d Draft) Revision() (saves int64) {
	for _, f := range d.Files {
		saves += f.Version
	}
	return saves
}

func (d Draft) contents() []blueprint.File {
	all := make([]blueprint.File, len(d.Files))
	for i, f := range d.Files {
		all[i] = f.File
	}
	return all
}

// Draft returns the borough's draft; found is false when there is none.
func (s *Service) Draft(ctx context.Context) (d Draft, found bool, err error) {
	defer fault.Wrap(&err, "draft")
	if err := access.CheckHeld(ctx, readers...); err != nil {
		return Draft{}, false, err
	}
	return draftOf(s.db.Read(ctx))
}

// BeginDraft begins a draft from the version in use. When there is one already it changes
// nothing: whoever comes second joins in.
func (s *Service) BeginDraft(ctx context.Context) (err error) {
	defer fault.Wrap(&err, "begin a draft")
	if err := access.CheckHeld(ctx, keepers...); err != nil {
		return err
	}
	base, files, err := s.inUse(ctx)
	if err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		begun, err := insertDraft(tx, ident.New[Draft](tx.Now()), base)
		if err != nil || !begun {
			return err
		}
		for _, f := range files {
			if err := insertDraftFile(tx, f); err != nil {
				return err
			}
		}
		return journal.Record(tx, about("began a draft of the blueprint", "settings.draft-begun", base))
	})
}

// inUse is the version in use with its files.
func (s *Service) inUse(ctx context.Context) (version string, files []blueprint.File, err error) {
	b, err := s.blueprints.Current(ctx)
	if err != nil {
		return "", nil, err
	}
	files, err = s.blueprints.Files(ctx, b.Version)
	return b.Version, files, err
}

func about(verb, topic, version string) journal.Entry {
	return journal.Entry{Verb: verb, Topic: topic, Objects: []journal.Object{{Kind: "blueprint", ID: version}}}
}

// DiscardDraft throws the draft away.
func (s *Service) DiscardDraft(ctx context.Context, id DraftID) (err error) {
	defer fault.Wrap(&err, "discard the draft")
	if err := access.CheckHeld(ctx, keepers...); err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		d, err := held(tx, id)
		if err != nil {
			return err
		}
		if err := deleteDraft(tx); err != nil {
			return err
		}
		return journal.Record(tx, about("threw the draft of the blueprint away", "settings.draft-discarded", d.Base))
	})
}

// held is the draft of an id, locked against others until the transaction ends.
func held(tx *db.Tx, id DraftID) (Draft, error) {
	if err := lockDraft(tx); err != nil {
		return Draft{}, err
	}
	d, found, err := draftOf(tx)
	if err == nil && (!found || d.ID != id) {
		err = gone()
	}
	return d, err
}

func gone() error {
	return fault.New(fault.Conflict, "settings.draft-gone",
		"This draft has been published or thrown away meanwhile. See the versions for what became of it, or begin a new draft.")
}
