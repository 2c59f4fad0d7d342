package people_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"kith/internal/kernel/day"
	"kith/internal/kernel/phone"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/db/dbtest"
	"kith/internal/plat/journal"
	"kith/internal/registers/people"
	"kith/internal/registers/places"
	"kith/internal/registers/secondperson"
)

var sets = []db.Migrations{journal.Migrations(), secondperson.Static().Migrations, people.Static().Migrations}

var (
	agent    = access.Principal{Account: "agent", Name: "Jo Agent", Grants: []access.Grant{{Role: access.Agent}}}
	inHapi   = access.Principal{Account: "hapi", Name: "Pat Hub", Grants: []access.Grant{{Role: access.Coordinator, Neighbourhood: "hapi"}}}
	foodBank = access.Principal{Account: "bank", Grants: []access.Grant{{Role: access.Organisation, Organisation: "bank"}}}
)

// looked keeps what was told of reading.
type looked struct{ entries []journal.Entry }

func (l *looked) Saw(_ context.Context, e journal.Entry) error {
	l.entries = append(l.entries, e)
	return nil
}

// town is a register of its own, as one principal uses it.
type register struct {
	*people.Service
	t     *testing.T
	db    *db.DB
	ctx   context.Context
	looks *looked
}

func newRegister(t *testing.T, d *db.DB, who access.Principal) *register {
	looks := &looked{}
	return &register{people.New(d, looks), t, d, access.With(dbtest.Context(t), who), looks}
}

func (g *register) as(who access.Principal) *register {
	other := *g
	other.ctx = access.With(g.ctx, who)
	return &other
}

// add keeps a record with what looks like it at the time.
func (g *register) add(n people.NewRecord) people.Record {
	g.t.Helper()
	like, err := g.Match(g.ctx, n.Described)
	if err != nil {
		g.t.Fatal(err)
	}
	var r people.Record
	if err := g.db.Write(g.ctx, func(tx *db.Tx) error {
		r, err = people.Add(tx, n, like)
		return err
	}); err != nil {
		g.t.Fatal(err)
	}
	return r
}

// find searches and gives the names found, in order.
func (g *register) find(text string) []string {
	g.t.Helper()
	hits, err := g.Search(g.ctx, text, 20)
	if err != nil {
		g.t.Fatal(err)
	}
	var names []string
	for _, h := range hits {
		names = append(names, h.Record.Name())
	}
	return names
}

// somebody described in the order people say it: given names, family name, born, phone, postcode.
func somebody(given, family, born, number, postcode string) people.NewRecord {
	n := people.NewRecord{Neighbourhood: "hapi", Source: "public form"}
	n.GivenNames, n.FamilyName = given, family
	n.Address = places.Address{Line1: "14 Warrington Road", Town: "Ince", Postcode: postcode}
	if born != "" {
		n.BirthDate, _ = day.ParseDate(born)
	}
	if number != "" {
		n.Phone, _ = phone.Parse(number)
	}
	return n
}

func wantNames(t *testing.T, what string, got []string, want ...string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s finds [%s], want [%s]", what, strings.Join(got, ", "), strings.Join(want, ", "))
	}
}
