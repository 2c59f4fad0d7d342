package peopleweb

import (
	"net/http"
	"slices"
	"strings"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/forms"
	"kith/internal/plat/web"
	"kith/internal/registers/people"
)

// The answers that are yes or no.
const (
	mayLeaveVoicemail = "voicemail"
	maySayWho         = "say-who"
	hideNumber        = "hide-number"
)

// safeForm asks how somebody may be reached without putting them at risk.
type safeForm struct {
	Seen     forms.Hidden
	Channels forms.Checkboxes
	Also     forms.Checkboxes
	Times    forms.String
	SpeakTo  forms.String
	CodeWord forms.String
	Note     forms.Text
}

func newSafeForm() *safeForm {
	return &safeForm{
		Seen: forms.Hidden{Name: "seen", Required: true},
		Channels: forms.Checkboxes{
			Name: "channels", Label: "Which ways are safe?", Hint: "Tick only what they say is safe. What is not ticked is not used.", Small: true,
			Options: []forms.Option{
				{Value: "call", Label: "Ring"},
				{Value: "text", Label: "Text"},
				{Value: "email", Label: "Email"},
				{Value: "letter", Label: "Letter"},
				{Value: "visit", Label: "Visit"},
			},
		},
		Also: forms.Checkboxes{Name: "also", Label: "When we ring", Small: true, Options: []forms.Option{
			{Value: mayLeaveVoicemail, Label: "We may leave a voicemail"},
			{Value: maySayWho, Label: "We may say who we are to whoever answers"},
			{Value: hideNumber, Label: "Our number must not show"},
		}},
		Times:    forms.String{Name: "times", Label: "Times that are safe", Hint: "Leave empty for any time.", Max: 120},
		SpeakTo:  forms.String{Name: "speak-to", Label: "Who else may we speak to?", Hint: "Leave empty for nobody.", Max: 120},
		CodeWord: forms.String{Name: "code-word", Label: "Code word", Hint: "We ask for it before we say anything.", Max: 40, Width: 20, Autocomplete: "off"},
		Note:     forms.Text{Name: "note", Label: "Anything else", Max: 500, Rows: 3},
	}
}

func (f *safeForm) fields() []forms.Parser {
	return []forms.Parser{&f.Seen, &f.Channels, &f.Also, &f.Times, &f.SpeakTo, &f.CodeWord, &f.Note}
}

func (f *safeForm) fill(r people.Reach) {
	f.Seen.Set(r.Seen())
	channels := slices.DeleteFunc(slices.Clone(r.Channels), func(c string) bool {
		return !slices.ContainsFunc(f.Channels.Options, func(o forms.Option) bool { return o.Value == c })
	})
	f.Channels.Set(channels...)
	var also []string
	for value, yes := range map[string]bool{mayLeaveVoicemail: r.Voicemail, maySayWho: r.SayWho, hideNumber: r.HideNumber} {
		if yes {
			also = append(also, value)
		}
	}
	f.Also.Set(also...)
	f.Times.Set(r.Times)
	f.SpeakTo.Set(r.SpeakTo)
	f.CodeWord.Set(r.CodeWord)
	f.Note.Set(r.Note)
}

func (f *safeForm) value() people.SafeContact {
	return people.SafeContact{
		Asked: true, Channels: f.Channels.Value(), Texts: f.Channels.Has("text"),
		Voicemail: f.Also.Has(mayLeaveVoicemail), SayWho: f.Also.Has(maySayWho), HideNumber: f.Also.Has(hideNumber),
		Times: f.Times.Value(), SpeakTo: f.SpeakTo.Value(), CodeWord: f.CodeWord.Value(), Note: f.Note.Value(),
	}
}

// asking is the page on which somebody writes down how to reach a person.
type asking struct {
	person  people.Person
	form    *safeForm
	clashes []clash
}

func (p *pages) askSafely(w http.ResponseWriter, r *http.Request) error {
	person, err := p.editable(r)
	if err != nil {
		return err
	}
	f := newSafeForm()
	f.fill(person.Reach())
	return p.showAsking(w, r, http.StatusOK, asking{person: person, form: f})
}

