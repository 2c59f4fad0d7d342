package prioritiesweb

import (
	"net/http"
	"strconv"

	"kith/internal/insight/priorities"
	"kith/internal/kernel/fault"
	"kith/internal/plat/forms"
	"kith/internal/plat/web"
)

// naming is the form that names a priority or changes one.
type naming struct {
	id      priorities.ID // "" for a new one
	Name    forms.String
	Why     forms.Text
	Owner   forms.String
	Measure forms.Select
	Bound   forms.Radios
	Target  forms.Int
	Due     forms.Date
	Version forms.Hidden
	stale   string
}

const (
	atLeast = "least"
	atMost  = "most"
	mostOf  = 1_000_000
)

func (p *pages) newNaming(r *http.Request) (*naming, error) {
	all, err := p.priorities.Measures(r.Context())
	if err != nil {
		return nil, err
	}
	f := &naming{
		id:      priorities.ID(r.PathValue("id")),
		Name:    forms.String{Name: "name", Label: "The priority", Hint: "Such as: reach more men who live alone.", Required: true, Max: priorities.LongestName, Missing: "Say what the priority is"},
		Why:     forms.Text{Name: "why", Label: "What was found", Hint: "Whom the response reached too little, and what is known of why.", Required: true, Max: priorities.LongestWhy, Missing: "Say what was found"},
		Owner:   forms.String{Name: "owner", Label: "Who answers for it", Hint: "Name and role.", Required: true, Max: priorities.LongestOwner, Missing: "Enter who answers for it"},
		Measure: forms.Select{Name: "measure", Label: "What is measured", Hint: "People helped are held against their number here: 100 where a group is helped as often as its number would suggest. Figures are of the last four weeks.", Required: true, Noun: "measure", Missing: "Choose what is measured", Options: []forms.Option{{Label: "Choose a measure"}}},
		Bound:   forms.Radios{Name: "bound", Label: "Is it met when there is", Noun: "bound", Required: true, Missing: "Choose at least or at most", Options: []forms.Option{{Value: atLeast, Label: "At least the target"}, {Value: atMost, Label: "At most the target"}}},
		Target:  forms.Int{Name: "target", Label: "The target", Hint: "A whole number, in what the measure counts: people, of a hundred, or hours.", Required: true, Max: mostOf, Width: 10, Missing: "Enter the target"},
		Due:     forms.Date{Name: "due", Label: "By which day", Hint: "Leave empty if no day is set.", Noun: "day"},
		Version: forms.Hidden{Name: "version"},
	}
	f.Bound.Set(atLeast)
	for _, m := range all {
		label := m.Name
		if suffix := m.Suffix(); suffix != "" {
			label += " (" + suffix + ")"
		}
		f.Measure.Options = append(f.Measure.Options, forms.Option{Value: m.ID, Label: label})
	}
	return f, nil
}

func (f *naming) fields() []forms.Parser {
	return []forms.Parser{&f.Name, &f.Why, &f.Owner, &f.Measure, &f.Bound, &f.Target, &f.Due, &f.Version}
}

func (f *naming) title() string {
	if f.id == "" {
		return "Name an equality priority"
	}
	return "Change an equality priority"
}

func (f *naming) action() string {
	if f.id == "" {
		return newPath
	}
	return address(f.id) + "/change"
}

func (f *naming) fill(p priorities.Priority) {
	f.Name.Set(p.Name)
	f.Why.Set(p.Why)
	f.Owner.Set(p.Owner)
	f.Measure.Set(p.Measure)
	f.Target.Set(int(p.Target))
	if p.Most {
		f.Bound.Set(atMost)
	}
	if !p.Due.IsZero() {
		f.Due.Set(p.Due)
	}
	f.Version.Set(strconv.FormatInt(p.Version, 10))
}

func (f *naming) wish() priorities.Wish {
	return priorities.Wish{
		Name: f.Name.Value(), Why: f.Why.Value(), Owner: f.Owner.Value(), Measure: f.Measure.Value(),
		Target: int64(f.Target.Value()), Most: f.Bound.Value() == atMost, Due: f.Due.Value(),
	}
}

func (p *pages) namePage(w http.ResponseWriter, r *http.Request) error {
	f, err := p.newNaming(r)
	if err != nil {
		return err
	}
	if f.id != "" {
		found, err := p.priorities.One(r.Context(), f.id)
		if err != nil {
			return err
		}
		f.fill(found)
	}
	return f.show(w, r, http.StatusOK)
}

func (p *pages) name(w http.ResponseWriter, r *http.Request) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	f, err := p.newNaming(r)
	if err != nil {
		return err
	}
	if !forms.Parse(values, f.fields()...) {
		return f.show(w, r, http.StatusUnprocessableEntity)
	}
	version, _ := strconv.ParseInt(f.Version.Value(), 10, 64)
	id, err := p.priorities.Name(r.Context(), f.id, version, f.wish())
	switch fault.KindOf(err) {
	case fault.Invalid:
		f.Measure.Fail(fault.MessageOf(err))
		return f.show(w, r, http.StatusUnprocessableEntity)
	case fault.Stale:
		f.stale = fault.MessageOf(err)
		if now, err := p.priorities.One(r.Context(), f.id); err == nil {
			f.Version.Set(strconv.FormatInt(now.Version, 10))
		}
		return f.show(w, r, http.StatusConflict)
	}
	if err != nil {
		return err
	}
	web.Flash(w, r, "The priority is saved")
	return web.Redirect(w, r, address(id))
}

func (f *naming) show(w http.ResponseWriter, r *http.Request, status int) error {
	back := home
	if f.id != "" {
		back = address(f.id)
	}
	return web.Render(w, r, status, web.Page{Title: f.title(), Section: section, Back: back, Errors: forms.Errors(f.fields()...), Body: namingPage(f)})
}
