package identity_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"kith/internal/insight/identity"
	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
	"kith/internal/registers/people"
	"kith/internal/registers/places"
	"kith/internal/work/board/boardtest"
)

var (
	agent    = access.Principal{Account: "agent", Grants: []access.Grant{{Role: access.Agent}}}
	other    = access.Principal{Account: "other", Grants: []access.Grant{{Role: access.Analyst}}}
	borough  = access.Principal{Account: "borough", Name: "Bo Rough", Grants: []access.Grant{{Role: access.Coordinator}}}
	inHapi   = access.Principal{Account: "hapi", Grants: []access.Grant{{Role: access.Coordinator, Neighbourhood: "hapi"}}}
	governor = access.Principal{Account: "ig", Grants: []access.Grant{{Role: access.Governance}}}
)

// noted keeps what was told of reading.
type noted struct{ entries []journal.Entry }

func (n *noted) Saw(_ context.Context, e journal.Entry) error {
	n.entries = append(n.entries, e)
	return nil
}

// office is a borough with its register and who is who.
type office struct {
	*boardtest.Hub
	*identity.Service
	people *people.Service
	reads  *noted
	t      testing.TB
}

func newOffice(t testing.TB, h *boardtest.Hub) *office {
	reads := &noted{}
	register := people.New(h.DB, reads)
	if err := register.Sealing([]byte("0123456789abcdef0123456789abcdef")); err != nil {
		t.Fatal(err)
	}
	return &office{h, identity.New(h.DB, register, reads), register, reads, t}
}

func each(t *testing.T, test func(t *testing.T, o *office)) {
	boardtest.Each(t, func(t *testing.T, h *boardtest.Hub) { test(t, newOffice(t, h)) }, identity.Static().Migrations)
}

func khan(given, hood string) people.NewRecord {
	n := people.NewRecord{Neighbourhood: hood, Source: "public form"}
	n.GivenNames, n.FamilyName, n.BirthDate = given, "Khan", day.New(1939, 3, 7)
	n.Address = places.Address{Line1: "14 Warrington Road", Postcode: "WN2 3EB"}
	return n
}

// add keeps a record with what looks like it.
func (o *office) add(n people.NewRecord) people.PersonID {
	o.t.Helper()
	ctx := o.As(agent)
	like, err := o.people.Match(ctx, n.Described)
	o.must(err)
	var r people.Record
	o.must(o.DB.Write(ctx, func(tx *db.Tx) error {
		r, err = people.Add(tx, n, like)
		return err
	}))
	return people.PersonID(r.ID)
}

func (o *office) must(err error) {
	o.t.Helper()
	if err != nil {
		o.t.Fatal(err)
	}
}

// queue is who is to be decided about, as one of those who may sees it.
func (o *office) queue(who access.Principal) []identity.Waiting {
	o.t.Helper()
	open, first, err := o.Queue(o.As(who), 100)
	o.must(err)
	if open != len(first) {
		o.t.Errorf("%d are open and %d shown", open, len(first))
	}
	return first
}

func of(w identity.Waiting) []people.PersonID {
	both := []people.PersonID{w.First, w.Second}
	slices.Sort(both)
	return both
}

func TestThePressingComeFirst(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		var pairs [3][]people.PersonID
		for i, given := range []string{"Amina", "Yusuf", "Zainab"} {
			n := khan(given, "hapi")
			n.BirthDate = day.New(1939+i, 3, 7)
			n.Address.Postcode = []string{"WN2 3EB", "WN7 1EB", "M46 9JH"}[i]
			pairs[i] = []people.PersonID{o.add(n), o.add(n)}
		}
		o.must(o.people.Mark(o.As(borough), pairs[1][0], nil, []people.Label{people.Safeguarding}))
		work := o.Add(boardtest.Work{Given: "Zainab", Family: "Khan", Hub: "hapi"})
		o.must(o.people.SamePerson(o.As(agent), people.PersonID(work.Record), pairs[2][0]))
		_ = work
		all := o.queue(agent)
		if len(all) != 3 {
			t.Fatalf("open are %+v", all)
		}
		if slices.Compare(of(all[0]), pairs[1]) != 0 || !slices.Equal(all[0].Stakes.Why(), []string{"One is marked and the other is not"}) {
			t.Errorf("first comes %+v", all[0])
		}
		if all[0].Names != [2]string{"Yusuf Khan", "Yusuf Khan"} || all[0].Percent < 90 {
			t.Errorf("shown as %+v", all[0])
		}
	})
}

