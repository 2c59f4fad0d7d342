package people_test

import (
	"fmt"
	"slices"
	"testing"

	"kith/internal/kernel/nhsnumber"
	"kith/internal/plat/db"
	"kith/internal/plat/db/dbtest"
	"kith/internal/registers/people"
)

func TestMatch(t *testing.T) {
	known := somebody("Amina", "Khan", "7/3/1939", "07700 900123", "WN2 3EB")
	tests := map[string]struct {
		said    people.NewRecord
		least   int // 0: not found
		because string
	}{
		"the very same":              {known, 100, "same date of birth"},
		"name, birth and postcode":   {somebody("amina", "KHAN", "7/3/1939", "", "wn23eb"), 90, "same postcode"},
		"an initial":                 {somebody("A", "Khan", "7/3/1939", "", ""), 60, "same initial"},
		"a shortened name":           {somebody("Ami", "Khan", "7/3/1939", "", ""), 60, "first names alike"},
		"married since":              {somebody("Amina", "Malik", "7/3/1939", "", "WN2 3EB"), 70, "same first name"},
		"names the wrong way round":  {somebody("Khan", "Amina", "7/3/1939", "", "WN2 3EB"), 70, "names the other way round"},
		"the same door":              {somebody("Amina", "Khan", "", "", "WN2 3EB"), 50, "same postcode"},
		"phone and name":             {somebody("Amina", "Khan", "", "07700900123", ""), 60, "same phone number"},
		"another of the household":   {somebody("Yusuf", "Khan", "2/2/1941", "07700900123", "WN2 3EB"), 0, ""},
		"a twin is for staff to say": {somebody("Zainab", "Khan", "7/3/1939", "07700900123", "WN2 3EB"), 50, "different first name"},
		"a namesake elsewhere":       {somebody("Amina", "Khan", "", "", "M46 9JH"), 0, ""},
		"a neighbour":                {somebody("Jean", "Smith", "", "", "WN2 3EB"), 0, ""},
		"nobody in particular":       {people.NewRecord{}, 0, ""},
	}
	dbtest.Each(t, sets, func(t *testing.T, d *db.DB) {
		for name, tt := range tests {
			t.Run(name, func(t *testing.T) {
				g := newRegister(t, d, agent)
				r := g.add(known)
				found, err := g.Match(g.ctx, tt.said.Described)
				switch {
				case err != nil:
					t.Fatal(err)
				case tt.least == 0 && len(found) > 0:
					t.Errorf("found %d%% because %v", found[0].Points, found[0].Reasons)
				case tt.least > 0 && (len(found) != 1 || found[0].Record != r.ID || found[0].Points < tt.least):
					t.Errorf("found %v, want at least %d%%", found, tt.least)
				case tt.least > 0 && !slices.Contains(found[0].Reasons, tt.because):
					t.Errorf("reasons %v lack %q", found[0].Reasons, tt.because)
				}
			})
		}
	})
}

func TestMatchPutsTheLikeliestFirst(t *testing.T) {
	dbtest.Each(t, sets, func(t *testing.T, d *db.DB) {
		g := newRegister(t, d, agent)
		g.add(somebody("A", "Khan", "7/3/1939", "", ""))
		best := g.add(somebody("Amina", "Khan", "7/3/1939", "", "WN2 3EB"))
		g.add(somebody("Amina", "Begum", "7/3/1939", "", ""))
		found, err := g.Match(g.ctx, somebody("Amina", "Khan", "7/3/1939", "", "WN2 3EB").Described)
		if err != nil || len(found) != 3 || found[0].Record != best.ID {
			t.Errorf("found %v, %v", found, err)
		}
		if !slices.IsSortedFunc(found, func(a, b people.Candidate) int { return b.Percent - a.Percent }) {
			t.Errorf("not by likelihood: %v", found)
		}
	})
}

// The telephone in the hall of a hostel does not make everybody in it alike.
func TestMatchPassesOverASharedPhone(t *testing.T) {
	dbtest.Each(t, sets, func(t *testing.T, d *db.DB) {
		g := newRegister(t, d, agent)
		for day := range 50 {
			g.add(somebody("Amina", "Khan", fmt.Sprintf("%d/%d/1990", day%28+1, day/28+1), "01632 960 100", ""))
		}
		found, err := g.Match(g.ctx, somebody("Amina", "Khan", "", "01632 960 100", "").Described)
		if err != nil || len(found) > 0 {
			t.Errorf("by the phone alone found %v, %v", found, err)
		}
		found, err = g.Match(g.ctx, somebody("Amina", "Khan", "5/2/1990", "01632 960 100", "").Described)
		if err != nil || len(found) != 1 || found[0].Points < 90 {
			t.Errorf("by date of birth besides found %v, %v", found, err)
		}
	})
}

