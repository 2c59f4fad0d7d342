package foodweb

import (
	"net/url"
	"strings"
	"time"

	"kith/internal/feature"
)

// markOf is the place of a row as an address has it.
func markOf(m feature.Mark) string { return m.At.UTC().Format(time.RFC3339Nano) + "/" + m.ID }

// afterOf reads the place a list goes on behind. What cannot be read begins at the top.
func afterOf(query url.Values) feature.Mark {
	at, id, ok := strings.Cut(query.Get("after"), "/")
	moment, err := time.Parse(time.RFC3339Nano, at)
	if !ok || err != nil {
		return feature.Mark{}
	}
	return feature.Mark{At: moment, ID: id}
}
