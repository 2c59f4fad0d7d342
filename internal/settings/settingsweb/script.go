package settingsweb

import (
	"net/http"

	"kith/internal/blueprint"
	"kith/internal/kernel/fault"
	"kith/internal/services/intake"
	"kith/internal/settings"
)

const (
	scriptPath = draftPath + "/script"
	scriptFile = "script.yaml"
)

// scriptForm has what an agent says in a call and what is noted beside it. Which questions
// stand beside a step, and in which order the steps come, is said in the file.
func scriptForm(d settings.Draft, s *intake.Script) *slotForm {
	f := &slotForm{title: "Script of a call", action: scriptPath, back: draftPath, draft: d}
	f.lead = "What an agent says, word for word. The order of the steps, their questions and the words at the end are changed in the file."
	opening := func(key, label, hint string, max int) *slot {
		return &slot{field: text(key, label, hint, max, true), places: []place{at(scriptFile, "opening", key)}}
	}
	f.groups = []slotGroup{{title: "How a call begins", slots: []*slot{
		opening("say", "Greeting", "", 300),
		opening("safe", "Question whether it is safe to talk", "Asked before anything else.", 200),
		opening("not_safe", "When it is not safe", "What the agent does then.", 300),
		opening("no_name", "When somebody gives no name", "", 300),
		opening("interpret", "When they speak no English", "", 300),
	}}}
	for _, step := range s.Steps {
		words := func(key, label, hint string, required bool) *slot {
			return &slot{field: text(step.ID+"-"+key, label, hint, 300, required), places: []place{at(scriptFile, "steps", step.ID, key)}}
		}
		f.groups = append(f.groups, slotGroup{title: "Step " + step.ID, slots: []*slot{
			words("say", "Say", "", true), words("note", "Note to the agent", "It is not read out.", false),
		}})
	}
	return f
}

func (p *pages) scriptOf(w http.ResponseWriter, r *http.Request) (f *slotForm, done bool, err error) {
	d, b, done, err := p.sound(w, r)
	if done {
		return nil, true, err
	}
	s := blueprint.Part[*intake.Script](b)
	if len(s.Steps) == 0 {
		return nil, true, fault.New(fault.NotFound, "settings.no-script", "The draft has no script of a call. Add the file script.yaml to the blueprint's folder.")
	}
	return scriptForm(d, s), false, nil
}

func (p *pages) script(w http.ResponseWriter, r *http.Request) error {
	f, done, err := p.scriptOf(w, r)
	if done {
		return err
	}
	f.fill()
	return p.showSlots(w, r, http.StatusOK, f, nil)
}

func (p *pages) saveScript(w http.ResponseWriter, r *http.Request) error {
	f, done, err := p.scriptOf(w, r)
	if done {
		return err
	}
	return p.saveSlots(w, r, f)
}