func TestMatchByNHSNumber(t *testing.T) {
	known := somebody("Amina", "Khan", "7/3/1939", "07700 900123", "WN2 3EB")
	known.Details.NHSNumber = "9434765919"
	tests := map[string]struct {
		said    people.NewRecord
		number  nhsnumber.Number
		least   int // 0: not found
		most    int
		because string
	}{
		"the number alone":              {people.NewRecord{}, "9434765919", 95, 95, "same NHS number"},
		"another name and birthday":     {somebody("Zainab", "Akhtar", "1/1/1950", "", ""), "9434765919", 50, 60, "same NHS number"},
		"everything":                    {known, "9434765919", 100, 100, "same NHS number"},
		"everything but the number":     {known, "9434765870", 60, 75, "different NHS number"},
		"a namesake with another":       {somebody("Amina", "Khan", "7/3/1939", "", ""), "9434765870", 0, 0, ""},
		"a namesake who has not said":   {somebody("Amina", "Khan", "7/3/1939", "", ""), "", 75, 75, "same date of birth"},
		"somebody else who has another": {people.NewRecord{}, "9434765870", 0, 0, ""},
	}
	dbtest.Each(t, sets, func(t *testing.T, d *db.DB) {
		g := newRegister(t, d, agent)
		r := g.add(known)
		for name, tt := range tests {
			found, err := g.MatchNumbered(g.ctx, tt.said.Described, tt.number)
			switch {
			case err != nil:
				t.Fatal(err)
			case tt.least == 0 && len(found) > 0:
				t.Errorf("%s: found %d%% because %v", name, found[0].Points, found[0].Reasons)
			case tt.least > 0 && (len(found) != 1 || found[0].Record != r.ID || found[0].Points < tt.least || found[0].Points > tt.most):
				t.Errorf("%s: found %v, want %d%% to %d%%", name, found, tt.least, tt.most)
			case tt.least > 0 && !slices.Contains(found[0].Reasons, tt.because):
				t.Errorf("%s: reasons %v lack %q", name, found[0].Reasons, tt.because)
			}
		}
	})
}

// Whom a person looks like is looked for again when who they are has changed, and nobody
// is asked twice.
func TestChangingWhoSomebodyIsFindsLikenesses(t *testing.T) {
	dbtest.Each(t, sets, func(t *testing.T, d *db.DB) {
		g := newRegister(t, d, agent)
		numbered := somebody("Amina", "Khan", "7/3/1939", "", "WN2 3EB")
		numbered.Details.NHSNumber = "9434765919"
		known := person(g.add(numbered))
		other := person(g.add(somebody("A", "Malik", "", "", "M46 9JH")))
		alike := func() []people.Likeness {
			p, err := g.Person(g.ctx, other)
			if err != nil {
				t.Fatal(err)
			}
			all, err := g.Likenesses(g.ctx, p)
			if err != nil {
				t.Fatal(err)
			}
			return all
		}
		change := func(how func(*people.Record)) {
			t.Helper()
			e := g.opened(other)
			how(&e.To)
			if err := g.Change(g.ctx, other, e); err != nil {
				t.Fatal(err)
			}
		}
		change(func(r *people.Record) { r.Practice = "Platt Bridge Surgery" })
		if got := alike(); len(got) != 0 {
			t.Fatalf("looks like %v", got)
		}
		change(func(r *people.Record) { r.FamilyName, r.BirthDate = "Khan", numbered.BirthDate })
		got := alike()
		if len(got) != 1 || got[0].Person != known || !slices.Contains(got[0].Reasons, "same date of birth") {
			t.Fatalf("looks like %v", got)
		}
		change(func(r *people.Record) { r.NHSNumber = "9434765919" })
		if now := alike(); len(now) != 1 || now[0].Percent < got[0].Percent || !slices.Contains(now[0].Reasons, "same NHS number") {
			t.Errorf("with the number looks like %v", now)
		}
		if err := g.NotTheSame(g.ctx, other, known); err != nil {
			t.Fatal(err)
		}
		change(func(r *people.Record) { r.GivenNames = "Amina" })
		if got := alike(); len(got) != 0 {
			t.Errorf("asked again: %v", got)
		}
	})
}
