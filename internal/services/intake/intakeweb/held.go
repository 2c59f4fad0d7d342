package intakeweb

import (
	"context"
	"crypto/rand"
	"net/http"
	"net/url"
	"strings"

	"kith/internal/blueprint"
	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/forms"
	"kith/internal/plat/web"
	"kith/internal/plat/words"
	"kith/internal/services/intake"
	"kith/internal/work/answers"
	"kith/internal/work/needs"
)

// way is how somebody came to a request that they may change: by its reference and code,
// which every form on the way carries on so that they stand in no address, or as staff from
// the request's page.
type way struct {
	held  intake.Held
	path  string    // the pages lie below it
	carry []carried // hidden fields of every form
	staff bool
}

// carried is a hidden field of a form.
type carried struct{ name, value string }

// back is where somebody goes who changes nothing.
func (w way) back() string { return w.path }

// key names the form of a page: its own, or a new one.
func key(values url.Values) string {
	if k := values.Get("key"); k != "" {
		return k
	}
	return ident.NewToken(rand.Reader)
}

// with are the hidden fields of a form, with its key.
func (w way) with(key string, more ...carried) []carried {
	return append(append([]carried{{"key", key}}, w.carry...), more...)
}

// step is one page on which somebody changes a request.
type step func(w http.ResponseWriter, r *http.Request, on way, values url.Values) error

// byCode lets the public take a step with the reference and the code that a form carries.
// Wrong ones lead to the form that asks for them, and count as tries.
func (p *Public) byCode(take step) web.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		values, err := web.Parse(r)
		if err != nil {
			return err
		}
		f := newStatusForm(say(r.Context()))
		if !parse(r.Context(), values, f.fields()...) {
			return p.showStatusForm(w, r, http.StatusUnprocessableEntity, f)
		}
		held, err := p.hold(r.Context(), f.reference.Value(), f.code.Value())
		switch kind := fault.KindOf(err); {
		case err == nil:
			code := strings.Join(strings.Fields(f.code.Value()), "")
			carry := []carried{{"reference", string(held.Request.Reference)}, {"code", code}}
			return take(w, r, way{held: held, path: statusPath, carry: carry}, values)
		case kind == fault.NotFound || kind == fault.Invalid || kind == fault.RateLimited:
			f.reference.Fail(words.Fault(r.Context(), err))
			return p.showStatusForm(w, r, web.Status(err), f)
		}
		return err
	}
}

// byStaff lets staff take a step with a request of their hub, for a person who speaks to
// them.
func (p *Public) byStaff(take step) web.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		values, err := web.Parse(r)
		if err != nil {
			return err
		}
		id, err := ident.Parse[needs.Request](r.PathValue("id"))
		if err != nil {
			return err
		}
		held, err := p.intake.ByStaff(r.Context(), id)
		if err != nil {
			return err
		}
		return take(w, r, way{held: held, path: "/requests/" + string(id), staff: true}, values)
	}
}

// asked are the questions a request was taken by, in the language of whoever reads them now.
func (p *Public) asked(ctx context.Context, h intake.Held) (*answers.Questions, error) {
	b, err := p.blueprints.At(ctx, h.Request.Blueprint)
	if h.Request.Blueprint == "" {
		b, err = p.blueprints.Current(ctx)
	}
	if err != nil {
		return nil, err
	}
	return blueprint.Part[*answers.Questions](b), nil
}

// parse reads a form and says what is wrong with it in the language of the page.
func parse(ctx context.Context, values url.Values, fields ...forms.Parser) bool {
	forms.Speak(ctx, fields...)
	return forms.Parse(values, fields...)
}

// stands is the step of looking how a request stands.
func (p *Public) stands(w http.ResponseWriter, r *http.Request, on way, _ url.Values) error {
	return p.showStatus(w, r, on, "")
}

// whileOpen takes a step only with a request that can still be changed.
func (p *Public) whileOpen(take step) step {
	return func(w http.ResponseWriter, r *http.Request, on way, values url.Values) error {
		if !on.held.Open() {
			return p.changed(w, r, on, nil, sayChange(r.Context()).Finished)
		}
		return take(w, r, on, values)
	}
}

// hold finds a request by what somebody typed, and counts wrong codes as [Public.lookUp]
// does.
func (p *Public) hold(ctx context.Context, typed, code string) (intake.Held, error) {
	if _, err := p.lookUp(ctx, typed, code); err != nil {
		return intake.Held{}, err
	}
	reference, err := ident.ParseReference(typed)
	if err != nil {
		return intake.Held{}, err
	}
	return p.intake.ByCode(ctx, reference, code)
}

func (w way) code() string {
	for _, c := range w.carry {
		if c.name == "code" {
			return c.value
		}
	}
	return ""
}

// toStatus is for an address of these pages typed or opened again: they need the code.
func (p *Public) toStatus(w http.ResponseWriter, r *http.Request) error {
	return web.Redirect(w, r, statusPath)
}
