package web

import (
	"cmp"
	"context"
	"net/http"
	"slices"

	"kith/internal/plat/access"
	"kith/internal/plat/govuk"
)

// Pages is what a feature brings to the site.
type Pages struct {
	Routes []Route
	Nav    []NavItem
	// Spoken says that all the words of these pages stand in the catalogues: they are shown
	// to the public in the language it chose. Other pages are in English.
	Spoken bool
	// Machine is set by the API alone: its routes speak to programs.
	Machine *Machine
}

// NavItem is one entry of the main navigation, shown to those it is for.
type NavItem struct {
	Label string
	Href  string
	Who   access.Rule
	Order int // smaller comes first
	// Said is the label in the reader's language, for what stands on pages in every language
	// too; nil is Label.
	Said func(ctx context.Context) string
}

// Machine says that paths under a prefix answer programs: they are
// authenticated by a Bearer token and never by cookie, and failures, including
// unknown paths, are written by Fail.
type Machine struct {
	Prefix string // "/api/v1/"
	Fail   func(w http.ResponseWriter, r *http.Request, err error)
}

// navigation returns the entries p may use, in order, with the one of a section
// marked as current.
func navigation(ctx context.Context, items []NavItem, p access.Principal, section string) []govuk.Link {
	shown := slices.DeleteFunc(slices.Clone(items), func(n NavItem) bool { return !n.Who.Allows(p) })
	slices.SortStableFunc(shown, func(a, b NavItem) int { return cmp.Compare(a.Order, b.Order) })
	links := make([]govuk.Link, len(shown))
	for i, n := range shown {
		label := n.Label
		if n.Said != nil {
			label = n.Said(ctx)
		}
		links[i] = govuk.Link{Label: label, Href: n.Href, Current: n.Label == section}
	}
	return links
}
