package intakeweb

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"time"

	"kith/internal/blueprint"
	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/forms"
	"kith/internal/plat/govuk"
	"kith/internal/plat/web"
	"kith/internal/plat/words"
	"kith/internal/work/needs"
)

// statusForm asks for a reference and its code.
type statusForm struct {
	reference forms.String
	code      forms.String
}

func newStatusForm(w *Words) *statusForm {
	return &statusForm{
		reference: forms.String{Name: "reference", Label: w.Reference, Hint: w.ReferenceHint, Missing: w.ReferenceMissing, Required: true, Max: 20, Width: 10, Autocomplete: "off"},
		code:      forms.String{Name: "code", Label: w.Code, Hint: w.CodeHint, Missing: w.CodeMissing, Required: true, Max: 12, Width: 10, InputMode: "numeric", Autocomplete: "off"},
	}
}

func (f *statusForm) fields() []forms.Parser { return []forms.Parser{&f.reference, &f.code} }

// statusPage is how one request stands, in plain words.
type statusPage struct {
	reference string
	said      []string // what has happened and what comes next
	needs     govuk.SummaryList
	ring      helpline
	done      string // what was just done; "" is nothing
	on        way    // to change it
	open      bool   // it can be changed
}

func (p *Public) statusForm(w http.ResponseWriter, r *http.Request) error {
	return p.showStatusForm(w, r, http.StatusOK, newStatusForm(say(r.Context())))
}

func (p *Public) showStatusForm(w http.ResponseWriter, r *http.Request, code int, f *statusForm) error {
	b, err := p.boroughOf(r)
	if err != nil {
		return err
	}
	return web.Render(w, r, code, web.Page{
		Title: say(r.Context()).CheckRequest, Back: "/", Errors: forms.Errors(f.fields()...), Body: statusFormBody(f, ringing(b)),
	})
}

// lookUp finds a request by what somebody typed. Too many wrong codes are
// [fault.RateLimited], whatever the next one is.
func (p *Public) lookUp(ctx context.Context, typed, code string) (needs.Status, error) {
	reference, err := ident.ParseReference(typed)
	if err != nil {
		return needs.Status{}, err
	}
	if full, err := p.brakes.Full(ctx, codesOf(reference)); err != nil || full {
		return needs.Status{}, tooManyCodes(ctx, err)
	}
	st, err := p.needs.Status(ctx, reference, strings.Join(strings.Fields(code), ""))
	if fault.KindOf(err) == fault.NotFound {
		if counted, failed := p.brakes.Enter(ctx, codesOf(reference)); failed != nil || !counted {
			return needs.Status{}, tooManyCodes(ctx, failed)
		}
	}
	return st, err
}

func tooManyCodes(ctx context.Context, err error) error {
	if err != nil {
		return err
	}
	return web.RetryAfter(fault.New(fault.RateLimited, "intake.too-many-codes", say(ctx).TooManyCodes), window)
}

// showStatus shows how a request stands to whoever knows its reference and its code, and
// what was just done to it. The answer is drawn straight away: nothing of it stands in an
// address.
func (p *Public) showStatus(w http.ResponseWriter, r *http.Request, on way, done string) error {
	st, err := p.needs.Status(r.Context(), on.held.Request.Reference, on.code())
	if err != nil {
		return err
	}
	b, err := p.blueprints.Current(r.Context())
	if err != nil {
		return err
	}
	say, catalogue := say(r.Context()), blueprint.Part[*needs.Catalogue](b)
	page := statusPage{
		reference: string(st.Reference), said: standing(r.Context(), st, p.clock.Now()), ring: ringing(b.Borough()),
		done: done, on: on, open: st.State.Open(),
	}
	for _, n := range st.Needs {
		page.needs.Rows = append(page.needs.Rows, govuk.SummaryRow{Key: say.named(catalogue, n.Category, n.ForNow), Text: say.NeedStates[n.State]})
	}
	return web.Render(w, r, http.StatusOK, web.Page{Title: say.YourRequest, Back: statusPath, Body: statusBody(page)})
}

// named is a need as the asker knows it. What somebody else at home should not read is
// never named.
func (w *Words) named(c *needs.Catalogue, category string, forNow bool) string {
	one, ok := c.Find(category)
	switch {
	case !ok || one.Sensitive || !one.Public():
		return w.PrivateNeed
	case forNow:
		return fmt.Sprintf(w.ForNow, one.PublicLabel)
	}
	return one.PublicLabel
}

// standing says how a request stands and what comes next.
func standing(ctx context.Context, st needs.Status, now time.Time) []string {
	w := say(ctx)
	said := []string{fmt.Sprintf(w.ReceivedOn, words.Day(ctx, st.ReceivedAt))}
	switch {
	case st.State == needs.Closed:
		return append(said, w.AllDone)
	case st.Spoken:
		return append(said, w.HaveSpoken)
	case now.After(st.ContactBy):
		return append(said, w.LateContact)
	}
	return append(said, fmt.Sprintf(w.WillRing, by(ctx, st.ContactBy, now)))
}
