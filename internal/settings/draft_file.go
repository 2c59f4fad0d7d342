package settings

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"kith/internal/blueprint"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
)

// largest is how many bytes a file of a draft may have.
const largest = 1 << 20

// Save is a file of a draft as somebody leaves it.
type Save struct {
	Draft   DraftID
	Name    string
	Content string
	Version int64 // of the file it was written over; 0 for one that is not there yet
}

// Overtaken is the cause of a [fault.Stale] save: the file as somebody else left it.
type Overtaken struct{ Now DraftFile }

// Error says so in a log.
func (o Overtaken) Error() string { return o.Now.Name + " was saved meanwhile" }

// SaveFile keeps a file in the draft, with faults or without: only publishing asks for
// none. Saving the same text again changes nothing. It is [fault.Stale], caused by
// [Overtaken], when the file was saved by somebody else meanwhile.
func (s *Service) SaveFile(ctx context.Context, save Save) (err error) {
	defer fault.Wrap(&err, "save %s", save.Name)
	return s.saveFiles(ctx, save.Draft, func(Draft) ([]Save, error) { return []Save{save}, nil })
}

// saveFiles keeps several files at once or none. What to keep is worked out from the draft
// as it is in the transaction.
func (s *Service) saveFiles(ctx context.Context, id DraftID, work func(d Draft) ([]Save, error)) error {
	if err := access.CheckHeld(ctx, keepers...); err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		d, err := held(tx, id)
		if err != nil {
			return err
		}
		saves, err := work(d)
		if err != nil {
			return err
		}
		for _, save := range saves {
			if err := s.keep(tx, d, save); err != nil {
				return err
			}
		}
		return nil
	})
}

func (s *Service) keep(tx *db.Tx, d Draft, save Save) error {
	if err := s.acceptable(save); err != nil {
		return err
	}
	content := blueprint.Canonical(save.Content)
	now, _ := d.File(save.Name)
	switch {
	case now.Content == content:
		return nil
	case now.Version != save.Version:
		stale := fault.New(fault.Stale, "settings.file-overtaken", "Somebody else saved this file meanwhile. What you wrote is kept on this page.")
		stale.Err = Overtaken{now}
		return stale
	}
	if err := saveDraftFile(tx, blueprint.File{Name: save.Name, Content: content}, save.Version); err != nil {
		return err
	}
	entry := about("changed "+save.Name+" in the draft of the blueprint", "settings.draft-saved", d.Base)
	entry.Data = map[string]any{"file": save.Name, "save": save.Version + 1}
	return journal.Record(tx, entry)
}

func (s *Service) acceptable(save Save) error {
	switch {
	case s.SectionName(save.Name) == "":
		return NoFile()
	case len(save.Content) > largest:
		return fault.New(fault.Invalid, "settings.file-large", fmt.Sprintf("The file is larger than %d KiB. Shorten it.", largest>>10))
	case !utf8.ValidString(save.Content) || strings.ContainsRune(save.Content, 0):
		return fault.New(fault.Invalid, "settings.file-text", "The file holds characters that are not text. Take them out.")
	}
	return nil
}

// NoFile is the error of a file that a draft cannot have.
func NoFile() error {
	return fault.New(fault.NotFound, "settings.no-file", "The draft has no such file. Choose one from its list.")
}

// Check reads the draft as a whole. It gives the blueprint it would make, or everything
// that is wrong with it.
func (s *Service) Check(d Draft) (*blueprint.Blueprint, []blueprint.Problem) {
	return s.blueprints.Read(d.contents())
}

// CheckWith is [Service.Check] of the draft with another text of a file.
func (s *Service) CheckWith(d Draft, name, content string) []blueprint.Problem {
	return s.checkWith(d, blueprint.File{Name: name, Content: content})
}

func (s *Service) checkWith(d Draft, others ...blueprint.File) []blueprint.Problem {
	_, problems := s.blueprints.Read(overlaid(d.contents(), others))
	return problems
}

// overlaid puts files in the place of those of the same name, or beside them.
func overlaid(all, others []blueprint.File) []blueprint.File {
	for _, f := range others {
		i := slices.IndexFunc(all, func(one blueprint.File) bool { return one.Name == f.Name })
		if i < 0 {
			all = append(all, f)
			continue
		}
		all[i] = f
	}
	return all
}
