package updatesweb

import (
	"net/http"

	"kith/internal/kernel/fault"
	"kith/internal/plat/forms"
	"kith/internal/plat/web"
	"kith/internal/plat/words"
	"kith/internal/services/updates"
)

func newForm(w *Words) *forms.Text {
	return &forms.Text{Name: "words", Label: w.More, Hint: w.MoreHint, Max: 10 * updates.LongestWords, Rows: 3}
}

// question shows the buttons: following a link in a message must not answer it, since mail
// programs follow links too. Nothing on the page tells what the request was about.
func (p *pages) question(w http.ResponseWriter, r *http.Request) error {
	token := r.PathValue("token")
	if err := p.updates.Question(r.Context(), token); err != nil {
		return gone(w, r, err)
	}
	return show(w, r, http.StatusOK, token, newForm(say(r.Context())), "")
}

func show(w http.ResponseWriter, r *http.Request, status int, token string, more *forms.Text, wrong string) error {
	page := web.Page{Title: say(r.Context()).Title, Body: questionBody(updates.SortedPath+token, *more, wrong), Errors: forms.Errors(more)}
	if wrong != "" {
		page.Errors = append(page.Errors, forms.ErrorItem{Text: wrong, Href: "#answers"})
	}
	return web.Render(w, r, status, page)
}

// gone is the page of a link that was used, is too old or never was.
func gone(w http.ResponseWriter, r *http.Request, err error) error {
	if fault.KindOf(err) != fault.NotFound {
		return err
	}
	return web.Render(w, r, http.StatusNotFound, web.Page{Title: say(r.Context()).Gone, Body: goneBody(words.Fault(r.Context(), err))})
}

func (p *pages) answer(w http.ResponseWriter, r *http.Request) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	token, more, given := r.PathValue("token"), newForm(say(r.Context())), updates.Answer(values.Get("answer"))
	forms.Speak(r.Context(), more)
	if !forms.Parse(values, more) {
		return show(w, r, http.StatusUnprocessableEntity, token, more, "")
	}
	switch err := p.updates.Answered(r.Context(), token, given, more.Value()); {
	case fault.CodeOf(err) == "updates.too-long":
		more.Fail(words.Fault(r.Context(), err))
		return show(w, r, http.StatusUnprocessableEntity, token, more, "")
	case fault.KindOf(err) == fault.Invalid && err != nil:
		return show(w, r, http.StatusUnprocessableEntity, token, more, words.Fault(r.Context(), err))
	case err != nil:
		return gone(w, r, err)
	}
	return web.Render(w, r, http.StatusOK, web.Page{Title: say(r.Context()).Thanks, Body: thanksBody(given)})
}
