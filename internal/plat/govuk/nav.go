package govuk

import "github.com/a-h/templ"

// Pagination leads to the pages before and after. It counts neither rows nor
// pages, which would cost more than the page itself.
type Pagination struct {
	Previous string // "" is none
	Next     string // "" is none
}

// SideNavigation is a list of places beside the page, such as saved views.
type SideNavigation struct {
	Label    string // what screen readers call it
	Sections []NavSection
}

// NavSection is a group of places under a title; the title may be empty.
type NavSection struct {
	Title string
	Items []NavItem
}

// NavItem is a place with how many things are there.
type NavItem struct {
	Link
	Count string // "" is no count
}

// SubNavigation is a row of links drawn as tabs: each is a page of its own.
type SubNavigation struct {
	Label string
	Items []Link
}

// Tabs show one of several parts of a page; without scripts, all of them.
type Tabs struct {
	Title  string // "" is "Contents"
	Panels []TabPanel
}

// TabPanel is one of the parts shown by Tabs.
type TabPanel struct {
	ID      string // also the address's fragment
	Label   string
	Content templ.Component
}
