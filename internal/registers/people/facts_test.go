package people_test

import (
	"slices"
	"testing"
	"time"

	"kith/internal/kernel/day"
	"kith/internal/registers/people"
	"kith/internal/registers/places"
)

var said = time.Date(2020, 4, 20, 10, 0, 0, 0, time.UTC)

// twice is somebody with an older record of a call and a newer one of the form.
func twice() people.Person {
	older := people.Record{ID: "1", Source: "contact centre", AddedAt: said.AddDate(0, -2, 0), Neighbourhood: "hapi", RoutingRule: "published-ward"}
	older.GivenNames, older.FamilyName, older.Phone = "Amina", "Khan", "+447700900123"
	older.BirthDate, older.Address = day.New(1939, time.March, 7), places.Address{Line1: "14 Warrington Road", Postcode: "WN2 3EB"}
	newer := people.Record{ID: "2", Source: "public form", AddedAt: said, Language: "Urdu", Interpreter: true}
	newer.GivenNames, newer.Phone = "AMINA", "+447700900777"
	return people.Person{ID: "1", Records: []people.Record{newer, older}}
}

func TestFactsSayWhoSaidSo(t *testing.T) {
	facts := twice().Facts()
	var phones, sources []string
	for _, f := range facts {
		if f.Kind == people.PhoneFact {
			phones, sources = append(phones, f.Value), append(sources, f.Source)
		}
	}
	if !slices.Equal(phones, []string{"07700 900777", "07700 900123"}) || !slices.Equal(sources, []string{"public form", "contact centre"}) {
		t.Errorf("phones %v said by %v; want both, the newest first", phones, sources)
	}
	alone := people.Person{Records: []people.Record{twice().Records[1], twice().Records[1]}}
	if n := len(alone.Facts()); n != 4 {
		t.Errorf("%d facts of two records that say the same, want each once: %v", n, alone.Facts())
	}
}

func TestCurrentTakesTheNewestOfEachThing(t *testing.T) {
	c := twice().Current()
	if c.Name() != "Amina Khan" {
		t.Errorf("a whole name is better than half a newer one: %s", c.Name())
	}
	if c.Phone != "+447700900777" || c.BirthDate != day.New(1939, time.March, 7) || !c.Interpreter {
		t.Errorf("current is %+v", c)
	}
	if c.Neighbourhood != "hapi" || c.Address.Postcode != "WN2 3EB" {
		t.Errorf("a record without an address hides the one there is: %+v", c)
	}
	if none := (people.Person{}).Current(); none.Name() != "No name given" {
		t.Errorf("of nobody: %s", none.Name())
	}
}

func TestReachIsTheMostCautious(t *testing.T) {
	person := func(all ...people.SafeContact) people.Person {
		var p people.Person
		for i, c := range all {
			p.Records = append(p.Records, people.Record{SafeContact: c, AddedAt: said.AddDate(0, -i, 0)})
		}
		return p
	}
	open := people.SafeContact{Asked: true, Channels: []string{"call", "text", "voicemail"}, Voicemail: true, Texts: true}
	quiet := people.SafeContact{Asked: true, Channels: []string{"call"}, Note: "ask for Jo"}
	for name, tt := range map[string]struct {
		person           people.Person
		asked, voicemail bool
		texts            bool
		channels         []string
	}{
		"nobody asked":            {person(people.SafeContact{}), false, false, false, nil},
		"not asked but written":   {person(people.SafeContact{Voicemail: true, Texts: true}), false, false, false, nil},
		"asked":                   {person(open), true, true, true, []string{"call", "text", "voicemail"}},
		"asked once of two":       {person(people.SafeContact{}, open), true, true, true, []string{"call", "text", "voicemail"}},
		"another record says no":  {person(open, quiet), true, false, false, []string{"call"}},
		"an older record allowed": {person(quiet, open), true, false, false, []string{"call"}},
	} {
		r := tt.person.Reach()
		if r.Asked != tt.asked || r.Voicemail != tt.voicemail || r.Texts != tt.texts || !slices.Equal(r.Channels, tt.channels) {
			t.Errorf("%s: %+v", name, r)
		}
	}
	confirmed := open
	confirmed.ConfirmedAt = said.AddDate(0, 1, 0)
	if r := person(quiet, confirmed).Reach(); !r.Voicemail || r.Note != "" || !r.SaidAt.Equal(confirmed.ConfirmedAt) {
		t.Errorf("what staff asked last holds over everything before: %+v", r)
	}
	fresh := person(open).Reach()
	if fresh.Stale(said.AddDate(0, 0, 29)) || !fresh.Stale(said.AddDate(0, 0, 31)) || (people.Reach{}).Stale(said) {
		t.Error("what was said holds for 30 days")
	}
	if len(open.Channels) != 3 {
		t.Error("putting together changed the record")
	}
}
