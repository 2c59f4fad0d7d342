package organisationsweb

import (
	"net/http"

	"kith/internal/kernel/day"
	"kith/internal/plat/forms"
	"kith/internal/plat/web"
	"kith/internal/registers/organisations"
)

// sayForm notes how an organisation says it is today, when it was rung up.
type sayForm struct {
	standing forms.Radios
	note     forms.String
}

func newSayForm(o organisations.Organisation, today day.Date) *sayForm {
	f := &sayForm{
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

func (f *sayForm) fields() []forms.Parser { return []forms.Parser{&f.standing, &f.note} }

func (p *pages) sayToday(w http.ResponseWriter, r *http.Request) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	s, err := p.screen(r)
	if err != nil {
		return err
	}
	if !forms.Parse(values, s.say.fields()...) {
		return s.show(w, r, http.StatusUnprocessableEntity)
	}
	o := s.Organisation
	if err := p.organisations.SayToday(r.Context(), o.ID, organisations.Standing(s.say.standing.Value()), s.say.note.Value()); err != nil {
		return err
	}
	web.Flash(w, r, "Noted how "+o.Name+" is today")
	return web.Redirect(w, r, "/organisations/"+string(o.ID))
}
