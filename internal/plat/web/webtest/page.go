package webtest

import (
	"bytes"
	"html"
	"net/http"
	"strings"
	"testing"
)

// Page is an answer of the site.
type Page struct {
	t        testing.TB
	log      *bytes.Buffer
	Status   int
	Location string // where a redirect leads
	Header   http.Header
	Body     string
}

// Is fails the test unless the answer has this status.
func (p Page) Is(status int) Page {
	p.t.Helper()
	if p.Status != status {
		p.t.Fatalf("status is %d, want %d; log:\n%s\npage:\n%s", p.Status, status, p.log, p.Words())
	}
	return p
}

// LeadsTo fails the test unless the answer is a redirect there.
func (p Page) LeadsTo(location string) Page {
	p.t.Helper()
	if p.Is(http.StatusSeeOther).Location != location {
		p.t.Errorf("it leads to %q, not to %q", p.Location, location)
	}
	return p
}

// Says fails the test for each text that is not on the page.
func (p Page) Says(texts ...string) Page {
	p.t.Helper()
	words := p.Words()
	for _, text := range texts {
		if !strings.Contains(words, text) {
			p.t.Errorf("the page does not say %q:\n%s", text, words)
		}
	}
	return p
}

// Hides fails the test for each text that is anywhere in the page, attributes included.
func (p Page) Hides(texts ...string) Page {
	p.t.Helper()
	for _, text := range texts {
		if strings.Contains(html.UnescapeString(p.Body), text) {
			p.t.Errorf("the page has %q in it:\n%s", text, p.Words())
		}
	}
	return p
}

// Has fails the test for each piece of markup that is not in the page.
func (p Page) Has(markup ...string) Page {
	p.t.Helper()
	for _, piece := range markup {
		if !strings.Contains(p.Body, piece) {
			p.t.Errorf("the page has no %s:\n%s", piece, p.Body)
		}
	}
	return p
}

// Words are the texts of the page without its markup, in one line.
func (p Page) Words() string {
	var out strings.Builder
	inside := false
	for _, c := range p.Body {
		switch {
		case c == '<':
			inside = true
			out.WriteByte(' ')
		case c == '>':
			inside = false
		case !inside:
			out.WriteRune(c)
		}
	}
	return strings.Join(strings.Fields(html.UnescapeString(out.String())), " ")
}
