package households_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"kith/internal/kernel/clock"
	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/db/dbtest"
	"kith/internal/plat/journal"
	"kith/internal/registers/households"
	"kith/internal/registers/people"
)

var sets = []db.Migrations{journal.Migrations(), people.Static().Migrations, households.Static().Migrations}

var (
	agent   = access.Principal{Account: "agent", Grants: []access.Grant{{Role: access.Agent}}}
	inHapi  = access.Principal{Account: "hapi", Grants: []access.Grant{{Role: access.Coordinator, Neighbourhood: "hapi"}}}
	auditor = access.Principal{Account: "audit", Grants: []access.Grant{{Role: access.Governance}}}
	member  = access.Principal{Account: "member", Grants: []access.Grant{{Role: access.Member}}}
)

var today = day.New(2020, time.April, 7)

// borough is the people of a test's own borough and who is around them.
type borough struct {
	*households.Service
	people *people.Service
	t      *testing.T
	db     *db.DB
	ctx    context.Context
	reads  []journal.Entry
}

func (b *borough) Saw(_ context.Context, e journal.Entry) error {
	b.reads = append(b.reads, e)
	return nil
}

func each(t *testing.T, test func(t *testing.T, b *borough)) {
	at := func() clock.Clock { return clock.NewManual(today.At(9, 0)) }
	run := func(t *testing.T, d *db.DB) {
		b := &borough{t: t, db: d, ctx: access.With(dbtest.Context(t), agent)}
		b.people = people.New(d, b)
		b.Service = households.New(d, b.people, b)
		test(t, b)
	}
	t.Run("sqlite", func(t *testing.T) { run(t, dbtest.NewWith(t, db.Config{Clock: at()}, sets...)) })
	t.Run("postgres", func(t *testing.T) { run(t, dbtest.PostgresWith(t, db.Config{Clock: at()}, sets...)) })
}

func (b *borough) by(p access.Principal) context.Context { return access.With(b.ctx, p) }

// add keeps somebody of a neighbourhood, called by their whole name.
func (b *borough) add(name, hood string, born day.Date) people.PersonID {
	b.t.Helper()
	n := people.NewRecord{Neighbourhood: hood, RoutingRule: "ward", Source: "test"}
	n.GivenNames, n.FamilyName, _ = strings.Cut(name, " ")
	n.BirthDate = born
	n.Address.Line1, n.Address.Postcode = "14 Warrington Road", "WN2 3EB"
	var r people.Record
	if err := b.db.Write(b.ctx, func(tx *db.Tx) (err error) {
		r, err = people.Add(tx, n, nil)
		return err
	}); err != nil {
		b.t.Fatal(err)
	}
	return people.PersonID(r.ID)
}

func (b *borough) around(id people.PersonID) households.Circle {
	b.t.Helper()
	c, err := b.Around(b.ctx, id)
	if err != nil {
		b.t.Fatal(err)
	}
	return c
}

// others are the names of those who live with somebody, in one line.
func (b *borough) others(id people.PersonID) string {
	var names []string
	for _, h := range b.around(id).Households {
		for _, m := range h.Others() {
			names = append(names, m.Name)
		}
	}
	return strings.Join(names, ", ")
}

func (b *borough) must(err error) {
	b.t.Helper()
	if err != nil {
		b.t.Fatal(err)
	}
}

func (b *borough) refused(what string, err error, kind fault.Kind) {
	b.t.Helper()
	if err == nil || fault.KindOf(err) != kind {
		b.t.Errorf("%s: %v, want %v", what, err, kind)
	}
}

func known(id people.PersonID) households.Who { return households.Who{Known: id} }

func named(given, family string, born day.Date) households.Who {
	return households.Who{Name: households.NewName{GivenNames: given, FamilyName: family, BirthDate: born}}
}

