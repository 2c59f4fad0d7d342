package pagecheck

import (
	"maps"
	"slices"
	"strings"

	"golang.org/x/net/html"
)

func (p *page) uniqueIDs() {
	for _, id := range slices.Sorted(maps.Keys(p.ids)) {
		if p.ids[id] > 1 {
			p.fault("the id %q is used %d times", id, p.ids[id])
		}
		if id == "" || strings.ContainsAny(id, " \t\n") {
			p.fault("the id %q is empty or has a space", id)
		}
	}
}

// labelled asks for exactly one label for each input.
func (p *page) labelled() {
	for _, n := range p.elements {
		if !isInput(n) {
			continue
		}
		if value(n, "name") == "" {
			p.fault("%s has no name: its answer is never sent", show(n))
		}
		labels := p.labels[value(n, "id")]
		if _, ok := attr(n, "id"); !ok {
			labels = 0
		}
		for parent := range n.Ancestors() {
			if _, elsewhere := attr(parent, "for"); parent.Data == "label" && !elsewhere {
				labels++
			}
		}
		if value(n, "aria-label") != "" || value(n, "aria-labelledby") != "" {
			labels++
		}
		if labels != 1 {
			p.fault("%s has %d labels, not one", show(n), labels)
		}
	}
	for _, n := range p.all("label") {
		if target, ok := attr(n, "for"); ok && p.ids[target] == 0 {
			p.fault("the label %q is for %q, which is not on the page", text(n), target)
		}
	}
}

func isInput(n *html.Node) bool {
	switch n.Data {
	case "select", "textarea":
		return true
	case "input":
		return !slices.Contains([]string{"hidden", "submit", "button", "image", "reset"}, value(n, "type"))
	}
	return false
}

// named asks that everything that can be followed or pressed says what it is.
func (p *page) named() {
	for _, n := range p.elements {
		silent := text(n) == "" && value(n, "aria-label") == "" && value(n, "aria-labelledby") == ""
		switch {
		case n.Data == "a" && silent, n.Data == "legend" && silent:
			p.fault("%s says nothing", show(n))
		case n.Data == "button" && silent && !hidden(n):
			p.fault("%s says nothing", show(n))
		case n.Data == "img":
			if _, ok := attr(n, "alt"); !ok {
				p.fault("%s has no alt", show(n))
			}
		case n.Data == "fieldset" && !hasChild(n, "legend"):
			p.fault("%s has no legend", show(n))
		}
	}
}

// hidden reports whether an element is hidden until a script shows it.
func hidden(n *html.Node) bool {
	if _, ok := attr(n, "hidden"); ok {
		return true
	}
	for parent := range n.Ancestors() {
		if _, ok := attr(parent, "hidden"); ok {
			return true
		}
	}
	return false
}

func hasChild(n *html.Node, name string) bool {
	for c := range n.ChildNodes() {
		if c.Data == name {
			return true
		}
	}
	return false
}

// references asks that every id an attribute speaks of is on the page.
func (p *page) references() {
	for _, n := range p.elements {
		for _, name := range []string{"aria-describedby", "aria-labelledby", "aria-controls", "data-aria-controls"} {
			for _, id := range strings.Fields(value(n, name)) {
				if p.ids[id] == 0 {
					p.fault("%s speaks by %s of %q, which is not on the page", show(n), name, id)
				}
			}
		}
	}
}

// errorLinks asks that the links of error summaries lead to something.
func (p *page) errorLinks() {
	for _, summary := range p.elements {
		if !hasClass(summary, "govuk-error-summary") {
			continue
		}
		for n := range summary.Descendants() {
			if n.Type != html.ElementNode || n.Data != "a" {
				continue
			}
			id, ok := strings.CutPrefix(value(n, "href"), "#")
			if !ok || p.ids[id] == 0 {
				p.fault("the error %q leads to %q, which is not on the page", text(n), value(n, "href"))
			}
		}
	}
}

// noInline asks for nothing that the content security policy would stop.
func (p *page) noInline() {
	for _, n := range p.elements {
		if n.Data == "style" {
			p.fault("the page has a style element")
		}
		if _, ok := attr(n, "src"); n.Data == "script" && !ok {
			p.fault("the page has an inline script")
		}
		for _, a := range n.Attr {
			if a.Key == "style" || strings.HasPrefix(a.Key, "on") {
				p.fault("%s has the attribute %s", show(n), a.Key)
			}
			if strings.HasPrefix(strings.ToLower(strings.TrimSpace(a.Val)), "javascript:") {
				p.fault("%s has a script for an address", show(n))
			}
		}
	}
}

// tables asks for a caption, and for heads that say what they are the head of.
func (p *page) tables() {
	for _, n := range p.all("table") {
		named := value(n, "aria-label") != "" || value(n, "aria-labelledby") != ""
		for d := range n.Descendants() {
			named = named || (d.Data == "caption" && text(d) != "")
			if d.Type == html.ElementNode && d.Data == "th" && value(d, "scope") == "" {
				p.fault("the table head %q does not say its scope", text(d))
			}
		}
		if !named {
			p.fault("%s has no caption", show(n))
		}
	}
}
