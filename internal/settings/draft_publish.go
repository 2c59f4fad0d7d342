package settings

import (
	"context"
	"slices"
	"strings"

	"kith/internal/blueprint"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
)

// MaxNote is how many characters say why a version was published.
const MaxNote = 300

// DraftChanges lists what publishing the draft would change of the version in use.
func (s *Service) DraftChanges(ctx context.Context, d Draft) (changes []blueprint.Change, err error) {
	defer fault.Wrap(&err, "changes of the draft")
	if err := access.CheckHeld(ctx, readers...); err != nil {
		return nil, err
	}
	_, files, err := s.inUse(ctx)
	if err != nil {
		return nil, err
	}
	return blueprint.CompareFiles(files, d.contents()), nil
}

// Behind gives the version in use when the draft was not made from it, else "".
func (s *Service) Behind(ctx context.Context, d Draft) (current string, err error) {
	b, err := s.blueprints.Current(ctx)
	if err != nil || b.Version == d.Base {
		return "", err
	}
	return b.Version, nil
}

// Publish makes the draft the version in use, and ends it. A draft with any problem is
// [fault.Invalid], caused by the [blueprint.Problems]; one that was changed since it was
// looked at under this revision, or is behind the version in use, is [fault.Stale].
func (s *Service) Publish(ctx context.Context, id DraftID, revision int64, note string) (v blueprint.Version, err error) {
	defer fault.Wrap(&err, "publish the draft")
	if err := access.CheckHeld(ctx, keepers...); err != nil {
		return v, err
	}
	d, found, err := draftOf(s.db.Read(ctx))
	switch {
	case err != nil:
		return v, err
	case !found || d.ID != id:
		return v, gone()
	}
	unchanged := func(tx *db.Tx) error {
		now, err := held(tx, id)
		if err == nil && now.Revision() != revision {
			err = changedMeanwhile()
		}
		return err
	}
	if d.Revision() != revision {
		return v, changedMeanwhile()
	}
	v, changes, err := s.blueprints.Publish(ctx, blueprint.Publication{
		Files: d.contents(), Note: note, Base: d.Base,
		With: func(tx *db.Tx) error {
			if err := unchanged(tx); err != nil {
				return err
			}
			if err := deleteDraft(tx); err != nil {
				return err
			}
			return journal.Record(tx, about("published the draft of the blueprint", "settings.draft-published", d.Base))
		},
	})
	if err == nil && len(changes) == 0 {
		err = fault.New(fault.Invalid, "settings.nothing-changed", "The draft says the same as the version in use. Change something first, or throw it away.")
	}
	return v, err
}

func changedMeanwhile() error {
	return fault.New(fault.Stale, "settings.draft-changed", "Somebody changed the draft while you looked at it. See what changed now, and publish then.")
}

// CatchUp brings the draft up to the version in use: what only that version changed is
// taken over. It returns the files both changed, which stay as the draft has them.
func (s *Service) CatchUp(ctx context.Context, id DraftID) (both []string, err error) {
	defer fault.Wrap(&err, "bring the draft up to date")
	if err := access.CheckHeld(ctx, keepers...); err != nil {
		return nil, err
	}
	current, files, err := s.inUse(ctx)
	if err != nil {
		return nil, err
	}
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		both = nil
		d, err := held(tx, id)
		if err != nil || d.Base == current {
			return err
		}
		base, err := s.blueprints.Files(ctx, d.Base)
		if err != nil {
			return err
		}
		for _, f := range merged(base, files, d.contents()) {
			if f.both {
				both = append(both, f.Name)
				continue
			}
			now, _ := d.File(f.Name)
			if err := saveDraftFile(tx, f.File, now.Version); err != nil {
				return err
			}
		}
		if err := rebaseDraft(tx, current); err != nil {
			return err
		}
		return journal.Record(tx, about("brought the draft of the blueprint up to version "+current, "settings.draft-caught-up", current))
	})
	return both, err
}

// newer is a file the version in use has otherwise than the version a draft was begun from.
type newer struct {
	blueprint.File
	both bool // and so has the draft
}

// merged are the files that changed from base to current. A file that is no more is left
// to the draft.
func merged(base, current, draft []blueprint.File) []newer {
	var all []newer
	for _, f := range current {
		was, mine := textOf(base, f.Name), textOf(draft, f.Name)
		if f.Content == was || f.Content == mine {
			continue
		}
		all = append(all, newer{f, mine != was})
	}
	return all
}

func textOf(all []blueprint.File, name string) string {
	i := slices.IndexFunc(all, func(f blueprint.File) bool { return f.Name == name })
	if i < 0 {
		return ""
	}
	return all[i].Content
}

// RollBack makes an earlier version's files the version in use again, as a new version. It
// is [fault.Invalid] when they no longer fit this release, and [fault.Conflict] when they
// are in use already.
func (s *Service) RollBack(ctx context.Context, version, current, note string) (v blueprint.Version, err error) {
	defer fault.Wrap(&err, "roll back to version %s", version)
	if err := access.CheckHeld(ctx, keepers...); err != nil {
		return v, err
	}
	files, err := s.blueprints.Files(ctx, version)
	if err != nil {
		return v, err
	}
	v, changes, err := s.blueprints.Publish(ctx, blueprint.Publication{
		Files: files, Base: current, Note: strings.TrimSpace("Back to version " + version + ". " + note),
		With: func(tx *db.Tx) error {
			return journal.Record(tx, about("went back to version "+version+" of the blueprint", "settings.rolled-back", version))
		},
	})
	if err == nil && len(changes) == 0 {
		err = fault.New(fault.Conflict, "settings.same-version", "Version "+version+" says the same as the version in use. Nothing was changed.")
	}
	return v, err
}
