package directoryview

import (
	"net/url"
	"strings"
)

// host is a web address as it is said and printed, without the parts nobody types.
func host(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return address
	}
	return strings.TrimSuffix(strings.TrimPrefix(u.Host, "www.")+u.Path, "/")
}

// digits leaves out the spaces of a number.
func digits(number string) string { return strings.ReplaceAll(number, " ", "") }
