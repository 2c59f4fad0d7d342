package settingsweb

import (
	"fmt"
	"net/http"

	"kith/internal/blueprint"
	"kith/internal/kernel/fault"
	"kith/internal/plat/forms"
	"kith/internal/plat/govuk"
	"kith/internal/plat/web"
	"kith/internal/settings"
	"kith/internal/work/answers"
)

// The addresses of the forms for what councils change most.
const (
	helplinePath  = draftPath + "/helpline"
	questionsPath = draftPath + "/questions"
)

// friendly are the forms for what councils change most.
func friendly() []govuk.TaskItem {
	return []govuk.TaskItem{
		{Title: "Banners", Href: bannersPath, Hint: "What the public has to know before anything else.", Status: "Change", Done: true},
		{Title: "Helpline and opening hours", Href: helplinePath, Hint: "Its number, when it answers, and what to do when it does not.", Status: "Change", Done: true},
		{Title: "Kinds of help", Href: kindsPath, Hint: "What they are called, their order, and which can be asked for now.", Status: "Change", Done: true},
		{Title: "Script of a call", Href: scriptPath, Hint: "What an agent says, in which order, and the questions beside it.", Status: "Change", Done: true},
		{Title: "Wording of questions", Href: questionsPath, Hint: "What residents are asked, with hints and choices.", Status: "Change", Done: true},
	}
}

func text(name, label, hint string, max int, required bool) *forms.String {
	return &forms.String{Name: name, Label: label, Hint: hint, Max: max, Required: required, Spellcheck: true}
}

func longText(name, label, hint string, max int, required bool) *forms.Text {
	return &forms.Text{Name: name, Label: label, Hint: hint, Max: max, Required: required, Rows: 4}
}

func (p *pages) helplineForm(d settings.Draft) *slotForm {
	of := func(path ...string) []place { return []place{at("borough.yaml", path...)} }
	f := &slotForm{title: "Helpline and opening hours", action: helplinePath, back: draftPath, draft: d}
	f.groups = []slotGroup{{slots: []*slot{
		{field: text("phone", "Phone number", "", 30, true), places: of("helpline", "phone")},
		{field: text("hours", "When it answers", "Like “Every day, 8am to 8pm” or “Monday to Friday, 9am to 5:30pm”: then urgent needs that come in outside these hours are told to the duty team too.", 100, true), places: of("helpline", "hours")},
		{field: text("out_of_hours", "When it does not answer", "What to do if it cannot wait.", 200, false), places: of("helpline", "out_of_hours")},
	}}, {title: "What the form says", slots: []*slot{
		{field: text("emergency_text", "When life is at risk", "", 200, true), places: of("emergency_text")},
		{field: longText("welcome", "Welcome", "The first words of the first page. An empty line begins a new paragraph.", 1000, true), places: of("texts", "welcome")},
		{field: longText("after_sending", "After sending", "What happens next, on the page with the reference.", 1000, true), places: of("texts", "after_sending")},
	}}}
	return f
}

func (p *pages) helpline(w http.ResponseWriter, r *http.Request) error {
	d, done, err := p.need(w, r)
	if done {
		return err
	}
	f := p.helplineForm(d)
	f.fill()
	return p.showSlots(w, r, http.StatusOK, f, nil)
}

func (p *pages) saveHelpline(w http.ResponseWriter, r *http.Request) error {
	d, done, err := p.need(w, r)
	if done {
		return err
	}
	return p.saveSlots(w, r, p.helplineForm(d))
}

// sound is the draft as a whole blueprint; a draft that has a problem is answered here.
func (p *pages) sound(w http.ResponseWriter, r *http.Request) (d settings.Draft, b *blueprint.Blueprint, done bool, err error) {
	d, done, err = p.need(w, r)
	if done {
		return d, nil, true, err
	}
	if b, _ = p.settings.Check(d); b == nil {
		return d, nil, true, web.Render(w, r, http.StatusOK, web.Page{Title: "This draft has a problem", Section: section, Back: draftPath, Wide: true, Body: noWording()})
	}
	return d, b, false, nil
}

