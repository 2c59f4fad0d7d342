package contacts_test

import (
	"context"
	"testing"
	"time"

	"kith/internal/blueprint"
	"kith/internal/blueprint/blueprinttest"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/db/dbtest"
	"kith/internal/plat/imports"
	"kith/internal/plat/journal"
	"kith/internal/registers/contacts"
	"kith/internal/registers/people"
)

var sets = []db.Migrations{journal.Migrations(), imports.Migrations(), people.Static().Migrations, contacts.Static().Migrations}

var (
	agent      = access.Principal{Account: "agent", Name: "Jo Agent", Grants: []access.Grant{{Role: access.Agent}}}
	second     = access.Principal{Account: "second", Name: "Sam Second", Grants: []access.Grant{{Role: access.Agent}}}
	inHapi     = access.Principal{Account: "hapi", Name: "Pat Hub", Grants: []access.Grant{{Role: access.Coordinator, Neighbourhood: "hapi"}}}
	point      = access.Principal{Account: "point", Name: "Alex Point", Grants: []access.Grant{{Role: access.Coordinator}}}
	away       = access.Principal{Account: "away", Name: "Lee Leigh", Grants: []access.Grant{{Role: access.Coordinator, Neighbourhood: "leigh"}}}
	hubManager = access.Principal{Account: "manager", Name: "Max Hub", Grants: []access.Grant{{Role: access.Manager, Neighbourhood: "hapi"}}}
	doctor     = access.Principal{Account: "doctor", Name: "Dr Day", Grants: []access.Grant{{Role: access.Finance}}}
)

const rulesFile = `gap_hours: 24
agencies:
  - {id: gp, name: GP practices}
  - {id: idva, name: Domestic abuse advisers, restricted: true}
`

// rules is a blueprint of these rules alone.
type rules struct{ b *blueprint.Blueprint }

func (r rules) Current(context.Context) (*blueprint.Blueprint, error) { return r.b, nil }

type unwatched struct{}

func (unwatched) Saw(context.Context, journal.Entry) error { return nil }

// register is a borough's contacts, as one principal uses them.
type register struct {
	*contacts.Service
	people *people.Service
	t      testing.TB
	db     *db.DB
	ctx    context.Context
}

func newRegister(t testing.TB, d *db.DB, who access.Principal) *register {
	b := blueprinttest.Load(t, map[string]string{"contacts.yaml": rulesFile}, contacts.RulesSection())
	known := people.New(d, unwatched{})
	return &register{contacts.New(d, rules{b}, known), known, t, d, access.With(dbtest.Context(t), who)}
}

func (g *register) as(who access.Principal) *register {
	other := *g
	other.ctx = access.With(g.ctx, who)
	return &other
}

// person is somebody of HAPI who said that they may be rung.
func (g *register) person(labels ...people.Label) people.Record {
	g.t.Helper()
	n := people.NewRecord{Neighbourhood: "hapi", Source: "public form"}
	n.GivenNames, n.FamilyName = "Amina", "Khan"
	n.SafeContact = people.SafeContact{Asked: true, Channels: []string{"call", "voicemail"}, Voicemail: true}
	var r people.Record
	g.write(func(tx *db.Tx) (err error) {
		r, err = people.Add(tx, n, nil)
		return err
	})
	if len(labels) > 0 {
		if err := g.people.Mark(g.as(point).ctx, people.PersonID(r.ID), nil, labels); err != nil {
			g.t.Fatal(err)
		}
	}
	return r
}

func (g *register) write(fn func(tx *db.Tx) error) {
	g.t.Helper()
	if err := g.db.Write(g.ctx, fn); err != nil {
		g.t.Fatal(err)
	}
}

func (g *register) shield(record people.RecordID) contacts.Shield {
	g.t.Helper()
	sh, err := g.Shield(g.ctx, record, contacts.Wish{Method: contacts.Phone, Urgent: false})
	if err != nil {
		g.t.Fatal(err)
	}
	return sh
}

func (g *register) log(record people.RecordID, agency string, ago time.Duration) error {
	return g.Log(g.ctx, people.PersonID(record), contacts.Logged{
		Agency: agency, Direction: contacts.Out, Method: contacts.Phone, At: g.db.Read(g.ctx).Now().Add(-ago), Outcome: contacts.Spoken,
	})
}

func TestWhatIsLoggedIsShownAndKeepsOthersWaiting(t *testing.T) {
	dbtest.Each(t, sets, func(t *testing.T, d *db.DB) {
		g := newRegister(t, d, agent)
		p := g.person()
		if sh := g.shield(p.ID); !sh.Quiet() || sh.For(contacts.TooSoon) {
			t.Fatalf("before anything: %+v", sh)
		}
		if err := g.log(p.ID, "gp practices", time.Hour); err != nil {
			t.Fatal(err)
		}
		sh := g.shield(p.ID)
		if !sh.For(contacts.TooSoon) || len(sh.Recent) != 1 || sh.Recent[0].Who() != "GP practices" || sh.Recent[0].By != "tester" {
			t.Errorf("after the surgery rang: %+v", sh)
		}
		v, err := g.May(g.ctx, p.ID, contacts.Wish{Method: contacts.Phone, Agency: "gp"})
		if err != nil || v.For(contacts.TooSoon) {
			t.Errorf("the surgery itself is kept waiting: %+v, %v", v, err)
		}
	})
}

