package govuk_test

import (
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/a-h/templ"

	"kith/internal/plat/forms"
	"kith/internal/plat/govuk"
	"kith/internal/plat/govuk/pagecheck"
)

// story is one component in one state.
type story struct {
	name      string
	component templ.Component
}

// together draws several components one after another.
func together(parts ...templ.Component) templ.Component {
	return templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
		for _, part := range parts {
			if err := part.Render(ctx, w); err != nil {
				return err
			}
		}
		return nil
	})
}

// around draws a component with children.
func around(outer templ.Component, children ...templ.Component) templ.Component {
	return templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
		return outer.Render(templ.WithChildren(ctx, together(children...)), w)
	})
}

func raw(html string) templ.Component { return templ.Raw(html) }

func heading(text string) templ.Component {
	return raw(`<h1 class="govuk-heading-l">` + text + `</h1>`)
}

func draw(t testing.TB, c templ.Component) string {
	t.Helper()
	var out bytes.Buffer
	if err := c.Render(t.Context(), &out); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestEveryStoryIsSound(t *testing.T) {
	for _, s := range stories() {
		t.Run(s.name, func(t *testing.T) { pagecheck.CheckFragment(t, draw(t, s.component)) })
	}
}

func TestEveryPageIsSound(t *testing.T) {
	for _, s := range pages() {
		t.Run(s.name, func(t *testing.T) { pagecheck.Check(t, draw(t, s.component)) })
	}
}

// Every component has a story: a new one without is not looked at by anybody.
func TestEveryComponentHasAStory(t *testing.T) {
	var all strings.Builder
	for _, s := range append(stories(), pages()...) {
		all.WriteString(draw(t, s.component))
	}
	for _, class := range []string{
		"govuk-input--error", "govuk-textarea", "govuk-js-character-count", "govuk-file-upload", "govuk-password-input",
		"govuk-radios__conditional", "govuk-checkboxes__divider", "govuk-select", "govuk-date-input", "govuk-button--start",
		"govuk-button--warning", "govuk-inset-text", "govuk-details", "govuk-panel", "kith-reference", "kith-panel--stop", "kith-grid", "kith-card",
		"govuk-warning-text", "govuk-tag--red", "kith-badge--purple", "kith-empty", "kith-time", "data-print", "data-live",
		"govuk-summary-card", "govuk-task-list", "moj-sortable-table", "data-multi-select", "govuk-pagination__next",
		"moj-side-navigation", "moj-sub-navigation", "govuk-tabs", "kith-stat", "moj-timeline", "kith-identity",
		"kith-filter__tag", "kith-steps__step--current", "kith-map", "govuk-error-summary", "govuk-notification-banner--success",
		"govuk-exit-this-page", "govuk-breadcrumbs", "govuk-back-link", "govuk-phase-banner", "govuk-skip-link",
		"govuk-service-navigation__item--active", "kith-footer__links", "kith-header__sign-out",
	} {
		if !strings.Contains(all.String(), class) {
			t.Errorf("no story shows %s", class)
		}
	}
}

// With KITH_STORYBOOK set to a folder, the stories are written there as pages
// to be looked at; the styles are taken from "/assets/".
func TestWriteStorybook(t *testing.T) {
	dir := os.Getenv("KITH_STORYBOOK")
	if dir == "" {
		t.Skip("KITH_STORYBOOK is not set")
	}
	whole := append(pages(),
		story{"stories-public", govukPage(govuk.Layout{Title: "Stories"}, storyList()...)},
		story{"stories-staff", govukPage(govuk.Layout{Title: "Stories", Wide: true, Staff: true}, storyList()...)})
	for _, s := range whole {
		file := filepath.Join(dir, s.name+".html")
		if err := os.WriteFile(file, []byte(draw(t, s.component)), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func storyList() []templ.Component {
	parts := []templ.Component{heading("Stories")}
	for _, s := range stories() {
		parts = append(parts, raw(`<h2 class="govuk-heading-m">`+s.name+`</h2>`), s.component)
	}
	return parts
}

// govukPage completes a layout as plat/web would.
func govukPage(l govuk.Layout, body ...templ.Component) templ.Component {
	l.Council, l.Service = "Wigan Council", "Here for you"
	l.Demo = "This is a demonstration. Nothing you enter reaches the council."
	l.FooterLinks = []govuk.Link{{Label: "Privacy", Href: "/privacy"}, {Label: "Accessibility", Href: "/accessibility"}, {Label: "Contact us", Href: "/contact"}}
	l.Notices = []string{"Contains OS data © Crown copyright and database right 2026. Contains Royal Mail data © Royal Mail copyright and database right 2026."}
	if l.Staff {
		l.Nav = []govuk.Link{{Label: "Board", Href: "/board", Current: true}, {Label: "People", Href: "/people"}, {Label: "Rounds", Href: "/rounds"}, {Label: "Situation", Href: "/situation"}}
		l.Account = govuk.Account{Name: "Jo Hartley", Href: "/account", SignOut: "/sign-out", Token: "token"}
	}
	return around(govuk.Page(l), body...)
}

func parsed(f forms.Parser, values map[string][]string) { f.Parse(values) }
