package volunteers

import (
	"slices"
	"strings"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/kernel/phone"
	"kith/internal/plat/tabular"
	"kith/internal/registers/places"
	"kith/internal/registers/volunteering"
)

type rules = volunteering.Rules

// SheetSaid is what a row of a file says of somebody.
type SheetSaid struct {
	Given         string       `json:"given,omitempty"`
	Family        string       `json:"family,omitempty"`
	Born          day.Date     `json:"born,omitzero"`
	Phone         phone.Number `json:"phone,omitempty"`
	Email         string       `json:"email,omitempty"`
	Line1         string       `json:"line1,omitempty"`
	Postcode      string       `json:"postcode,omitempty"`
	Neighbourhood string       `json:"neighbourhood,omitempty"`
	Easting       int64        `json:"easting,omitempty"`
	Northing      int64        `json:"northing,omitempty"`
	Activities    []string     `json:"activities,omitempty"`
	Vehicle       string       `json:"vehicle,omitempty"`
	Languages     []string     `json:"languages,omitempty"`
	Identity      day.Date     `json:"identity,omitzero"`
	DBS           day.Date     `json:"dbs,omitzero"`
	DBSNumber     string       `json:"dbs_number,omitempty"`
	RatherNot     string       `json:"rather_not,omitempty"`
}

// The columns that every kind of file may have beside the names.
var columnsOfSheet = []tabular.Column{
	{Field: "postcode", Names: []string{"postcode", "post code"}},
	{Field: "activities", Names: []string{"activities", "offers", "help offered", "can help with"}},
	{Field: "phone", Names: []string{"phone", "telephone", "phone number", "mobile"}, Optional: true},
	{Field: "email", Names: []string{"email", "email address", "e-mail"}, Optional: true},
	{Field: "born", Names: []string{"date of birth", "dob", "born"}, Optional: true},
	{Field: "address", Names: []string{"address", "address line 1", "address 1"}, Optional: true},
	{Field: "vehicle", Names: []string{"vehicle", "drives", "car"}, Optional: true},
	{Field: "languages", Names: []string{"languages", "language", "speaks"}, Optional: true},
	{Field: "identity", Names: []string{"identity checked", "id checked", "identity checked on"}, Optional: true},
	{Field: "dbs", Names: []string{"dbs date", "dbs issued", "dbs"}, Optional: true},
	{Field: "dbs_number", Names: []string{"dbs number", "dbs certificate"}, Optional: true},
	{Field: "rather_not", Names: []string{"rather not", "note", "notes"}, Optional: true},
}

// layouts are the files that can be read: with the name in two columns or in one.
var layouts = []tabular.Layout{
	{Name: "Volunteers", Columns: append([]tabular.Column{
		{Field: "given", Names: []string{"first name", "given names", "forename"}},
		{Field: "family", Names: []string{"last name", "family name", "surname"}},
	}, columnsOfSheet...)},
	{Name: "Volunteers, with the name in one column", Columns: append([]tabular.Column{
		{Field: "name", Names: []string{"name", "full name"}},
	}, columnsOfSheet...)},
}

// reading is one row as it is read, and what is wrong with it first.
type reading struct {
	cell  func(field string) string
	b     *rules
	today day.Date
	wrong string
}

func (r *reading) fail(why string) {
	if r.wrong == "" {
		r.wrong = why
	}
}

func readSaid(cell func(string) string, b *rules, today day.Date) (s SheetSaid, wrong string) {
	r := &reading{cell: cell, b: b, today: today}
	s.Given, s.Family = cell("given"), cell("family")
	if whole := strings.Fields(cell("name")); s.Given == "" && len(whole) > 0 {
		s.Given, s.Family = whole[0], strings.Join(whole[1:], " ")
	}
	if s.Given == "" {
		r.fail("The name is missing.")
	}
	s.Phone, s.Email = r.phone(), cell("email")
	if s.Email != "" && !strings.Contains(s.Email, "@") {
		r.fail("The email address has no @.")
	}
	if s.Phone == "" && s.Email == "" {
		r.fail("There is neither a phone number nor an email address.")
	}
	s.Born, s.Identity, s.DBS = r.date("born", "date of birth"), r.date("identity", "date of the identity check"), r.date("dbs", "date of the DBS certificate")
	r.age(s.Born)
	s.Line1, s.Postcode = cell("address"), places.Tidy(cell("postcode"))
	s.Activities = r.activities()
	s.Vehicle = r.vehicle()
	s.Languages = parts(cell("languages"))
	s.DBSNumber, s.RatherNot = cell("dbs_number"), cell("rather_not")
	return s, r.wrong
}

