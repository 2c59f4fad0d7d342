package breakglassweb

import (
	"net/http"
	"strings"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/forms"
	"kith/internal/plat/web"
	"kith/internal/registers/people"
	"kith/internal/work/breakglass"
	"kith/internal/work/needs"
)

// finding is the first page: whom somebody looks for, by a reference they hold in their hands.
type finding struct {
	now       time.Time
	mine      []breakglass.Opening
	reference forms.String
}

func newFinding() *finding {
	return &finding{reference: forms.String{
		Name: "reference", Label: "Reference of a request of theirs", Hint: "It stands on the task, on their letter, or they read it to you, such as 7K3D-9M2.",
		Required: true, Max: 20, Noun: "the reference", Missing: "Enter the reference of a request of theirs", Width: 10,
	}}
}

func (p *pages) start(w http.ResponseWriter, r *http.Request) error {
	return p.showFinding(w, r, http.StatusOK, newFinding())
}

func (p *pages) showFinding(w http.ResponseWriter, r *http.Request, status int, f *finding) (err error) {
	f.now = p.around.Now()
	if f.mine, err = p.glass.Lately(r.Context()); err != nil {
		return err
	}
	return web.Render(w, r, status, web.Page{Title: "Open somebody in an emergency", Back: "/people", Section: section, Errors: forms.Errors(&f.reference), Body: findingPage(f)})
}

func (p *pages) find(w http.ResponseWriter, r *http.Request) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	f := newFinding()
	if !forms.Parse(values, &f.reference) {
		return p.showFinding(w, r, http.StatusUnprocessableEntity, f)
	}
	reference, err := ident.ParseReference(f.reference.Value())
	if err != nil {
		f.reference.Fail(fault.MessageOf(err))
		return p.showFinding(w, r, http.StatusUnprocessableEntity, f)
	}
	request, err := p.around.Referred(r.Context(), reference)
	if err != nil {
		return err
	}
	if request == "" {
		f.reference.Fail("No request has this reference. Check each letter, or ask for another reference of theirs")
		return p.showFinding(w, r, http.StatusUnprocessableEntity, f)
	}
	return web.Redirect(w, r, requestAddress(request))
}

// opening is the form on which somebody says why they open a person.
type opening struct {
	request   needs.RequestID
	danger    forms.Radios
	reason    forms.Text
	confirmed forms.Checkboxes
}

func newOpening(request needs.RequestID) *opening {
	o := &opening{
		request: request,
		danger:  forms.Radios{Name: "danger", Label: "What is the danger?", Required: true, Missing: "Select what the danger is"},
		reason: forms.Text{
			Name: "reason", Label: "Why do you need to open them now?", Hint: "Your manager reads it. Do not write their name or address.",
			Required: true, Missing: "Enter why you need to open them now", Max: 500, Rows: 3, Noun: "the reason",
		},
		confirmed: forms.Checkboxes{
			Name: "confirmed", Label: "Confirm", Required: true, Missing: "Confirm that you know what is recorded and who is told",
			Options: []forms.Option{{Value: "yes", Label: "I know that each thing I read is recorded with my name, and that my manager is told now"}},
		},
	}
	for _, d := range breakglass.Dangers() {
		o.danger.Options = append(o.danger.Options, forms.Option{Value: string(d), Label: d.Words()})
	}
	return o
}

func (p *pages) ask(w http.ResponseWriter, r *http.Request) error {
	request, _, err := p.openable(r)
	if err != nil {
		return err
	}
	return p.showOpening(w, r, http.StatusOK, newOpening(request))
}

func requestAddress(id needs.RequestID) string { return breakglass.Path + "/requests/" + string(id) }

// openable is the request of the address and whose it is: somebody whom whoever asks may open.
func (p *pages) openable(r *http.Request) (id needs.RequestID, record people.RecordID, err error) {
	if id, err = ident.Parse[needs.Request](r.PathValue("id")); err != nil {
		return "", "", err
	}
	if record, err = p.around.RecordOf(r.Context(), id); err != nil {
		return "", "", err
	}
	_, err = p.glass.May(r.Context(), record)
	return id, record, err
}

func (p *pages) showOpening(w http.ResponseWriter, r *http.Request, status int, o *opening) error {
	return web.Render(w, r, status, web.Page{
		Title: "Open a person in an emergency", Back: breakglass.Path, Section: section,
		Errors: forms.Errors(&o.danger, &o.reason, &o.confirmed), Body: openingPage(o),
	})
}

func (p *pages) open(w http.ResponseWriter, r *http.Request) error {
	request, record, err := p.openable(r)
	if err != nil {
		return err
	}
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	o := newOpening(request)
	if !forms.Parse(values, &o.danger, &o.reason, &o.confirmed) {
		return p.showOpening(w, r, http.StatusUnprocessableEntity, o)
	}
	made, err := p.glass.Open(r.Context(), breakglass.Wanted{
		Record: record, Danger: breakglass.Danger(o.danger.Value()), Reason: o.reason.Value(), Confirmed: o.confirmed.Has("yes"),
	})
	if fault.KindOf(err) == fault.Invalid {
		o.reason.Fail(strings.TrimSuffix(fault.MessageOf(err), "."))
		return p.showOpening(w, r, http.StatusUnprocessableEntity, o)
	}
	if err != nil {
		return err
	}
	return web.Redirect(w, r, openAddress(made.ID))
}
