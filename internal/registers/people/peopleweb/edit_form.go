package peopleweb

import (
	"net/url"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/nhsnumber"
	"kith/internal/kernel/postcode"
	"kith/internal/plat/forms"
	"kith/internal/registers/people"
	"kith/internal/registers/places"
)

// editForm asks for everything that can be known of a person.
type editForm struct {
	Seen                               forms.Hidden
	Given, Family                      forms.String
	Born                               forms.Date
	Phone                              forms.Phone
	Email                              forms.Email
	Line1, Line2, Town, Postcode, UPRN forms.String
	Language                           forms.String
	Interpreter                        forms.Checkboxes
	Communication                      forms.Checkboxes
	CommunicationNote                  forms.String
	Diet                               forms.Checkboxes
	Allergies                          forms.String
	NHS, Practice                      forms.String
	LedBy                              forms.String
	LedSince                           forms.Date
	NoCalls                            forms.String
	NoCallsUntil                       forms.Date
	Deceased                           forms.String
	DeceasedOn                         forms.Date
}

const needed = "needed"

func newEditForm() *editForm {
	f := &editForm{
		Seen:   forms.Hidden{Name: "seen", Required: true},
		Given:  forms.String{Name: "given-names", Label: "First names", Max: 100, Autocomplete: "off"},
		Family: forms.String{Name: "family-name", Label: "Family name", Max: 100, Autocomplete: "off"},
		Born:   forms.Date{Name: "born", Label: "Date of birth", Noun: "date of birth"},
		Phone:  forms.Phone{Name: "phone", Label: "Phone number", Autocomplete: "off"},
		Email:  forms.Email{Name: "email", Label: "Email address", Autocomplete: "off"},
		Line1:  forms.String{Name: "line1", Label: "Address line 1", Max: 120, Autocomplete: "off"},
		Line2:  forms.String{Name: "line2", Label: "Address line 2 (optional)", Max: 120, Autocomplete: "off"},
		Town:   forms.String{Name: "town", Label: "Town", Max: 60, Width: 20, Autocomplete: "off"},
		Postcode: forms.String{
			Name: "postcode", Label: "Postcode", Max: 16, Width: 10, Autocomplete: "off",
			Hint: "Another postcode may mean another hub: it is looked up when you save.",
		},
		UPRN:        forms.String{Name: "uprn", Label: "Property number (UPRN)", Noun: "the property number", Max: 12, Width: 20, InputMode: "numeric", Hint: "Up to 12 digits, from the council’s address list."},
		Language:    forms.String{Name: "language", Label: "Language they speak", Hint: "Leave empty for English.", Max: 60, Width: 20},
		Interpreter: forms.Checkboxes{Name: "interpreter", Label: "Interpreter", Small: true, Options: []forms.Option{{Value: needed, Label: "They need an interpreter"}}},
		Communication: forms.Checkboxes{
			Name: "communication", Label: "What they need to be spoken with or written to", Small: true,
			Options: options(people.CommunicationNeeds()),
		},
		CommunicationNote: forms.String{Name: "communication-note", Label: "Anything else about speaking or writing", Max: 200, Spellcheck: true},
		Diet:              forms.Checkboxes{Name: "diet", Label: "What they eat", Small: true, Options: options(people.DietaryNeeds())},
		Allergies:         forms.String{Name: "allergies", Label: "Allergies and anything else about food", Max: 200, Spellcheck: true},
		NHS:               forms.String{Name: "nhs-number", Label: "NHS number", Hint: "10 digits, like 943 476 5919.", Max: 20, Width: 20, InputMode: "numeric", Autocomplete: "off"},
		Practice:          forms.String{Name: "practice", Label: "GP practice", Max: 120},
		LedBy:             forms.String{Name: "led-by", Label: "Service that leads", Hint: "Such as adult social care. Others speak with it before they get in touch.", Max: 120},
		LedSince:          forms.Date{Name: "led-since", Label: "Since", Noun: "the day it began"},
		NoCalls:           forms.String{Name: "no-calls", Label: "Why nobody is to ring", Hint: "Leave empty if they may be rung.", Max: 200, Spellcheck: true},
		NoCallsUntil:      forms.Date{Name: "no-calls-until", Label: "Until", Hint: "Leave empty if it is not known.", Noun: "the last day"},
		Deceased:          forms.String{Name: "deceased", Label: "Who told us that they have died", Hint: "Leave empty if they are alive.", Max: 120, Missing: "Enter who told us that they have died"},
		DeceasedOn:        forms.Date{Name: "deceased-on", Label: "Date of death", Hint: "Leave empty if it is not known.", Noun: "the date of death"},
	}
	return f
}

func options(all []people.Choice) (o []forms.Option) {
	for _, c := range all {
		o = append(o, forms.Option{Value: c.Value, Label: c.Label})
	}
	return o
}

