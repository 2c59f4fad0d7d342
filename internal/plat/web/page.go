package web

import (
	"net/http"

	"github.com/a-h/templ"

	"kith/internal/plat/access"
	"kith/internal/plat/forms"
	"kith/internal/plat/govuk"
)

// Page is a page as a feature describes it; the layout does the rest.
type Page struct {
	Title  string // of the tab; "Error: " is put before it when there are Errors
	Here   string // address of the page with what it was asked for; "" is its path alone
	Back   string // where the back link leads; "" is none
	Crumbs []govuk.Link
	Wide   bool // full width and dense, for staff screens
	Map    bool // the page draws a map
	// App names the style and the script of the page's own, beside those of every page: "" none.
	App string
	// Alone is a page that says nothing of whoever asks for it, neither their name nor where
	// they may go, so that a browser may keep it. It is a page of the public's.
	Alone   bool
	Exit    string // where "Exit this page" leads; "" is no such button
	Section string // label of the navigation entry this page belongs to
	Errors  []forms.ErrorItem
	Body    templ.Component
	Head    templ.Component // more for the head, such as a refresh; may be nil
}

// layout dresses a page for one visit.
func (v *visit) layout(r *http.Request, b Borough, p Page, success string) govuk.Layout {
	s := v.server
	l := govuk.Layout{
		Lang: v.language.Code, RTL: v.language.RightToLeft, Title: p.Title, Errors: p.Errors,
		Council: b.Council, Service: b.Service, Demo: b.Demo,
		FooterLinks: b.FooterLinks, Notices: b.Notices,
		Nav: navigation(r.Context(), s.nav, v.who, p.Section), Success: success,
		Back: p.Back, Crumbs: p.Crumbs, Wide: p.Wide, Map: p.Map, App: p.App, Exit: p.Exit, Head: p.Head,
		Staff: p.Wide || staff(v.who), Asset: s.assets.path,
	}
	if p.Alone {
		l.Nav, l.Staff, l.Success, l.Notices = nil, p.Wide, "", nil
		return l
	}
	if l.Staff {
		l.DemoLink = b.DemoLink
	} else {
		l.Alerts, l.Languages, l.Unchecked = b.Alerts, v.languages(r, p.Here), v.unchecked(b)
	}
	if v.who.SignedIn() {
		l.Account = govuk.Account{Name: v.who.Name, Href: s.config.Account, SignOut: s.config.SignOut, Token: s.formToken(v.token)}
	}
	return l
}

// staff reports whether p works at a desk, where pages are dense and need the
// staff script. Volunteers and organisations have the light pages of the
// public, on a phone.
func staff(p access.Principal) bool {
	for _, g := range p.Grants {
		switch g.Role {
		case access.Volunteer, access.Driver, access.Organisation:
		default:
			return p.SignedIn()
		}
	}
	return false
}
