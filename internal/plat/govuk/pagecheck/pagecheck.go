// Package pagecheck judges a page's structure the way somebody with a screen
// reader or a keyboard meets it: one h1, a label for each input, unique ids,
// links of the error summary that lead somewhere. Tests of pages call it on
// every state of every page.
package pagecheck

import (
	"fmt"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// Check fails the test for each fault of a whole page.
func Check(t testing.TB, page string) {
	t.Helper()
	for _, fault := range Faults(page) {
		t.Error(fault)
	}
}

// CheckFragment fails the test for each fault of a part of a page, of which
// neither title nor h1 can be asked.
func CheckFragment(t testing.TB, fragment string) {
	t.Helper()
	for _, fault := range FragmentFaults(fragment) {
		t.Error(fault)
	}
}

// Faults lists what is wrong with a page, in words; nil when nothing is.
func Faults(page string) []string {
	p, err := read(page)
	if err != nil {
		return []string{"the page cannot be parsed: " + err.Error()}
	}
	p.document()
	p.parts()
	return p.faults
}

// FragmentFaults lists what is wrong with a part of a page.
func FragmentFaults(fragment string) []string {
	p, err := read(fragment)
	if err != nil {
		return []string{"the part cannot be parsed: " + err.Error()}
	}
	p.parts()
	return p.faults
}

// page is what was gathered from the markup in one walk.
type page struct {
	elements []*html.Node
	ids      map[string]int
	labels   map[string]int // labels by the id they are for
	faults   []string
}

func read(text string) (*page, error) {
	root, err := html.Parse(strings.NewReader(text))
	if err != nil {
		return nil, err
	}
	p := &page{ids: map[string]int{}, labels: map[string]int{}}
	for n := range root.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		p.elements = append(p.elements, n)
		if id, ok := attr(n, "id"); ok {
			p.ids[id]++
		}
		if target, ok := attr(n, "for"); ok && n.Data == "label" {
			p.labels[target]++
		}
	}
	return p, nil
}

func (p *page) fault(format string, args ...any) {
	p.faults = append(p.faults, fmt.Sprintf(format, args...))
}

// all returns the elements of a name, in the order of the page.
func (p *page) all(name string) []*html.Node {
	var found []*html.Node
	for _, n := range p.elements {
		if n.Data == name {
			found = append(found, n)
		}
	}
	return found
}

// parts judges what holds for whole pages and parts alike.
func (p *page) parts() {
	p.uniqueIDs()
	p.labelled()
	p.named()
	p.references()
	p.errorLinks()
	p.noInline()
	p.tables()
}

func attr(n *html.Node, name string) (string, bool) {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val, true
		}
	}
	return "", false
}

func value(n *html.Node, name string) string {
	v, _ := attr(n, name)
	return v
}

func hasClass(n *html.Node, class string) bool {
	for _, c := range strings.Fields(value(n, "class")) {
		if c == class {
			return true
		}
	}
	return false
}

// text is what an element says, without white space around it.
func text(n *html.Node) string {
	var out strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			out.WriteString(d.Data)
		}
	}
	return strings.TrimSpace(out.String())
}

// show names an element in a fault.
func show(n *html.Node) string {
	out := "<" + n.Data
	for _, name := range []string{"type", "id", "name", "href", "class"} {
		if v, ok := attr(n, name); ok {
			out += fmt.Sprintf(" %s=%q", name, v)
		}
	}
	return out + ">"
}
