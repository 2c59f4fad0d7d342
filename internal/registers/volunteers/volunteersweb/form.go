package volunteersweb

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"kith/internal/plat/forms"
	"kith/internal/registers/organisations"
	"kith/internal/registers/places"
	"kith/internal/registers/volunteering"
	"kith/internal/registers/volunteers"
)

// form asks all that is known of a volunteer.
type form struct {
	GivenNames, FamilyName        forms.String
	BornOn                        forms.Date
	BornUnknown                   forms.String
	Phone                         forms.Phone
	Email                         forms.Email
	Line1, Town                   forms.String
	Postcode                      forms.Postcode
	Neighbourhood                 forms.Select // asked of somebody new alone
	Activities, Skills, Languages forms.Checkboxes
	Vehicle                       forms.Radios
	Rights                        forms.Checkboxes
	Free                          forms.Grid
	Reach, PerWeek, PerMonth      forms.Int
	RatherNot, Health             forms.Text
	Shields                       forms.Radios
	EmergencyName                 forms.String
	EmergencyPhone                forms.Phone
	Organisation                  forms.Select
	isNew                         bool
	withheld                      bool // where they live, which is then neither shown nor asked
}

func (f *form) fields() []forms.Parser {
	all := []forms.Parser{
		&f.GivenNames, &f.FamilyName, &f.BornOn, &f.BornUnknown, &f.Phone, &f.Email, &f.Activities, &f.Skills, &f.Languages,
		&f.Vehicle, &f.Rights, &f.Free, &f.Reach, &f.PerWeek, &f.PerMonth, &f.RatherNot, &f.Shields, &f.Health, &f.EmergencyName, &f.EmergencyPhone, &f.Organisation,
	}
	if !f.withheld {
		all = append(all, &f.Line1, &f.Town, &f.Postcode)
	}
	if f.isNew {
		all = append(all, &f.Neighbourhood)
	}
	return all
}

