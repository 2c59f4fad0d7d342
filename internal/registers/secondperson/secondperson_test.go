package secondperson_test

import (
	"context"
	"strings"
	"sync"
	"testing"
	"time"

	"kith/internal/kernel/clock"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/db/dbtest"
	"kith/internal/plat/journal"
	"kith/internal/registers/secondperson"
)

var (
	sets  = []db.Migrations{journal.Migrations(), secondperson.Static().Migrations}
	start = time.Date(2020, 4, 7, 8, 30, 0, 0, time.UTC)
	first = access.Principal{Account: "first", Name: "Fay First", Grants: []access.Grant{{Role: access.Coordinator, Neighbourhood: "hapi"}}}
	other = access.Principal{Account: "other", Name: "Oli Other", Grants: []access.Grant{{Role: access.Manager, Neighbourhood: "hapi"}}}
	leigh = access.Principal{Account: "leigh", Name: "Lee Leigh", Grants: []access.Grant{{Role: access.Manager, Neighbourhood: "leigh"}}}
	agent = access.Principal{Account: "agent", Name: "Jo Agent", Grants: []access.Grant{{Role: access.Agent}}}
	point = access.Principal{Account: "point", Name: "Alex Point", Grants: []access.Grant{{Role: access.Coordinator}}}
)

func each(t *testing.T, test func(t *testing.T, s *secondperson.Service, at *clock.Manual, as func(access.Principal) context.Context, d *db.DB)) {
	run := func(t *testing.T, d *db.DB, at *clock.Manual) {
		ctx := dbtest.Context(t)
		test(t, secondperson.New(d), at, func(p access.Principal) context.Context {
			c := db.CallerOf(ctx)
			c.Actor = p.Account
			return access.With(db.As(ctx, c), p)
		}, d)
	}
	t.Run("sqlite", func(t *testing.T) {
		at := clock.NewManual(start)
		run(t, dbtest.NewWith(t, db.Config{Clock: at}, sets...), at)
	})
	t.Run("postgres", func(t *testing.T) {
		at := clock.NewManual(start)
		run(t, dbtest.PostgresWith(t, db.Config{Clock: at}, sets...), at)
	})
}

// Nobody does it alone: whoever asked cannot agree, nobody from elsewhere can, and what was
// agreed counts for an hour and for nobody else.
func TestItTakesTwo(t *testing.T) {
	each(t, func(t *testing.T, s *secondperson.Service, at *clock.Manual, as func(access.Principal) context.Context, d *db.DB) {
		wanted := secondperson.Ask{Kind: secondperson.WithheldAddress, Record: "r1", Neighbourhood: "hapi"}
		for reason, code := range map[string]string{"": "secondperson.no-reason", "  ": "secondperson.no-reason", "abc": "secondperson.short-reason", strings.Repeat("a", 501): "secondperson.long-reason"} {
			wanted.Reason = reason
			if _, err := s.Ask(as(first), wanted); fault.CodeOf(err) != code {
				t.Errorf("the reason %q: %v", reason, err)
			}
		}
		wanted.Reason = "They cannot come to the hub."
		ask, err := s.Ask(as(first), wanted)
		if err != nil {
			t.Fatal(err)
		}
		if again, err := s.Ask(as(first), wanted); err != nil || again.ID != ask.ID {
			t.Errorf("asked twice: %v %v", again.ID, err)
		}
		for _, c := range []struct {
			who  access.Principal
			kind fault.Kind
		}{{first, fault.Forbidden}, {leigh, fault.Forbidden}, {agent, fault.Forbidden}, {access.Principal{}, fault.Unauthenticated}} {
			if err := s.Decide(as(c.who), ask.ID, true, ""); fault.KindOf(err) != c.kind {
				t.Errorf("%q decides: %v", c.who.Name, err)
			}
		}
		if err := s.Decide(as(other), ask.ID, false, " "); fault.CodeOf(err) != "secondperson.no-why" {
			t.Errorf("refused without a word: %v", err)
		}
		if err := s.Decide(as(other), "nobody", true, ""); fault.KindOf(err) != fault.NotFound {
			t.Errorf("an ask of nobody: %v", err)
		}
		if all, err := s.Waiting(as(first)); err != nil || len(all) != 0 {
			t.Errorf("whoever asked finds %d to decide, %v", len(all), err)
		}
		if all, err := s.Waiting(as(leigh)); err != nil || len(all) != 0 {
			t.Errorf("another hub finds %d to decide, %v", len(all), err)
		}
		if _, agreed, _ := secondperson.Agreed(d.Read(as(first)), wanted.Kind, []string{"r1"}, "first"); agreed {
			t.Error("it counts before anybody agreed")
		}
		if err := s.Decide(as(other), ask.ID, true, ""); err != nil {
			t.Fatal(err)
		}
		if err := s.Decide(as(point), ask.ID, false, "No"); fault.KindOf(err) != fault.Conflict {
			t.Errorf("decided twice: %v", err)
		}
		for account, want := range map[string]bool{"first": true, "other": false, "point": false} {
			if _, agreed, err := secondperson.Agreed(d.Read(as(first)), wanted.Kind, []string{"r0", "r1"}, account); err != nil || agreed != want {
				t.Errorf("it counts for %s: %v, %v", account, agreed, err)
			}
		}
		if _, agreed, _ := secondperson.Agreed(d.Read(as(first)), wanted.Kind, []string{"r2"}, "first"); agreed {
			t.Error("it counts for another record")
		}
		at.Advance(secondperson.Lasts)
		if _, agreed, _ := secondperson.Agreed(d.Read(as(first)), wanted.Kind, []string{"r1"}, "first"); agreed {
			t.Error("it counts after the hour")
		}
	})
}

func TestWhatWaitsTooLongIsAskedAgain(t *testing.T) {
	each(t, func(t *testing.T, s *secondperson.Service, at *clock.Manual, as func(access.Principal) context.Context, _ *db.DB) {
		ask, err := s.Ask(as(first), secondperson.Ask{Kind: secondperson.WithheldAddress, Record: "r1", Neighbourhood: "hapi", Reason: "They cannot come."})
		if err != nil {
			t.Fatal(err)
		}
		at.Advance(secondperson.Waits)
		if err := s.Decide(as(other), ask.ID, true, ""); fault.CodeOf(err) != "secondperson.late" {
			t.Errorf("a day later: %v", err)
		}
		if again, err := s.Ask(as(first), secondperson.Ask{Kind: secondperson.WithheldAddress, Record: "r1", Neighbourhood: "hapi", Reason: "They cannot come."}); err != nil || again.ID == ask.ID {
			t.Errorf("asked again: %v, %v", again.ID, err)
		}
	})
}

// Of two who decide in the same moment one is told that the other was quicker.
func TestTwoDecideAtOnce(t *testing.T) {
	each(t, func(t *testing.T, s *secondperson.Service, _ *clock.Manual, as func(access.Principal) context.Context, _ *db.DB) {
		ask, err := s.Ask(as(first), secondperson.Ask{Kind: secondperson.WithheldAddress, Record: "r1", Neighbourhood: "hapi", Reason: "They cannot come."})
		if err != nil {
			t.Fatal(err)
		}
		var wait sync.WaitGroup
		errs := make([]error, 2)
		for i, who := range []access.Principal{other, point} {
			wait.Go(func() { errs[i] = s.Decide(as(who), ask.ID, i == 0, "no") })
		}
		wait.Wait()
		if (errs[0] == nil) == (errs[1] == nil) {
			t.Errorf("both or neither decided: %v", errs)
		}
	})
}
