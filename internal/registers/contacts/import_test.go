package contacts_test

import (
	"io"
	"strings"
	"testing"

	"kith/internal/kernel/fault"
	"kith/internal/plat/db"
	"kith/internal/plat/db/dbtest"
	"kith/internal/plat/imports"
	"kith/internal/registers/contacts"
	"kith/internal/registers/people"
)

func file(text string) contacts.File {
	return contacts.File{File: imports.File{Name: "gp.csv", Open: func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(text)), nil }}, Agency: "gp"}
}

const header = "When,How,Outcome,First name,Last name,Postcode,Phone,Note\n"

// in the past whenever the test runs, and not so long ago that it is refused
func (g *register) row(rest string) string {
	return g.db.Read(g.ctx).Now().AddDate(0, 0, -2).Format("02/01/2006") + " 10:30," + rest + "\n"
}

func (g *register) known(given, postcode string, labels ...people.Label) {
	g.t.Helper()
	var r people.Record
	g.write(func(tx *db.Tx) (err error) {
		n := people.NewRecord{Neighbourhood: "hapi", Source: "test"}
		n.GivenNames, n.FamilyName, n.Phone = given, "Khan", "+441632960100"
		n.Address.Postcode = postcode
		r, err = people.Add(tx, n, nil)
		return err
	})
	if len(labels) > 0 {
		if err := g.people.Mark(g.ctx, people.PersonID(r.ID), nil, labels); err != nil {
			g.t.Fatal(err)
		}
	}
}

func TestTakeIn(t *testing.T) {
	dbtest.Each(t, sets, func(t *testing.T, d *db.DB) {
		g := newRegister(t, d, point)
		g.known("Amina", "WN2 3EB")
		text := header + g.row("phone,no answer,Amina,Khan,WN2 3EB,01632 960100,rang twice") + g.row("sms,sent,Nobody,Known,WN1 1AA,,")
		foreseen, err := g.TakeIn(g.ctx, file(text), true)
		if err != nil || foreseen.Added != 1 || len(foreseen.Rejected) != 1 || foreseen.Rejected[0].Number != 3 {
			t.Fatalf("foreseen %+v, %v", foreseen, err)
		}
		for i, want := range []struct{ added, known int }{{1, 0}, {0, 1}} {
			taken, err := g.TakeIn(g.ctx, file(text), false)
			if err != nil || taken.Added != want.added || taken.Known != want.known || len(taken.Rejected) != 1 {
				t.Errorf("the time after %d it came to %+v, %v", i, taken, err)
			}
		}
	})
}

// A contact is nobody's whom two may be, and of somebody the caller may not see nothing is
// told: their row reads as that of nobody.
func TestTakeInOfSomebodyWhoIsNotCertain(t *testing.T) {
	dbtest.Each(t, sets, func(t *testing.T, d *db.DB) {
		g := newRegister(t, d, point)
		g.known("Amina", "WN2 3EB")
		g.known("Amina", "WN2 3EB")
		g.known("Zara", "WN2 3EB", people.Restricted)
		twins, err := g.TakeIn(g.ctx, file(header+g.row("phone,spoken,Amina,Khan,WN2 3EB,01632 960100,")), true)
		if err != nil || len(twins.Rejected) != 1 || !strings.Contains(twins.Rejected[0].Reason, "More than one") {
			t.Errorf("of two who may be meant it came to %+v, %v", twins, err)
		}
		text := header + g.row("phone,spoken,Zara,Khan,WN2 3EB,01632 960100,") + g.row("phone,spoken,Vera,Nobody,WN9 9ZZ,,")
		manager := g.as(hubManager)
		hidden, err := manager.TakeIn(manager.ctx, file(text), true)
		if err != nil || len(hidden.Rejected) != 2 || hidden.Rejected[0].Reason != hidden.Rejected[1].Reason {
			t.Errorf("of a restricted person it came to %+v, %v", hidden, err)
		}
	})
}

func TestWhoMayTakeIn(t *testing.T) {
	g := newRegister(t, dbtest.New(t, sets...), agent)
	if _, err := g.TakeIn(g.ctx, file(header), true); fault.KindOf(err) != fault.Forbidden {
		t.Errorf("an agent: %v", err)
	}
	if _, err := g.as(point).TakeIn(g.as(point).ctx, file("a,b\n"), true); fault.KindOf(err) != fault.Invalid {
		t.Errorf("a file of something else: %v", err)
	}
}