// What somebody decides is kept, whatever is looked for again, and the next one comes up.
func TestDeciding(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		a, b, c := o.add(khan("Amina", "hapi")), o.add(khan("Amina", "hapi")), o.add(khan("A", "hapi"))
		ctx := o.As(agent)
		if n := len(o.queue(agent)); n != 3 {
			t.Fatalf("%d pairs are open", n)
		}
		pair, err := o.Pair(ctx, a, b)
		if err != nil || len(pair.Parts) < 4 || pair.Percent < 90 || pair.Apart || pair.Hangs[0].Tasks != 0 {
			t.Errorf("side by side %+v, %v", pair, err)
		}
		o.must(o.Different(ctx, a, c))
		kept, err := o.Same(ctx, b, a)
		if err != nil || kept != a {
			t.Errorf("the one known longer is %s, want %s; %v", kept, a, err)
		}
		if left := o.queue(agent); len(left) != 1 || !slices.Contains(of(left[0]), a) || !slices.Contains(of(left[0]), c) {
			t.Errorf("left are %+v", left) // of the second and the third nobody decided
		}
		if pair, err := o.Pair(ctx, a, c); err != nil || !pair.Apart {
			t.Errorf("nobody is told that they were kept apart: %+v, %v", pair, err)
		}
		if _, err := o.Same(ctx, a, c); fault.CodeOf(err) != "people.decided-different" {
			t.Errorf("joining who was told apart: %v", err)
		}
		if _, err := o.Pair(ctx, a, b); fault.KindOf(err) != fault.Stale {
			t.Errorf("one person beside themselves: %v", err)
		}
		decided, err := o.Decided(ctx, 10)
		if err != nil || len(decided) != 2 || !decided[0].Same || decided[1].Same || decided[0].By == "" {
			t.Errorf("decided %+v, %v", decided, err)
		}
		o.must(o.TakeBack(ctx, c, a))
		if decided, _ := o.Decided(ctx, 10); len(decided) != 1 {
			t.Errorf("after taking back decided are %+v", decided)
		}
	})
}

// Who was not sure is asked last, and the next one is told.
func TestNotSure(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		a, b := o.add(khan("Amina", "hapi")), o.add(khan("Amina", "hapi"))
		ctx := o.As(agent)
		if next, ok, err := o.Next(ctx); !ok || err != nil || next.First == "" {
			t.Fatal(next, ok, err)
		}
		o.must(o.Pass(ctx, b, a))
		if next, ok, err := o.Next(ctx); ok || err != nil {
			t.Errorf("asked again at once: %+v, %v", next, err)
		}
		if mine := o.queue(agent); len(mine) != 1 || !mine[0].Passed {
			t.Errorf("the list shows %+v", mine)
		}
		theirs := o.queue(other)
		if len(theirs) != 1 || theirs[0].Passed || theirs[0].Unsure != 1 {
			t.Errorf("a colleague's list shows %+v", theirs)
		}
		o.must(o.Different(ctx, a, b))
		if err := o.Pass(ctx, a, b); fault.KindOf(err) != fault.Stale {
			t.Errorf("passing what is decided: %v", err)
		}
	})
}

// Nobody is shown whom they may not see, in a list or side by side, and nobody else decides.
func TestWhoIsWhoGivesNobodyAway(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		here, there := o.add(khan("Amina", "hapi")), o.add(khan("Amina", "leigh"))
		if n := len(o.queue(inHapi)); n != 0 {
			t.Errorf("a hub is shown %d pairs of another's people", n)
		}
		if _, err := o.Pair(o.As(inHapi), here, there); fault.KindOf(err) != fault.NotFound {
			t.Errorf("a hub compares with another's: %v", err)
		}
		if n := len(o.queue(agent)); n != 1 { // the order is kept from now on
			t.Errorf("an agent is shown %d pairs", n)
		}
		o.must(o.people.Mark(o.As(borough), there, nil, []people.Label{people.Restricted}))
		if _, first, err := o.Queue(o.As(agent), 10); err != nil || len(first) != 0 {
			t.Errorf("an agent is shown a pair with a restricted person: %+v, %v", first, err)
		}
		if next, ok, err := o.Next(o.As(agent)); err != nil || ok {
			t.Errorf("an agent is led to a restricted person: %+v, %v", next, err)
		}
		o.Clock.Advance(time.Minute)
		if n := len(o.queue(agent)); n != 0 {
			t.Errorf("an agent is told of %d pairs with a restricted person", n)
		}
		for _, look := range []func() error{
			func() error { _, err := o.Pair(o.As(agent), here, there); return err },
			func() error { return o.Pass(o.As(agent), here, there) },
			func() error { _, err := o.Same(o.As(agent), here, there); return err },
			func() error { return o.Different(o.As(agent), here, there) },
		} {
			if err := look(); fault.KindOf(err) != fault.NotFound {
				t.Errorf("an agent is told of a restricted person: %v", err)
			}
		}
		if n := len(o.queue(borough)); n != 1 {
			t.Errorf("cleared staff are shown %d pairs", n)
		}
		o.must(o.Different(o.As(borough), here, there))
		if decided, err := o.Decided(o.As(agent), 10); err != nil || len(decided) != 0 {
			t.Errorf("what was decided tells an agent of %+v, %v", decided, err)
		}
		if _, _, err := o.Queue(o.As(governor), 10); fault.KindOf(err) != fault.Forbidden {
			t.Errorf("a reader decides: %v", err)
		}
		if len(o.reads.entries) == 0 {
			t.Error("nobody noted who looked")
		}
	})
}
