package pagecheck

import (
	"strings"
	"testing"
)

const good = `<!DOCTYPE html><html lang="en"><head><title>Error: Ask</title></head><body><main id="main-content">
<div class="govuk-error-summary"><a href="#name">Enter your name</a></div>
<h1>Ask</h1><h2>You</h2><label for="name">Name</label><input id="name" name="name" type="text" aria-describedby="hint"><p id="hint">h</p>
<table><caption>Rows</caption><tr><th scope="col">a</th></tr></table></main></body></html>`

func TestAGoodPageHasNoFaults(t *testing.T) {
	if faults := Faults(good); faults != nil {
		t.Error(faults)
	}
}

func TestEachFaultIsFound(t *testing.T) {
	for _, c := range []struct{ from, to, want string }{
		{`<h1>Ask</h1>`, ``, "0 h1"},
		{`<h1>Ask</h1>`, `<h1>Ask</h1><h1>Again</h1>`, "2 h1"},
		{`<h2>You</h2>`, `<h3>You</h3>`, "an h3 after an h1"},
		{`<html lang="en">`, `<html>`, "language"},
		{`<title>Error: Ask</title>`, ``, "no title"},
		{`Error: Ask`, `Ask`, "does not begin by saying so"},
		{`<label for="name">Name</label>`, ``, "0 labels"},
		{`<label for="name">Name</label>`, `<label for="name">Name</label><label for="name">Again</label>`, "2 labels"},
		{`<label for="name">`, `<label for="nam">`, "not on the page"},
		{`name="name"`, ``, "never sent"},
		{`<p id="hint">h</p>`, ``, "aria-describedby"},
		{`<p id="hint">`, `<p id="name">`, "used 2 times"},
		{`href="#name"`, `href="#nowhere"`, "leads to"},
		{`<h2>`, `<h2 style="color:red">`, "attribute style"},
		{`<h2>`, `<h2 onclick="x()">`, "attribute onclick"},
		{`</main>`, `<script>x()</script></main>`, "inline script"},
		{`</main>`, `<style>p{}</style></main>`, "style element"},
		{`</main>`, `<a href="/x"></a></main>`, "says nothing"},
		{`</main>`, `<a href="javascript:x()">x</a></main>`, "script for an address"},
		{`</main>`, `<img src="x"></main>`, "no alt"},
		{`<caption>Rows</caption>`, ``, "no caption"},
		{` scope="col"`, ``, "scope"},
		{`<main id="main-content">`, `<main>`, "skip link"},
	} {
		faults := strings.Join(Faults(strings.Replace(good, c.from, c.to, 1)), "\n")
		if !strings.Contains(faults, c.want) {
			t.Errorf("%s for %s: want a fault with %q, got %q", c.to, c.from, c.want, faults)
		}
	}
}
