package verifyweb

import (
	"context"
	"encoding/base64"
	"net/http"
	"time"

	"kith/internal/blueprint"
	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/forms"
	"kith/internal/plat/journal"
	"kith/internal/plat/web"
	"kith/internal/plat/words"
	"kith/internal/registers/volunteers"
)

// unlisted keeps search engines from a page.
func unlisted(h web.Handler) web.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		w.Header().Set("X-Robots-Tag", "noindex, nofollow")
		return h(w, r)
	}
}

func newField(ctx context.Context) *forms.String {
	said := say(ctx)
	f := &forms.String{
		Name: "number", Label: said.Number, Hint: said.NumberHint, Missing: said.NumberMissing, Required: true,
		Max: 40, Width: 10, Autocomplete: "off",
	}
	forms.Speak(ctx, f)
	return f
}

func (p *pages) form(w http.ResponseWriter, r *http.Request) error {
	return p.showForm(w, r, http.StatusOK, newField(r.Context()))
}

func (p *pages) showForm(w http.ResponseWriter, r *http.Request, status int, f *forms.String) error {
	b, err := p.blueprints.Current(r.Context())
	if err != nil {
		return err
	}
	return web.Render(w, r, status, web.Page{
		Title: say(r.Context()).Title, Here: Path, Back: "/", Errors: forms.Errors(f), Head: noIndex(), Body: formBody(f, ringing(b)),
	})
}

// typed answers about the number that somebody typed, and scanned about that of a QR code.
func (p *pages) typed(w http.ResponseWriter, r *http.Request) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	f := newField(r.Context())
	if f.Parse(values); f.Err() != "" {
		return p.showForm(w, r, http.StatusUnprocessableEntity, f)
	}
	return p.answer(w, r, f, "typed")
}

func (p *pages) scanned(w http.ResponseWriter, r *http.Request) error {
	f := newField(r.Context())
	f.Set(r.PathValue("number"))
	return p.answer(w, r, f, "scanned")
}

// answer says whether a number counts. One that cannot be a number is sent back to be mended:
// its check character says so, and tells nothing of which numbers there are.
func (p *pages) answer(w http.ResponseWriter, r *http.Request, f *forms.String, how string) error {
	number, err := ident.ParseReference(f.Value())
	if err != nil {
		f.Fail(say(r.Context()).wrong(err))
		return p.showForm(w, r, http.StatusUnprocessableEntity, f)
	}
	began := time.Now()
	proof, valid, err := p.lookUp(r.Context(), number, how)
	p.pause(r.Context(), began)
	if fault.KindOf(err) == fault.RateLimited {
		f.Fail(fault.MessageOf(err))
		w.Header().Set("Retry-After", retryAfter)
		return p.showForm(w, r, http.StatusTooManyRequests, f)
	}
	if err != nil {
		return err
	}
	return p.show(w, r, proof, valid)
}

// wrong is what is wrong with a number that cannot be one.
func (w *Words) wrong(err error) string {
	switch fault.CodeOf(err) {
	case "ident.reference-symbol":
		return w.WrongSign
	case "ident.reference-length":
		return w.WrongLength
	}
	return w.WrongCheck
}

// retryAfter is when somebody who tried too many may try again, in seconds.
const retryAfter = "900"

// lookUp asks the register, unless too many numbers that do not count were tried of late.
// Then nobody learns of any number whether it counts. Each look is counted in the journal,
// with nothing of who looked, and nothing of which number.
func (p *pages) lookUp(ctx context.Context, number ident.Reference, how string) (proof volunteers.Proof, valid bool, err error) {
	select {
	case p.one <- struct{}{}:
		defer func() { <-p.one }()
	case <-ctx.Done():
		return volunteers.Proof{}, false, ctx.Err()
	}
	may, err := p.numbers.MayTry(ctx, web.Network(ctx))
	if err == nil && may {
		proof, valid, err = p.numbers.Proves(ctx, number)
	}
	if err == nil && may && !valid {
		may, err = p.numbers.TriedWrong(ctx, web.Network(ctx))
	}
	if err == nil && !may {
		err = fault.New(fault.RateLimited, "verify.too-many", say(ctx).TooMany)
	}
	if err != nil {
		return volunteers.Proof{}, false, err
	}
	_ = p.around.Saw(ctx, journal.Entry{ // where it cannot be counted, it stands in the program's log
		Verb: "checked a volunteer's number", Topic: "volunteers.verified", Data: map[string]any{"valid": valid, "how": how},
	})
	return proof, valid, nil
}

func (p *pages) show(w http.ResponseWriter, r *http.Request, proof volunteers.Proof, valid bool) error {
	b, err := p.blueprints.Current(r.Context())
	if err != nil {
		return err
	}
	said, ring := say(r.Context()), ringing(b)
	page := web.Page{Title: said.NotValid, Here: Path, Back: Path, Head: noIndex(), Body: notValidBody(ring)}
	if valid {
		page.Title, page.Body = said.Valid, validBody(answered(r.Context(), b.Borough(), proof), ring)
	}
	return web.Render(w, r, http.StatusOK, page)
}

// answer is a number that counts, as it is shown.
type answer struct {
	name, council string
	may           []string
	until         string // "" where it has no end
	photo         string // its address; "" is none
}

func answered(ctx context.Context, b blueprint.Borough, p volunteers.Proof) answer {
	a := answer{name: p.FirstName, council: b.Council, may: p.May}
	if !p.Until.IsZero() {
		a.until = words.DateIn(words.From(ctx), p.Until)
	}
	if len(p.Photo) > 0 {
		a.photo = "data:image/jpeg;base64," + base64.StdEncoding.EncodeToString(p.Photo)
	}
	return a
}

// helpline is whom to ring.
type helpline struct{ phone, dial, hours string }

func ringing(b *blueprint.Blueprint) helpline {
	line := b.Borough().Helpline
	return helpline{phone: line.Phone.National(), dial: line.Phone.String(), hours: line.Hours}
}
