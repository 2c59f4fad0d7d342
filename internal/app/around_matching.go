package app

import (
	"context"

	"kith/internal/plat/words"
	"kith/internal/registers/volunteering"
)

// Volunteering is what the borough asks of its volunteers, in the reader's language.
func (f facts) Volunteering(ctx context.Context) (*volunteering.Rules, error) {
	b, err := f.Blueprints.Current(ctx)
	if err != nil {
		return nil, err
	}
	return volunteering.Of(b.In(words.From(ctx))), nil
}

// SignOut ends the session of a token.
func (f facts) SignOut(ctx context.Context, token string) error {
	return f.Accounts.SignOut(ctx, token)
}
