package settingsweb

import (
	"net/http"

	"kith/internal/kernel/fault"
	"kith/internal/plat/forms"
	"kith/internal/plat/web"
	"kith/internal/services/intake"
	"kith/internal/settings"
)

// newStepForm asks for a step with its name, which is its id.
func (s script) newStepForm() (f *slotForm, name *forms.String) {
	f = s.stepForm(intake.Step{})
	name = text("name", "Name", "A word for the list of steps, such as “pets”. It is not read out.", 30, true)
	name.Missing = "Enter a name for the step"
	f.groups = append([]slotGroup{{slots: []*slot{{field: name, places: []place{at(scriptFile, "steps", "", "id")}}}}}, f.groups...)
	return f, name
}

func (p *pages) newStep(w http.ResponseWriter, r *http.Request) error {
	s, done, err := p.scriptOf(w, r)
	if done {
		return err
	}
	f, _ := s.newStepForm()
	return p.showSlots(w, r, http.StatusOK, f, nil)
}

// addStep puts a step behind the others.
func (p *pages) addStep(w http.ResponseWriter, r *http.Request) error {
	s, done, err := p.scriptOf(w, r)
	if done {
		return err
	}
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	f, name := s.newStepForm()
	if !f.parse(values) {
		return p.showSlots(w, r, http.StatusUnprocessableEntity, f, nil)
	}
	id := idOf(name.Value(), "step", func(id string) bool { _, err := s.step(id); return err == nil })
	say, note, column, beside := f.slots()[1].field, f.slots()[2].field, f.slots()[3].field, f.slots()[4].field
	edits := append(s.taken("", lines(beside.Value())), settings.Edit{File: scriptFile, Path: []string{"steps", id, "pages"}, Text: beside.Value(), List: true})
	err = p.settings.AddEntryWith(r.Context(), draftID(values), scriptFile, "steps", edits,
		[2]string{"id", id}, [2]string{"column", column.Value()}, [2]string{"say", say.Value()}, [2]string{"note", note.Value()})
	if fault.KindOf(err) == fault.Invalid || fault.CodeOf(err) == "blueprint.by-hand" {
		return p.showSlots(w, r, http.StatusUnprocessableEntity, f, reasons(err))
	}
	if err != nil {
		return err
	}
	web.Flash(w, r, "Step “"+id+"” is in the draft, as the last of its column.")
	return web.Redirect(w, r, scriptPath)
}

func (p *pages) removeStepPage(w http.ResponseWriter, r *http.Request) error {
	s, one, done, err := p.ofStep(w, r)
	if done {
		return err
	}
	return showRemoveStep(w, r, http.StatusOK, s, one, nil)
}

func showRemoveStep(w http.ResponseWriter, r *http.Request, status int, s script, one intake.Step, wrong []forms.ErrorItem) error {
	return web.Render(w, r, status, web.Page{
		Title: "Remove step “" + one.ID + "”", Section: section, Back: stepsPath + "/" + one.ID, Wide: true, Errors: wrong, Body: removeStepPage(s, one),
	})
}

func (p *pages) removeStep(w http.ResponseWriter, r *http.Request) error {
	s, one, done, err := p.ofStep(w, r)
	if done {
		return err
	}
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	err = p.settings.RemoveEntry(r.Context(), draftID(values), scriptFile, "steps", one.ID)
	if fault.KindOf(err) == fault.Invalid || fault.CodeOf(err) == "blueprint.by-hand" {
		return showRemoveStep(w, r, http.StatusUnprocessableEntity, s, one, reasons(err))
	}
	if err != nil {
		return err
	}
	web.Flash(w, r, "Step “"+one.ID+"” is taken out of the draft.")
	return web.Redirect(w, r, scriptPath)
}
