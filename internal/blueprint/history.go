package blueprint

import (
	"context"
)

// History lists the versions of the caller's borough, newest first.
func (s *Service) History(ctx context.Context) ([]Version, error) {
	return allVersions(s.db.Read(ctx))
}

// Diff lists what changed from version a to version b of the caller's borough. It
// reads files only, so it serves for versions this release can no longer use. It
// is [fault.NotFound] when either does not exist.
func (s *Service) Diff(ctx context.Context, a, b string) ([]Change, error) {
	before, err := s.filesAt(ctx, a)
	if err != nil {
		return nil, err
	}
	after, err := s.filesAt(ctx, b)
	if err != nil {
		return nil, err
	}
	return compareFiles(before, after), nil
}

func (s *Service) filesAt(ctx context.Context, version string) (files, error) {
	number, err := parseVersion(version)
	if err != nil {
		return nil, err
	}
	_, found, err := filesOf(s.db.Read(ctx), number)
	return found, err
}