func (k facts) form(ctx context.Context, isNew bool) *form {
	var skills, vehicles []forms.Option
	for _, s := range k.rules.Skills {
		if !s.Staff {
			skills = append(skills, forms.Option{Value: s.ID, Label: s.Label})
		}
	}
	for _, v := range volunteering.Vehicles() {
		vehicles = append(vehicles, forms.Option{Value: string(v), Label: v.Label()})
	}
	yesNo := []forms.Option{{Value: "yes", Label: "Yes"}, {Value: "no", Label: "No"}}
	return &form{
		isNew:         isNew,
		GivenNames:    forms.String{Name: "given_names", Label: "First name", Required: true, Max: 60},
		FamilyName:    forms.String{Name: "family_name", Label: "Last name", Max: 60},
		BornOn:        forms.Date{Name: "born", Label: "Date of birth", Hint: fmt.Sprintf("They have to be %d or older.", k.rules.MinimumAge)},
		BornUnknown:   forms.String{Name: "born_unknown", Label: "Why it is not known yet", Hint: "Only where it is not. They cannot become active until it is known.", Max: 200},
		Phone:         forms.Phone{Name: "phone", Label: "Phone number", Hint: "A phone number or an email address, so that they can be asked."},
		Email:         forms.Email{Name: "email", Label: "Email address"},
		Line1:         forms.String{Name: "line1", Label: "House and street", Max: 120},
		Town:          forms.String{Name: "town", Label: "Town", Max: 60, Width: 20},
		Postcode:      forms.Postcode{Name: "postcode", Label: "Postcode"},
		Neighbourhood: forms.Select{Name: "neighbourhood", Label: "Neighbourhood", Required: true, Missing: "Select the neighbourhood they help in", Options: k.hoodOptions(ctx, "Choose a neighbourhood")},
		Activities:    forms.Checkboxes{Name: "activities", Label: "What they offer", Required: true, Small: true, Missing: "Select at least one thing they are glad to do", Options: k.activityOptions()},
		Skills:        forms.Checkboxes{Name: "skills", Label: "Skills", Small: true, Options: skills},
		Languages:     forms.Checkboxes{Name: "languages", Label: "Languages beside English", Small: true, Options: k.tongueOptions()},
		Vehicle:       forms.Radios{Name: "vehicle", Label: "How they get about", Required: true, Small: true, Missing: "Select how they get about", Options: vehicles},
		Rights: forms.Checkboxes{Name: "rights", Label: "They say that", Small: true, Options: []forms.Option{
			{Value: "licence", Label: "they have a driving licence"}, {Value: "insured", Label: "their insurance covers voluntary driving"},
		}},
		Free:           freeGrid(),
		Reach:          forms.Int{Name: "reach", Label: "How far they go, in metres", Hint: "Empty is anywhere in the neighbourhood.", Min: 100, Max: 50_000},
		PerWeek:        forms.Int{Name: "per_week", Label: "Tasks a week at most", Hint: fmt.Sprintf("Empty is the borough's %d.", k.rules.Caps.PerWeek), Min: 1, Max: 50, Width: 3},
		PerMonth:       forms.Int{Name: "per_month", Label: "Tasks a month at most", Hint: fmt.Sprintf("Empty is the borough's %d.", k.rules.Caps.PerMonthMost), Min: 1, Max: 200, Width: 3},
		RatherNot:      forms.Text{Name: "rather_not", Label: "What they would rather not do", Max: 500, Rows: 2},
		Shields:        forms.Radios{Name: "shields", Label: "Do they shield, so that they work by phone alone?", Required: true, Inline: true, Missing: "Select yes if their own health keeps them from other people's doors", Options: yesNo},
		Health:         forms.Text{Name: "health", Label: "What their hub should know of their health", Hint: "Only what they want to tell. You alone see it.", Max: 500, Rows: 2},
		EmergencyName:  forms.String{Name: "emergency_name", Label: "Whom to ring when something happens to them", Max: 80},
		EmergencyPhone: forms.Phone{Name: "emergency_phone", Label: "That person's phone number"},
		Organisation:   forms.Select{Name: "organisation", Label: "They help through", Options: append([]forms.Option{{Label: "Nobody: they came to us themselves"}}, k.helpingOptions()...)},
	}
}

// freeGrid asks when somebody can, by days and parts of days.
func freeGrid() forms.Grid {
	g := forms.Grid{Checkboxes: forms.Checkboxes{Name: "free", Label: "When they can", Hint: "None ticked is any time."}}
	for _, p := range volunteers.Parts() {
		g.Across = append(g.Across, p.Label())
	}
	for _, d := range volunteers.Weekdays() {
		g.Down = append(g.Down, d.String())
		for _, p := range volunteers.Parts() {
			g.Options = append(g.Options, forms.Option{Value: freeKey(d.String(), p), Label: d.String() + " " + strings.ToLower(p.Label())})
		}
	}
	return g
}

func freeKey(d string, p volunteers.Part) string { return strings.ToLower(d[:3] + "-" + p.Label()) }

func (f *form) set(v volunteers.Volunteer) {
	f.GivenNames.Set(v.GivenNames)
	f.FamilyName.Set(v.FamilyName)
	f.BornOn.Set(v.BornOn)
	f.BornUnknown.Set(v.BornUnknown)
	f.Phone.Set(v.Phone)
	f.Email.Set(v.Email)
	if f.withheld {
		v.Home = volunteers.Home{}
	}
	f.Line1.Set(v.Home.Line1)
	f.Town.Set(v.Home.Town)
	f.Postcode.Raw = v.Home.Postcode
	f.Activities.Set(v.Activities...)
	f.Skills.Set(v.Gives.Skills...)
	f.keepLanguages(v.Gives.Languages)
	f.Languages.Set(v.Gives.Languages...)
	f.Vehicle.Set(string(cmp.Or(v.Gives.Vehicle, volunteering.OnFoot)))
	f.Rights.Set(said(v.Gives)...)
	f.Free.Set(freeOf(v.Gives.Free)...)
	setNumber(&f.Reach, v.Gives.Reach)
	setNumber(&f.PerWeek, v.Gives.PerWeek)
	setNumber(&f.PerMonth, v.Gives.PerMonth)
	f.RatherNot.Set(v.Gives.RatherNot)
	f.Shields.Set(strings.ToLower(yes(v.Own.Shields)))
	f.Health.Set(v.Own.Health)
	f.EmergencyName.Set(v.Own.EmergencyName)
	f.EmergencyPhone.Set(v.Own.EmergencyPhone)
	f.Organisation.Set(string(v.Organisation))
}

