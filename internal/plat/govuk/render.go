package govuk

import (
	"context"
	"io"
)

// Each of these types is a templ.Component: a page draws one by writing it
// down, as in @govuk.Button{Text: "Continue"}. The methods below only hand
// over to the templates.

// Render draws it: see templ.Component.
func (b Button) Render(ctx context.Context, w io.Writer) error { return button(b).Render(ctx, w) }

// Render draws it: see templ.Component.
func (b BackLink) Render(ctx context.Context, w io.Writer) error { return backLink(b).Render(ctx, w) }

// Render draws it: see templ.Component.
func (b Breadcrumbs) Render(ctx context.Context, w io.Writer) error {
	return breadcrumbs(b).Render(ctx, w)
}

// Render draws it: see templ.Component.
func (p PhaseBanner) Render(ctx context.Context, w io.Writer) error {
	return phaseBanner(p).Render(ctx, w)
}

// Render draws it: see templ.Component.
func (e ErrorSummary) Render(ctx context.Context, w io.Writer) error {
	return errorSummary(e).Render(ctx, w)
}

// Render draws it: see templ.Component.
func (e ExitThisPage) Render(ctx context.Context, w io.Writer) error {
	return exitThisPage(e).Render(ctx, w)
}

// Render draws it: see templ.Component.
func (b Banner) Render(ctx context.Context, w io.Writer) error { return banner(b).Render(ctx, w) }

// Render draws it: see templ.Component.
func (t WarningText) Render(ctx context.Context, w io.Writer) error {
	return warningText(t).Render(ctx, w)
}

// Render draws it: see templ.Component.
func (t Tag) Render(ctx context.Context, w io.Writer) error { return tag(t).Render(ctx, w) }

// Render draws it: see templ.Component.
func (b Badge) Render(ctx context.Context, w io.Writer) error { return badge(b).Render(ctx, w) }

// Render draws it: see templ.Component.
func (b Badges) Render(ctx context.Context, w io.Writer) error { return badges(b).Render(ctx, w) }

// Render draws it: see templ.Component.
func (e Empty) Render(ctx context.Context, w io.Writer) error { return empty(e).Render(ctx, w) }

// Render draws it: see templ.Component.
func (m Moment) Render(ctx context.Context, w io.Writer) error { return moment(m).Render(ctx, w) }

// Render draws it: see templ.Component.
func (p PrintButton) Render(ctx context.Context, w io.Writer) error {
	return printButton(p).Render(ctx, w)
}

// Render draws it: see templ.Component.
func (l LiveNote) Render(ctx context.Context, w io.Writer) error { return liveNote(l).Render(ctx, w) }

// Render draws it: see templ.Component.
func (l SummaryList) Render(ctx context.Context, w io.Writer) error {
	return summaryList(l).Render(ctx, w)
}

// Render draws it: see templ.Component.
func (l TaskList) Render(ctx context.Context, w io.Writer) error { return taskList(l).Render(ctx, w) }

// Render draws it: see templ.Component.
func (t Table) Render(ctx context.Context, w io.Writer) error { return table(t).Render(ctx, w) }

// Render draws it: see templ.Component.
func (p Pagination) Render(ctx context.Context, w io.Writer) error {
	return pagination(p).Render(ctx, w)
}

// Render draws it: see templ.Component.
func (n SideNavigation) Render(ctx context.Context, w io.Writer) error {
	return sideNavigation(n).Render(ctx, w)
}

// Render draws it: see templ.Component.
func (n SubNavigation) Render(ctx context.Context, w io.Writer) error {
	return subNavigation(n).Render(ctx, w)
}

// Render draws it: see templ.Component.
func (t Tabs) Render(ctx context.Context, w io.Writer) error { return tabs(t).Render(ctx, w) }

// Render draws it: see templ.Component.
func (t StatTiles) Render(ctx context.Context, w io.Writer) error { return statTiles(t).Render(ctx, w) }

// Render draws it: see templ.Component.
func (t Timeline) Render(ctx context.Context, w io.Writer) error { return timeline(t).Render(ctx, w) }

// Render draws it: see templ.Component.
func (b IdentityBar) Render(ctx context.Context, w io.Writer) error {
	return identityBar(b).Render(ctx, w)
}

// Render draws it: see templ.Component.
func (s Steps) Render(ctx context.Context, w io.Writer) error { return steps(s).Render(ctx, w) }

// Render draws it: see templ.Component.
func (m Map) Render(ctx context.Context, w io.Writer) error { return mapView(m).Render(ctx, w) }