func TestWhoLivesTogether(t *testing.T) {
	each(t, func(t *testing.T, b *borough) {
		amina, sara := b.add("Amina Khan", "hapi", day.New(1939, time.March, 7)), b.add("Sara Khan", "hapi", day.Date{})
		if c := b.around(amina); !c.IsZero() {
			t.Errorf("before anybody asked: %+v", c)
		}
		b.must(b.AddMember(b.ctx, amina, known(sara), "daughter"))
		b.must(b.AddMember(b.ctx, sara, named("Yusuf", "Khan", day.New(2008, time.May, 1)), "son"))
		if got := b.others(amina); got != "Sara Khan, Yusuf Khan" {
			t.Errorf("with Amina live %q", got)
		}
		home := b.around(amina).Households[0]
		if m := home.Others()[1]; m.Relation != "son" || !m.Child(today) || m.Age(today) != 11 {
			t.Errorf("Yusuf is %+v", m)
		}
		// A new name has the hub of whom they live with and no address of its own.
		yusuf := home.Others()[1]
		r, err := people.RecordIn(b.db.Read(b.ctx), yusuf.Record)
		if err != nil || r.Neighbourhood != "hapi" || len(r.Address.Lines()) != 0 {
			t.Errorf("Yusuf's record is %+v, %v", r, err)
		}
		b.refused("themselves", b.AddMember(b.ctx, amina, known(amina), ""), fault.Invalid)
		b.refused("somebody who is there", b.AddMember(b.ctx, amina, known(sara), ""), fault.Conflict)
		b.refused("nobody's name", b.AddMember(b.ctx, amina, named(" ", "", day.Date{}), ""), fault.Invalid)
		jo := b.add("Jo Hart", "hapi", day.Date{})
		b.refused("somebody of another household", b.AddMember(b.ctx, jo, known(sara), ""), fault.Conflict)

		b.must(b.RemoveMember(b.ctx, amina, home.Others()[0].ID))
		if got := b.others(amina); got != "Yusuf Khan" {
			t.Errorf("without Sara, with Amina live %q", got)
		}
		b.refused("somebody who has left", b.RemoveMember(b.ctx, amina, home.Others()[0].ID), fault.Stale)
		b.refused("somebody of another home", b.RemoveMember(b.ctx, jo, yusuf.ID), fault.NotFound)
		b.must(b.AddMember(b.ctx, jo, known(sara), "lodger"))
	})
}

func TestWhatAHomeIsLike(t *testing.T) {
	each(t, func(t *testing.T, b *borough) {
		amina := b.add("Amina Khan", "hapi", day.Date{})
		facts := households.Facts{Floor: " fourth ", Lift: households.NoLift, NoStairs: true, Entry: "flats – need to buzz", Pets: "a cat", Delivery: "leave with the warden"}
		b.must(b.SaveFacts(b.ctx, amina, 0, facts))
		home := b.around(amina).Households[0]
		if home.Floor != "fourth" || !home.HardToLeave() || home.Version != 1 || home.ChangedBy == "" {
			t.Errorf("the home is %+v", home)
		}
		b.refused("one more home", b.SaveFacts(b.ctx, amina, 0, facts), fault.Stale)
		facts.Lift = households.HasLift
		b.must(b.SaveFacts(b.ctx, amina, 1, facts))
		b.refused("a stale save", b.SaveFacts(b.ctx, amina, 1, households.Facts{}), fault.Stale)
		if home := b.around(amina).Households[0]; home.Lift != households.HasLift || home.HardToLeave() || home.Pets != "a cat" {
			t.Errorf("the home is %+v", home)
		}
		for _, note := range []string{"key safe is 4471", "Keysafe by the door, code 1939", "2580 opens the key-safe"} {
			b.refused(note, b.SaveFacts(b.ctx, amina, 2, households.Facts{Entry: note}), fault.Invalid)
		}
	})
}

func TestTellingNothing(t *testing.T) {
	each(t, func(t *testing.T, b *borough) {
		sara, karl := b.add("Sara Hart", "hapi", day.Date{}), b.add("Karl Hart", "hapi", day.Date{})
		b.must(b.AddMember(b.ctx, sara, known(karl), "husband"))
		b.must(b.TellNothing(b.ctx, karl, sara))
		b.must(b.TellNothing(b.ctx, karl, sara))
		seenBy := func(id people.PersonID) households.Member { return b.around(id).Households[0].Others()[0] }
		if m := seenBy(karl); !m.TellNothing || m.KeptFrom {
			t.Errorf("Karl asks, Sara is %+v", m)
		}
		if m := seenBy(sara); m.TellNothing || !m.KeptFrom {
			t.Errorf("Sara asks, Karl is %+v", m)
		}
		// Karl's own story, which he may ask to read, says nothing of it.
		told, err := journal.About(b.db.Read(b.ctx), []string{string(karl)}, 20)
		for _, e := range told {
			if strings.Contains(e.Topic, "kept-from") {
				t.Errorf("Karl's story tells: %s, %v", e.Verb, err)
			}
		}
		b.must(b.MayTell(b.ctx, karl, sara))
		if m := seenBy(karl); m.TellNothing {
			t.Error("what was taken back still holds")
		}
		b.refused("of themselves", b.TellNothing(b.ctx, karl, karl), fault.Invalid)
	})
}

