package govuk

import (
	"context"
	"io"
)

// Each of these types is a templ.Component: a page draws one by writing it
// down, as in @govuk.Button{Text: "Continue"}. The methods below only hand
// over to the templates.

// Render draws the button: see templ.Component.
func (b Button) Render(ctx context.Context, w io.Writer) error { return button(b).Render(ctx, w) }

// Render draws the link: see templ.Component.
func (b BackLink) Render(ctx context.Context, w io.Writer) error { return backLink(b).Render(ctx, w) }

// Render draws the breadcrumbs: see templ.Component.
func (b Breadcrumbs) Render(ctx context.Context, w io.Writer) error {
	return breadcrumbs(b).Render(ctx, w)
}

// Render draws the banner: see templ.Component.
func (p PhaseBanner) Render(ctx context.Context, w io.Writer) error {
	return phaseBanner(p).Render(ctx, w)
}

// Render draws the summary: see templ.Component.
func (e ErrorSummary) Render(ctx context.Context, w io.Writer) error {
	return errorSummary(e).Render(ctx, w)
}

// Render draws the button: see templ.Component.
func (e ExitThisPage) Render(ctx context.Context, w io.Writer) error {
	return exitThisPage(e).Render(ctx, w)
}

// Render draws the banner: see templ.Component.
func (b Banner) Render(ctx context.Context, w io.Writer) error { return banner(b).Render(ctx, w) }