func (p *pages) questions(w http.ResponseWriter, r *http.Request) error {
	_, b, done, err := p.sound(w, r)
	if done {
		return err
	}
	var all []govuk.TaskItem
	for _, page := range blueprint.Part[*answers.Questions](b).Pages {
		shown := "To everybody"
		if page.ShowWhen != "" {
			shown = "When " + page.ShowWhen
		}
		all = append(all, govuk.TaskItem{
			Title: page.Title, Href: questionsPath + "/" + page.ID, Hint: counted(len(page.Questions), "question") + ". " + shown, Status: "Change", Done: true,
		})
	}
	return web.Render(w, r, http.StatusOK, web.Page{Title: "Wording of questions", Section: section, Back: draftPath, Wide: true, Body: questionsPage(all)})
}

// wordingForm has every text of a page of the form.
func wordingForm(d settings.Draft, page answers.Page) *slotForm {
	f := &slotForm{title: "Wording of “" + page.Title + "”", action: questionsPath + "/" + page.ID, back: questionsPath, draft: d}
	of := func(path ...string) []place {
		return []place{at(questionsFile, append([]string{"pages", page.ID}, path...)...)}
	}
	f.groups = []slotGroup{{title: "The page", slots: []*slot{
		{field: text("title", "Title", "What is asked.", 150, true), places: of("title")},
		{field: text("title_other", "Title, about somebody else", "For those who ask for another person. Empty, if the title serves.", 150, false), places: of("title_other")},
		{field: text("lead", "Lead", "A sentence above the question.", 300, false), places: of("lead")},
		{field: text("why", "Why we ask", "", 300, true), places: of("why")},
	}}}
	for i, q := range page.Questions {
		one := func(path ...string) []place { return of(append([]string{"questions", q.ID}, path...)...) }
		name := func(what string) string { return fmt.Sprintf("q%d-%s", i, what) }
		g := slotGroup{title: "Question " + q.ID}
		if q.Title != "" {
			g.slots = append(g.slots,
				&slot{field: text(name("title"), "Title", "", 150, true), places: one("title")},
				&slot{field: text(name("title_other"), "Title, about somebody else", "", 150, false), places: one("title_other")})
		}
		g.slots = append(g.slots, &slot{field: text(name("hint"), "Hint", "", 300, false), places: one("hint")})
		if q.Missing != "" {
			g.slots = append(g.slots, &slot{field: text(name("missing"), "Said when it is not answered", "", 200, true), places: one("missing")})
		}
		for j, o := range q.Options {
			label := one("options", o.ID, "label")
			if q.ID == answers.AskNeeds { // a kind of help is called the same in both files
				label = append(label, at(kindsFile, "categories", o.ID, "public_label"))
			}
			g.slots = append(g.slots,
				&slot{field: text(name(fmt.Sprintf("o%d", j)), "Choice "+o.ID, "", 150, true), places: label},
				&slot{field: text(name(fmt.Sprintf("o%d-hint", j)), "Hint of choice "+o.ID, "", 300, false), places: one("options", o.ID, "hint")})
		}
		f.groups = append(f.groups, g)
	}
	return f
}

func (p *pages) wordingOf(w http.ResponseWriter, r *http.Request) (f *slotForm, done bool, err error) {
	d, b, done, err := p.sound(w, r)
	if done {
		return nil, true, err
	}
	page, found := blueprint.Part[*answers.Questions](b).Page(r.PathValue("page"))
	if !found {
		return nil, true, fault.New(fault.NotFound, "settings.no-page", "The draft has no such page of the form. Choose one from the list.")
	}
	return wordingForm(d, page), false, nil
}

func (p *pages) wording(w http.ResponseWriter, r *http.Request) error {
	f, done, err := p.wordingOf(w, r)
	if done {
		return err
	}
	f.fill()
	return p.showSlots(w, r, http.StatusOK, f, nil)
}

func (p *pages) saveWording(w http.ResponseWriter, r *http.Request) error {
	f, done, err := p.wordingOf(w, r)
	if done {
		return err
	}
	return p.saveSlots(w, r, f)
}
