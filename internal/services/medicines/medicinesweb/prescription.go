package medicinesweb

import (
	"context"
	"net/http"
	"slices"
	"strconv"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/forms"
	"kith/internal/plat/journal"
	"kith/internal/plat/web"
	"kith/internal/registers/people"
	"kith/internal/services/medicines"
	"kith/internal/work/needs"
)

// screen is one prescription with its forms as they were left.
type screen struct {
	medicines.Prescription
	p      *pages
	need   needs.Need
	person people.Record
	given  struct{ pharmacy, kind string } // what was said when it was asked for
	errors []forms.ErrorItem
	// wrongHear is set when what the pharmacy said has to be mended, so that it is not folded.
	wrongHear bool

	version forms.Hidden

	Pharmacy   forms.String
	Phone      forms.Phone
	ReadyOn    forms.Date
	Ready      forms.String
	Payment    forms.Radios
	Proof      forms.Checkboxes
	Note       forms.Text
	Controlled forms.Radios
	SaidBy     forms.String

	From   forms.String
	By     forms.String
	Sealed forms.Radios

	To      forms.String
	Checked forms.String
	Whole   forms.Radios

	BackTo forms.String
	Why    forms.Text

	onRound  string // how a round brings it, in words; "" is none
	Postcode forms.String
	When     forms.Date
	Part     forms.Select
}

// The answers of the radios that are no state of their own.
const (
	unknown      = "unknown"
	substitution = "substitution"
	yes          = "yes"
	no           = "no"
)

func (p *pages) screen(r *http.Request) (*screen, error) {
	id, err := ident.Parse[needs.Need](r.PathValue("need"))
	if err != nil {
		return nil, err
	}
	s := &screen{p: p}
	if s.Prescription, s.need, err = p.medicines.Of(r.Context(), id); err != nil {
		return nil, err
	}
	if s.person, err = p.around.Record(r.Context(), s.Record, journal.Object{Kind: "need", ID: string(id)}); err != nil {
		return nil, err
	}
	s.given.pharmacy = p.around.Given(r.Context(), s.Request, "pharmacy")
	s.given.kind = p.around.Given(r.Context(), s.Request, "medicine_kind")
	s.ask(day.Of(p.around.Now()))
	s.set()
	return s, s.askRound(r.Context(), day.Of(p.around.Now()))
}

func (s *screen) ask(today day.Date) {
	who := func(name, label, missing string) forms.String {
		return forms.String{Name: name, Label: label, Required: true, Missing: missing, Max: 120, Width: 20}
	}
	sealed := func(name, label string) forms.Radios {
		return forms.Radios{Name: name, Label: label, Required: true, Inline: true, Small: true, Missing: "Select whether the bag is sealed", Options: []forms.Option{{Value: yes, Label: "Yes"}, {Value: no, Label: "No"}}}
	}
	s.version = forms.Hidden{Name: "version", Raw: strconv.FormatInt(s.Version, 10)}
	s.Pharmacy = forms.String{Name: "pharmacy", Label: "Which pharmacy?", Required: true, Missing: "Enter which pharmacy it is", Max: 150}
	s.Phone = forms.Phone{Name: "phone", Label: "Its phone number", Autocomplete: "off"}
	s.ReadyOn = forms.Date{Name: "ready", Label: "When is it ready?", Noun: "day", From: today.AddDays(-60), To: today.AddDays(60)}
	s.Ready = forms.String{Name: "ready-note", Label: "What time, or what else about that", Hint: "Such as: after 2pm.", Max: 120}
	s.Payment = forms.Radios{Name: "payment", Label: "How is the charge met?", Hint: neverMoney, Small: true, Options: []forms.Option{{Value: unknown, Label: medicines.PaymentUnknown.Label()}}}
	s.Proof = forms.Checkboxes{Name: "proof", Label: "What does the pharmacy want to see or hear?", Small: true}
	s.Note = forms.Text{Name: "note", Label: "What else it said (optional)", Hint: "Do not write what the medicine is or what it is for.", Max: 300, Rows: 2}
	s.Controlled = forms.Radios{Name: "controlled", Label: "Does the pharmacy say that it is a controlled drug?", Required: true, Small: true, Missing: "Select what the pharmacy says", Options: []forms.Option{
		{Value: unknown, Label: "It has not said", Hint: "Council staff only, until it says no."},
		{Value: string(medicines.NotControlled), Label: "No", Hint: "A volunteer with the letter may fetch it."},
		{Value: string(medicines.IsControlled), Label: "Yes", Hint: "Council staff only."},
		{Value: substitution, Label: "Only another service may handle it", Hint: "The pharmacy names the trust's drug and alcohol service. You will not see it here any more."},
	}}
	s.SaidBy = forms.String{Name: "said-by", Label: "Who at the pharmacy said so?", Max: 120, Width: 20}
	s.From, s.By = who("from", "Who at the pharmacy gave it?", "Enter who at the pharmacy gave it"), who("by", "Who took it?", "Enter who took it")
	s.To, s.Checked = who("to", "Who took it at the door?", "Enter who took it"), who("checked", "How did you know that it was them?", "Enter how you knew that it was them")
	s.Checked.Hint = "Such as: said the name and date of birth."
	s.Sealed, s.Whole = sealed("sealed", "Is the bag sealed?"), sealed("whole", "Was the bag still sealed?")
	s.BackTo = who("back-to", "Who at the pharmacy took it back?", "Enter who at the pharmacy took it back")
	s.Why = forms.Text{Name: "why", Label: "Why was it not handed over?", Required: true, Missing: "Enter why it was not handed over", Max: 300, Rows: 2}
	for _, one := range medicines.Payments() {
		s.Payment.Options = append(s.Payment.Options, forms.Option{Value: string(one), Label: one.Label()})
	}
	for _, one := range medicines.Proofs() {
		s.Proof.Options = append(s.Proof.Options, forms.Option{Value: string(one), Label: one.Label()})
	}
}