// What hangs on one record is the person's, whoever the record turns out to be of.
func TestHoldingWhenTwoAreOne(t *testing.T) {
	each(t, func(t *testing.T, b *borough) {
		amina, again := b.add("Amina Khan", "hapi", day.Date{}), b.add("A Khan", "hapi", day.Date{})
		sara, jo := b.add("Sara Khan", "hapi", day.Date{}), b.add("Jo Hart", "hapi", day.Date{})
		b.must(b.AddMember(b.ctx, again, known(sara), ""))
		b.must(b.TellNothing(b.ctx, sara, again))
		b.must(b.people.SamePerson(b.ctx, amina, again))
		for _, id := range []people.PersonID{amina, again} {
			if got := b.others(id); got != "Sara Khan" || b.around(id).Person != amina {
				t.Errorf("with %s live %q", id, got)
			}
		}
		if m := b.around(sara).Households[0].Others()[0]; m.Person != amina || !m.TellNothing {
			t.Errorf("Sara asks, Amina is %+v", m)
		}
		b.refused("one of them elsewhere", b.AddMember(b.ctx, jo, known(amina), ""), fault.Conflict)
		b.must(b.people.Separate(b.ctx, people.RecordID(again)))
		if got := b.others(amina); got != "" {
			t.Errorf("separated, with Amina live %q", got)
		}
	})
}

func TestWhoMayKnow(t *testing.T) {
	each(t, func(t *testing.T, b *borough) {
		amina, far := b.add("Amina Khan", "hapi", day.Date{}), b.add("Sara Far", "leigh", day.Date{})
		b.must(b.AddMember(b.ctx, amina, known(far), ""))
		b.reads = nil
		b.around(amina)
		if len(b.reads) != 1 || b.reads[0].Subject != string(amina) || b.reads[0].ObjectID("person") != string(far) {
			t.Errorf("who looked is kept as %+v", b.reads)
		}
		c, err := b.Around(b.by(inHapi), amina)
		if err != nil || len(c.Households) != 1 || len(c.Households[0].Others()) != 0 {
			t.Errorf("a hub sees %+v, %v", c, err)
		}
		if _, err := b.Around(b.by(auditor), amina); err != nil {
			t.Errorf("an auditor: %v", err)
		}
		for who, p := range map[string]access.Principal{"a member": member, "the public": {}} {
			_, err := b.Around(b.by(p), amina)
			b.refused(who, err, fault.NotFound)
		}
		_, err = b.Around(b.by(inHapi), far)
		b.refused("another hub's person", err, fault.NotFound)
		b.refused("adding whom one may not see", b.AddMember(b.by(inHapi), amina, known(far), ""), fault.NotFound)
		b.refused("an auditor's word", b.SaveFacts(b.by(auditor), amina, 1, households.Facts{}), fault.Forbidden)
		b.refused("silencing whom one may not see", b.TellNothing(b.by(inHapi), far, amina), fault.NotFound)
	})
}

