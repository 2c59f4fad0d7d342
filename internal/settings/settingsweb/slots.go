package settingsweb

import (
	"errors"
	"net/http"
	"net/url"
	"strings"

	"kith/internal/blueprint"
	"kith/internal/kernel/fault"
	"kith/internal/plat/forms"
	"kith/internal/plat/web"
	"kith/internal/settings"
)

// wording is a field for one text.
type wording interface {
	forms.Parser
	Value() string
	Set(string)
	Fail(string)
}

// slot is a text of the draft with its field. It may stand in several places, which are
// written together.
type slot struct {
	field  wording
	places []place
	truth  bool // yes and no, written as a switch that is on for "no"
	list   bool // a list of texts, one on a line
	was    string
}

type place struct {
	file string
	path []string
}

func at(file string, path ...string) place { return place{file, path} }

// slotForm is a page of slots.
type slotForm struct {
	title  string
	lead   string
	action string
	back   string
	draft  settings.Draft
	groups []slotGroup
	remove string // where it is asked whether to take away what the form is about; "" nowhere
	keeps  bool
	// also are the edits that follow from what was typed, of what has no field here.
	also func() []settings.Edit
}

type slotGroup struct {
	title string
	slots []*slot
}

func (f *slotForm) slots() (all []*slot) {
	for _, g := range f.groups {
		all = append(all, g.slots...)
	}
	return all
}

func (f *slotForm) fields() (all []forms.Parser) {
	for _, s := range f.slots() {
		all = append(all, s.field)
	}
	return all
}

// wasName carries what a field showed, so that two people's changes are told apart.
func (s *slot) wasName() string { return "was-" + s.field.Field().Name }

// fill shows what the draft says.
func (f *slotForm) fill() {
	for _, s := range f.slots() {
		s.was = s.now(f.draft)
		s.field.Set(s.was)
	}
}

func (s *slot) now(d settings.Draft) string {
	held, _ := d.File(s.places[0].file)
	text := settings.Edit{Path: s.places[0].path, Truth: s.truth, List: s.list}.Now(held.File)
	if s.truth {
		return answered(text)
	}
	return text
}

// answered is the reverse of switched.
func answered(text string) string {
	if text == "true" {
		return "no"
	}
	return "yes"
}

// parse reads what was sent.
func (f *slotForm) parse(values url.Values) bool {
	ok := forms.Parse(values, f.fields()...)
	for _, s := range f.slots() {
		s.was = strings.TrimSpace(plainText(values.Get(s.wasName())))
	}
	return ok
}

// edits are what the form asks for, and which slot each is of.
func (f *slotForm) edits() (edits []settings.Edit, of []*slot) {
	for _, s := range f.slots() {
		for i, p := range s.places {
			e := settings.Edit{File: p.file, Path: p.path, Was: s.was, Text: s.field.Value(), Truth: s.truth, List: s.list}
			if s.truth {
				e.Was, e.Text = switched(e.Was), switched(e.Text)
			}
			if i > 0 && e.Text != e.Was { // written with the first, whatever it said
				held, _ := f.draft.File(p.file)
				e.Was = e.Now(held.File)
			}
			edits, of = append(edits, e), append(of, s)
		}
	}
	if f.also != nil {
		edits = append(edits, f.also()...)
	}
	return edits, of
}

func switched(answer string) string {
	if answer == "no" {
		return "true"
	}
	return ""
}

func (p *pages) showSlots(w http.ResponseWriter, r *http.Request, status int, f *slotForm, more []forms.ErrorItem) error {
	f.keeps = keeps(r.Context())
	return web.Render(w, r, status, web.Page{
		Title: f.title, Section: section, Back: f.back, Wide: true,
		Errors: append(forms.Errors(f.fields()...), more...), Body: slotPage(f),
	})
}

// saveSlots writes what was typed into the draft, or shows it again with what is wrong.
func (p *pages) saveSlots(w http.ResponseWriter, r *http.Request, f *slotForm) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	if !f.parse(values) {
		return p.showSlots(w, r, http.StatusUnprocessableEntity, f, nil)
	}
	edits, of := f.edits()
	err = p.settings.Change(r.Context(), draftID(values), edits)
	overruled, stale := errors.AsType[settings.Overruled](err)
	problems, broken := errors.AsType[blueprint.Problems](err)
	switch {
	case stale:
		return p.showSlots(w, r, http.StatusConflict, f, f.overruled(overruled, of, p.settings.Who(r.Context(), overruled.By)))
	case broken:
		return p.showSlots(w, r, http.StatusUnprocessableEntity, f, reasons(problems))
	case fault.CodeOf(err) == "blueprint.by-hand":
		return p.showSlots(w, r, http.StatusConflict, f, reasons(err))
	case err != nil:
		return err
	}
	web.Flash(w, r, "Saved in the draft. Nobody sees it before it is published.")
	return web.Redirect(w, r, f.back)
}

// overruled says at each field that somebody else was quicker with what stands there now.
// What has no field is said above.
func (f *slotForm) overruled(by settings.Overruled, of []*slot, who string) (more []forms.ErrorItem) {
	for i, now := range by.Now {
		if i >= len(of) {
			more = []forms.ErrorItem{{Href: "#main-content", Text: who + " changed something that goes with this meanwhile. Save again"}}
			continue
		}
		if of[i].truth {
			now = answered(now)
		}
		of[i].was = now
		of[i].field.Fail(who + " changed this meanwhile to “" + strings.ReplaceAll(now, "\n", ", ") + "”. Save again to put yours in its place")
	}
	return more
}
