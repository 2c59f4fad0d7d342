package matchingweb

import (
	"net/http"

	"kith/internal/kernel/ident"
	"kith/internal/plat/forms"
	"kith/internal/plat/web"
)

// worryForm says what somebody is worried about. Its key makes two presses one.
type worryForm struct {
	words forms.Text
	key   forms.Hidden
}

func (p *mine) worryForm(s *Words) *worryForm {
	f := &worryForm{
		words: forms.Text{Name: "words", Label: s.WorryField, Required: true, Missing: s.WorryMissing, Max: 400, Rows: 5},
		key:   forms.Hidden{Name: "key"},
	}
	f.key.Set(string(ident.New[worryForm](p.around.Now())))
	return f
}

func (p *mine) worryPage(w http.ResponseWriter, r *http.Request) error {
	v, err := p.taskView(r.Context(), r)
	if err != nil {
		return p.orChanged(w, r, err)
	}
	return showWorry(w, r, http.StatusOK, v, p.worryForm(say(r.Context())))
}

func showWorry(w http.ResponseWriter, r *http.Request, status int, v *taskView, f *worryForm) error {
	return web.Render(w, r, status, web.Page{Title: say(r.Context()).Worry, Back: v.address(""), Errors: forms.Errors(&f.words), Body: worryBody(v, f)})
}

func (p *mine) worry(w http.ResponseWriter, r *http.Request) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	v, err := p.taskView(r.Context(), r)
	if err != nil {
		return p.orChanged(w, r, err)
	}
	f := p.worryForm(say(r.Context()))
	forms.Speak(r.Context(), &f.words)
	if !forms.Parse(values, &f.words, &f.key) {
		return showWorry(w, r, http.StatusUnprocessableEntity, v, f)
	}
	if err := p.matching.Worry(r.Context(), v.Task, f.words.Value(), f.key.Value()); err != nil {
		return p.orChanged(w, r, err)
	}
	web.Flash(w, r, say(r.Context()).WorrySaid)
	return web.Redirect(w, r, homePath)
}