// set fills in what is known, and of what is not what was said when it was asked for.
func (s *screen) set() {
	s.Pharmacy.Set(s.Prescription.Pharmacy.Name)
	if s.Version == 0 {
		s.Pharmacy.Set(s.given.pharmacy)
		s.Proof.Set(string(medicines.Letter), string(medicines.Details))
	} else {
		var proof []string
		for _, one := range s.Prescription.Proof {
			proof = append(proof, string(one))
		}
		s.Proof.Set(proof...)
	}
	s.Phone.Set(s.Prescription.Pharmacy.Phone)
	if ready := s.Prescription.Pharmacy.ReadyOn; !ready.IsZero() {
		s.ReadyOn.Set(ready)
	}
	s.Ready.Set(s.Prescription.Pharmacy.Ready)
	s.Payment.Set(orUnknown(string(s.Prescription.Payment)))
	s.Note.Set(s.Prescription.Note)
	s.Controlled.Set(orUnknown(string(s.Prescription.Controlled)))
	s.SaidBy.Set(s.Prescription.SaidBy)
	s.Sealed.Set(yes)
	s.Whole.Set(yes)
}

func orUnknown(value string) string {
	if value == "" {
		return unknown
	}
	return value
}

// known is a radio's answer, where unknown is none.
func known(value string) string {
	if value == unknown {
		return ""
	}
	return value
}

// asked are the fields of an action's form.
func (s *screen) asked(a medicines.Action) []forms.Parser {
	switch a {
	case medicines.Hear:
		return []forms.Parser{&s.version, &s.Pharmacy, &s.Phone, &s.ReadyOn, &s.Ready, &s.Payment, &s.Proof, &s.Note, &s.Controlled, &s.SaidBy}
	case medicines.Fetch:
		return []forms.Parser{&s.version, &s.From, &s.By, &s.Sealed}
	case medicines.Hand:
		return []forms.Parser{&s.version, &s.To, &s.Checked, &s.Whole}
	case byRound:
		return []forms.Parser{&s.version, &s.Postcode, &s.When, &s.Part}
	}
	return []forms.Parser{&s.version, &s.BackTo, &s.Why}
}

func (s *screen) show(w http.ResponseWriter, r *http.Request, status int, a medicines.Action) error {
	wrong := s.errors
	s.wrongHear = a == medicines.Hear
	if a != "" {
		wrong = append(wrong, forms.Errors(s.asked(a)...)...)
	}
	return web.Render(w, r, status, web.Page{Title: "Prescription", Back: home, Section: section, Wide: true, Errors: wrong, Body: prescriptionBody(r.Context(), s)})
}

