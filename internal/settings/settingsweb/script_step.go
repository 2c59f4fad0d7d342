package settingsweb

import (
	"net/http"
	"slices"
	"strings"

	"kith/internal/kernel/fault"
	"kith/internal/plat/forms"
	"kith/internal/plat/web"
	"kith/internal/services/intake"
	"kith/internal/settings"
)

const stepsPath = scriptPath + "/steps"

// stepForm is the form of a step; a step without an id is a new one.
func (s script) stepForm(one intake.Step) *slotForm {
	here := func(key string) []place { return []place{at(scriptFile, "steps", one.ID, key)} }
	f := &slotForm{title: "Step “" + one.ID + "”", action: stepsPath + "/" + one.ID, back: scriptPath, draft: s.draft}
	say := &forms.Text{Name: "say", Label: "Say", Hint: "Read out word for word.", Required: true, Max: 300, Rows: 2, Missing: "Enter what the agent says"}
	note := &forms.Text{Name: "note", Label: "Note to the agent", Hint: "It is not read out.", Max: 300, Rows: 2}
	f.groups = []slotGroup{{slots: []*slot{
		{field: say, places: here("say")},
		{field: note, places: here("note")},
		{field: s.columns(), places: here("column")},
		{field: s.tickable(one), places: here("pages"), list: true},
	}}}
	if f.remove = stepsPath + "/" + one.ID + "/remove"; one.ID == "" {
		f.title, f.action, f.remove = "New step", stepsPath+"/new", ""
	}
	f.also = func() []settings.Edit { return s.taken(one.ID, lines(f.slots()[3].field.Value())) }
	return f
}

func (script) columns() *forms.Radios {
	return &forms.Radios{
		Name: "column", Label: "Where it stands on the call screen", Required: true, Missing: "Select where it stands on the call screen",
		Options: []forms.Option{
			{Value: string(intake.SaidColumn), Label: columnWords[intake.SaidColumn], Hint: "The column in the middle: what they need, in their words."},
			{Value: string(intake.WhoColumn), Label: columnWords[intake.WhoColumn], Hint: "The column on the left: who it is for, where they live, how to reach them."},
		},
	}
}

// tickable are the pages of the form to tick: those of the step in its order, then the others.
func (s script) tickable(one intake.Step) *ticked {
	t := &ticked{forms.Checkboxes{
		Name: "pages", Label: "Questions beside it", Small: true,
		Hint: "Pages of the form. Each stands beside one step at most. A step with none has its words alone.",
	}}
	for _, page := range one.Pages {
		t.Options = append(t.Options, forms.Option{Value: page, Label: s.title(page)})
	}
	for _, page := range s.pages {
		if slices.Contains(one.Pages, page.ID) {
			continue
		}
		o := forms.Option{Value: page.ID, Label: page.Title}
		if step := s.beside(page.ID); step != "" {
			o.Hint = "Beside step “" + step + "” now. Ticked here, it is taken from there."
		}
		t.Options = append(t.Options, o)
	}
	return t
}

// taken are the edits that take pages from the other steps that have them.
func (s script) taken(by string, pages []string) (edits []settings.Edit) {
	for _, one := range s.Steps {
		rest := slices.DeleteFunc(slices.Clone(one.Pages), func(page string) bool { return slices.Contains(pages, page) })
		if one.ID == by || len(rest) == len(one.Pages) {
			continue
		}
		edits = append(edits, settings.Edit{
			File: scriptFile, Path: []string{"steps", one.ID, "pages"}, Was: strings.Join(one.Pages, "\n"), Text: strings.Join(rest, "\n"), List: true,
		})
	}
	return edits
}

// ofStep finds the step that an address names.
func (p *pages) ofStep(w http.ResponseWriter, r *http.Request) (s script, one intake.Step, done bool, err error) {
	if s, done, err = p.scriptOf(w, r); done {
		return s, one, true, err
	}
	one, err = s.step(r.PathValue("id"))
	return s, one, err != nil, err
}

func (p *pages) step(w http.ResponseWriter, r *http.Request) error {
	s, one, done, err := p.ofStep(w, r)
	if done {
		return err
	}
	f := s.stepForm(one)
	f.fill()
	return p.showSlots(w, r, http.StatusOK, f, nil)
}

func (p *pages) saveStep(w http.ResponseWriter, r *http.Request) error {
	s, one, done, err := p.ofStep(w, r)
	if done {
		return err
	}
	return p.saveSlots(w, r, s.stepForm(one))
}

// moveStep lets a step change places with the one above or below it in its column.
func (p *pages) moveStep(w http.ResponseWriter, r *http.Request) error {
	s, one, done, err := p.ofStep(w, r)
	if done {
		return err
	}
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	to := values.Get("to")
	err = p.settings.Reorder(r.Context(), draftID(values), scriptFile, s.past(one.ID, to == "up"), "steps", one.ID)
	if fault.CodeOf(err) == "blueprint.by-hand" || fault.KindOf(err) == fault.Invalid {
		return showScript(w, r, http.StatusConflict, s, reasons(err))
	}
	if err != nil {
		return err
	}
	web.Flash(w, r, "Step “"+one.ID+"” is moved "+map[bool]string{true: "up", false: "down"}[to == "up"]+" in the draft.")
	return web.Redirect(w, r, scriptPath)
}
