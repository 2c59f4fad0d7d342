package govuk

import (
	"github.com/a-h/templ"

	"kith/internal/plat/forms"
)

// BackLink leads to the page before.
type BackLink struct {
	Href string
	Text string // "" is "Back"
}

// Breadcrumbs show where a page stands; the last link, without Href, is the page itself.
type Breadcrumbs struct {
	Links []Link
}

// PhaseBanner says what state the service is in, such as a demonstration.
type PhaseBanner struct {
	Tag  string
	Text string
	Link Link // may be empty
}

// ErrorSummary lists what is wrong at the top of a page. Page draws it from
// Layout.Errors; a fragment may draw its own.
type ErrorSummary struct {
	Items []forms.ErrorItem
}

// ExitThisPage is the button that leaves at once, for people who are watched.
type ExitThisPage struct {
	Href string // an everyday public page
}

// Banner tells something that matters: what has just been done (Success), or
// what has changed about the service.
type Banner struct {
	Success bool
	Title   string // "" is "Success" or "Important"
	Text    string
	Link    Link            // may be empty
	Content templ.Component // more below the text; may be nil
	ID      string          // when a page has more than one banner
}

func (b Banner) role() string {
	if b.Success {
		return "alert"
	}
	return "region"
}

func (b Banner) id() string {
	switch {
	case b.ID != "":
		return b.ID
	case b.Success:
		return "success-banner-title"
	}
	return "banner-title"
}

func (b Banner) title(w *Words) string {
	switch {
	case b.Title != "":
		return b.Title
	case b.Success:
		return w.Success
	}
	return w.Important
}
