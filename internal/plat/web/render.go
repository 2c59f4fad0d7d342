package web

import (
	"bytes"
	"context"
	"mime"
	"net/http"
	"strconv"

	"github.com/a-h/templ"

	"kith/internal/plat/govuk"
)

// Render answers with a page in the borough's layout: navigation, account,
// flash message, back link, error summary. Nothing is sent until the whole page
// is drawn, so an error while drawing is returned and becomes an error page.
func Render(w http.ResponseWriter, r *http.Request, status int, p Page) error {
	v := visited(r)
	success := ""
	if status < http.StatusMultipleChoices {
		success = v.server.flashed(w, r)
	}
	return v.show(w, r, status, p, success)
}

func (v *visit) show(w http.ResponseWriter, r *http.Request, status int, p Page, success string) error {
	body := p.Body
	if body == nil {
		body = templ.NopComponent
	}
	layout := v.layout(r, v.server.config.Borough(r.Context()), p, success)
	return send(w, status, templ.WithChildren(r.Context(), body), govuk.Page(layout))
}

// Fragment answers with a part of a page, without the layout, for a script that
// puts it in its place.
func Fragment(w http.ResponseWriter, r *http.Request, status int, part templ.Component) error {
	return send(w, status, r.Context(), part)
}

func send(w http.ResponseWriter, status int, ctx context.Context, c templ.Component) error {
	var page bytes.Buffer
	if err := c.Render(ctx, &page); err != nil {
		return err
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Content-Length", strconv.Itoa(page.Len()))
	w.WriteHeader(status)
	_, _ = w.Write(page.Bytes()) // whoever is no longer there cannot be told
	return nil
}

// Redirect sends the browser on to a path of this site with 303, after a form.
// The path holds no personal data: search terms are kept under a search id.
func Redirect(w http.ResponseWriter, r *http.Request, to string) error {
	http.Redirect(w, r, to, http.StatusSeeOther)
	return nil
}

// Attachment makes the answer a file to save under a name, of a content type
// such as "text/csv; charset=utf-8". Write the file after it.
func Attachment(w http.ResponseWriter, name, contentType string) {
	w.Header().Set("Content-Type", contentType)
	w.Header().Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": name}))
}
