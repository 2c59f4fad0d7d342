package app

import (
	"net/url"
	"strings"

	"golang.org/x/net/html"
)

// sending is a form as a page shows it, filled in as far as anybody can who knows only its
// inputs.
type sending struct {
	method, action string
	seen           string // the page it stands on
	upload         string // the name of the input for a file
	fields         url.Values
}

// formsIn reads the forms of a page and fills them in.
func formsIn(page, at string) (all []sending) {
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		return nil
	}
	for n := range root.Descendants() {
		if n.Type == html.ElementNode && n.Data == "form" {
			all = append(all, formIn(n, at))
		}
	}
	return all
}

func formIn(form *html.Node, at string) sending {
	s := sending{method: strings.ToUpper(attribute(form, "method")), action: attribute(form, "action"), fields: url.Values{}}
	if s.action == "" {
		s.action, _, _ = strings.Cut(at, "?")
	}
	for n := range form.Descendants() {
		if n.Type == html.ElementNode && attribute(n, "name") != "" {
			s.take(n)
		}
	}
	delete(s.fields, "_csrf")
	return s
}

// take fills one input in.
func (s *sending) take(n *html.Node) {
	name, value := attribute(n, "name"), attribute(n, "value")
	switch n.Data + " " + attribute(n, "type") {
	case "input file":
		s.upload = name
	case "input radio", "input checkbox":
		if !s.fields.Has(name) || has(n, "checked") {
			s.fields.Set(name, value)
		}
	case "select ":
		s.fields.Set(name, chosen(n))
	case "textarea ":
		s.fields.Set(name, orElse(textOf(n), "Aa"))
	case "button submit", "button ":
		if !s.fields.Has(name) {
			s.fields.Set(name, value)
		}
	default:
		s.fields.Set(name, orElse(value, plausible(n)))
	}
}

// plausible is what somebody could type into an empty input.
func plausible(n *html.Node) string {
	switch kind := attribute(n, "type"); {
	case kind == "hidden":
		return ""
	case kind == "email":
		return "somebody@example.org"
	case kind == "tel":
		return "01632 960123"
	case attribute(n, "autocomplete") == "postal-code":
		return "WN2 3EB"
	case strings.HasSuffix(attribute(n, "name"), "-year"):
		return "2020"
	case attribute(n, "inputmode") == "numeric":
		return "4"
	}
	return "Aa"
}

func chosen(list *html.Node) (value string) {
	for n := range list.Descendants() {
		if n.Data == "option" && (value == "" || has(n, "selected")) {
			value = attribute(n, "value")
		}
	}
	return value
}

func textOf(n *html.Node) string {
	if n.FirstChild == nil {
		return ""
	}
	return n.FirstChild.Data
}

func orElse(value, other string) string {
	if value != "" {
		return value
	}
	return other
}

func has(n *html.Node, name string) bool {
	for _, a := range n.Attr {
		if a.Key == name {
			return true
		}
	}
	return false
}