func TestWhoCaresForWhom(t *testing.T) {
	each(t, func(t *testing.T, b *borough) {
		amina, sara := b.add("Amina Khan", "hapi", day.New(1939, time.March, 7)), b.add("Sara Khan", "hapi", day.New(2005, time.March, 7))
		facts := households.CareFacts{Does: " washing and meals ", Backup: "her aunt sleeps there", Ring: "Aunt Noor"}
		b.must(b.AddCarer(b.ctx, amina, known(sara), facts))
		b.refused("said from the other side", b.AddCared(b.ctx, sara, known(amina), facts), fault.Conflict)
		b.refused("their own carer", b.AddCarer(b.ctx, amina, known(amina), facts), fault.Invalid)
		care := b.around(amina).Carers[0]
		if care.Carer.Name != "Sara Khan" || care.Cared.Name != "Amina Khan" || care.Does != "washing and meals" || !care.YoungCarer(today) {
			t.Errorf("Amina is cared for: %+v", care)
		}
		if other := b.around(sara).CaresFor; len(other) != 1 || other[0].ID != care.ID || other[0].Cared.Name != "Amina Khan" || !other[0].YoungCarer(today) {
			t.Errorf("Sara cares: %+v", other)
		}
		facts.CannotSince = today
		b.must(b.SaveCare(b.ctx, care.ID, 1, facts))
		b.refused("a stale save", b.SaveCare(b.ctx, care.ID, 1, facts), fault.Stale)
		if care := b.around(sara).CaresFor[0]; !care.CannotGoOn() || care.CannotSince != today || care.Version != 2 {
			t.Errorf("a carer who cannot go on is %+v", care)
		}
		b.must(b.AddCared(b.ctx, amina, named("Noor", "Khan", day.Date{}), households.CareFacts{}))
		b.refused("ending what has changed", b.EndCare(b.ctx, care.ID, 1), fault.Stale)
		b.must(b.EndCare(b.ctx, care.ID, 2))
		b.refused("what has ended", b.SaveCare(b.ctx, care.ID, 3, facts), fault.NotFound)
		if c := b.around(amina); len(c.Carers) != 0 || len(c.CaresFor) != 1 || c.CaresFor[0].Cared.Name != "Noor Khan" {
			t.Errorf("afterwards around Amina: %+v", c)
		}
		for _, id := range []people.PersonID{amina, sara} {
			topics := ""
			told, err := journal.About(b.db.Read(b.ctx), []string{string(id)}, 20)
			for _, e := range told {
				topics += e.Topic + " "
			}
			if err != nil || !strings.Contains(topics, "households.carer-cannot") || !strings.Contains(topics, "households.care-ended") {
				t.Errorf("the story of %s tells %s, %v", id, topics, err)
			}
		}
	})
}

func TestCareAcrossHubs(t *testing.T) {
	each(t, func(t *testing.T, b *borough) {
		amina, far := b.add("Amina Khan", "hapi", day.Date{}), b.add("Sara Far", "leigh", day.Date{})
		b.must(b.AddCarer(b.ctx, amina, known(far), households.CareFacts{Does: "shopping"}))
		care := b.around(amina).Carers[0]
		c, err := b.Around(b.by(inHapi), amina)
		if err != nil || len(c.Carers) != 0 {
			t.Errorf("a hub sees of another hub's carer %+v, %v", c.Carers, err)
		}
		b.refused("a hub that sees one of them", b.SaveCare(b.by(inHapi), care.ID, 1, care.CareFacts), fault.NotFound)
		b.refused("an auditor", b.EndCare(b.by(auditor), care.ID, 1), fault.Forbidden)
	})
}

func TestWhoHelps(t *testing.T) {
	each(t, func(t *testing.T, b *borough) {
		amina := b.add("Amina Khan", "hapi", day.Date{})
		son := households.HelperFacts{Name: " Yusuf ", Relation: "son", Phone: "+447700900123", Does: "shops on Fridays", MayRing: true}
		b.must(b.AddHelper(b.ctx, amina, son))
		b.refused("nobody's name", b.AddHelper(b.ctx, amina, households.HelperFacts{Name: " "}), fault.Invalid)
		b.refused("with a code", b.AddHelper(b.ctx, amina, households.HelperFacts{Name: "Jo", Does: "has the key safe 1234"}), fault.Invalid)
		h := b.around(amina).Helpers[0]
		if h.Name != "Yusuf" || h.Phone.National() != "07700 900123" || !h.MayRing {
			t.Errorf("the helper is %+v", h)
		}
		son.MayRing = false
		b.must(b.SaveHelper(b.ctx, h.ID, 1, son))
		b.refused("a stale save", b.SaveHelper(b.ctx, h.ID, 1, son), fault.Stale)
		b.refused("another hub", b.SaveHelper(b.by(access.Principal{Account: "x", Grants: []access.Grant{{Role: access.Coordinator, Neighbourhood: "leigh"}}}), h.ID, 2, son), fault.NotFound)
		b.refused("a stale end", b.EndHelper(b.ctx, h.ID, 1), fault.Stale)
		b.must(b.EndHelper(b.ctx, h.ID, 2))
		if c := b.around(amina); len(c.Helpers) != 0 {
			t.Errorf("who no longer helps is shown: %+v", c)
		}
	})
}
