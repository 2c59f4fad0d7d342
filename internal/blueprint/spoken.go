package blueprint

import (
	"context"

	"kith/internal/plat/words"
)

// Source gives the blueprints of a borough.
type Source interface {
	Current(ctx context.Context) (*Blueprint, error)
	At(ctx context.Context, version string) (*Blueprint, error)
}

// Spoken gives the blueprints of a source in the language of the context, for pages that
// the public reads.
type Spoken struct{ Source }

// Current is the blueprint in force, in the language of the context.
func (s Spoken) Current(ctx context.Context) (*Blueprint, error) {
	b, err := s.Source.Current(ctx)
	return said(ctx, b, err)
}

// At is a version of the blueprint, in the language of the context.
func (s Spoken) At(ctx context.Context, version string) (*Blueprint, error) {
	b, err := s.Source.At(ctx, version)
	return said(ctx, b, err)
}

func said(ctx context.Context, b *Blueprint, err error) (*Blueprint, error) {
	if err != nil {
		return nil, err
	}
	return b.In(words.From(ctx)), nil
}
