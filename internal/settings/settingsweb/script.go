package settingsweb

import (
	"net/http"
	"slices"
	"strings"

	"kith/internal/blueprint"
	"kith/internal/kernel/fault"
	"kith/internal/plat/forms"
	"kith/internal/plat/govuk"
	"kith/internal/plat/web"
	"kith/internal/services/intake"
	"kith/internal/settings"
	"kith/internal/work/answers"
)

const (
	scriptPath = draftPath + "/script"
	scriptFile = "script.yaml"
)

// script is the script of a call in the draft, with the pages of the form it may name.
type script struct {
	*intake.Script
	draft settings.Draft
	pages []answers.Page
	needs string // the page that asks what is needed; a script cannot be without it
	keeps bool
}

func (p *pages) scriptOf(w http.ResponseWriter, r *http.Request) (s script, done bool, err error) {
	d, b, done, err := p.sound(w, r)
	if done {
		return script{}, true, err
	}
	questions := blueprint.Part[*answers.Questions](b)
	s = script{Script: blueprint.Part[*intake.Script](b), draft: d, pages: questions.Pages, keeps: keeps(r.Context())}
	if len(s.Steps) == 0 {
		return script{}, true, fault.New(fault.NotFound, "settings.no-script", "The draft has no script of a call. Add the file script.yaml to the blueprint's folder.")
	}
	_, needs, _ := questions.Find(answers.AskNeeds)
	s.needs = needs.ID
	return s, false, nil
}

// step finds a step of the draft's script.
func (s script) step(id string) (intake.Step, error) {
	for _, one := range s.Steps {
		if one.ID == id {
			return one, nil
		}
	}
	return intake.Step{}, fault.New(fault.NotFound, "settings.no-step", "The draft has no such step any more. Choose one from the list.")
}

// beside is the step a page stands beside; "" when it is none's.
func (s script) beside(page string) string {
	for _, one := range s.Steps {
		if slices.Contains(one.Pages, page) {
			return one.ID
		}
	}
	return ""
}

// title is how a page is called on the form.
func (s script) title(page string) string {
	for _, one := range s.pages {
		if one.ID == page {
			return one.Title
		}
	}
	return page
}

// titles are pages by how they are called, as the end of a sentence.
func (s script) titles(pages []string) string {
	all := make([]string, len(pages))
	for i, page := range pages {
		all[i] = "“" + s.title(page) + "”"
	}
	return strings.Join(all, ", ")
}

// left are the pages that stand beside no step.
func (s script) left() (all []string) {
	for _, one := range s.pages {
		if s.beside(one.ID) == "" {
			all = append(all, one.ID)
		}
	}
	return all
}

// in are the steps of a column, in their order.
func (s script) in(c intake.Column) (all []intake.Step) {
	for _, one := range s.Steps {
		if one.Column == c {
			all = append(all, one)
		}
	}
	return all
}

// past is how many places of the file a step moves to pass the next one of its column; 0
// at the column's end.
func (s script) past(id string, up bool) int {
	at := slices.IndexFunc(s.Steps, func(one intake.Step) bool { return one.ID == id })
	by := 1
	if up {
		by = -1
	}
	for i := at + by; at >= 0 && i >= 0 && i < len(s.Steps); i += by {
		if s.Steps[i].Column == s.Steps[at].Column {
			return i - at
		}
	}
	return 0
}

// columnWords say which part of the call screen a column is.
var columnWords = map[intake.Column]string{intake.WhoColumn: "Who", intake.SaidColumn: "What is said"}

func (p *pages) script(w http.ResponseWriter, r *http.Request) error {
	s, done, err := p.scriptOf(w, r)
	if done {
		return err
	}
	return showScript(w, r, http.StatusOK, s, nil)
}

func showScript(w http.ResponseWriter, r *http.Request, status int, s script, wrong []forms.ErrorItem) error {
	return web.Render(w, r, status, web.Page{Title: "Script of a call", Section: section, Back: draftPath, Wide: true, Errors: wrong, Body: scriptPage(s)})
}

// opening is how a call begins, as the page shows it.
func (s script) opening() []govuk.SummaryRow {
	return []govuk.SummaryRow{
		{Key: "Greeting", Text: s.Opening.Say},
		{Key: "Is it safe to talk", Text: s.Opening.Safe},
		{Key: "When it is not", Text: s.Opening.NotSafe},
		{Key: "No name is given", Text: s.Opening.Nameless},
		{Key: "They speak no English", Text: s.Opening.Language},
	}
}

func (s script) openingForm() *slotForm {
	f := &slotForm{title: "How a call begins", action: scriptPath + "/opening", back: scriptPath, draft: s.draft}
	opening := func(key, label, hint string, max int) *slot {
		return &slot{field: text(key, label, hint, max, true), places: []place{at(scriptFile, "opening", key)}}
	}
	f.groups = []slotGroup{{slots: []*slot{
		opening("say", "Greeting", "", 300),
		opening("safe", "Question whether it is safe to talk", "Asked before anything else.", 200),
		opening("not_safe", "When it is not safe", "What the agent does then.", 300),
		opening("no_name", "When somebody gives no name", "", 300),
		opening("interpret", "When they speak no English", "", 300),
	}}}
	return f
}

func (s script) closingForm() *slotForm {
	f := &slotForm{title: "How a call ends", action: scriptPath + "/closing", back: scriptPath, draft: s.draft}
	f.groups = []slotGroup{{slots: []*slot{{
		field: &lineByLine{Text: forms.Text{
			Name: "closing", Label: "Closing words", Rows: 6, Max: mostClosing * longestClosing,
			Hint: "Said with the reference in hand, before the call ends. Each line is a sentence or two of its own, in the order they are said.",
		}, most: mostClosing, longest: longestClosing},
		places: []place{at(scriptFile, "closing")}, list: true,
	}}}}
	return f
}

// The most closing lines of a script, and the most characters of one: what an agent can
// take in at a glance.
const (
	mostClosing    = 8
	longestClosing = 200
)

// ofScript answers the pages of a form of the script.
func (p *pages) ofScript(form func(script) *slotForm) (show, save web.Handler) {
	find := func(w http.ResponseWriter, r *http.Request) (*slotForm, bool, error) {
		s, done, err := p.scriptOf(w, r)
		if done {
			return nil, true, err
		}
		return form(s), false, nil
	}
	show = func(w http.ResponseWriter, r *http.Request) error {
		f, done, err := find(w, r)
		if done {
			return err
		}
		f.fill()
		return p.showSlots(w, r, http.StatusOK, f, nil)
	}
	save = func(w http.ResponseWriter, r *http.Request) error {
		f, done, err := find(w, r)
		if done {
			return err
		}
		return p.saveSlots(w, r, f)
	}
	return show, save
}
