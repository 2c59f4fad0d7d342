package intakeweb

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"kith/internal/blueprint"
	"kith/internal/plat/words"
	"kith/internal/registers/volunteering"
	"kith/internal/work/answers"
)

// The questions of somebody who offers to help, beside those that every form has.
const (
	askActivities     = "activities"
	askSkills         = "skills"
	askLanguages      = "languages"
	askOtherLanguages = "other_languages"
	askVehicle        = "vehicle"
	askLicence        = "licence"
	askInsured        = "insured"
	askAnyTime        = "any_time"
	askFree           = "free"
	askReach          = "reach"
	askPerWeek        = "per_week"
	askPerMonth       = "per_month"
	askRatherNot      = "rather_not"
	askShields        = "shields"
	askHealth         = "health"
	askEmergencyName  = "emergency_name"
	askEmergencyPhone = "emergency_phone"
	askPrinciples     = "principles"
	askKeep           = "keep"

	agePage, wherePage, agreePage = "age", "where", "agree"
)

const yes, no, notSure = "yes", "no", "not-sure"

// offering is what the questions of one form are made of.
type offering struct {
	*volunteering.Rules
	said *offerWords
}

// offerQuestions ask who somebody is, what they would be glad to do, and when and how far.
func offerQuestions(ctx context.Context, b *blueprint.Blueprint) *answers.Questions {
	o := offering{volunteering.Of(b), sayOffer(ctx)}
	none := blueprint.Part[*answers.Questions](b).Only(func(answers.Page) bool { return false }, nil)
	return none.With(slices.Concat(o.who(), o.what(), o.when(), o.safely(), o.agreement())...)
}

func (o offering) who() []answers.Page {
	w := o.said
	return []answers.Page{
		{ID: agePage, Part: answers.Who, Title: w.Age, Why: fmt.Sprintf(w.AgeWhy, o.MinimumAge), Questions: []answers.Question{
			{ID: answers.AskBirthDate, Kind: answers.Date, Required: true, Missing: w.AgeMissing},
		}},
		{ID: "name", Part: answers.Who, Title: w.Name, Why: w.NameWhy, Questions: []answers.Question{
			{ID: answers.AskFirstName, Kind: answers.Text, Title: w.FirstName, Required: true, Missing: w.FirstNameMissing, Max: 60},
			{ID: answers.AskLastName, Kind: answers.Text, Title: w.LastName, Required: true, Missing: w.LastNameMissing, Max: 60},
		}},
		{ID: wherePage, Part: answers.Who, Title: w.Where, Why: w.WhereWhy, Questions: []answers.Question{
			{ID: answers.AskAddress, Kind: answers.Address, Title: w.Street, Required: true, Missing: w.StreetMissing, Max: 200},
			{ID: answers.AskPostcode, Kind: answers.Postcode, Title: w.Postcode, Required: true, Missing: w.PostcodeMissing, Exact: true},
		}},
		{ID: "contact", Part: answers.Who, Title: w.Contact, Why: w.ContactWhy, Questions: []answers.Question{
			{ID: answers.AskPhone, Kind: answers.Phone, Title: w.Phone, RequiredUnless: answers.AskEmail, Missing: w.ContactMissing},
			{ID: answers.AskEmail, Kind: answers.Email, Title: w.Email},
		}},
	}
}

