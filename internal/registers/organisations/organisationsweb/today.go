package organisationsweb

import (
	"net/http"
	"strconv"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/plat/forms"
	"kith/internal/plat/web"
	"kith/internal/registers/organisations"
)

// sayForm notes how an organisation says it is today, when it was rung up.
type sayForm struct {
	seen     forms.Hidden // the version it was drawn from
	stale    string       // what somebody else said meanwhile
	standing forms.Radios
	note     forms.String
}

func newSayForm(o organisations.Organisation, today day.Date) *sayForm {
	f := &sayForm{
		seen:     forms.Hidden{Name: "seen", Required: true, Raw: strconv.FormatInt(o.Version, 10)},
		standing: forms.Radios{Name: "standing", Label: "How is it today?", Required: true, Inline: true, Small: true, Missing: "Select open, limited or closed"},
		note:     forms.String{Name: "note", Label: "What it needs, or cannot do", Hint: "For example: out of nappies.", Max: 200},
	}
	for _, s := range organisations.Standings() {
		f.standing.Options = append(f.standing.Options, forms.Option{Value: string(s), Label: s.Label()})
	}
	if o.SaidToday(today) {
		f.standing.Set(string(o.Standing))
		f.note.Set(o.StandingNote)
	}
	return f
}

func (f *sayForm) fields() []forms.Parser { return []forms.Parser{&f.seen, &f.standing, &f.note} }

// errors are what has to be mended, what somebody else said meanwhile first.
func (f *sayForm) errors() []forms.ErrorItem {
	wrong := forms.Errors(f.fields()...)
	if f.stale != "" {
		wrong = append([]forms.ErrorItem{{Href: "#standing", Text: f.stale}}, wrong...)
	}
	return wrong
}

func (p *pages) sayToday(w http.ResponseWriter, r *http.Request) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	s, err := p.screen(r)
	if err != nil {
		return err
	}
	now := s.say.seen.Raw
	ok := forms.Parse(values, s.say.fields()...)
	version, _ := strconv.ParseInt(s.say.seen.Value(), 10, 64) // what is no number was never read
	s.say.seen.Set(now)
	if !ok {
		return s.show(w, r, http.StatusUnprocessableEntity)
	}
	o := s.Organisation
	err = p.organisations.SayToday(r.Context(), o.ID, version, organisations.Standing(s.say.standing.Value()), s.say.note.Value())
	if err != nil && fault.KindOf(err) == fault.Stale {
		s.say.stale = fault.MessageOf(err)
		return s.show(w, r, http.StatusConflict)
	}
	if err != nil {
		return err
	}
	web.Flash(w, r, "Noted how "+o.Name+" is today")
	return web.Redirect(w, r, "/organisations/"+string(o.ID))
}