func (p *pages) prescription(w http.ResponseWriter, r *http.Request) error {
	s, err := p.screen(r)
	if err != nil {
		return err
	}
	return s.show(w, r, http.StatusOK, "")
}

// act does what a form says. When somebody else was first the page says so and keeps what
// was typed.
func (p *pages) act(a medicines.Action) web.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		values, err := web.Parse(r)
		if err != nil {
			return err
		}
		s, err := p.screen(r)
		if err != nil {
			return err
		}
		now := s.version.Raw
		if !forms.Parse(values, s.asked(a)...) {
			return s.show(w, r, http.StatusUnprocessableEntity, a)
		}
		err = p.do(r.Context(), s, a)
		switch {
		case err == nil:
			return s.done(w, r, a)
		case slices.Contains([]fault.Kind{fault.Stale, fault.Conflict, fault.Invalid}, fault.KindOf(err)):
			s.version.Set(now)
			s.errors = []forms.ErrorItem{{Href: s.about(fault.CodeOf(err)), Text: fault.MessageOf(err)}}
			return s.show(w, r, web.Status(err), a)
		}
		return err
	}
}

func (s *screen) about(code string) string {
	if code == "medicines.said-by" {
		return s.SaidBy.Href()
	}
	if code == "medicines.postcode" {
		return s.Postcode.Href()
	}
	return "#next"
}

// done goes on from what was done. What went to another service is not spoken of again: the
// list is all that is left to go to.
func (s *screen) done(w http.ResponseWriter, r *http.Request, a medicines.Action) error {
	if a == medicines.Hear && s.Controlled.Value() == substitution {
		web.Flash(w, r, "It is with the service that handles it. You do not see it here any more")
		return web.Redirect(w, r, home)
	}
	said := map[medicines.Action]string{
		medicines.Hear: "What the pharmacy says is written down", medicines.Fetch: "It is written down that it was fetched",
		byRound:        "A round fetches it and brings it, once the day is planned",
		medicines.Hand: "It is written down that it was handed over", medicines.Return: "It is written down that it is back at the pharmacy",
	}[a]
	web.Flash(w, r, said)
	return web.Redirect(w, r, home+"/"+string(s.need.ID))
}

func (p *pages) do(ctx context.Context, s *screen, a medicines.Action) error {
	c := s.choice()
	switch a {
	case medicines.Hear:
		if s.Controlled.Value() == substitution {
			return p.medicines.IsSubstitution(ctx, c)
		}
		return p.medicines.Hear(ctx, c, s.heard())
	case medicines.Fetch:
		return p.medicines.FetchedIt(ctx, c, medicines.Fetched{From: s.From.Value(), By: s.By.Value(), Sealed: s.Sealed.Value() == yes})
	case byRound:
		return p.medicines.ByRound(ctx, c, s.brought())
	case medicines.Hand:
		return p.medicines.HandedIt(ctx, c, medicines.Handed{To: s.To.Value(), Checked: s.Checked.Value(), Sealed: s.Whole.Value() == yes})
	}
	return p.medicines.ReturnedIt(ctx, c, medicines.Returned{To: s.BackTo.Value(), Why: s.Why.Value()})
}

func (s *screen) heard() medicines.Heard {
	h := medicines.Heard{
		Pharmacy: medicines.Pharmacy{Name: s.Pharmacy.Value(), Phone: s.Phone.Value(), ReadyOn: s.ReadyOn.Value(), Ready: s.Ready.Value()},
		Payment:  medicines.Payment(known(s.Payment.Value())), Note: s.Note.Value(), Controlled: medicines.Controlled(known(s.Controlled.Value())), SaidBy: s.SaidBy.Value(),
	}
	for _, one := range s.Proof.Value() {
		h.Proof = append(h.Proof, medicines.Proof(one))
	}
	return h
}

// choice is the prescription as the form's page showed it. A version that cannot be read is
// one that nobody was shown, and so is stale.
func (s *screen) choice() medicines.Choice {
	version, err := strconv.ParseInt(s.version.Raw, 10, 64)
	if err != nil {
		version = -1
	}
	return medicines.Choice{Need: s.need.ID, Version: version}
}