func (p *pages) showAsking(w http.ResponseWriter, r *http.Request, status int, a asking) error {
	return web.Render(w, r, status, web.Page{
		Title: "How to reach " + a.person.Current().Name() + " safely", Back: address(a.person.ID), Section: section,
		Errors: wrongWith(a.clashes, a.form.fields()...), Body: askingPage(a),
	})
}

func (p *pages) keepSafely(w http.ResponseWriter, r *http.Request) error {
	person, err := p.editable(r)
	if err != nil {
		return err
	}
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	f := newSafeForm()
	if !forms.Parse(values, f.fields()...) {
		return p.showAsking(w, r, http.StatusUnprocessableEntity, asking{person: person, form: f})
	}
	err = p.people.AskedSafely(r.Context(), person.ID, f.Seen.Value(), f.value())
	if fault.KindOf(err) == fault.Stale {
		return p.showAskedMeanwhile(w, r, f)
	}
	if err != nil {
		return err
	}
	return p.askedSafely(w, r, person)
}

func (p *pages) askedSafely(w http.ResponseWriter, r *http.Request, person people.Person) error {
	web.Flash(w, r, "How to reach "+person.Current().Name()+" safely is saved")
	return web.Redirect(w, r, address(person.ID))
}

// showAskedMeanwhile shows what somebody else wrote beside what was typed here, which
// stays in the form. Where both wrote the same, it is saved.
func (p *pages) showAskedMeanwhile(w http.ResponseWriter, r *http.Request, f *safeForm) error {
	person, err := p.editable(r)
	if err != nil {
		return err
	}
	now := person.Reach()
	a := asking{person: person, form: f}
	a.form.Seen.Set(now.Seen())
	by := "A new record"
	if now.ConfirmedBy != "" {
		by = p.around.AccountName(r.Context(), now.ConfirmedBy)
	}
	theirs, yours := safeAnswers(now.SafeContact), safeAnswers(f.value())
	for i, one := range theirs {
		if one.text != yours[i].text {
			a.clashes = append(a.clashes, clash{people.Difference{Kind: people.FactKind(one.what), Theirs: one.text, Yours: yours[i].text}, by})
		}
	}
	if len(a.clashes) > 0 {
		return p.showAsking(w, r, http.StatusConflict, a)
	}
	if err := p.people.AskedSafely(r.Context(), person.ID, now.Seen(), f.value()); err != nil {
		return err
	}
	return p.askedSafely(w, r, person)
}

// safeAnswer is one answer in words.
type safeAnswer struct{ what, text string }

func safeAnswers(s people.SafeContact) []safeAnswer {
	yes := func(b bool) string {
		if b {
			return "Yes"
		}
		return "No"
	}
	orNone := func(text string) string {
		if text == "" {
			return "None"
		}
		return text
	}
	ways := slices.Sorted(slices.Values(s.Channels))
	return []safeAnswer{
		{"Ways that are safe", orNone(strings.Join(ways, ", "))},
		{"Voicemail", yes(s.Voicemail)},
		{"Say who we are", yes(s.SayWho)},
		{"Our number must not show", yes(s.HideNumber)},
		{"Times", orNone(s.Times)},
		{"Who else may be spoken to", orNone(s.SpeakTo)},
		{"Code word", orNone(s.CodeWord)},
		{"Anything else", orNone(s.Note)},
	}
}

// stillSafe confirms in one press what was last said.
func (p *pages) stillSafe(w http.ResponseWriter, r *http.Request) error {
	id, err := ident.Parse[people.Person](r.PathValue("id"))
	if err != nil {
		return err
	}
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	if err := p.people.StillSafe(r.Context(), id, hidden(values, "seen")); err != nil {
		return err
	}
	web.Flash(w, r, "How to reach them safely is confirmed")
	if back := ownAddress(hidden(values, "back")); back != "" {
		return web.Redirect(w, r, back)
	}
	return web.Redirect(w, r, address(id))
}
