package settingsweb

import (
	"net/http"

	"kith/internal/blueprint"
	"kith/internal/kernel/fault"
	"kith/internal/plat/forms"
	"kith/internal/plat/web"
	"kith/internal/settings"
	"kith/internal/work/answers"
	"kith/internal/work/needs"
)

const (
	kindsPath     = draftPath + "/needs"
	kindsFile     = "needs.yaml"
	questionsFile = "questions.yaml"
)

// kinds are the kinds of help of a draft: those on the form in the order it shows them,
// and those that only rules and staff open.
type kinds struct {
	draft  settings.Draft
	on     []needs.Category
	others []needs.Category
	page   string // of the form that offers them
	keeps  bool
}

func kindsOf(d settings.Draft, b *blueprint.Blueprint) kinds {
	catalogue := blueprint.Part[*needs.Catalogue](b)
	asked, page, _ := blueprint.Part[*answers.Questions](b).Find(answers.AskNeeds)
	k := kinds{draft: d, page: page.ID}
	for _, o := range asked.Options {
		if one, ok := catalogue.Find(o.ID); ok {
			k.on = append(k.on, one)
		}
	}
	for _, one := range catalogue.Categories {
		if !one.Public() {
			k.others = append(k.others, one)
		}
	}
	return k
}

// find gives a kind of help, on the form or not.
func (k kinds) find(id string) (needs.Category, error) {
	for _, all := range [][]needs.Category{k.on, k.others} {
		for _, one := range all {
			if one.ID == id {
				return one, nil
			}
		}
	}
	return needs.Category{}, fault.New(fault.NotFound, "settings.no-kind", "The draft has no such kind of help. Choose one from the list.")
}

// option is where the form has the choice of a kind of help.
func (k kinds) option(id string, key ...string) []string {
	return append([]string{"pages", k.page, "questions", answers.AskNeeds, "options", id}, key...)
}

func (k kinds) form(one needs.Category) *slotForm {
	here := func(key string) place { return at(kindsFile, "categories", one.ID, key) }
	there := func(key string) place { return at(questionsFile, k.option(one.ID, key)...) }
	f := &slotForm{title: "Kind of help: " + one.Name, action: kindsPath + "/" + one.ID, back: kindsPath, draft: k.draft}
	name := &slot{field: text("name", "Name", "What staff see.", 60, true), places: []place{here("name")}}
	if !one.Public() {
		f.lead = "It is not on the form: rules open it."
		f.groups = []slotGroup{{slots: []*slot{name}}}
		return f
	}
	f.groups = []slotGroup{{slots: []*slot{
		name,
		{field: text("label", "Choice on the form", "What residents and callers choose, in their words.", 150, true), places: []place{here("public_label"), there("label")}},
		{field: text("hint", "Hint of the choice", "", 300, false), places: []place{there("hint")}},
		{
			field: &forms.Radios{
				Name: "offered", Label: "Can it be asked for now?", Required: true, Missing: "Select whether it can be asked for now",
				Hint:    "If not, neither the public form nor the call screen offers it. What was asked for before goes on.",
				Options: []forms.Option{{Value: "yes", Label: "Yes"}, {Value: "no", Label: "No, not for now"}},
			},
			places: []place{here("off"), there("off")}, truth: true,
		},
	}}}
	return f
}

func (p *pages) kindsOf(w http.ResponseWriter, r *http.Request) (k kinds, done bool, err error) {
	d, b, done, err := p.sound(w, r)
	if done {
		return kinds{}, true, err
	}
	k = kindsOf(d, b)
	k.keeps = keeps(r.Context())
	return k, false, nil
}

func (p *pages) kinds(w http.ResponseWriter, r *http.Request) error {
	k, done, err := p.kindsOf(w, r)
	if done {
		return err
	}
	return showKinds(w, r, http.StatusOK, k, nil)
}

func showKinds(w http.ResponseWriter, r *http.Request, status int, k kinds, wrong []forms.ErrorItem) error {
	return web.Render(w, r, status, web.Page{Title: "Kinds of help", Section: section, Back: draftPath, Wide: true, Errors: wrong, Body: kindsPage(k)})
}

// moveKind changes the place of a choice on the form. The order of needs.yaml is another
// one, for staff, and stays.
func (p *pages) moveKind(w http.ResponseWriter, r *http.Request) error {
	k, done, err := p.kindsOf(w, r)
	if done {
		return err
	}
	one, err := k.find(r.PathValue("id"))
	if err != nil {
		return err
	}
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	by := map[bool]int{true: -1, false: 1}[values.Get("to") == "up"]
	err = p.settings.Reorder(r.Context(), draftID(values), questionsFile, by, k.option(one.ID)...)
	if fault.CodeOf(err) == "blueprint.by-hand" || fault.KindOf(err) == fault.Invalid {
		return showKinds(w, r, http.StatusConflict, k, reasons(err))
	}
	if err != nil {
		return err
	}
	web.Flash(w, r, one.Name+" is moved "+map[bool]string{true: "up", false: "down"}[by < 0]+" in the draft.")
	return web.Redirect(w, r, kindsPath)
}

func (p *pages) kindOf(w http.ResponseWriter, r *http.Request) (f *slotForm, done bool, err error) {
	k, done, err := p.kindsOf(w, r)
	if done {
		return nil, true, err
	}
	one, err := k.find(r.PathValue("id"))
	if err != nil {
		return nil, true, err
	}
	return k.form(one), false, nil
}

func (p *pages) kind(w http.ResponseWriter, r *http.Request) error {
	f, done, err := p.kindOf(w, r)
	if done {
		return err
	}
	f.fill()
	return p.showSlots(w, r, http.StatusOK, f, nil)
}

func (p *pages) saveKind(w http.ResponseWriter, r *http.Request) error {
	f, done, err := p.kindOf(w, r)
	if done {
		return err
	}
	return p.saveSlots(w, r, f)
}
