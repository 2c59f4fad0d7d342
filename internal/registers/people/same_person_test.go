package people_test

import (
	"slices"
	"sync"
	"testing"

	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/db/dbtest"
	"kith/internal/registers/people"
)

func person(r people.Record) people.PersonID { return people.PersonID(r.ID) }

func (g *register) records(id people.PersonID) []people.RecordID {
	g.t.Helper()
	p, err := g.Person(g.ctx, id)
	if err != nil {
		g.t.Fatal(err)
	}
	return p.RecordIDs()
}

func (g *register) alike(id people.PersonID) []people.Likeness {
	g.t.Helper()
	p, err := g.Person(g.ctx, id)
	if err != nil {
		g.t.Fatal(err)
	}
	all, err := g.Likenesses(g.ctx, p)
	if err != nil {
		g.t.Fatal(err)
	}
	return all
}

func TestSamePersonAndSeparate(t *testing.T) {
	dbtest.Each(t, sets, func(t *testing.T, d *db.DB) {
		g := newRegister(t, d, agent)
		first := g.add(somebody("Amina", "Khan", "7/3/1939", "", "WN2 3EB"))
		second := g.add(somebody("A", "Khan", "7/3/1939", "", "WN2 3EB"))
		third := g.add(somebody("Amina", "Kahn", "7/3/1939", "07700900123", "WN2 3EB"))

		if alike := g.alike(person(second)); len(alike) != 2 {
			t.Fatalf("%d look like the second, want both others", len(alike))
		}
		must(t, g.SamePerson(g.ctx, person(first), person(second)))
		if got := g.records(person(second)); len(got) != 2 || got[1] != first.ID {
			t.Errorf("opening the second's own id shows %v, want the person both belong to", got)
		}
		if alike := g.alike(person(first)); len(alike) != 1 || alike[0].Person != person(third) {
			t.Errorf("still to decide: %v, want the third once", alike)
		}
		must(t, g.SamePerson(g.ctx, person(third), person(first)))
		if got := g.records(person(first)); len(got) != 3 {
			t.Errorf("a joined person brings all records along: %v", got)
		}
		if err := g.SamePerson(g.ctx, person(first), person(second)); fault.KindOf(err) != fault.Stale {
			t.Errorf("joining people who are no longer there: %v, want stale", err)
		}

		must(t, g.Separate(g.ctx, second.ID))
		must(t, g.Separate(g.ctx, first.ID))
		for _, r := range []people.Record{first, second, third} {
			if got := g.records(person(r)); !slices.Equal(got, []people.RecordID{r.ID}) {
				t.Errorf("after separating, %s has %v", r.Name(), got)
			}
		}
		if alike := g.alike(person(second)); len(alike) != 2 {
			t.Errorf("after separating %d look alike, want both to be decided anew", len(alike))
		}
		if err := g.Separate(g.ctx, third.ID); fault.KindOf(err) != fault.Conflict {
			t.Errorf("separating a first record: %v, want conflict", err)
		}
	})
}

func TestNotTheSameIsNotAskedAgain(t *testing.T) {
	dbtest.Each(t, sets, func(t *testing.T, d *db.DB) {
		g := newRegister(t, d, agent)
		first := g.add(somebody("Amina", "Khan", "7/3/1939", "", "WN2 3EB"))
		second := g.add(somebody("Amina", "Khan", "7/3/1939", "", "WN2 3EB"))
		must(t, g.NotTheSame(g.ctx, person(first), person(second)))
		if alike := g.alike(person(first)); len(alike) != 0 {
			t.Errorf("still asked: %v", alike)
		}
		if err := g.NotTheSame(g.ctx, person(second), person(first)); fault.KindOf(err) != fault.Conflict {
			t.Errorf("deciding again: %v, want conflict", err)
		}
		story, err := g.Story(g.ctx, people.Person{Records: []people.Record{second}}, 10)
		if err != nil || len(story) != 2 || story[0].Topic != "people.told-apart" {
			t.Errorf("the second's story is %v, %v", story, err)
		}
	})
}

func TestOnlyThoseWhoSeeBothDecide(t *testing.T) {
	g := newRegister(t, dbtest.New(t, sets...), agent)
	here := g.add(somebody("Amina", "Khan", "7/3/1939", "", "WN2 3EB"))
	there := somebody("Amina", "Khan", "7/3/1939", "", "WN2 3EB")
	there.Neighbourhood = "leigh"
	other := g.add(there)
	hub := g.as(inHapi)
	if alike := hub.alike(person(here)); len(alike) != 0 {
		t.Errorf("a hub is shown %v of another hub", alike)
	}
	if err := hub.SamePerson(hub.ctx, person(here), person(other)); fault.KindOf(err) != fault.NotFound {
		t.Errorf("a hub joins somebody it may not see: %v", err)
	}
	reader := g.as(access.Principal{Account: "ig", Grants: []access.Grant{{Role: access.Governance}}})
	if err := reader.SamePerson(reader.ctx, person(here), person(other)); fault.KindOf(err) != fault.Forbidden {
		t.Errorf("a reader decides: %v", err)
	}
}

// Two people who decide the same thing the other way round at once must not make a circle.
func TestDecidingAtOnce(t *testing.T) {
	dbtest.Each(t, sets, func(t *testing.T, d *db.DB) {
		g := newRegister(t, d, agent)
		for range 10 {
			a := g.add(somebody("Amina", "Khan", "7/3/1939", "", "WN2 3EB"))
			b := g.add(somebody("Amina", "Kahn", "7/3/1939", "", "WN2 3EB"))
			var both sync.WaitGroup
			for _, pair := range [][2]people.Record{{a, b}, {b, a}} {
				both.Go(func() {
					err := g.SamePerson(g.ctx, person(pair[0]), person(pair[1]))
					if k := fault.KindOf(err); err != nil && k != fault.Stale {
						t.Errorf("joining: %v", err)
					}
				})
			}
			both.Wait()
			if x, y := g.records(person(a)), g.records(person(b)); len(x) != 2 || !slices.Equal(x, y) {
				t.Fatalf("after both decided, one id shows %v and the other %v", x, y)
			}
		}
	})
}

func TestReadingIsRecorded(t *testing.T) {
	g := newRegister(t, dbtest.New(t, sets...), agent)
	r := g.add(somebody("Amina", "Khan", "", "", ""))
	if _, err := g.Person(g.ctx, person(r)); err != nil {
		t.Fatal(err)
	}
	if n := len(g.looks.entries); n != 1 || g.looks.entries[0].Subject != string(r.ID) {
		t.Errorf("recorded: %v", g.looks.entries)
	}
	hub := g.as(access.Principal{Account: "leigh", Grants: []access.Grant{{Role: access.Coordinator, Neighbourhood: "leigh"}}})
	for name, id := range map[string]people.PersonID{"of another hub": person(r), "unknown": "0190-none"} {
		_, err := hub.Person(hub.ctx, id)
		if fault.KindOf(err) != fault.NotFound || fault.CodeOf(err) != "people.no-such-person" {
			t.Errorf("somebody %s: %v", name, err)
		}
	}
	if len(g.looks.entries) != 1 {
		t.Error("what was refused was recorded as read")
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
