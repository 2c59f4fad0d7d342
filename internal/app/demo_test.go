package app_test

import (
	"context"
	"path/filepath"
	"testing"
	"time"

	"kith/internal/app"
	"kith/internal/kernel/clock"
	"kith/internal/kernel/day"
	"kith/internal/plat/access"
	"kith/internal/plat/config"
	"kith/internal/services/rounds"
	"kith/internal/work/needs"
)

// demoApp makes a small demo of a borough in a database of its own.
func demoApp(t *testing.T, borough string, now time.Time, size app.DemoSize) *app.App {
	t.Helper()
	at := clock.NewManual(now)
	a, err := app.Open(t.Context(), config.Common{
		Data: t.TempDir(), Borough: borough, Blueprints: filepath.Join("..", "..", "blueprints"), LogLevel: "error",
	}, at, true)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := a.Close(context.WithoutCancel(t.Context())); err != nil {
			t.Error(err)
		}
	})
	if err := a.MakeDemo(t.Context(), at, now, size, func(string) {}); err != nil {
		t.Fatal(err)
	}
	return a
}

func TestDemoBoroughs(t *testing.T) {
	now := time.Date(2020, 4, 20, 10, 0, 0, 0, time.UTC)
	for _, borough := range []string{"wigan", "bury"} {
		t.Run(borough, func(t *testing.T) {
			a := demoApp(t, borough, now, app.DemoSize{Seed: 1, People: 600, Requests: 60})
			ctx := a.As(t.Context(), "test", "look")
			requests, err := a.Needs.Requests(ctx, needs.RequestFilter{Limit: 1000})
			if err != nil {
				t.Fatal(err)
			}
			if len(requests) != 60 {
				t.Errorf("%d requests, want 60", len(requests))
			}
			if report, err := a.Journal.Verify(ctx, borough); err != nil || report.Waiting > 0 {
				t.Errorf("%d entries of the journal are not sealed, %v: the first check would take them for damage", report.Waiting, err)
			}
			if heads, err := a.Heads.Kept(ctx); err != nil || len(heads) < 5 || heads[0].Anchor.Seq >= heads[len(heads)-1].Anchor.Seq {
				t.Errorf("%d days have signed heads, %v, want those of a week, each further than the last", len(heads), err)
			}
			if proof, err := a.Prove(ctx, "", ""); err != nil || !proof.OK() {
				t.Errorf("the journal does not pass through the heads of its days: %v\n%s", err, proof)
			}
			states := map[needs.RequestState]int{}
			for _, r := range requests {
				states[r.State]++
				if r.ReceivedAt.After(now) {
					t.Errorf("%s was received after the demo begins", r.Reference)
				}
			}
			for _, s := range needs.RequestStates() {
				if states[s] == 0 {
					t.Errorf("no request is %s: the demo shows nothing of it", s)
				}
			}
			seesToAll(t, a, ctx)
			report, err := a.Journal.Verify(ctx, borough)
			if err != nil || !report.OK() {
				t.Errorf("the journal of the demo does not verify: %v %v", report, err)
			}
		})
	}
}

// seesToAll: the lists of those who see to the whole borough have something of each kind.
func seesToAll(t *testing.T, a *app.App, ctx context.Context) {
	t.Helper()
	ctx = access.With(ctx, access.Principal{Account: "x", Grants: []access.Grant{{Role: access.Coordinator}}})
	w, _, err := a.Intake.Watch(ctx)
	if err != nil || len(w.Dropped) == 0 || len(w.Overdue) == 0 || len(w.Unsafe) == 0 {
		t.Errorf("calls to see to: %d dropped, %d to ring back, %d not safe; %v", len(w.Dropped), len(w.Overdue), len(w.Unsafe), err)
	}
	tonight, err := a.Duty.Tonight(ctx)
	if err != nil || len(tonight.Referred) == 0 {
		t.Errorf("%d referrals to the duty team are open; %v", len(tonight.Referred), err)
	}
}

func TestSameSeedSameDemo(t *testing.T) {
	now := time.Date(2020, 4, 20, 10, 0, 0, 0, time.UTC)
	words := func() (all []string) {
		a := demoApp(t, "wigan", now, app.DemoSize{Seed: 3, People: 200, Requests: 12})
		requests, err := a.Needs.Requests(a.As(t.Context(), "test", "look"), needs.RequestFilter{Limit: 100})
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range requests {
			all = append(all, string(r.State)+" "+r.GivenNames+" "+r.OwnWords)
		}
		return all
	}
	one, two := words(), words()
	if len(one) != len(two) {
		t.Fatalf("%d and %d requests", len(one), len(two))
	}
	for i := range one {
		if one[i] != two[i] {
			t.Errorf("request %d: %q and %q", i, one[i], two[i])
		}
	}
}

// Whatever the hour at which a demo is made, there is a round to follow.
func TestDemoHasARoundUnderWayAtAnyHour(t *testing.T) {
	for _, hour := range []int{3, 10, 20} {
		now := day.New(2020, 4, 21).At(hour, 15)
		a := demoApp(t, "wigan", now, app.DemoSize{Seed: 1, People: 200, Requests: 12})
		ctx := access.With(a.As(t.Context(), "test", "look"), access.Principal{Account: "x", Grants: []access.Grant{{Role: access.Manager}}})
		plans, err := a.Rounds.Plans(ctx, 10)
		if err != nil || len(plans) == 0 {
			t.Errorf("%02d:15: %d plans, %v", hour, len(plans), err)
			continue
		}
		all, err := a.Rounds.RoundsOf(ctx, plans[0])
		if err != nil || len(all) == 0 || all[0].State != rounds.RoundOut {
			t.Errorf("%02d:15: no round is under way: %v %v", hour, all, err)
			continue
		}
		_, stops, err := a.Rounds.Round(ctx, all[0].ID)
		if err != nil {
			t.Fatal(err)
		}
		made := 0
		for _, s := range stops {
			if s.State != rounds.Planned {
				made++
			}
		}
		if made == 0 || made == len(stops) {
			t.Errorf("%02d:15: %d of %d stops are made, want some and not all", hour, made, len(stops))
		}
	}
}
