package inboxweb

import (
	"net/http"
	"strconv"

	"kith/internal/kernel/fault"
	"kith/internal/plat/forms"
	"kith/internal/plat/web"
	"kith/internal/registers/organisations"
)

// sayForm asks how the organisation is today.
type sayForm struct {
	Seen     forms.Hidden // the version it was drawn from
	Standing forms.Radios
	Note     forms.String
}

func newSayForm(o organisations.Organisation, said bool) *sayForm {
	f := &sayForm{
		Seen: forms.Hidden{Name: "seen", Raw: strconv.FormatInt(o.Version, 10)},
		Standing: forms.Radios{
			Name: "standing", Label: "How are you today?", Required: true, Missing: "Select open, limited or closed",
			Options: []forms.Option{
				{Value: string(organisations.Open), Label: "Open"},
				{Value: string(organisations.Limited), Label: "Limited", Hint: "You can take some work, but not all."},
				{Value: string(organisations.Closed), Label: "Closed"},
			},
		},
		Note: forms.String{Name: "note", Label: "What should your hub know? (optional)", Noun: "what your hub should know", Hint: "For example: out of nappies.", Max: 200},
	}
	if said {
		f.Standing.Set(string(o.Standing))
		f.Note.Set(o.StandingNote)
	}
	return f
}

func (f *sayForm) fields() []forms.Parser { return []forms.Parser{&f.Seen, &f.Standing, &f.Note} }

func (p *pages) sayToday(w http.ResponseWriter, r *http.Request) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	s, err := p.screen(r.Context())
	if err != nil {
		return err
	}
	o, now := s.today.Organisation, s.say.Seen.Raw
	ok := forms.Parse(values, s.say.fields()...)
	stale := s.say.Seen.Raw != now
	version, _ := strconv.ParseInt(s.say.Seen.Raw, 10, 64) // what is no number was never read
	s.say.Seen.Set(now)
	switch {
	case stale:
		s.change("#standing", "Somebody has said how you are since you opened this page: "+standingWords(o)+". Check it, then save again if it is wrong.")
		return s.show(w, r, http.StatusConflict)
	case !ok:
		return s.show(w, r, http.StatusUnprocessableEntity)
	}
	err = p.organisations.SayToday(r.Context(), o.ID, version, organisations.Standing(s.say.Standing.Value()), s.say.Note.Value())
	if err != nil && fault.KindOf(err) == fault.Stale { // between reading the page and writing
		s.change("#standing", fault.MessageOf(err))
		return s.show(w, r, http.StatusConflict)
	}
	if err != nil {
		return err
	}
	web.Flash(w, r, "Your hub now knows how you are today")
	return web.Redirect(w, r, home)
}

// standingWords is how an organisation stands, in one phrase.
func standingWords(o organisations.Organisation) string {
	if o.StandingNote == "" {
		return o.Standing.Label()
	}
	return o.Standing.Label() + ", “" + o.StandingNote + "”"
}

// change tells what somebody else did meanwhile.
func (s *screen) change(href, text string) {
	s.changed = append(s.changed, forms.ErrorItem{Href: href, Text: text})
}
