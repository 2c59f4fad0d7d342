package matchingweb

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/forms"
	"kith/internal/plat/web"
	"kith/internal/registers/volunteering"
	"kith/internal/services/matching"
	"kith/internal/work/assignment"
	"kith/internal/work/tasks"
)

// linesOf is how many tasks a page of a plan shows, of those given and of those left.
const linesOf = 40

// planView is a plan as its page shows it.
type planView struct {
	names
	matching.Plan
	rules   *volunteering.Rules
	given   []matching.Line
	left    []matching.Line
	page    int
	pages   int
	changed string // what somebody else changed
}

func (p *pages) planView(ctx context.Context, text, page string) (v *planView, err error) {
	id, err := ident.Parse[matching.Plan](text)
	if err != nil {
		return nil, err
	}
	v = &planView{}
	if v.Plan, err = p.matching.PlanOf(ctx, id); err != nil {
		return nil, err
	}
	if v.names, _, err = p.names(ctx); err != nil {
		return nil, err
	}
	if v.rules, err = p.around.Volunteering(ctx); err != nil {
		return nil, err
	}
	v.pages = max(1, (max(len(v.Given), len(v.Left))+linesOf-1)/linesOf)
	v.page, _ = strconv.Atoi(page)
	v.page = min(max(1, v.page), v.pages)
	v.given, v.left = cut(v.Given, v.page), cut(v.Left, v.page)
	return v, nil
}

func cut(all []matching.Line, page int) []matching.Line {
	from := min(len(all), (page-1)*linesOf)
	return all[from:min(len(all), from+linesOf)]
}

func (v *planView) open() bool { return v.AppliedAt.IsZero() }

func (p *pages) plan(w http.ResponseWriter, r *http.Request) error {
	v, err := p.planView(r.Context(), r.PathValue("plan"), r.URL.Query().Get("page"))
	if err != nil {
		return err
	}
	return v.show(w, r, http.StatusOK)
}

func (v *planView) show(w http.ResponseWriter, r *http.Request, status int) error {
	page := web.Page{Title: "Plan: " + v.hoodName(v.Hood), Section: section, Wide: true, Back: plannerPath, Body: planPage(v)}
	if v.changed != "" {
		page.Errors = []forms.ErrorItem{{Text: v.changed, Href: "#plan"}}
	}
	return web.Render(w, r, status, page)
}

// change keeps, takes out or gives free again, by the button that was pressed: its value is
// the task and the helper.
func (p *pages) change(w http.ResponseWriter, r *http.Request) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	id, err := ident.Parse[matching.Plan](r.PathValue("plan"))
	if err != nil {
		return err
	}
	changes, err := changesOf(values)
	if err != nil {
		return err
	}
	version, _ := strconv.ParseInt(values.Get("version"), 10, 64)
	plan, err := p.matching.ChangePlan(r.Context(), id, version, changes)
	if kind := fault.KindOf(err); err != nil && (kind == fault.Stale || kind == fault.Conflict) {
		return p.again(w, r, err)
	}
	if err != nil {
		return err
	}
	web.Flash(w, r, changed(changes, plan))
	return web.Redirect(w, r, planAddress(id)+"?page="+url.QueryEscape(values.Get("page")))
}

func changesOf(values url.Values) (c matching.Changes, err error) {
	split := func(name string) assignment.Choice {
		task, helper, _ := strings.Cut(values.Get(name), " ")
		return assignment.Choice{Task: task, Helper: helper}
	}
	c = matching.Changes{Keep: split("keep"), Not: split("not"), Undo: values.Get("undo")}
	if c == (matching.Changes{}) {
		err = fault.New(fault.Invalid, "matching.nothing", "Choose what to change.")
	}
	return c, err
}

