package intakeweb

import (
	"net/http"
	"net/url"

	"kith/internal/blueprint"
	"kith/internal/plat/forms"
	"kith/internal/plat/web"
	"kith/internal/services/intake"
	"kith/internal/work/needs"
)

// stop takes what is no longer needed: chosen on one page, confirmed on the next.
func (p *Public) stop(w http.ResponseWriter, r *http.Request, on way, values url.Values) error {
	b, err := p.blueprints.Current(r.Context())
	if err != nil {
		return err
	}
	words, catalogue := sayChange(r.Context()), blueprint.Part[*needs.Catalogue](b)
	f := &forms.Checkboxes{Name: "needs", Label: words.StopWhat, Missing: words.StopMissing, Required: true, Heading: true}
	for _, n := range on.held.MayStop() {
		f.Options = append(f.Options, forms.Option{Value: string(n.ID), Label: say(r.Context()).named(catalogue, n.Category, n.ForNow())})
	}
	ring := ringing(b.Borough())
	switch {
	case values.Get("sure") == "yes":
		what := intake.Stopping{Key: values.Get("key")}
		for _, id := range values["needs"] {
			what.Needs = append(what.Needs, needs.NeedID(id))
		}
		return p.changed(w, r, on, p.intake.Stop(r.Context(), on.held, what), words.Stopped)
	case len(f.Options) == 0:
		return p.changed(w, r, on, nil, words.NothingToStop)
	case !values.Has("key"):
		return web.Render(w, r, http.StatusOK, on.page(words.StopWhat, "", nil, stopBody(on, f, key(values), ring)))
	case !parse(r.Context(), values, f):
		return web.Render(w, r, http.StatusUnprocessableEntity, on.page(words.StopWhat, "", forms.Errors(f), stopBody(on, f, key(values), ring)))
	}
	return web.Render(w, r, http.StatusOK, on.page(words.StopSure, "", nil, stopSureBody(on, f, key(values), ring)))
}

// chosen are the labels of what was ticked.
func chosen(f *forms.Checkboxes) (labels []string) {
	for _, o := range f.Options {
		if f.Has(o.Value) {
			labels = append(labels, o.Label)
		}
	}
	return labels
}
