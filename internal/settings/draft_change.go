package settings

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"kith/internal/blueprint"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
)

// Edit is one value of a file of the draft, changed by a form.
type Edit struct {
	File  string
	Path  []string // as [blueprint.File.Set] takes it
	Was   string   // what the form showed; when the file says otherwise by now, nothing is changed
	Text  string
	Truth bool // Text is "true" or "": a switch
	List  bool // Text is the entries of a list, one on a line
}

// Overruled is the cause of a [fault.Stale] change: what the files say by now, for each
// edit somebody else was quicker with, by its place among the edits.
type Overruled struct {
	Now map[int]string
	By  string // account of the latest save
}

// Error says so in a log.
func (o Overruled) Error() string { return fmt.Sprintf("%d values were changed meanwhile", len(o.Now)) }

// Change writes values into the files of the draft, all or none. A value that only
// somebody else changed stays as they left it. It is [fault.Stale], caused by [Overruled],
// for values both changed; [fault.Invalid], caused by [blueprint.Problems], when the draft
// would have a problem it has not now; [fault.Conflict] for a place a form cannot change.
func (s *Service) Change(ctx context.Context, id DraftID, edits []Edit) (err error) {
	defer fault.Wrap(&err, "change the draft")
	return s.alter(ctx, id, func(d Draft, files map[string]blueprint.File) error {
		overruled := Overruled{Now: map[int]string{}}
		for i, e := range edits {
			f := files[e.File]
			now := e.Now(f)
			switch {
			case e.Text == e.Was || e.Text == now:
				continue
			case now != e.Was:
				held, _ := d.File(e.File)
				overruled.Now[i], overruled.By = now, held.ChangedBy
				continue
			}
			var err error
			if files[e.File], err = e.on(f); err != nil {
				return err
			}
		}
		if len(overruled.Now) > 0 {
			stale := fault.New(fault.Stale, "settings.overruled", "Somebody else changed the same meanwhile. What you wrote is kept on this page.")
			stale.Err = overruled
			return stale
		}
		return nil
	})
}

// Now is what the file says; a switch written as false is off as one left out is.
func (e Edit) Now(f blueprint.File) string {
	if e.List {
		texts, _ := f.Texts(e.Path...)
		return strings.Join(texts, "\n")
	}
	now, _ := f.Find(e.Path...)
	if e.Truth && now != "true" {
		return ""
	}
	return now
}

func (e Edit) on(f blueprint.File) (blueprint.File, error) {
	switch {
	case e.Truth:
		return f.Switch(e.Text != "", e.Path...)
	case e.List && e.Text == "":
		return f.SetTexts(nil, e.Path...)
	case e.List:
		return f.SetTexts(strings.Split(e.Text, "\n"), e.Path...)
	}
	return f.Set(e.Text, e.Path...)
}

// Reorder moves an entry of a list by some places, up where by is below zero. At either end
// it stays.
func (s *Service) Reorder(ctx context.Context, id DraftID, file string, by int, path ...string) (err error) {
	defer fault.Wrap(&err, "reorder the draft")
	return s.alterOne(ctx, id, file, func(f blueprint.File) (_ blueprint.File, err error) {
		for range max(by, -by) {
			if f, err = f.Move(by < 0, path...); err != nil {
				break
			}
		}
		return f, err
	})
}

// AddEntry puts an entry of keys and texts at the end of a list of a file, which is begun
// when the draft has none.
func (s *Service) AddEntry(ctx context.Context, id DraftID, file, list string, fields ...[2]string) (err error) {
	defer fault.Wrap(&err, "add to the draft")
	return s.alterOne(ctx, id, file, func(f blueprint.File) (blueprint.File, error) { return f.Add(list, fields...) })
}

// AddEntryWith is [Service.AddEntry] with edits that belong to it, of the new entry or of
// others: all or none. What an edit was is passed over.
func (s *Service) AddEntryWith(ctx context.Context, id DraftID, file, list string, edits []Edit, fields ...[2]string) (err error) {
	defer fault.Wrap(&err, "add to the draft")
	return s.alter(ctx, id, func(_ Draft, files map[string]blueprint.File) (err error) {
		f := files[file]
		f.Name = file
		if files[file], err = f.Add(list, fields...); err != nil {
			return err
		}
		for _, e := range edits {
			if files[e.File], err = e.on(files[e.File]); err != nil {
				return err
			}
		}
		return nil
	})
}

// RemoveEntry takes an entry out of a list of a file.
func (s *Service) RemoveEntry(ctx context.Context, id DraftID, file string, path ...string) (err error) {
	defer fault.Wrap(&err, "take out of the draft")
	return s.alterOne(ctx, id, file, func(f blueprint.File) (blueprint.File, error) { return f.Remove(path...) })
}

func (s *Service) alterOne(ctx context.Context, id DraftID, file string, edit func(blueprint.File) (blueprint.File, error)) error {
	return s.alter(ctx, id, func(_ Draft, files map[string]blueprint.File) (err error) {
		f := files[file]
		f.Name = file
		files[file], err = edit(f)
		return err
	})
}

// tries is how often an edit begins again because somebody else saved meanwhile.
const tries = 5

// alter edits the draft's files by name, and saves them unless that makes a new problem.
// It works on what it read, so that nobody waits while a blueprint is checked, and begins
// again when that was saved over meanwhile.
func (s *Service) alter(ctx context.Context, id DraftID, edit func(d Draft, files map[string]blueprint.File) error) error {
	if err := access.CheckHeld(ctx, keepers...); err != nil {
		return err
	}
	for try := 1; ; try++ {
		d, found, err := draftOf(s.db.Read(ctx))
		if err == nil && (!found || d.ID != id) {
			err = gone()
		}
		if err != nil {
			return err
		}
		saves, err := s.edited(d, edit)
		if err == nil && len(saves) > 0 {
			err = s.saveFiles(ctx, id, func(Draft) ([]Save, error) { return saves, nil })
		}
		if fault.CodeOf(err) != "settings.file-overtaken" || try == tries {
			return err
		}
	}
}

func (s *Service) edited(d Draft, edit func(d Draft, files map[string]blueprint.File) error) ([]Save, error) {
	files := map[string]blueprint.File{}
	for _, f := range d.Files {
		files[f.Name] = f.File
	}
	if err := edit(d, files); err != nil {
		return nil, err
	}
	var saves []Save
	var changed []blueprint.File
	for _, name := range slices.Sorted(maps.Keys(files)) {
		f := files[name]
		if held, _ := d.File(name); held.Content != f.Content {
			saves = append(saves, Save{Draft: d.ID, Name: name, Content: f.Content, Version: held.Version})
			changed = append(changed, f)
		}
	}
	return saves, s.noWorse(d, changed)
}

// noWorse refuses changes that make a problem the draft does not have without them.
func (s *Service) noWorse(d Draft, changed []blueprint.File) error {
	if len(changed) == 0 {
		return nil
	}
	_, had := s.Check(d)
	said := func(p blueprint.Problem) string { return p.File + p.Message }
	var fresh []blueprint.Problem
	for _, p := range s.checkWith(d, changed...) {
		if !slices.ContainsFunc(had, func(old blueprint.Problem) bool { return said(old) == said(p) }) {
			fresh = append(fresh, p)
		}
	}
	if len(fresh) == 0 {
		return nil
	}
	refused := fault.New(fault.Invalid, "settings.makes-problem", "The blueprint would have a problem with that. Mend it and save again.")
	refused.Err = blueprint.Problems(fresh)
	return refused
}
