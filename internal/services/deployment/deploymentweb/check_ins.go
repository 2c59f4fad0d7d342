package deploymentweb

import (
	"fmt"
	"net/http"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/forms"
	"kith/internal/plat/govuk"
	"kith/internal/plat/web"
	"kith/internal/registers/staff"
	"kith/internal/services/deployment"
)

// checkInsPage is everybody who is deployed, with when they are asked how they are.
type checkInsPage struct {
	words
	dues  []deployment.Due
	rules *staff.Rules
}

func (p *pages) checkIns(w http.ResponseWriter, r *http.Request) error {
	k, err := p.words(r)
	if err != nil {
		return err
	}
	page := &checkInsPage{words: k}
	if page.rules, err = p.deployment.Rules(r.Context()); err != nil {
		return err
	}
	if page.dues, err = p.deployment.CheckIns(r.Context()); err != nil {
		return err
	}
	p.saw(r.Context(), "looked at the check-ins", len(page.dues))
	return web.Render(w, r, http.StatusOK, web.Page{Title: "Check-ins", Wide: true, Section: section, Body: checkInsBody(page)})
}

func (p *checkInsPage) truth() string {
	late, wait := 0, 0
	for _, d := range p.dues {
		if d.Overdue() {
			late++
		}
		if d.Last.Waits() {
			wait++
		}
	}
	return fmt.Sprintf("%d people are deployed or resting. %d were not asked in time, and %d wait for what they need.", len(p.dues), late, wait)
}

func (p *checkInsPage) table() govuk.Table {
	t := govuk.Table{
		Caption: "Check-ins", CaptionHidden: true, RowHeader: true,
		Columns: []govuk.Column{{Text: "Name"}, {Text: "Lent to"}, {Text: "Next check-in"}, {Text: "Last time"}, {Text: "What they need"}, {Text: "What to do", Hidden: true}},
		Empty:   govuk.Empty{Text: "Everybody who is given a shift appears here, with when they are to be asked how they are."},
	}
	for _, d := range p.dues {
		t.Rows = append(t.Rows, govuk.Row{Cells: []govuk.Cell{
			{Text: d.Worker.Name, Href: staffAddress(d.Worker.ID)},
			{Text: hubOf(p.words, d.Worker)},
			{Content: due(d, p.today)},
			{Content: last(d.Last, p.rules)},
			{Content: needs(d.Last)},
			{Content: askLink(d)},
		}})
	}
	return t
}

func hubOf(k words, w staff.Worker) string {
	if w.Neighbourhood == "" {
		return "Anywhere"
	}
	return k.hub(w.Neighbourhood)
}

// dueTag is when somebody is to be asked.
func dueTag(d deployment.Due, today day.Date) govuk.Tag {
	switch {
	case d.Late == 1:
		return govuk.Tag{Text: "1 day late", Colour: govuk.Red}
	case d.Overdue():
		return govuk.Tag{Text: fmt.Sprintf("%d days late", d.Late), Colour: govuk.Red}
	case d.On == today:
		return govuk.Tag{Text: "Today", Colour: govuk.Yellow}
	}
	return govuk.Tag{Text: on(d.On.Start()), Colour: govuk.Grey}
}

func howTag(h deployment.How) govuk.Tag {
	return govuk.Tag{Text: h.Label(), Colour: map[deployment.How]govuk.Colour{deployment.Well: govuk.Green, deployment.SoSo: govuk.Yellow, deployment.NeedChange: govuk.Red}[h]}
}

// asking is the page on which it is recorded how somebody is.
type asking struct {
	words
	story  deployment.Story
	rules  *staff.Rules
	how    forms.Radios
	hours  forms.Int
	needs  forms.Text
	errors []forms.ErrorItem
}

func (a *asking) fields() []forms.Parser { return []forms.Parser{&a.how, &a.hours, &a.needs} }

func (p *pages) storyOf(r *http.Request) (st deployment.Story, err error) {
	id, err := ident.Parse[staff.Worker](r.PathValue("id"))
	if err != nil {
		return st, err
	}
	return p.deployment.Story(r.Context(), id)
}

func (p *pages) asking(r *http.Request) (a *asking, err error) {
	a = &asking{
		how:   forms.Radios{Name: "how", Label: "How does it go for them?", Required: true, Missing: "Select how it goes for them"},
		hours: forms.Int{Name: "hours", Label: "Hours they worked in the last week", Noun: "the hours they worked", Required: true, Missing: "Enter the hours they worked in the last week", Max: deployment.MostHours, Width: 3, Suffix: "hours"},
		needs: forms.Text{Name: "needs", Label: "What they need", Hint: "What is to be done, and by whom. Write nothing about anybody’s health.", Max: deployment.LongestNeeds, Rows: 4},
	}
	for _, h := range deployment.Hows() {
		a.how.Options = append(a.how.Options, forms.Option{Value: string(h), Label: h.Label()})
	}
	if a.words, err = p.words(r); err != nil {
		return nil, err
	}
	if a.story, err = p.storyOf(r); err != nil {
		return nil, err
	}
	a.rules, err = p.deployment.Rules(r.Context())
	return a, err
}

func (a *asking) show(w http.ResponseWriter, r *http.Request, status int) error {
	return web.Render(w, r, status, web.Page{
		Title: "Check-in with " + a.story.Worker.Name, Back: home + "/check-ins", Section: section,
		Errors: append(a.errors, forms.Errors(a.fields()...)...), Body: askBody(a),
	})
}

func (p *pages) askPage(w http.ResponseWriter, r *http.Request) error {
	a, err := p.asking(r)
	if err != nil {
		return err
	}
	return a.show(w, r, http.StatusOK)
}

func (p *pages) ask(w http.ResponseWriter, r *http.Request) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	a, err := p.asking(r)
	if err != nil {
		return err
	}
	if !forms.Parse(values, a.fields()...) {
		return a.show(w, r, http.StatusUnprocessableEntity)
	}
	err = p.deployment.Ask(r.Context(), a.story.Worker.ID, deployment.How(a.how.Value()), int64(a.hours.Value()), a.needs.Value())
	switch kind := fault.KindOf(err); {
	case err == nil:
		web.Flash(w, r, "The check-in is recorded")
		return web.Redirect(w, r, home+"/check-ins")
	case fault.CodeOf(err) == "deployment.no-needs":
		a.needs.Fail(fault.MessageOf(err))
	case kind == fault.Invalid || kind == fault.Conflict:
		a.errors = []forms.ErrorItem{{Href: "#main-content", Text: fault.MessageOf(err)}}
	default:
		return err
	}
	return a.show(w, r, web.Status(err))
}

// settle notes that what somebody needed was seen to.
func (p *pages) settle(w http.ResponseWriter, r *http.Request) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	id, err := ident.Parse[staff.Worker](r.PathValue("id"))
	if err != nil {
		return err
	}
	c, err := ident.Parse[deployment.CheckIn](values.Get("check-in"))
	if err != nil {
		return err
	}
	if err := p.deployment.Settle(r.Context(), id, c); err != nil {
		return err
	}
	web.Flash(w, r, "Noted that it was seen to")
	return web.Redirect(w, r, staffAddress(id))
}
