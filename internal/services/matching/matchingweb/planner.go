package matchingweb

import (
	"cmp"
	"context"
	"net/http"
	"strings"
	"time"

	"kith/internal/kernel/ident"
	"kith/internal/plat/access"
	"kith/internal/plat/forms"
	"kith/internal/plat/web"
	"kith/internal/registers/volunteers"
	"kith/internal/services/matching"
)

// plannerView is where planning begins: what is being looked for, what nobody took, what
// volunteers told, and the latest plans.
type plannerView struct {
	names
	hood    forms.Select
	nobody  []matching.Searched
	looking []matching.Searched
	notes   []matching.Note
	told    map[volunteers.ID]string
	plans   []matching.Plan
	by      func(string) string
	now     time.Time
}

// names are those of neighbourhoods.
type names map[string]string

func (n names) hoodName(id string) string {
	if id == "" {
		return "The whole borough"
	}
	short, _, _ := strings.Cut(cmp.Or(n[id], id), " (")
	return short
}

func (p *pages) names(ctx context.Context) (names, []forms.Option, error) {
	all, err := p.around.Neighbourhoods(ctx)
	if err != nil {
		return nil, nil, err
	}
	held, everywhere := access.From(ctx).Neighbourhoods(matching.Planners()...)
	may := map[string]bool{}
	for _, id := range held {
		may[id] = true
	}
	found, options := names{}, []forms.Option(nil)
	if everywhere {
		options = append(options, forms.Option{Value: wholeBorough, Label: "The whole borough"})
	}
	for _, n := range all {
		found[n.ID] = n.Name
		if everywhere || may[n.ID] {
			options = append(options, forms.Option{Value: n.ID, Label: n.Name})
		}
	}
	return found, options, nil
}

// wholeBorough is the choice of no one neighbourhood.
const wholeBorough = "borough"

func (p *pages) plannerView(ctx context.Context) (v *plannerView, err error) {
	v = &plannerView{now: p.around.Now(), by: func(id string) string { return p.around.AccountName(ctx, id) }}
	var options []forms.Option
	if v.names, options, err = p.names(ctx); err != nil {
		return nil, err
	}
	v.hood = forms.Select{Name: "hood", Label: "Whose open work?", Options: options, Required: true, Missing: "Choose a neighbourhood"}
	if v.nobody, err = p.matching.Searches(ctx, matching.Nobody); err != nil {
		return nil, err
	}
	if v.looking, err = p.matching.Searches(ctx, matching.Looking); err != nil {
		return nil, err
	}
	if v.notes, v.told, err = p.matching.ToRead(ctx); err != nil {
		return nil, err
	}
	v.plans, err = p.matching.Plans(ctx, 8)
	return v, err
}

func (p *pages) planner(w http.ResponseWriter, r *http.Request) error {
	v, err := p.plannerView(r.Context())
	if err != nil {
		return err
	}
	return p.showPlanner(w, r, http.StatusOK, v)
}

func (p *pages) showPlanner(w http.ResponseWriter, r *http.Request, status int, v *plannerView) error {
	return web.Render(w, r, status, web.Page{Title: "Who does what", Section: section, Wide: true, Errors: forms.Errors(&v.hood), Body: plannerPage(v)})
}

func (p *pages) makePlan(w http.ResponseWriter, r *http.Request) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	v, err := p.plannerView(r.Context())
	if err != nil {
		return err
	}
	if !forms.Parse(values, &v.hood) {
		return p.showPlanner(w, r, http.StatusUnprocessableEntity, v)
	}
	hood := v.hood.Value()
	if hood == wholeBorough {
		hood = ""
	}
	plan, err := p.matching.MakePlan(r.Context(), hood)
	if err != nil {
		return err
	}
	return web.Redirect(w, r, planAddress(plan.ID))
}

func (p *pages) readNote(w http.ResponseWriter, r *http.Request) error {
	id, err := ident.Parse[matching.Note](r.PathValue("note"))
	if err != nil {
		return err
	}
	if err := p.matching.Read(r.Context(), id); err != nil {
		return err
	}
	web.Flash(w, r, "Noted as read")
	return web.Redirect(w, r, plannerPath)
}

func planAddress(id matching.PlanID) string { return plansPath + "/" + string(id) }

func lower(s string) string {
	if s == "" {
		return s
	}
	return strings.ToLower(s[:1]) + s[1:]
}
