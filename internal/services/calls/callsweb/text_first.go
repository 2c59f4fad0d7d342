package callsweb

import (
	"context"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/forms"
	"kith/internal/plat/govuk"
	"kith/internal/plat/journal"
	"kith/internal/plat/web"
	"kith/internal/registers/contacts"
	"kith/internal/services/calls"
)

// textView is the page on which people are told by text that they are rung today.
type textView struct {
	hub   forms.Select
	need  forms.Select
	plan  *calls.TextPlan // nil before a hub is chosen, or when it is too late
	late  string          // why nobody can be told now
	now   time.Time
	hoods map[string]string
}

// coordination stands for the coordination queue, which has no id.
const coordination = "coordination"

func (v *textView) whom() calls.Whom {
	w := calls.Whom{Hood: v.hub.Value(), Category: v.need.Value()}
	if w.Hood == coordination {
		w.Hood = ""
	}
	return w
}

// textView reads which calls were chosen; what is wrong with the choice is in its fields.
func (p *pages) textView(ctx context.Context, values url.Values) (v *textView, err error) {
	v = &textView{
		now:  p.Around.Now(),
		hub:  forms.Select{Name: "hub", Label: "Whose calls?", Required: true, Missing: "Select whose calls"},
		need: forms.Select{Name: "need", Label: "About what?", Options: []forms.Option{{Label: "Everything"}}},
	}
	if v.hoods, err = p.hoods(ctx); err != nil {
		return nil, err
	}
	if v.hub.Options, err = p.ledHubs(ctx, v.hoods); err != nil {
		return nil, err
	}
	kinds, err := p.Around.Categories(ctx)
	if err != nil {
		return nil, err
	}
	v.need.Options = append(v.need.Options, kinds...)
	if !values.Has(v.hub.Name) {
		return v, nil
	}
	if !forms.Parse(values, &v.hub, &v.need) {
		return v, nil
	}
	plan, err := p.Calls.PlanTexts(ctx, v.whom())
	if fault.KindOf(err) == fault.Conflict && err != nil {
		v.late = fault.MessageOf(err)
		return v, nil
	}
	v.plan = &plan
	return v, err
}

// ledHubs are the hubs that the caller leads, those with calls waiting.
func (p *pages) ledHubs(ctx context.Context, hoods map[string]string) ([]forms.Option, error) {
	q, err := p.Calls.Queue(ctx)
	options := []forms.Option{{Label: "Select one"}}
	for _, hub := range q.Hubs {
		if !access.From(ctx).HasFor(hub.Name, contacts.Supervisors()...) {
			continue
		}
		o := forms.Option{Value: hub.Name, Label: hoods[hub.Name]}
		if hub.Name == "" {
			o.Value = coordination
		}
		options = append(options, o)
	}
	return options, err
}

func (p *pages) textPage(w http.ResponseWriter, r *http.Request) error {
	v, err := p.textView(r.Context(), r.URL.Query())
	if err != nil {
		return err
	}
	return p.showText(w, r, v)
}

func (p *pages) showText(w http.ResponseWriter, r *http.Request, v *textView) error {
	wrong, status := forms.Errors(&v.hub, &v.need), http.StatusOK
	if len(wrong) > 0 {
		status = http.StatusUnprocessableEntity
	}
	p.sawTold(r.Context(), v.plan)
	return web.Render(w, r, status, web.Page{Title: "Text before you ring", Section: section, Back: queuePath, Errors: wrong, Body: textBody(v)})
}

// sawTold notes whose names were shown.
func (p *pages) sawTold(ctx context.Context, plan *calls.TextPlan) {
	if plan == nil {
		return
	}
	e := journal.Entry{Verb: "looked at who is told by text that they are rung", Topic: "people.read"}
	told := slices.Clone(plan.Gets)
	for _, g := range plan.Not {
		told = append(told, g.Who...)
	}
	for _, t := range told {
		e.Objects = append(e.Objects, journal.Object{Kind: "task", ID: string(t.Task)})
	}
	if len(e.Objects) > 0 {
		_ = p.Around.Saw(ctx, e) // first names alone; a full queue hides none of them
	}
}

// text sends the texts of the calls that were chosen.
func (p *pages) text(w http.ResponseWriter, r *http.Request) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	v, err := p.textView(r.Context(), values)
	if err != nil {
		return err
	}
	if v.plan == nil {
		if v.hub.Value() == "" && v.hub.Err() == "" {
			v.hub.Fail(v.hub.Missing)
		}
		return p.showText(w, r, v)
	}
	sent, err := p.Calls.TextFirst(r.Context(), v.whom())
	if err != nil {
		return err
	}
	web.Flash(w, r, onTheirWay(sent))
	return web.Redirect(w, r, textPath+"?"+url.Values{"hub": {v.hub.Value()}, "need": {v.need.Value()}}.Encode())
}

func onTheirWay(n int) string {
	switch n {
	case 0:
		return "Nobody was texted: everybody who can be was told today"
	case 1:
		return "1 text is on its way"
	}
	return count(n) + " texts are on their way"
}

// get is how many get a text.
func get(n int) string {
	switch n {
	case 0:
		return "Nobody gets a text."
	case 1:
		return "1 person gets a text."
	}
	return count(n) + " people get a text."
}

func already(n int) string {
	if n == 1 {
		return "1 person was told today, and gets no second text."
	}
	return count(n) + " people were told today, and get no second text."
}

// cost is how many texts are paid for.
func cost(p *calls.TextPlan) string {
	if p.Parts == 1 {
		return "It is paid for as 1 text."
	}
	if p.Parts == len(p.Gets) {
		return "They are paid for as " + count(p.Parts) + " texts, one each."
	}
	return "They are paid for as " + count(p.Parts) + " texts: long ones, and those in other alphabets, count more than once."
}

// later is how many wait for an hour that is safe for them.
func later(p *calls.TextPlan) (n int) {
	for _, t := range p.Gets {
		if !t.At.IsZero() {
			n++
		}
	}
	return n
}

func languages(p *calls.TextPlan) []string { return slices.Sorted(maps.Keys(p.Says)) }

func toldRows(all []calls.Told, now time.Time) (rows []govuk.Row) {
	for _, t := range all {
		when := govuk.Cell{Text: "At once"}
		if !t.At.IsZero() {
			when.Text = "At " + clock(t.At) + ", which is safe for them"
		}
		rows = append(rows, govuk.Row{Cells: []govuk.Cell{{Text: t.Who, Href: "/tasks/" + string(t.Task)}, {Text: t.Language}, when}})
	}
	return rows
}
