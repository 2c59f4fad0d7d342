package pagecheck

import (
	"strings"

	"golang.org/x/net/html"
)

// document judges what only a whole page has.
func (p *page) document() {
	p.title()
	p.language()
	p.headings()
	if n := len(p.all("main")); n != 1 {
		p.fault("the page has %d main elements, not one", n)
	}
	if p.ids["main-content"] == 0 {
		p.fault("the skip link has nowhere to go: no element has the id main-content")
	}
}

func (p *page) title() {
	for _, n := range p.all("title") {
		if n.Parent == nil || n.Parent.Data != "head" {
			continue
		}
		title := text(n)
		switch wrong := p.hasErrors(); {
		case title == "":
			p.fault("the title is empty")
		case wrong && !strings.Contains(title, ": "):
			p.fault("the page has an error summary, but its title %q does not begin by saying so", title)
		}
		return
	}
	p.fault("the page has no title")
}

func (p *page) hasErrors() bool {
	for _, n := range p.elements {
		if hasClass(n, "govuk-error-summary") {
			return true
		}
	}
	return false
}

func (p *page) language() {
	for _, n := range p.all("html") {
		if value(n, "lang") == "" {
			p.fault("the html element does not say its language")
		}
	}
}

// headings asks for one h1 and for no level left out on the way down.
func (p *page) headings() {
	count, level := 0, 0
	for _, n := range p.elements {
		if !isHeading(n) {
			continue
		}
		this := int(n.Data[1] - '0')
		if this == 1 {
			count++
		}
		if level > 0 && this > level+1 {
			p.fault("the heading %q is an h%d after an h%d", text(n), this, level)
		}
		if text(n) == "" {
			p.fault("the heading %s is empty", show(n))
		}
		level = this
	}
	if count != 1 {
		p.fault("the page has %d h1 elements, not one", count)
	}
}

func isHeading(n *html.Node) bool {
	return len(n.Data) == 2 && n.Data[0] == 'h' && n.Data[1] >= '1' && n.Data[1] <= '6'
}