func (f *editForm) fields() []forms.Parser {
	return []forms.Parser{
		&f.Seen, &f.Given, &f.Family, &f.Born, &f.Phone, &f.Email, &f.Line1, &f.Line2, &f.Town, &f.Postcode, &f.UPRN,
		&f.Language, &f.Interpreter, &f.Communication, &f.CommunicationNote, &f.Diet, &f.Allergies, &f.NHS, &f.Practice,
		&f.LedBy, &f.LedSince, &f.NoCalls, &f.NoCallsUntil, &f.Deceased, &f.DeceasedOn,
	}
}

// parse reads what was typed over what is known now and reports whether all of it is right.
// Whoever has a name keeps one: without it nobody finds them again.
func (f *editForm) parse(values url.Values, now people.Record) bool {
	forms.Parse(values, f.fields()...)
	if f.Given.Value() == "" && f.Family.Value() == "" && (now.GivenNames != "" || now.FamilyName != "") {
		f.Given.Fail("Enter a first name or a family name. A name that is known can be changed, and not taken away")
	}
	if f.NHS.Value() != "" {
		if _, err := nhsnumber.Parse(f.NHS.Value()); err != nil {
			f.NHS.Fail(fault.MessageOf(err))
		}
	}
	if !digits(f.UPRN.Value()) {
		f.UPRN.Fail("The property number has only digits, up to 12 of them")
	}
	if f.LedSince.Given() && f.LedBy.Value() == "" {
		f.LedBy.Fail("Enter the service that leads, or take the day away")
	}
	if f.NoCallsUntil.Given() && f.NoCalls.Value() == "" {
		f.NoCalls.Fail("Enter why nobody is to ring, or take the day away")
	}
	if f.DeceasedOn.Given() && f.Deceased.Value() == "" {
		f.Deceased.Fail(f.Deceased.Missing)
	}
	return len(forms.Errors(f.fields()...)) == 0
}

func digits(s string) bool {
	for _, c := range s {
		if c < '0' || c > '9' {
			return false
		}
	}
	return true
}

// fill shows what a record says.
func (f *editForm) fill(r people.Record) {
	f.Given.Set(r.GivenNames)
	f.Family.Set(r.FamilyName)
	f.Born.Set(r.BirthDate)
	f.Phone.Set(r.Phone)
	f.Email.Set(r.Email)
	f.Line1.Set(r.Address.Line1)
	f.Line2.Set(r.Address.Line2)
	f.Town.Set(r.Address.Town)
	f.Postcode.Set(r.Address.Postcode)
	f.UPRN.Set(r.Address.UPRN)
	f.Language.Set(r.Language)
	if r.Interpreter {
		f.Interpreter.Set(needed)
	}
	f.Communication.Set(r.Communication...)
	f.CommunicationNote.Set(r.CommunicationNote)
	f.Diet.Set(r.Diet...)
	f.Allergies.Set(r.Allergies)
	f.NHS.Set(r.NHSNumber.Format())
	f.Practice.Set(r.Practice)
	f.LedBy.Set(r.LedBy)
	f.LedSince.Set(r.LedSince)
	f.NoCalls.Set(r.NoCalls.Reason)
	f.NoCallsUntil.Set(r.NoCalls.Until)
	f.Deceased.Set(r.Deceased.SaidBy)
	f.DeceasedOn.Set(r.Deceased.On)
}

// canonical writes a postcode as it is written where it is one, and leaves it as it was
// typed where it is not.
func canonical(typed string) string {
	if code, err := postcode.Parse(typed); err == nil {
		return string(code)
	}
	return typed
}

// record is what was typed.
func (f *editForm) record() (r people.Record) {
	r.GivenNames, r.FamilyName, r.BirthDate = f.Given.Value(), f.Family.Value(), f.Born.Value()
	r.Phone, r.Email = f.Phone.Value(), f.Email.Value()
	r.Address = places.Address{
		Line1: f.Line1.Value(), Line2: f.Line2.Value(), Town: f.Town.Value(), Postcode: canonical(f.Postcode.Value()), UPRN: f.UPRN.Value(),
	}
	r.Language, r.Interpreter = f.Language.Value(), f.Interpreter.Has(needed)
	number, _ := nhsnumber.Parse(f.NHS.Value()) // parse has checked it
	r.Details = people.Details{
		NHSNumber: number, Practice: f.Practice.Value(),
		Communication: f.Communication.Value(), CommunicationNote: f.CommunicationNote.Value(),
		Diet: f.Diet.Value(), Allergies: f.Allergies.Value(),
		LedBy: f.LedBy.Value(), LedSince: f.LedSince.Value(),
		NoCalls:  people.NoCalls{Reason: f.NoCalls.Value(), Until: f.NoCallsUntil.Value()},
		Deceased: people.Deceased{SaidBy: f.Deceased.Value(), On: f.DeceasedOn.Value()},
	}
	return r
}
