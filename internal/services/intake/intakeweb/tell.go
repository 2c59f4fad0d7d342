package intakeweb

import (
	"net/http"
	"net/url"

	"kith/internal/kernel/fault"
	"kith/internal/plat/forms"
	"kith/internal/plat/web"
	"kith/internal/services/intake"
	"kith/internal/work/answers"
)

// tellForm asks what has changed.
type tellForm struct {
	phone forms.Phone
	safe  forms.Checkboxes
	words forms.Text
}

func (f *tellForm) fields() []forms.Parser { return []forms.Parser{&f.phone, &f.safe, &f.words} }

func newTellForm(w *changeWords, q *answers.Questions) *tellForm {
	f := &tellForm{
		phone: forms.Phone{Name: "phone", Label: w.Phone, Hint: w.PhoneHint, Autocomplete: "off"},
		safe:  forms.Checkboxes{Name: "safe", Label: w.Safe, Hint: w.SafeHint},
		words: forms.Text{Name: "words", Label: w.Words, Hint: w.WordsHint, Max: intake.LongestWords},
	}
	asked, _, _ := q.Find(answers.AskSafeContact)
	for _, o := range asked.Offered() {
		f.safe.Options = append(f.safe.Options, forms.Option{Value: o.ID, Label: o.Label, Hint: o.Hint, Exclusive: o.Exclusive})
	}
	return f
}

// tell takes what has changed. Without a key the page is only shown.
func (p *Public) tell(w http.ResponseWriter, r *http.Request, on way, values url.Values) error {
	questions, err := p.asked(r.Context(), on.held)
	if err != nil {
		return err
	}
	say := sayChange(r.Context())
	f := newTellForm(say, questions)
	if !values.Has("key") {
		return p.showTell(w, r, on, f, key(values), http.StatusOK)
	}
	if !parse(r.Context(), values, f.fields()...) {
		return p.showTell(w, r, on, f, key(values), http.StatusUnprocessableEntity)
	}
	err = p.intake.Tell(r.Context(), on.held, intake.Told{
		Phone: f.phone.Value(), SafeContact: f.safe.Value(), Words: f.words.Value(), Key: values.Get("key"),
	})
	if fault.CodeOf(err) == "intake.nothing-told" {
		f.phone.Fail(say.NothingTold)
		return p.showTell(w, r, on, f, key(values), http.StatusUnprocessableEntity)
	}
	return p.changed(w, r, on, err, say.Told)
}

func (p *Public) showTell(w http.ResponseWriter, r *http.Request, on way, f *tellForm, key string, status int) error {
	b, err := p.boroughOf(r)
	if err != nil {
		return err
	}
	return web.Render(w, r, status, on.page(sayChange(r.Context()).Tell, "", forms.Errors(f.fields()...), tellBody(on, f, key, ringing(b))))
}