func (r *reading) phone() phone.Number {
	typed := r.cell("phone")
	if typed == "" {
		return ""
	}
	n, err := phone.Parse(typed)
	if err != nil {
		r.fail(fault.MessageOf(err))
	}
	return n
}

func (r *reading) date(field, name string) day.Date {
	typed := r.cell(field)
	if typed == "" {
		return day.Date{}
	}
	d, err := day.ParseDate(typed)
	switch {
	case err != nil:
		r.fail("The " + name + " “" + typed + "” cannot be read. Write it as 24/03/2020.")
	case d.After(r.today):
		r.fail("The " + name + " is in the future.")
	}
	return d
}

func (r *reading) age(born day.Date) {
	if !born.IsZero() && day.AgeOn(born, r.today) < r.b.MinimumAge {
		r.fail("They are too young to volunteer here.")
	}
}

// activities reads names or ids, with anything between them.
func (r *reading) activities() (ids []string) {
	for _, one := range parts(r.cell("activities")) {
		i := slices.IndexFunc(r.b.Activities, func(a volunteering.Activity) bool {
			return fold(a.ID) == fold(one) || fold(a.Name) == fold(one) || fold(a.PublicLabel) == fold(one)
		})
		if i < 0 {
			r.fail("There is no activity “" + one + "”. Use the names of the activities page.")
			continue
		}
		if id := r.b.Activities[i].ID; !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	if len(ids) == 0 {
		r.fail("It says nothing that they offer.")
	}
	return ids
}

func (r *reading) vehicle() string {
	typed := fold(r.cell("vehicle"))
	switch typed {
	case "", "no", "none", "n":
		return string(volunteering.OnFoot)
	case "yes", "y", "car":
		return string(volunteering.Car)
	case "van", "bicycle":
		return typed
	case "bike":
		return string(volunteering.Bicycle)
	}
	r.fail("The vehicle “" + r.cell("vehicle") + "” is none we know. Write none, bicycle, car or van.")
	return ""
}

func parts(s string) (all []string) {
	for _, one := range strings.FieldsFunc(s, func(c rune) bool { return c == ';' || c == ',' || c == '/' || c == '|' || c == '\n' }) {
		if one = strings.TrimSpace(one); one != "" {
			all = append(all, one)
		}
	}
	return all
}

// volunteer is somebody new of whom a file says this. They have not agreed to anything yet.
func (s SheetSaid) volunteer() NewVolunteer {
	return NewVolunteer{
		GivenNames: s.Given, FamilyName: s.Family, BornOn: s.Born, Phone: s.Phone, Email: s.Email,
		Home:          Home{Address: places.Address{Line1: s.Line1, Postcode: s.Postcode}, Easting: s.Easting, Northing: s.Northing},
		Neighbourhood: s.Neighbourhood, Activities: s.Activities, Standing: Applied,
		Gives: Gives{Vehicle: volunteering.Vehicle(s.Vehicle), Languages: s.Languages, RatherNot: s.RatherNot},
	}
}

// held are the checks a file says were done, as far as they count still.
func (s SheetSaid) held(b *rules, file string) (all []Held) {
	for _, c := range b.Checks {
		h := Held{Check: c.ID, Level: c.Level, SeenBy: "File: " + file, SeenHow: "As a file says"}
		switch {
		case c.Kind == volunteering.Identity && !s.Identity.IsZero():
			h.IssuedOn = s.Identity
		case c.Kind == volunteering.DBS && !s.DBS.IsZero():
			h.IssuedOn, h.Number = s.DBS, s.DBSNumber
		default:
			continue
		}
		all = append(all, h)
	}
	return all
}
