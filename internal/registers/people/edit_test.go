package people_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/db/dbtest"
	"kith/internal/plat/journal"
	"kith/internal/registers/people"
	"kith/internal/registers/places"
)

// opened is a person as an edit page shows them, to be changed.
func (g *register) opened(id people.PersonID) people.Edit {
	g.t.Helper()
	p, err := g.Person(g.ctx, id)
	if err != nil {
		g.t.Fatal(err)
	}
	return people.Edit{Seen: p.Seen(), To: p.Current()}
}

func (g *register) current(id people.PersonID) people.Record {
	g.t.Helper()
	p, err := g.Person(g.ctx, id)
	if err != nil {
		g.t.Fatal(err)
	}
	return p.Current()
}

func TestChangingFacts(t *testing.T) {
	dbtest.Each(t, sets, func(t *testing.T, d *db.DB) {
		g := newRegister(t, d, agent)
		old := g.add(somebody("Amina", "Khan", "1939-03-07", "+447700900123", "WN2 3EB"))
		further := somebody("Amina", "Khan", "", "+447700900124", "")
		further.Address, further.Neighbourhood = places.Address{}, ""
		newer := g.add(further)
		id := person(old)
		if err := g.SamePerson(g.ctx, id, person(newer)); err != nil {
			t.Fatal(err)
		}
		e := g.opened(id)
		e.To.NHSNumber, e.To.Practice, e.To.Phone = "9434765919", "Platt Bridge Surgery", ""
		e.To.Communication, e.To.FamilyName = []string{"bsl"}, "Akhtar"
		e.To.NoCalls = people.NoCalls{Reason: "grieving", Until: day.New(2020, time.May, 1)}
		if err := g.Change(g.ctx, id, e); err != nil {
			t.Fatal(err)
		}
		now := g.current(id)
		if now.NHSNumber != "9434765919" || now.Practice != "Platt Bridge Surgery" || now.FamilyName != "Akhtar" {
			t.Errorf("saved: %+v", now)
		}
		if now.Phone != "" {
			t.Errorf("a number taken away comes back from an older record: %s", now.Phone)
		}
		if now.BirthDate.IsZero() || now.Address.Postcode != "WN2 3EB" {
			t.Errorf("what nobody changed is gone: %+v", now)
		}
		p, _ := g.Person(g.ctx, id)
		if p.Lead().ID != newer.ID || p.Records[1].FamilyName != "Khan" || p.Records[1].NHSNumber != "" {
			t.Error("the older record is no longer as its source said it")
		}
		wantNames(t, "the new name", g.find("akhtar"), "Amina Akhtar")
		wantNames(t, "the NHS number", g.find("943 476 5919"), "Amina Akhtar")
		wantNames(t, "the NHS number and a name", g.find("amina 9434765919"), "Amina Akhtar")
		wantNames(t, "the old number", g.find("07700 900124"))
		at := slices.IndexFunc(p.Facts(), func(f people.Fact) bool { return f.Kind == people.NHSNumberFact })
		if f := p.Facts()[at]; f.Value != "943 476 5919" || f.By == "" {
			t.Errorf("the fact does not say who typed it: %+v", f)
		}
		if !p.Reach().NoCalls.On(day.New(2020, time.May, 1)) || p.Reach().NoCalls.On(day.New(2020, time.May, 2)) {
			t.Error("nobody is to ring until the day given, that day too")
		}
	})
}

func TestNobodysChangeIsSilentlyOverwritten(t *testing.T) {
	dbtest.Each(t, sets, func(t *testing.T, d *db.DB) {
		g := newRegister(t, d, agent)
		r := g.add(somebody("Amina", "Khan", "", "", "WN2 3EB"))
		id := person(r)
		mine, theirs := g.opened(id), g.opened(id)
		theirs.To.Practice, theirs.To.LedBy = "Their surgery", "Adult social care"
		if err := g.Change(g.ctx, id, theirs); err != nil {
			t.Fatal(err)
		}
		mine.To.Practice, mine.To.Email = "My surgery", "amina@example.org"
		if err := g.Change(g.ctx, id, mine); fault.KindOf(err) != fault.Stale {
			t.Fatalf("a stale save: %v", err)
		}
		p, all, err := g.Differences(g.ctx, id, &mine)
		if err != nil || len(all) != 2 {
			t.Fatalf("differences: %+v, %v", all, err)
		}
		if d := all[0]; d.Kind != people.PracticeFact || d.Theirs != "Their surgery" || d.Yours != "My surgery" || d.By == "" {
			t.Errorf("both wrote the practice: %+v", d)
		}
		if d := all[1]; d.Kind != people.LedByFact || d.Yours != "" {
			t.Errorf("they alone wrote who leads: %+v", d)
		}
		mine.Seen = p.Seen()
		if err := g.Change(g.ctx, id, mine); err != nil {
			t.Fatal(err)
		}
		if now := g.current(id); now.Practice != "My surgery" || now.LedBy != "Adult social care" || now.Email != "amina@example.org" {
			t.Errorf("after comparing: %+v", now)
		}
	})
}

func TestTheJournalNamesFactsAndNotWhatTheySay(t *testing.T) {
	d := dbtest.New(t, sets...)
	g := newRegister(t, d, agent)
	r := g.add(somebody("Amina", "Khan", "", "", "WN2 3EB"))
	e := g.opened(person(r))
	e.To.Practice = "Canary surgery"
	if err := g.Change(g.ctx, person(r), e); err != nil {
		t.Fatal(err)
	}
	if err := journal.New(d, make([]byte, 32), nil).Seal(g.ctx); err != nil {
		t.Fatal(err)
	}
	p, _ := g.Person(g.ctx, person(r))
	told, err := g.Story(g.ctx, p, 10)
	if err != nil || len(told) != 2 || told[0].Topic != "people.changed" {
		t.Fatalf("told %+v, %v", told, err)
	}
	facts, _ := told[0].Data["facts"].([]any)
	if len(facts) != 1 || facts[0] != "GP practice" || strings.Contains(strings.ToLower(told[0].Verb), "canary") {
		t.Errorf("told %+v", told[0])
	}
}

func TestWhoMayChange(t *testing.T) {
	d := dbtest.New(t, sets...)
	g := newRegister(t, d, agent)
	r := g.add(somebody("Amina", "Khan", "", "", "WN2 3EB"))
	e := g.opened(person(r))
	for name, tt := range map[string]struct {
		who  access.Principal
		kind fault.Kind
	}{
		"another hub": {access.Principal{Account: "a", Grants: []access.Grant{{Role: access.Coordinator, Neighbourhood: "leigh"}}}, fault.NotFound},
		"a reader":    {access.Principal{Account: "a", Grants: []access.Grant{{Role: access.Governance}}}, fault.Forbidden},
		"a food bank": {foodBank, fault.NotFound},
	} {
		if err := g.Change(access.With(g.ctx, tt.who), person(r), e); fault.KindOf(err) != tt.kind {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := g.Change(access.With(g.ctx, inHapi), person(r), e); err != nil {
		t.Errorf("the hub itself: %v", err)
	}
}