func (o offering) what() []answers.Page {
	w := o.said
	pages := []answers.Page{
		{ID: "activities", Part: answers.What, Title: w.Activities, Why: w.ActivitiesWhy, Questions: []answers.Question{
			{ID: askActivities, Kind: answers.Checkboxes, Required: true, Missing: w.ActivitiesMissing, Options: o.activities()},
		}},
	}
	if skills := o.skills(); len(skills) > 0 {
		pages = append(pages, answers.Page{ID: "skills", Part: answers.What, Title: w.Skills, Why: w.SkillsWhy, Questions: []answers.Question{
			{ID: askSkills, Kind: answers.Checkboxes, Options: skills},
		}})
	}
	return append(pages,
		answers.Page{ID: "languages", Part: answers.What, Title: w.Languages, Why: w.LanguagesWhy, Questions: []answers.Question{
			{ID: askLanguages, Kind: answers.Checkboxes, Title: w.LanguagesList, Options: languages()},
			{ID: askOtherLanguages, Kind: answers.Text, Title: w.OtherLanguages, Max: 100},
		}},
		answers.Page{ID: "vehicle", Part: answers.What, Title: w.Vehicle, Why: w.VehicleWhy, Questions: []answers.Question{
			{ID: askVehicle, Kind: answers.Radios, Required: true, Missing: w.VehicleMissing, Options: o.vehicles()},
		}},
		answers.Page{ID: "driving", Part: answers.What, Title: w.Driving, Why: w.DrivingWhy, ShowIf: drives, Questions: []answers.Question{
			{ID: askLicence, Kind: answers.Radios, Title: w.Licence, Required: true, Missing: w.LicenceMissing, Options: o.choices(yes, no)},
			{ID: askInsured, Kind: answers.Radios, Title: w.Insured, Hint: w.InsuredHint, Required: true, Missing: w.InsuredMissing, Options: o.choices(yes, no, notSure)},
		}},
	)
}

func drives(values map[string]any) bool {
	vehicle, _ := values[askVehicle].(string)
	return volunteering.Vehicle(vehicle).Drives()
}

func (o offering) choices(ids ...string) (all []answers.Option) {
	for _, id := range ids {
		all = append(all, answers.Option{ID: id, Label: o.said.Said[id]})
	}
	return all
}

func (o offering) vehicles() (all []answers.Option) {
	for _, v := range volunteering.Vehicles() {
		all = append(all, answers.Option{ID: string(v), Label: o.said.Vehicles[string(v)]})
	}
	return all
}

func (o offering) skills() (all []answers.Option) {
	for _, s := range o.Skills {
		if !s.Staff {
			all = append(all, answers.Option{ID: s.ID, Label: s.Label})
		}
	}
	return all
}

// languages are those of the pages, each as its speakers call it.
func languages() (all []answers.Option) {
	for _, l := range words.Languages() {
		if !l.IsEnglish() {
			all = append(all, answers.Option{ID: l.English, Label: l.Name})
		}
	}
	return all
}

// activities are what can be done here, each with what it takes.
func (o offering) activities() (all []answers.Option) {
	for _, a := range o.Activities {
		hint := append([]string{a.About}, o.takes(a)...)
		all = append(all, answers.Option{ID: a.ID, Label: a.PublicLabel, Hint: strings.TrimSpace(strings.Join(hint, " "))})
	}
	return all
}

func (o offering) takes(a volunteering.Activity) (said []string) {
	if a.Place == volunteering.ByPhone {
		said = append(said, o.said.FromHome)
	}
	switch a.Vehicle {
	case volunteering.Car:
		said = append(said, o.said.NeedsCar)
	case volunteering.AnyVehicle:
		said = append(said, o.said.NeedsVehicle)
	}
	switch more, dbs := o.checksOf(a); {
	case dbs:
		said = append(said, o.said.NeedsDbs)
	case more:
		said = append(said, o.said.MoreChecks)
	}
	return said
}

// checksOf reports whether an activity takes more checks than everybody's that the volunteer
// has no part in bringing, and whether one of them is by the Disclosure and Barring Service.
func (o offering) checksOf(a volunteering.Activity) (more, dbs bool) {
	for _, id := range a.Checks {
		c, ok := o.Check(id)
		if !ok || slices.Contains(o.Joining.Checks, id) || c.Kind == volunteering.Right {
			continue
		}
		more, dbs = true, dbs || c.Kind == volunteering.DBS
	}
	return more, dbs
}

