package outreach

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"strings"

	"kith/internal/kernel/day"
	"kith/internal/kernel/nhsnumber"
	"kith/internal/kernel/phone"
	"kith/internal/kernel/postcode"
	"kith/internal/plat/tabular"
	"kith/internal/registers/people"
	"kith/internal/registers/places"
)

// Said is what a row says.
type Said struct {
	Given     string           `json:"given,omitempty"`
	Family    string           `json:"family,omitempty"`
	Born      day.Date         `json:"born,omitzero"`
	Phone     phone.Number     `json:"phone,omitempty"`
	NHS       nhsnumber.Number `json:"nhs,omitempty"`
	Address   []string         `json:"address,omitempty"` // lines, the town last where there are several
	Postcode  string           `json:"postcode,omitempty"`
	Team      string           `json:"team,omitempty"`
	Tries     int              `json:"tries,omitempty"`
	LastTried day.Date         `json:"last_tried,omitzero"`
	Reference string           `json:"reference,omitempty"`
	Note      string           `json:"note,omitempty"`
}

// The columns that every kind of file may have beside the names.
var columns = []tabular.Column{
	{Field: "born", Names: []string{"date of birth", "dob", "birth date", "born"}, Optional: true},
	{Field: "address", Names: []string{"address", "full address", "address line 1", "address 1"}, Optional: true},
	{Field: "town", Names: []string{"town", "city", "address line 2"}, Optional: true},
	{Field: "postcode", Names: []string{"postcode", "post code"}, Optional: true},
	{Field: "phone", Names: []string{"phone", "telephone", "phone number", "mobile", "contact number"}, Optional: true},
	{Field: "nhs", Names: []string{"nhs number", "nhs no"}, Optional: true},
	{Field: "team", Names: []string{"team", "tried by", "service", "organisation"}, Optional: true},
	{Field: "tries", Names: []string{"tries", "attempts", "number of attempts", "times tried"}, Optional: true},
	{Field: "tried", Names: []string{"last tried", "last attempt", "date tried", "date of last attempt"}, Optional: true},
	{Field: "reference", Names: []string{"reference", "ref", "their reference"}, Optional: true},
	{Field: "note", Names: []string{"note", "notes", "comments"}, Optional: true},
}

// layouts are the files that can be read: with the name in two columns or in one.
var layouts = []tabular.Layout{
	{Name: "People who could not be reached", Columns: append([]tabular.Column{
		{Field: "given", Names: []string{"first name", "given names", "forename"}},
		{Field: "family", Names: []string{"last name", "family name", "surname"}},
	}, columns...)},
	{Name: "People who could not be reached, with the name in one column", Columns: append([]tabular.Column{
		{Field: "name", Names: []string{"name", "full name", "patient name"}},
	}, columns...)},
}

// The longest that a row may say, in characters: all of it has to go into the reason.
const (
	longestName      = 100
	longestNote      = 240
	longestTeam      = 60
	longestReference = 40
	mostTries        = 999
)

// reading is one row as it is read, and what is wrong with it first.
type reading struct {
	cell  func(field string) string
	today day.Date
	wrong string
}

func (r *reading) fail(words string) {
	if r.wrong == "" {
		r.wrong = words
	}
}

// read makes of a row what it says, or a sentence on what is wrong for whoever mends the file.
func read(cell func(field string) string, today day.Date) (s Said, wrong string) {
	r := &reading{cell: cell, today: today}
	s.Given, s.Family = r.names()
	s.Born = r.date("born", "The date of birth")
	s.Phone = r.phone()
	s.NHS = r.number()
	s.Address, s.Postcode = r.address()
	s.Team = r.words("team", "The team", longestTeam)
	s.Tries = r.tries()
	s.LastTried = r.date("tried", "The date of the last attempt")
	s.Reference = r.words("reference", "The reference", longestReference)
	s.Note = r.words("note", "The note", longestNote)
	if s.Phone == "" && s.Postcode == "" && len(s.Address) == 0 && s.NHS == "" {
		r.fail("There is nothing to reach them by. Add a phone number, an address or the NHS number.")
	}
	return s, r.wrong
}

func (r *reading) names() (given, family string) {
	given, family = r.words("given", "The first name", longestName), r.words("family", "The last name", longestName)
	if whole := r.words("name", "The name", longestName); whole != "" {
		given, family = splitName(whole)
	}
	if given == "" && family == "" {
		r.fail("There is no name. Enter the first and the last name.")
	}
	return given, family
}