func TestWhatMayNotBeLogged(t *testing.T) {
	dbtest.Each(t, sets, func(t *testing.T, d *db.DB) {
		g := newRegister(t, d, agent)
		p := g.person()
		hidden := g.person(people.Restricted)
		for name, c := range map[string]struct {
			err  error
			want fault.Kind
		}{
			"still to come":          {g.log(p.ID, "", -time.Hour), fault.Invalid},
			"of the wrong year":      {g.log(p.ID, "", 3*365*24*time.Hour), fault.Invalid},
			"of somebody restricted": {g.log(hidden.ID, "", time.Hour), fault.NotFound},
			"of another hub's":       {g.as(away).log(p.ID, "", time.Hour), fault.NotFound},
			"by whoever may not":     {g.as(doctor).log(p.ID, "", time.Hour), fault.Forbidden},
		} {
			if fault.KindOf(c.err) != c.want {
				t.Errorf("a contact %s: %v", name, c.err)
			}
		}
	})
}

// Somebody whose records were found to be one person is looked at as one.
func TestContactsOfJoinedRecordsCount(t *testing.T) {
	dbtest.Each(t, sets, func(t *testing.T, d *db.DB) {
		g := newRegister(t, d, agent)
		one, other := g.person(), g.person()
		if err := g.log(other.ID, "gp", time.Hour); err != nil {
			t.Fatal(err)
		}
		if g.shield(one.ID).For(contacts.TooSoon) {
			t.Fatal("somebody else's contact counts")
		}
		if err := g.people.SamePerson(g.ctx, people.PersonID(one.ID), people.PersonID(other.ID)); err != nil {
			t.Fatal(err)
		}
		if !g.shield(one.ID).For(contacts.TooSoon) {
			t.Error("the contact with their other record does not count")
		}
	})
}

func TestARestrictedServicesContactIsToldToFew(t *testing.T) {
	dbtest.Each(t, sets, func(t *testing.T, d *db.DB) {
		g := newRegister(t, d, point)
		p := g.person()
		if err := g.log(p.ID, "idva", time.Hour); err != nil {
			t.Fatal(err)
		}
		for _, who := range []access.Principal{agent, inHapi} {
			sh := g.as(who).shield(p.ID)
			if !sh.For(contacts.AskSupervisor) || len(sh.Refused) != 1 || len(sh.Recent)+len(sh.Planned)+len(sh.Conditions) > 0 {
				t.Errorf("%s is told %+v", who.Name, sh)
			}
			person, err := g.people.Person(g.as(who).ctx, people.PersonID(p.ID))
			if err != nil {
				t.Fatal(err)
			}
			if all, err := g.as(who).Contacts(g.as(who).ctx, person, 10); err != nil || len(all) != 0 {
				t.Errorf("%s is listed %+v, %v", who.Name, all, err)
			}
			story, err := g.people.Story(g.as(who).ctx, person, 50)
			for _, e := range story {
				if e.Topic == contacts.TopicNoted {
					t.Errorf("their story tells %s of it: %+v, %v", who.Name, e, err)
				}
			}
		}
		if sh := g.shield(p.ID); !sh.For(contacts.TooSoon) || len(sh.Recent) != 1 {
			t.Errorf("the coordination point is told %+v", sh)
		}
	})
}

func TestARestrictedPersonIsNobodysToRing(t *testing.T) {
	dbtest.Each(t, sets, func(t *testing.T, d *db.DB) {
		g := newRegister(t, d, agent)
		p := g.person(people.Restricted)
		if sh := g.shield(p.ID); !sh.For(contacts.AskSupervisor) || !sh.Held.IsZero() || len(sh.Refused) != 1 {
			t.Errorf("an agent is told %+v", sh)
		}
		if sh := g.as(point).shield(p.ID); sh.For(contacts.AskSupervisor) {
			t.Errorf("the coordination point is told %+v", sh)
		}
	})
}

func TestWhatIsPlannedIsShown(t *testing.T) {
	dbtest.Each(t, sets, func(t *testing.T, d *db.DB) {
		g := newRegister(t, d, agent)
		p := g.person()
		due := d.Read(g.ctx).Now().Add(time.Hour)
		g.Plan(func(_ db.Reader, records []people.RecordID, until time.Time) ([]contacts.Planned, error) {
			if len(records) != 1 || records[0] != p.ID || until.Before(due) {
				t.Errorf("asked for %v until %s", records, until)
			}
			return []contacts.Planned{{At: due.Add(time.Minute), Who: "Lee", Task: "later"}, {At: due, Who: "Pat", Task: "sooner"}}, nil
		})
		if sh := g.shield(p.ID); len(sh.Planned) != 2 || sh.Planned[0].Who != "Pat" || !sh.Allowed() && sh.For(contacts.AskSupervisor) {
			t.Errorf("told %+v", sh)
		}
		sh, err := g.Shield(g.ctx, p.ID, contacts.Wish{Method: contacts.Phone, Task: "sooner"})
		if err != nil || len(sh.Planned) != 1 || sh.Planned[0].Who != "Lee" {
			t.Errorf("whoever does the task itself is told %+v, %v", sh, err)
		}
	})
}
