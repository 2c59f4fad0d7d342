package needsweb_test

import (
	"html"
	"regexp"
)

var (
	toRequest = regexp.MustCompile(`href="(/requests/[^"/?]+)"`)
	toOlder   = regexp.MustCompile(`rel="next" href="([^"]+)"`)
)

// links are the addresses of the requests on a page.
func links(body string) (all []string) {
	for _, found := range toRequest.FindAllStringSubmatch(body, -1) {
		all = append(all, found[1])
	}
	return all
}

// older is where a list goes on, "" at its end.
func older(body string) string {
	found := toOlder.FindStringSubmatch(body)
	if found == nil {
		return ""
	}
	return html.UnescapeString(found[1])
}
