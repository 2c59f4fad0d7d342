package people_test

import (
	"testing"

	"kith/internal/kernel/phone"
	"kith/internal/plat/db"
	"kith/internal/plat/db/dbtest"
	"kith/internal/registers/people"
)

// fromList is the list from which the number of whoever a record is of came.
func (g *register) fromList(id people.RecordID) string {
	g.t.Helper()
	one, err := people.ReachIn(g.db.Read(g.ctx), id)
	if err != nil {
		g.t.Fatal(err)
	}
	many, err := people.PeopleOf(g.db.Read(g.ctx), []people.RecordID{id})
	if err != nil || many[id].Reach().FromList != one.FromList {
		g.t.Errorf("one by one the number came from %q, of many at once from %q, %v", one.FromList, many[id].Reach().FromList, err)
	}
	return one.FromList
}

func TestANumberKnowsTheListItCameOn(t *testing.T) {
	listed := somebody("Amina", "Khan", "7/3/1939", "07700 900123", "WN2 3EB")
	listed.List = "shielded"
	own := somebody("Amina", "Khan", "7/3/1939", "07700 900123", "")
	other := somebody("Amina", "Khan", "7/3/1939", "07700 900456", "")
	nothing := somebody("Amina", "Khan", "7/3/1939", "", "WN2 3EC")
	nothing.List = "shielded"
	more := func(g *register, to people.RecordID, n people.NewRecord) {
		g.t.Helper()
		if err := g.db.Write(g.ctx, func(tx *db.Tx) error {
			_, err := people.SayMore(tx, to, n)
			return err
		}); err != nil {
			g.t.Fatal(err)
		}
	}
	for name, c := range map[string]struct {
		first people.NewRecord
		then  func(g *register, id people.RecordID)
		want  string
	}{
		"from the list":                    {listed, nil, "shielded"},
		"their own":                        {own, nil, ""},
		"on the list no number stood":      {own, func(g *register, id people.RecordID) { more(g, id, nothing) }, ""},
		"another number than their own":    {other, func(g *register, id people.RecordID) { more(g, id, listed) }, "shielded"},
		"the number they gave before":      {own, func(g *register, id people.RecordID) { more(g, id, withAddress(listed)) }, ""},
		"they gave the number of the list": {listed, func(g *register, id people.RecordID) { more(g, id, withAddress(own)) }, ""},
		"they gave another since":          {listed, func(g *register, id people.RecordID) { more(g, id, other) }, ""},
		"staff typed another":              {listed, func(g *register, id people.RecordID) { g.typed(id, "07700 900789") }, ""},
		"staff asked how to reach them":    {listed, func(g *register, id people.RecordID) { g.asked(id) }, ""},
	} {
		t.Run(name, func(t *testing.T) {
			dbtest.Each(t, sets, func(t *testing.T, d *db.DB) {
				g := newRegister(t, d, agent)
				r := g.add(c.first)
				if c.then != nil {
					c.then(g, r.ID)
				}
				if got := g.fromList(r.ID); got != c.want {
					t.Errorf("the number came from %q, not from %q", got, c.want)
				}
			})
		})
	}
}

// withAddress says the same at another address, so that it is a record of its own.
func withAddress(n people.NewRecord) people.NewRecord {
	n.Address.Line1 = "2 Other Street"
	return n
}

func (g *register) typed(id people.RecordID, number string) {
	g.t.Helper()
	p, err := g.Person(g.ctx, people.PersonID(id))
	if err != nil {
		g.t.Fatal(err)
	}
	to := p.Current()
	to.Phone, _ = phone.Parse(number)
	if err := g.Change(g.ctx, p.ID, people.Edit{Seen: p.Seen(), To: to}); err != nil {
		g.t.Fatal(err)
	}
}

func (g *register) asked(id people.RecordID) {
	g.t.Helper()
	p, err := g.Person(g.ctx, people.PersonID(id))
	if err != nil {
		g.t.Fatal(err)
	}
	if err := g.AskedSafely(g.ctx, p.ID, p.Reach().Seen(), people.SafeContact{Channels: []string{"text"}}); err != nil {
		g.t.Fatal(err)
	}
}