// splitName takes a name in one cell apart: "KHAN, Amina" or "Amina Khan".
func splitName(whole string) (given, family string) {
	if family, given, ok := strings.Cut(whole, ","); ok {
		return strings.TrimSpace(given), strings.TrimSpace(family)
	}
	words := strings.Fields(whole)
	last := len(words) - 1
	return strings.Join(words[:last], " "), words[last]
}

// words is a cell with its spaces put straight.
func (r *reading) words(field, what string, most int) string {
	text := strings.Join(strings.Fields(r.cell(field)), " ")
	if len([]rune(text)) > most {
		r.fail(what + " is too long. Shorten it to " + strconv.Itoa(most) + " characters or fewer.")
		return ""
	}
	return text
}

func (r *reading) date(field, what string) (d day.Date) {
	text := r.cell(field)
	if text == "" {
		return d
	}
	d, err := day.ParseDate(text)
	switch {
	case err != nil:
		r.fail(what + " cannot be read. Write it like 24/03/1939.")
	case d.After(r.today):
		r.fail(what + " is in the future. Check it.")
	}
	return d
}

func (r *reading) phone() phone.Number {
	text := r.cell("phone")
	if text == "" {
		return ""
	}
	n, err := phone.Parse(text)
	if err != nil {
		r.fail("The phone number cannot be read. Write it like 01632 960 100, or leave it out.")
	}
	return n
}

func (r *reading) number() nhsnumber.Number {
	text := r.cell("nhs")
	if text == "" {
		return ""
	}
	n, err := nhsnumber.Parse(text)
	if err != nil {
		r.fail("The NHS number is not a valid one. Check its ten digits, or leave it out.")
	}
	return n
}

// address is the lines of an address, and the postcode wherever it stands.
func (r *reading) address() (lines []string, code string) {
	for _, part := range append(strings.FieldsFunc(r.cell("address"), func(c rune) bool { return c == ',' || c == '\n' }), r.cell("town"), r.cell("postcode")) {
		part = strings.Join(strings.Fields(part), " ")
		if p, err := postcode.Parse(part); err == nil {
			code = string(p)
		} else if part != "" && part != strings.Join(strings.Fields(r.cell("postcode")), " ") {
			lines = append(lines, part)
		}
	}
	if code == "" && r.cell("postcode") != "" {
		r.fail("The postcode cannot be read. Write it like WN2 3EB, or leave it out.")
	}
	if len(strings.Join(lines, " ")) > 3*longestName {
		r.fail("The address is too long. Shorten it.")
	}
	return lines, code
}

func (r *reading) tries() int {
	text := strings.TrimSpace(r.cell("tries"))
	if text == "" {
		return 0
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 0 || n > mostTries {
		r.fail("How often they were tried is not a number. Write it like 3.")
		return 0
	}
	return n
}

// described is the person as the register of people compares them.
func (s Said) described() people.Described {
	d := people.Described{GivenNames: s.Given, FamilyName: s.Family, BirthDate: s.Born, Phone: s.Phone}
	d.Address = places.Address{Postcode: s.Postcode}
	lines := s.Address
	if n := len(lines); n > 1 {
		d.Address.Town, lines = lines[n-1], lines[:n-1]
	}
	if len(lines) > 0 {
		d.Address.Line1, d.Address.Line2 = lines[0], strings.Join(lines[1:], ", ")
	}
	return d
}

// Name is the name as the file has it.
func (s Said) Name() string { return s.described().Name() }

// who tells the person from every other, as far as the row says: the same in two rows of one
// file is one person. It is "" where too little is said.
func (s Said) who() string {
	switch {
	case s.NHS != "":
		return "nhs " + string(s.NHS)
	case !s.Born.IsZero() && s.Postcode != "":
		return fold(s.Given, s.Family, s.Born.String(), s.Postcode)
	}
	return fold(s.Given, s.Family, s.Born.String(), s.Postcode, string(s.Phone), strings.Join(s.Address, " "))
}

// key tells a row from every other, in whichever file it stands.
func (s Said) key(list string) string {
	sum := sha256.Sum256([]byte(fold(list, s.who(), s.Reference, s.LastTried.String(), strconv.Itoa(s.Tries))))
	return hex.EncodeToString(sum[:16])
}

func fold(parts ...string) string {
	for i, p := range parts {
		parts[i] = strings.ToLower(strings.Join(strings.Fields(p), " "))
	}
	return strings.Join(parts, "\x00")
}