// keepLanguages offers also a language that the borough's list does not have.
func (f *form) keepLanguages(spoken []string) {
	for _, one := range spoken {
		if !slices.ContainsFunc(f.Languages.Options, func(o forms.Option) bool { return o.Value == one }) {
			f.Languages.Options = append(f.Languages.Options, forms.Option{Value: one, Label: one})
		}
	}
}

func said(g volunteers.Gives) (all []string) {
	if g.Licence {
		all = append(all, "licence")
	}
	if g.Insured {
		all = append(all, "insured")
	}
	return all
}

func freeOf(w volunteers.Week) (all []string) {
	for _, d := range volunteers.Weekdays() {
		for _, p := range volunteers.Parts() {
			if w != 0 && w.Has(d, p) {
				all = append(all, freeKey(d.String(), p))
			}
		}
	}
	return all
}

func setNumber(f *forms.Int, n int64) {
	if n > 0 {
		f.Set(int(n))
	}
}

// into writes what was typed into a volunteer.
func (f *form) into(v *volunteers.Volunteer) {
	v.GivenNames, v.FamilyName, v.BornOn = f.GivenNames.Value(), f.FamilyName.Value(), f.BornOn.Value()
	if v.BornUnknown = f.BornUnknown.Value(); !v.BornOn.IsZero() {
		v.BornUnknown = ""
	}
	v.Phone, v.Email = f.Phone.Value(), f.Email.Value()
	if !f.withheld {
		v.Home.Line1, v.Home.Town, v.Home.Postcode = f.Line1.Value(), f.Town.Value(), places.Tidy(f.Postcode.Raw)
	}
	v.Activities = f.Activities.Value()
	v.Gives = volunteers.Gives{
		Skills: f.Skills.Value(), Languages: f.Languages.Value(), Vehicle: volunteering.Vehicle(f.Vehicle.Value()),
		Licence: f.Rights.Has("licence"), Insured: f.Rights.Has("insured"), Free: f.week(),
		Reach: int64(f.Reach.Value()), PerWeek: int64(f.PerWeek.Value()), PerMonth: int64(f.PerMonth.Value()), RatherNot: f.RatherNot.Value(),
	}
	v.Own = volunteers.Own{
		Shields: f.Shields.Value() == "yes", Health: f.Health.Value(), EmergencyName: f.EmergencyName.Value(), EmergencyPhone: f.EmergencyPhone.Value(),
	}
	v.Organisation = organisations.ID(f.Organisation.Value())
}

func (f *form) week() (w volunteers.Week) {
	for _, d := range volunteers.Weekdays() {
		for _, p := range volunteers.Parts() {
			if f.Free.Has(freeKey(d.String(), p)) {
				w = w.With(d, p)
			}
		}
	}
	return w
}

// aged refuses a form that neither says how old they are nor why nobody knows.
func (f *form) aged() bool {
	if f.BornOn.Err() == "" && !f.BornOn.Given() && f.BornUnknown.Value() == "" {
		f.BornOn.Fail("Enter the date of birth, or say below why it is not known yet")
		return false
	}
	return true
}

// reachable refuses a form with no way to ask them.
func (f *form) reachable() bool {
	if f.Phone.Raw == "" && f.Email.Raw == "" {
		f.Phone.Fail("Enter a phone number or an email address")
		return false
	}
	return true
}
