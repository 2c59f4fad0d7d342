package app

import (
	"slices"
	"strings"
	"testing"
)

// leads are the attributes of a page that lead on.
var leads = []string{"href", "hx-get", "action", "data-map"}

// linked are the addresses of the program's own to which a page leads, as its attributes spell them, each without
// what stands behind a #. A walk asks it of thousands of long pages, and a regular expression would take a quarter of the walk.
func linked(page string) (all []string) {
	for {
		before, rest, found := strings.Cut(page, `="/`)
		if !found {
			return all
		}
		if slices.ContainsFunc(leads, func(name string) bool { return strings.HasSuffix(before, name) }) {
			if end := strings.IndexAny(rest, `"#`); end >= 0 {
				all = append(all, "/"+rest[:end])
			}
		}
		page = rest
	}
}

func TestLinkedFindsWhereAPageLeads(t *testing.T) {
	page := `<a class="/no" href="/people/1#notes"><form formaction="/save" action="/board?a=b&amp;c=d"><div hx-get="/live/x" data-map="/map"><a href="//elsewhere">` +
		`<a href="/#top"><a href="https://example.org/a="/b">`
	want := []string{"/people/1", "/save", "/board?a=b&amp;c=d", "/live/x", "/map", "//elsewhere", "/"}
	if got := linked(page); !slices.Equal(got, want) {
		t.Errorf("it leads to %q, want %q", got, want)
	}
}
