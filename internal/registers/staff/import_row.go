package staff

import (
	"context"
	"regexp"
	"strings"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/phone"
	"kith/internal/kernel/postcode"
	"kith/internal/plat/access"
	"kith/internal/plat/tabular"
	"kith/internal/registers/places"
)

// layout is a list of people who are lent.
var layout = tabular.Layout{Name: "Staff who are lent", Columns: []tabular.Column{
	{Field: "name", Names: []string{"name", "full name"}},
	{Field: "email", Names: []string{"work email", "email", "work email address", "email address"}},
	{Field: "employer", Names: []string{"employer", "organisation", "who employs them"}},
	{Field: "home", Names: []string{"home service", "service", "department", "team"}, Optional: true},
	{Field: "phone", Names: []string{"work phone", "phone", "work mobile", "telephone"}, Optional: true},
	{Field: "hub", Names: []string{"lent to", "hub", "neighbourhood"}, Optional: true},
	{Field: "skills", Names: []string{"skills", "skill"}, Optional: true},
	{Field: "free", Names: []string{"free", "available", "availability"}, Optional: true},
	{Field: "keeps", Names: []string{"instructions", "instruction"}, Optional: true},
	{Field: "postcode", Names: []string{"postcode", "base postcode"}, Optional: true},
}}

// rowReader reads the rows of one file.
type rowReader struct {
	s     *Service
	rules *Rules
	areas []places.Neighbourhood
}

// Namer knows the neighbourhoods. A [Router] that is one lets files name hubs.
type Namer interface {
	Neighbourhoods(ctx context.Context) ([]places.Neighbourhood, error)
}

func (s *Service) rowReader(ctx context.Context) (rr *rowReader, err error) {
	rr = &rowReader{s: s}
	if rr.rules, err = s.Rules(ctx); err != nil {
		return nil, err
	}
	if n, ok := s.places.(Namer); ok {
		rr.areas, err = n.Neighbourhoods(ctx)
	}
	return rr, err
}

// an e-mail address as far as a spreadsheet can be held to it.
var address = regexp.MustCompile(`^[^\s@]+@[^\s@]+\.[^\s@]+$`)

// read makes details of a row, or says what is wrong with it in a sentence for whoever mends
// the file.
func (rr *rowReader) read(ctx context.Context, row tabular.Row, columns tabular.Columns) (one ready, why string, err error) {
	cell := func(field string) string { return row.Cell(columns.Of(field)) }
	d := Details{Name: cell("name"), Employer: cell("employer"), Home: cell("home"), Email: cell("email")}
	if d.Email != "" && !address.MatchString(d.Email) {
		return one, "The work email is not an email address.", nil
	}
	for _, read := range []func(*Details, func(string) string) string{rr.place, rr.gives, numbers} {
		if why := read(&d, cell); why != "" {
			return one, why, nil
		}
	}
	if fault.KindOf(access.Check(ctx, d.Neighbourhood, keepers...)) == fault.Forbidden {
		return one, "You may only add people to your own hubs. Write one of them under Lent to.", nil
	}
	at, err := rr.s.ready(ctx, &d)
	if fault.KindOf(err) == fault.Invalid {
		return one, fault.MessageOf(err), nil
	}
	return ready{d, at}, "", err
}

func numbers(d *Details, cell func(string) string) string {
	if text := cell("phone"); text != "" {
		n, err := phone.Parse(text)
		if err != nil {
			return fault.MessageOf(err)
		}
		d.Phone = n
	}
	if text := cell("postcode"); text != "" {
		p, err := postcode.Parse(text)
		if err != nil {
			return fault.MessageOf(err)
		}
		d.Postcode = p
	}
	return ""
}

func (rr *rowReader) place(d *Details, cell func(string) string) string {
	text := cell("hub")
	if text == "" || strings.EqualFold(text, "borough") || strings.EqualFold(text, "anywhere") {
		return ""
	}
	for _, n := range rr.areas {
		for _, name := range []string{n.ID, n.Name, n.ShortName} {
			if strings.EqualFold(name, text) {
				d.Neighbourhood = n.ID
				return ""
			}
		}
	}
	return "There is no hub “" + text + "”. Write the name of a neighbourhood, or leave it empty for anywhere in the borough."
}

func (rr *rowReader) gives(d *Details, cell func(string) string) string {
	for _, name := range parted(cell("skills")) {
		i := indexOf(rr.rules.Skills, name, func(s Skill) [2]string { return [2]string{s.ID, s.Label} })
		if i < 0 {
			return "There is no skill “" + name + "”. Write one of the blueprint's, parted by semicolons."
		}
		d.Skills = append(d.Skills, rr.rules.Skills[i].ID)
	}
	for _, name := range parted(cell("keeps")) {
		i := indexOf(rr.rules.Constraints, name, func(c Constraint) [2]string { return [2]string{c.ID, c.Instruction} })
		if i < 0 {
			return "There is no instruction “" + name + "”. Write one of the blueprint's, and never why."
		}
		d.Keeps = append(d.Keeps, rr.rules.Constraints[i].ID)
	}
	week, wrong, ok := ParseWeek(cell("free"))
	if !ok {
		return "“" + wrong + "” is no day and no part of a day. Write when they are free like this: Mon am, Tue, weekends."
	}
	d.Free = week
	return ""
}

// parted are the names in a cell of several.
func parted(cell string) (all []string) {
	for _, one := range strings.FieldsFunc(cell, func(r rune) bool { return r == ';' || r == ',' || r == '\n' }) {
		if one = strings.TrimSpace(one); one != "" {
			all = append(all, one)
		}
	}
	return all
}

// indexOf finds what is called so by its id or its name; -1 where nothing is.
func indexOf[T any](all []T, name string, called func(T) [2]string) int {
	for i, one := range all {
		for _, word := range called(one) {
			if strings.EqualFold(word, name) {
				return i
			}
		}
	}
	return -1
}
