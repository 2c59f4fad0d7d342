package settings

import (
	"context"
	"slices"

	"kith/internal/blueprint"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
)

// Versions lists the versions of the blueprint, the latest first; none when none was
// applied yet.
func (s *Service) Versions(ctx context.Context) (all []blueprint.Version, err error) {
	defer fault.Wrap(&err, "versions")
	if err := access.CheckHeld(ctx, readers...); err != nil {
		return nil, err
	}
	return s.blueprints.History(ctx)
}

// Current finds the version in use among them.
func Current(all []blueprint.Version) (blueprint.Version, bool) {
	i := slices.IndexFunc(all, func(v blueprint.Version) bool { return v.Current })
	if i < 0 {
		return blueprint.Version{}, false
	}
	return all[i], true
}

// Files lists the files of a version by path. It is [fault.NotFound] when there is no
// such version.
func (s *Service) Files(ctx context.Context, version string) (files []blueprint.File, err error) {
	defer fault.Wrap(&err, "files of version %s", version)
	if err := access.CheckHeld(ctx, readers...); err != nil {
		return nil, err
	}
	return s.blueprints.Files(ctx, version)
}

// Dated lists what this release of the program finds wrong in a version that was sound for
// the release under which it was applied.
func (s *Service) Dated(ctx context.Context, version string) (faults []blueprint.Problem, err error) {
	defer fault.Wrap(&err, "faults of version %s", version)
	if err := access.CheckHeld(ctx, readers...); err != nil {
		return nil, err
	}
	b, err := s.blueprints.At(ctx, version)
	if err != nil {
		return nil, err
	}
	return b.Dated, nil
}

// File returns one file of a version. It is [fault.NotFound] when there is none.
func (s *Service) File(ctx context.Context, version, name string) (blueprint.File, error) {
	files, err := s.Files(ctx, version)
	if err != nil {
		return blueprint.File{}, err
	}
	i := slices.IndexFunc(files, func(f blueprint.File) bool { return f.Name == name })
	if i < 0 {
		return blueprint.File{}, fault.New(fault.NotFound, "settings.no-file", "This version of the blueprint has no such file. Choose one from its list.")
	}
	return files[i], nil
}

// Changes lists what changed from one version to another, in either direction.
func (s *Service) Changes(ctx context.Context, from, to string) (changes []blueprint.Change, err error) {
	defer fault.Wrap(&err, "changes from %s to %s", from, to)
	if err := access.CheckHeld(ctx, readers...); err != nil {
		return nil, err
	}
	return s.blueprints.Diff(ctx, from, to)
}

// SectionName says what a file of the blueprint is, "need categories"; "" when no part of
// this release reads it.
func (s *Service) SectionName(file string) string { return s.blueprints.SectionName(file) }
