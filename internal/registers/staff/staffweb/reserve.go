package staffweb

import (
	"cmp"
	"net/http"
	"slices"
	"strings"

	"kith/internal/kernel/fault"
	"kith/internal/plat/forms"
	"kith/internal/plat/govuk"
	"kith/internal/plat/journal"
	"kith/internal/plat/web"
	"kith/internal/registers/staff"
)

// reserve lists who can be called up: those soonest there first.
func (p *pages) reserve(w http.ResponseWriter, r *http.Request) error {
	k, err := p.known(r.Context())
	if err != nil {
		return err
	}
	skill := forms.Select{Name: "skill", Label: "Trained for", Options: append([]forms.Option{{Label: "Anything"}}, k.skillOptions()...)}
	forms.Parse(r.URL.Query(), &skill)
	all, err := p.staff.List(r.Context())
	if err != nil {
		return err
	}
	all = slices.DeleteFunc(all, func(w staff.Worker) bool {
		return w.Standing != staff.Reserve || skill.Value() != "" && !slices.Contains(w.Reserved.For, skill.Value())
	})
	slices.SortStableFunc(all, func(a, b staff.Worker) int { return cmp.Compare(a.Reserved.Within, b.Reserved.Within) })
	_ = p.around.Saw(r.Context(), journal.Entry{Verb: "looked at the reserve list", Topic: "staff.listed", Data: map[string]any{"people": len(all)}})
	return web.Render(w, r, http.StatusOK, web.Page{Title: "Reserve list", Wide: true, Section: section, Body: reservePage(k, skill, all, k.reserveTable(all))})
}

func (k known) reserveTable(all []staff.Worker) govuk.Table {
	t := govuk.Table{
		Caption: "Reserve list", CaptionHidden: true, RowHeader: true, Sortable: true,
		Columns: []govuk.Column{{Text: "Name"}, {Text: "From"}, {Text: "Trained for"}, {Text: "Readiness"}, {Text: "Call up within"}, {Text: "Work phone"}, {Text: "What to do", Hidden: true}},
		Empty:   govuk.Empty{Text: "Whoever is handed back and stays in reserve appears here, with what they are trained for and how soon they come."},
	}
	for _, w := range all {
		tag := govuk.Tag{Text: "Ready", Colour: govuk.Green}
		if !w.Reserved.Fresh(k.today, k.Reserve.RefreshMonths) {
			tag = govuk.Tag{Text: "To be refreshed", Colour: govuk.Yellow}
		}
		t.Rows = append(t.Rows, govuk.Row{Cells: []govuk.Cell{
			{Text: w.Name, Href: address(w.ID)},
			{Text: from(w)},
			{Text: strings.Join(k.skills(w.Reserved.For), ", ")},
			{Content: readiness(tag, w), Sort: w.Reserved.Refreshed.String()},
			{Text: count(w.Reserved.Within, " hours")},
			{Text: w.Phone.National()},
			{Content: refreshLink(w)},
		}})
	}
	return t
}

// refreshing is the page on which somebody's training is refreshed.
type refreshing struct {
	worker  staff.Worker
	version forms.Hidden
	trained forms.Checkboxes
	within  forms.Int
	errors  []forms.ErrorItem
}

func (f *refreshing) fields() []forms.Parser {
	return []forms.Parser{&f.version, &f.trained, &f.within}
}

func (p *pages) refreshing(r *http.Request) (*refreshing, error) {
	s, err := p.screen(r)
	if err != nil {
		return nil, err
	}
	f := &refreshing{
		worker: s.worker, version: s.version,
		trained: forms.Checkboxes{Name: "trained", Label: "What they are trained for now", Required: true, Missing: "Select what they are trained for", Small: true, Options: s.skillOptions()},
		within:  forms.Int{Name: "within", Label: "Within how many hours they can be called up", Noun: "within how many hours", Required: true, Missing: "Enter within how many hours they can be called up", Min: 1, Max: staff.MostWithin, Width: 3, Suffix: "hours"},
	}
	f.trained.Set(s.worker.Reserved.For...)
	if s.worker.Reserved.Within > 0 {
		f.within.Set(int(s.worker.Reserved.Within))
	}
	return f, nil
}

func (f *refreshing) show(w http.ResponseWriter, r *http.Request, status int) error {
	return web.Render(w, r, status, web.Page{
		Title: "Refresh the training of " + f.worker.Name, Back: address(f.worker.ID), Section: section,
		Errors: append(f.errors, forms.Errors(f.fields()...)...), Body: refreshBody(f),
	})
}

func (p *pages) refreshPage(w http.ResponseWriter, r *http.Request) error {
	f, err := p.refreshing(r)
	if err != nil {
		return err
	}
	return f.show(w, r, http.StatusOK)
}

func (p *pages) refresh(w http.ResponseWriter, r *http.Request) error {
	f, err := p.refreshing(r)
	if err != nil {
		return err
	}
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	now := f.version
	if !forms.Parse(values, f.fields()...) {
		return f.show(w, r, http.StatusUnprocessableEntity)
	}
	err = p.staff.Refresh(r.Context(), choiceOf(f.worker.ID, f.version), f.trained.Value(), int64(f.within.Value()))
	switch kind := fault.KindOf(err); {
	case err == nil:
		web.Flash(w, r, "Their training is fresh as of today")
		return web.Redirect(w, r, home+"/reserve")
	case kind == fault.Stale || kind == fault.Conflict:
		f.version = now
		f.errors = []forms.ErrorItem{{Href: "#main-content", Text: fault.MessageOf(err)}}
		return f.show(w, r, web.Status(err))
	}
	return err
}
