package deskweb

import (
	"cmp"
	"crypto/rand"
	"fmt"
	"net/http"
	"slices"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/access"
	"kith/internal/plat/forms"
	"kith/internal/plat/web"
	"kith/internal/services/intake"
	"kith/internal/work/needs"
)

// enquiryPage counts enquiries: the place stays chosen, and each subject is a button.
type enquiryPage struct {
	place    forms.Select
	channel  forms.Radios
	own      bool // an organisation counts its own: there is no place to choose
	subjects []intake.Subject
	key      string
	today    int
	errors   []forms.ErrorItem
}

func (p *pages) enquiryPage(r *http.Request) (*enquiryPage, error) {
	ctx := r.Context()
	s := &enquiryPage{
		key: ident.NewToken(rand.Reader), own: !access.From(ctx).Has(intake.Callers()...),
		place: forms.Select{Name: "place", Label: "Where?", Required: true, Missing: "Select where the enquiry was answered"},
		channel: forms.Radios{Name: "channel", Label: "How did they come?", Small: true, Inline: true, Required: true, Missing: "Select if they came in or rang", Options: []forms.Option{
			{Value: string(needs.WalkIn), Label: "They came in"}, {Value: string(needs.Phone), Label: "They rang"},
		}},
	}
	s.channel.Set(string(needs.WalkIn))
	var err error
	if s.subjects, err = p.intake.Subjects(ctx); err != nil {
		return nil, err
	}
	if s.today, err = p.intake.OwnEnquiries(ctx); err != nil || s.own {
		return s, err
	}
	all, err := p.intake.Places(ctx)
	if err != nil {
		return nil, err
	}
	for _, one := range all {
		s.place.Options = append(s.place.Options, forms.Option{Value: one.Name, Label: one.Name})
	}
	last, err := p.intake.LastPlace(ctx)
	s.place.Set(cmp.Or(last, all[0].Name))
	return s, err
}

func (s *enquiryPage) fields() []forms.Parser {
	if s.own {
		return []forms.Parser{&s.channel}
	}
	return []forms.Parser{&s.place, &s.channel}
}

func (p *pages) enquiries(w http.ResponseWriter, r *http.Request) error {
	s, err := p.enquiryPage(r)
	if err != nil {
		return err
	}
	return s.show(w, r, http.StatusOK)
}

func (s *enquiryPage) show(w http.ResponseWriter, r *http.Request, status int) error {
	back, section := "/calls", "Call"
	if s.own {
		back, section = "/inbox", "Inbox"
	}
	return web.Render(w, r, status, web.Page{
		Title: "Count an enquiry", Back: back, Section: section, Errors: append(forms.Errors(s.fields()...), s.errors...), Body: enquiriesBody(s),
	})
}

// count counts the enquiry whose subject was pressed.
func (p *pages) count(w http.ResponseWriter, r *http.Request) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	s, err := p.enquiryPage(r)
	if err != nil {
		return err
	}
	if !forms.Parse(values, s.fields()...) {
		return s.show(w, r, http.StatusUnprocessableEntity)
	}
	_, err = p.intake.CountEnquiry(r.Context(), intake.Enquiry{
		Subject: values.Get("subject"), Channel: needs.Channel(s.channel.Value()), Place: s.place.Value(),
	}, values.Get("key"))
	if fault.KindOf(err) == fault.Invalid {
		s.errors = []forms.ErrorItem{{Href: "#subjects", Text: fault.MessageOf(err)}}
		return s.show(w, r, http.StatusUnprocessableEntity)
	}
	if err != nil {
		return err
	}
	web.Flash(w, r, "Counted: "+s.named(values.Get("subject"))+". Nothing is kept of who asked.")
	return web.Redirect(w, r, enquiriesPath)
}

func (s *enquiryPage) named(id string) string {
	i := slices.IndexFunc(s.subjects, func(one intake.Subject) bool { return one.ID == id })
	return s.subjects[i].Name
}

// takeBack takes back what was pressed by mistake.
func (p *pages) takeBack(w http.ResponseWriter, r *http.Request) error {
	ok, err := p.intake.TakeBackEnquiry(r.Context())
	if err != nil {
		return err
	}
	said := "The last enquiry is taken back."
	if !ok {
		said = "There is none to take back today."
	}
	web.Flash(w, r, said)
	return web.Redirect(w, r, enquiriesPath)
}

func (s *enquiryPage) inWords() string {
	switch s.today {
	case 0:
		return "You have counted none today."
	case 1:
		return "You have counted 1 today."
	}
	return fmt.Sprintf("You have counted %d today.", s.today)
}
