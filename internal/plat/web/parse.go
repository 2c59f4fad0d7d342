package web

import (
	"net/http"
	"net/url"
	"strings"
)

// uploadMemory is how much of an upload stays in memory; the rest is a
// temporary file, removed when the request ends.
const uploadMemory = 1 << 20

// Parse reads the posted form, of either encoding. A body over the route's
// limit is a fault.TooLarge error, one that cannot be read a fault.Invalid
// error. It may be called again. Files are then read with r.FormFile.
func Parse(r *http.Request) (url.Values, error) {
	err := r.ParseForm()
	if err == nil && strings.HasPrefix(r.Header.Get("Content-Type"), "multipart/") {
		err = r.ParseMultipartForm(uploadMemory)
	}
	if err == nil {
		return r.PostForm, nil
	}
	return nil, unread(err)
}