func changed(c matching.Changes, p matching.Plan) string {
	switch {
	case c.Keep.Task != "" && len(p.Against) > 0:
		return "Planned anew. What you chose does not stand: see why below"
	case c.Keep.Task != "":
		return "Kept, and the rest is planned anew"
	case c.Not.Task != "":
		return "Taken out, and the rest is planned anew"
	}
	return "Free again, and planned anew"
}

// again shows the plan as it stands now, with why what was asked cannot be done.
func (p *pages) again(w http.ResponseWriter, r *http.Request, why error) error {
	v, err := p.planView(r.Context(), r.PathValue("plan"), "1")
	if err != nil {
		return err
	}
	v.changed = fault.MessageOf(why)
	return v.show(w, r, http.StatusConflict)
}

func (p *pages) apply(w http.ResponseWriter, r *http.Request) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	id, err := ident.Parse[matching.Plan](r.PathValue("plan"))
	if err != nil {
		return err
	}
	version, _ := strconv.ParseInt(values.Get("version"), 10, 64)
	how := matching.ByOffer
	if values.Get("how") == string(matching.ByHand) {
		how = matching.ByHand
	}
	plan, err := p.matching.ApplyPlan(r.Context(), id, version, how)
	if kind := fault.KindOf(err); err != nil && (kind == fault.Stale || kind == fault.Conflict) {
		return p.again(w, r, err)
	}
	if err != nil {
		return err
	}
	web.Flash(w, r, fmt.Sprintf("%s asked", counted(plan.Asked, "task is", "tasks are")))
	return web.Redirect(w, r, planAddress(id))
}

func counted(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprint(n) + " " + many
}

// whyView is one task of a plan.
type whyView struct {
	names
	matching.Plan
	matching.Reasons
}

func (p *pages) why(w http.ResponseWriter, r *http.Request) error {
	v, err := p.planView(r.Context(), r.PathValue("plan"), "1")
	if err != nil {
		return err
	}
	task, err := ident.Parse[tasks.Task](r.PathValue("task"))
	if err != nil {
		return err
	}
	reasons, err := p.matching.WhyOf(r.Context(), v.Plan, task)
	if fault.KindOf(err) == fault.Conflict && err != nil {
		reasons, err = v.asPlanned(task, err)
	}
	if err != nil {
		return err
	}
	one := &whyView{v.names, v.Plan, reasons}
	return web.Render(w, r, http.StatusOK, web.Page{Title: "Why: " + reasons.Line.Title, Section: section, Back: planAddress(v.ID), Body: whyPage(one)})
}

// asPlanned is what the plan said of a task that has changed since.
func (v *planView) asPlanned(id tasks.ID, since error) (matching.Reasons, error) {
	for _, l := range slices.Concat(v.Given, v.Left) {
		if l.Task == id {
			return matching.Reasons{Line: l, Because: append([]string{fault.MessageOf(since)}, l.Because...)}, nil
		}
	}
	return matching.Reasons{}, fault.New(fault.NotFound, "matching.no-such", "There is no such task in this plan.")
}

func activityName(rules *volunteering.Rules, id string) string {
	if a, ok := rules.Activity(id); ok {
		return a.Name
	}
	return id
}

// helpWords says what one more helper would bring, in a sentence.
func (v *planView) helpWords(h assignment.Help) string {
	said := "One more person cleared for " + lower(activityName(v.rules, h.Activity))
	switch h.Vehicle {
	case volunteering.Car:
		said += ", with a car,"
	case volunteering.AnyVehicle:
		said += ", with any vehicle,"
	}
	if h.Language != "" {
		said += ", who speaks " + strings.ToUpper(h.Language[:1]) + h.Language[1:] + ","
	}
	return said + " in " + v.hoodName(h.Hood) + " would do " + counted(h.Done, "more task", "more tasks") + "."
}

func reachLabel(r volunteering.Reach) string {
	switch r {
	case volunteering.Nearest:
		return "The nearest"
	case volunteering.Neighbourhood:
		return "The neighbourhood"
	}
	return "The whole borough"
}
