package deploymentweb

import (
	"net/http"
	"strconv"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/plat/forms"
	"kith/internal/plat/web"
	"kith/internal/registers/staff"
	"kith/internal/services/deployment"
)

// handing is the page on which somebody goes back to their own service.
type handing struct {
	story   deployment.Story
	version forms.Hidden
	ended   forms.Date
	to      forms.String
	learnt  forms.Text
	thanks  forms.Text
	reserve forms.Radios
	trained forms.Checkboxes
	within  forms.Int
	errors  []forms.ErrorItem
}

func (h *handing) fields() []forms.Parser {
	return []forms.Parser{&h.version, &h.ended, &h.to, &h.learnt, &h.thanks, &h.reserve, &h.trained, &h.within}
}

func (p *pages) handing(r *http.Request) (h *handing, err error) {
	rules, err := p.deployment.Rules(r.Context())
	if err != nil {
		return nil, err
	}
	h = &handing{
		ended:   forms.Date{Name: "ended", Label: "The last day of their deployment", Noun: "the last day of their deployment", Required: true, To: p.deployment.Today(r.Context())},
		to:      forms.String{Name: "to", Label: "Who at their own service takes them back", Noun: "who takes them back", Required: true, Max: 120},
		learnt:  forms.Text{Name: "learnt", Label: "What was learnt", Hint: "For them, and for the next time. Nothing about anybody’s health.", Max: 2000, Rows: 4},
		thanks:  forms.Text{Name: "thanks", Label: "Thanks", Hint: "They read this on their own page.", Required: true, Missing: "Enter what they are thanked with", Max: 1000, Rows: 3},
		reserve: forms.Radios{Name: "reserve", Label: "Do they stay on the reserve list?", Required: true, Missing: "Select whether they stay on the reserve list", Options: []forms.Option{{Value: "yes", Label: "Yes, they may be called up again"}, {Value: "no", Label: "No"}}},
		trained: forms.Checkboxes{Name: "trained", Label: "What they are trained for", Small: true},
		within:  forms.Int{Name: "within", Label: "Within how many hours they can be called up", Noun: "within how many hours", Min: 1, Max: staff.MostWithin, Width: 3, Suffix: "hours"},
	}
	for _, s := range rules.Skills {
		h.trained.Options = append(h.trained.Options, forms.Option{Value: s.ID, Label: s.Label})
	}
	if h.story, err = p.storyOf(r); err != nil {
		return nil, err
	}
	w := h.story.Worker
	if !w.Standing.Works() && w.Standing != staff.Resting {
		return nil, fault.New(fault.Conflict, "deploymentweb.not-here", "They cannot be handed back now: they stand as “"+w.Standing.Label()+"”.")
	}
	h.version = hidden("version", strconv.FormatInt(w.Version, 10))
	h.thanks.Set(rules.Thanks)
	h.trained.Set(w.Skills...)
	h.within.Set(usualNotice)
	return h, nil
}

// usualNotice is how soon somebody on the reserve list comes, in hours, unless they say
// otherwise.
const usualNotice = 48

func (h *handing) show(w http.ResponseWriter, r *http.Request, status int) error {
	return web.Render(w, r, status, web.Page{
		Title: "Hand " + h.story.Worker.Name + " back", Back: staffAddress(h.story.Worker.ID), Section: section,
		Errors: append(h.errors, forms.Errors(h.fields()...)...), Body: handBackBody(h),
	})
}

func (p *pages) handBackPage(w http.ResponseWriter, r *http.Request) error {
	h, err := p.handing(r)
	if err != nil {
		return err
	}
	return h.show(w, r, http.StatusOK)
}

func (p *pages) handBack(w http.ResponseWriter, r *http.Request) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	h, err := p.handing(r)
	if err != nil {
		return err
	}
	now := h.version
	if !forms.Parse(values, h.fields()...) {
		return h.show(w, r, http.StatusUnprocessableEntity)
	}
	var reserve *staff.Readiness
	if h.reserve.Value() == "yes" {
		reserve = &staff.Readiness{For: h.trained.Value(), Within: int64(h.within.Value()), Refreshed: day.Date{}}
	}
	seen, _ := strconv.ParseInt(h.version.Value(), 10, 64) // what is no number was never seen
	err = p.deployment.HandBack(r.Context(), staff.Choice{ID: h.story.Worker.ID, Version: seen}, deployment.Return{
		EndedOn: h.ended.Value(), HandedTo: h.to.Value(), Learnt: h.learnt.Value(), Thanks: h.thanks.Value(),
	}, reserve)
	switch kind := fault.KindOf(err); {
	case err == nil:
		web.Flash(w, r, "They are back at their own service. Their shifts ahead are open again")
		return web.Redirect(w, r, staffAddress(h.story.Worker.ID))
	case fault.CodeOf(err) == "staff.within":
		h.within.Fail(fault.MessageOf(err))
	case kind == fault.Stale || kind == fault.Conflict || kind == fault.Invalid:
		h.version = now
		h.errors = []forms.ErrorItem{{Href: "#main-content", Text: fault.MessageOf(err)}}
	default:
		return err
	}
	return h.show(w, r, web.Status(err))
}