func (o offering) when() []answers.Page {
	w := o.said
	return []answers.Page{
		{ID: "when", Part: answers.Where, Title: w.Free, Why: w.FreeWhy, Questions: []answers.Question{
			{ID: askAnyTime, Kind: answers.Checkboxes, Title: w.FreeAnyTitle, Options: []answers.Option{{ID: yes, Label: w.FreeAny}}},
			o.free(),
		}},
		{ID: "reach", Part: answers.Where, Title: w.Reach, Why: w.ReachWhy, Questions: []answers.Question{
			{ID: askReach, Kind: answers.Radios, Required: true, Missing: w.ReachMissing, Options: o.reaches()},
		}},
		{ID: "often", Part: answers.Where, Title: w.Often, Why: w.OftenWhy, Questions: []answers.Question{
			{ID: askPerWeek, Kind: answers.Number, Title: w.PerWeek, Min: 1, Max: 50},
			{ID: askPerMonth, Kind: answers.Number, Title: w.PerMonth, Min: 1, Max: 200},
		}},
		{ID: "rather-not", Part: answers.Where, Title: w.RatherNot, Why: w.RatherNotWhy, Questions: []answers.Question{
			{ID: askRatherNot, Kind: answers.Textarea, Max: 500},
		}},
	}
}

// The rows and columns of the week, by the ids of their words.
var (
	weekdays = []string{"mon", "tue", "wed", "thu", "fri", "sat", "sun"}
	dayParts = []string{"morning", "afternoon", "evening"}
)

// free is the table of a week.
func (o offering) free() answers.Question {
	q := answers.Question{ID: askFree, Title: o.said.FreeTable, RequiredUnless: askAnyTime, Missing: o.said.FreeMissing}
	return answers.InGrid(q, options(weekdays, o.said.Days), options(dayParts, o.said.DayParts), func(day, part string) string {
		return fmt.Sprintf(o.said.FreeBox, day, part)
	})
}

func options(ids []string, labels map[string]string) (all []answers.Option) {
	for _, id := range ids {
		all = append(all, answers.Option{ID: id, Label: labels[id]})
	}
	return all
}

// reaches are the distances to choose between, in metres; none is anywhere the team works.
func (o offering) reaches() []answers.Option {
	return options([]string{"800", "2000", "5000", "0"}, o.said.Reaches)
}

func (o offering) safely() []answers.Page {
	w := o.said
	return []answers.Page{
		{ID: "health", Part: answers.Contact, Title: w.Health, Why: w.HealthWhy, Questions: []answers.Question{
			{ID: askShields, Kind: answers.Radios, Title: w.Shields, Required: true, Missing: w.ShieldsMissing, Options: o.choices(yes, no)},
			{ID: askHealth, Kind: answers.Textarea, Title: w.HealthNote, Hint: w.HealthNoteHint, Max: 500},
		}},
		{ID: "emergency", Part: answers.Contact, Title: w.Emergency, Why: w.EmergencyWhy, Questions: []answers.Question{
			{ID: askEmergencyName, Kind: answers.Text, Title: w.EmergencyName, Required: true, Missing: w.EmergencyNameMissing, Max: 100, About: "asker"},
			{ID: askEmergencyPhone, Kind: answers.Phone, Title: w.EmergencyPhone, Required: true, Missing: w.EmergencyPhoneMissing, About: "asker"},
		}},
	}
}

func (o offering) agreement() []answers.Page {
	w := o.said
	var points []string
	for _, p := range o.Principles.Says {
		points = append(points, p.Text)
	}
	return []answers.Page{{ID: agreePage, Part: answers.Consent, Title: w.Agree, Points: points, Why: w.AgreeWhy, Questions: []answers.Question{
		{ID: askPrinciples, Kind: answers.Checkboxes, Title: w.AgreeTitle, Required: true, Missing: w.AgreeMissing, Options: []answers.Option{{ID: yes, Label: w.AgreeBox}}},
		{ID: askKeep, Kind: answers.Checkboxes, Title: w.KeepTitle, Required: true, Missing: w.KeepMissing, Options: []answers.Option{{ID: yes, Label: w.KeepBox}}},
	}}}
}
