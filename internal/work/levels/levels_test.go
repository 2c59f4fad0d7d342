package levels_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"kith/internal/blueprint"
	"kith/internal/blueprint/blueprinttest"
	"kith/internal/kernel/clock"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/db/dbtest"
	"kith/internal/plat/journal"
	"kith/internal/work/levels"
	"kith/internal/work/steps"
	"kith/internal/work/steps/stepstest"
)

var (
	gold   = access.Principal{Account: "gold", Name: "Chris Gold", Grants: []access.Grant{{Role: access.Manager}}}
	silver = access.Principal{Account: "silver", Name: "Sil Ver", Grants: []access.Grant{{Role: access.Manager}}}
	hub    = access.Principal{Account: "hub", Name: "Lee Hub", Grants: []access.Grant{{Role: access.Coordinator, Neighbourhood: "leigh"}}}
	hapi   = access.Principal{Account: "hapi", Name: "Hal Hub", Grants: []access.Grant{{Role: access.Coordinator, Neighbourhood: "hapi"}}}
	health = access.Principal{Account: "health", Name: "Dev Health", Grants: []access.Grant{{Role: access.PublicHealth}}}
	driver = access.Principal{Account: "driver", Grants: []access.Grant{{Role: access.Driver}}}
)

type here struct{ now *blueprint.Blueprint }

func (h here) Current(context.Context) (*blueprint.Blueprint, error) { return h.now, nil }

// office is a borough whose levels are decided, on a Monday.
type office struct {
	*levels.Service
	t     *testing.T
	ctx   context.Context
	db    *db.DB
	clock *clock.Manual
	now   *blueprint.Blueprint
}

// shipped is read once: it does not change.
var shipped *blueprint.Blueprint

func each(t *testing.T, test func(o *office)) {
	if shipped == nil {
		shipped = stepstest.Blueprint(t, "wigan", levels.Section())
	}
	b := shipped
	for name, open := range map[string]func(testing.TB, db.Config, ...db.Migrations) *db.DB{"sqlite": dbtest.NewWith, "postgres": dbtest.PostgresWith} {
		t.Run(name, func(t *testing.T) {
			at := clock.NewManual(time.Date(2020, 11, 30, 10, 0, 0, 0, time.UTC))
			d := open(t, db.Config{Clock: at}, journal.Migrations(), levels.Static().Migrations)
			o := &office{levels.New(d, here{b}), t, dbtest.Context(t), d, at, b}
			o.DecidedBy(func(_ db.Reader, group, account string) (bool, bool, error) {
				return group == "gold" && account == gold.Account, true, nil
			})
			test(o)
		})
	}
}

func (o *office) as(p access.Principal) context.Context {
	caller := db.CallerOf(o.ctx)
	caller.Actor = p.Account
	return access.With(db.As(o.ctx, caller), p)
}

func (o *office) decides(place string, to steps.Level) levels.Decision {
	o.t.Helper()
	c, err := o.Preview(o.as(gold), place, to)
	if err != nil {
		o.t.Fatal(err)
	}
	d, err := o.Decide(o.as(gold), levels.Wish{Place: place, To: to, Reason: "As Gold agreed", Seen: c.Seen})
	if err != nil {
		o.t.Fatal(err)
	}
	return d
}

func (o *office) sees() levels.Overview {
	o.t.Helper()
	v, err := o.Overview(o.as(gold))
	if err != nil {
		o.t.Fatal(err)
	}
	return v
}

func (o *office) at(place string) steps.Level {
	o.t.Helper()
	l, err := o.Level(o.db.Read(o.as(gold)), place)
	if err != nil {
		o.t.Fatal(err)
	}
	return l
}

func (o *office) is(err error, code string) {
	o.t.Helper()
	if fault.CodeOf(err) != code || err == nil {
		o.t.Errorf("the error is %v, want %s", err, code)
	}
}

// TestTheLastDecisionForAPlaceCounts: a neighbourhood's own until the borough decides again.
func TestTheLastDecisionForAPlaceCounts(t *testing.T) {
	each(t, func(o *office) {
		if got := o.at("leigh"); got != steps.Surge {
			t.Errorf("before any decision Leigh is at %s, want the blueprint's surge", got)
		}
		o.decides("", steps.Virtual)
		o.decides("leigh", steps.Surge)
		if a, b := o.at("leigh"), o.at("hapi"); a != steps.Surge || b != steps.Virtual {
			t.Errorf("Leigh is at %s and HAPI at %s", a, b)
		}
		o.decides("", steps.StoodDown)
		if got := o.at("leigh"); got != steps.StoodDown {
			t.Errorf("Leigh stayed at %s", got)
		}
		if h := o.sees().History; len(h) != 3 || h[0].Was != steps.Virtual || h[1].Was != steps.Virtual || h[2].Reason != "As Gold agreed" {
			t.Errorf("the history is %+v", h)
		}
	})
}

// TestALevelChangesTheCalendar: what works by the level does so from the decision on, in that
// place alone.
func TestALevelChangesTheCalendar(t *testing.T) {
	each(t, func(o *office) {
		w := blueprint.Part[steps.WorkingTime](o.now)
		o.decides("leigh", steps.StoodDown)
		r := o.db.Read(o.as(gold))
		leigh, err := levels.In(r, w, "leigh")
		if err != nil {
			t.Fatal(err)
		}
		hapi, _ := levels.In(r, w, "hapi")
		if leigh.Working().Daily || !hapi.Working().Daily || leigh.Working().Closes != 17*60 {
			t.Errorf("Leigh works %+v and HAPI %+v", leigh.Working(), hapi.Working())
		}
		c, err := o.Preview(o.as(gold), "leigh", steps.Surge)
		if err != nil || !c.Calendars() || !strings.HasPrefix(c.Calendar[1], "every day") {
			t.Errorf("the preview says %q (%v)", c.Calendar, err)
		}
	})
}

func TestPublicPagesSayTheLevel(t *testing.T) {
	each(t, func(o *office) {
		ctx := o.as(access.Principal{})
		if got := o.Banners(ctx, o.now); len(got) != 0 {
			t.Errorf("before any decision it says %+v", got)
		}
		o.decides("", steps.Virtual)
		o.decides("leigh", steps.Surge)
		if got := o.Banners(ctx, o.now); len(got) != 1 || got[0].Title != "Leigh: We are very busy" {
			t.Errorf("it says %+v", got)
		}
		o.decides("", steps.StoodDown)
		if got := o.Banners(ctx, o.now); len(got) != 1 || got[0].Title != "Our emergency help is ending" {
			t.Errorf("it says %+v", got)
		}
		o.clock.Advance(28 * 24 * time.Hour)
		if got := o.Banners(ctx, o.now); len(got) != 0 {
			t.Errorf("after its days it still says %+v", got)
		}
	})
}

func TestOnlyWhomTheBlueprintNamesDecides(t *testing.T) {
	each(t, func(o *office) {
		for _, who := range []access.Principal{silver, hub, health} {
			if _, err := o.Decide(o.as(who), levels.Wish{To: steps.Dormant, Reason: "x"}); fault.KindOf(err) != fault.Forbidden {
				t.Errorf("%s decided: %v", who.Account, err)
			}
		}
		if v, err := o.Overview(o.as(health)); err != nil || v.MayDecide {
			t.Errorf("public health sees %v, %v", v.MayDecide, err)
		}
		if _, err := o.Overview(o.as(driver)); fault.KindOf(err) != fault.Forbidden {
			t.Errorf("a driver sees levels: %v", err)
		}
		o.DecidedBy(func(db.Reader, string, string) (bool, bool, error) { return false, false, nil })
		if _, err := o.Decide(o.as(silver), levels.Wish{To: steps.Dormant, Reason: "Nobody sits in Gold yet"}); err != nil {
			t.Errorf("while nobody sits in Gold a director may decide: %v", err)
		}
	})
}

func TestBadDecisionsAreRefused(t *testing.T) {
	each(t, func(o *office) {
		for code, w := range map[string]levels.Wish{
			"levels.no-reason":     {To: steps.Dormant, Reason: "  "},
			"levels.no-such-level": {To: "red", Reason: "x"},
			"levels.no-such-place": {Place: "atlantis", To: steps.Dormant, Reason: "x"},
			"levels.same":          {To: steps.Surge, Reason: "x"},
			"levels.overtaken":     {To: steps.Dormant, Reason: "x", Seen: 7},
		} {
			_, err := o.Decide(o.as(gold), w)
			o.is(err, code)
		}
		if n := len(o.sees().History); n != 0 {
			t.Errorf("%d decisions were kept", n)
		}
	})
}

// TestATriggerIsPutForwardOnce: until it is settled, and not again soon after it was declined.
func TestATriggerIsPutForwardOnce(t *testing.T) {
	each(t, func(o *office) {
		o.decides("", steps.Virtual)
		short := levels.Known{"leigh": {levels.ResourcesShort: 2}, "hapi": {levels.ResourcesShort: 0}}
		look := func(k levels.Known) []levels.Proposal {
			t.Helper()
			if err := o.Look(o.as(gold), k, map[string]string{"leigh": "Short of food."}); err != nil {
				t.Fatal(err)
			}
			return o.sees().Proposals
		}
		look(short)
		all := look(short)
		if len(all) != 1 || all[0].Place != "leigh" || all[0].Level != steps.Surge || !strings.Contains(all[0].Why, "resources short next week: 2) Short of food.") {
			t.Fatalf("put forward is %+v", all)
		}
		o.is(o.Decline(o.as(gold), all[0].ID, " "), "levels.no-reason")
		o.is(o.Decline(o.as(silver), all[0].ID, "No"), "levels.not-decider")
		if err := o.Decline(o.as(gold), all[0].ID, "A lorry comes tomorrow"); err != nil {
			t.Fatal(err)
		}
		o.is(o.Decline(o.as(gold), all[0].ID, "Again"), "levels.settled")
		if again := look(short); len(again) != 0 {
			t.Errorf("it was put forward again at once: %+v", again)
		}
		o.clock.Advance(4 * 24 * time.Hour)
		if again := look(short); len(again) != 1 {
			t.Errorf("after the quiet days there are %+v", again)
		}
		if over := look(levels.Known{}); len(over) != 0 {
			t.Errorf("what asked for it is over and it stands: %+v", over)
		}
	})
}

func TestADecisionSettlesWhatItFollows(t *testing.T) {
	each(t, func(o *office) {
		o.decides("", steps.Virtual)
		if err := o.Look(o.as(gold), levels.Known{"leigh": {levels.ResourcesShort: 1}}, nil); err != nil {
			t.Fatal(err)
		}
		p := o.sees().Proposals[0]
		w := levels.Wish{Place: "leigh", To: steps.Surge, Reason: "Food runs out on Thursday", Seen: 1, Proposal: p.ID}
		if _, err := o.Decide(o.as(gold), w); err != nil {
			t.Fatal(err)
		}
		v := o.sees()
		if len(v.Proposals) != 0 || v.Settled[0].State != levels.Accepted || v.Settled[0].SettledBy != gold.Account {
			t.Errorf("the proposal is %+v", v.Settled)
		}
	})
}

// TestADecisionOvertakesWhatElseIsPutForward: nothing is put forward for what is decided.
func TestADecisionOvertakesWhatElseIsPutForward(t *testing.T) {
	each(t, func(o *office) {
		o.decides("", steps.Virtual)
		if err := o.Look(o.as(gold), levels.Known{"leigh": {levels.ResourcesShort: 1}, "hapi": {levels.ResourcesShort: 1}}, nil); err != nil {
			t.Fatal(err)
		}
		o.decides("leigh", steps.Surge)
		if v := o.sees(); len(v.Proposals) != 1 || v.Proposals[0].Place != "hapi" || v.Settled[0].State != levels.Accepted {
			t.Errorf("put forward are %+v, settled %+v", v.Proposals, v.Settled)
		}
		o.decides("", steps.StoodDown)
		if v := o.sees(); len(v.Proposals) != 0 || v.Settled[0].State != levels.Lapsed {
			t.Errorf("put forward are %+v, settled %+v", v.Proposals, v.Settled)
		}
	})
}

func TestTheListIsTickedWithWhoAndWhen(t *testing.T) {
	each(t, func(o *office) {
		o.decides("", steps.Virtual)
		d := o.decides("leigh", steps.Surge)
		if err := o.Tick(o.as(hub), d.Number, "bases", false); err != nil {
			t.Fatal(err)
		}
		if err := o.Tick(o.as(hapi), d.Number, "vans", false); fault.KindOf(err) != fault.Forbidden {
			t.Errorf("another hub ticked: %v", err)
		}
		o.is(o.Tick(o.as(hub), d.Number, "no-such", false), "levels.no-such-item")
		o.is(o.Tick(o.as(hub), 99, "bases", false), "levels.no-such-decision")
		l, err := o.List(o.as(health), d.Number)
		if err != nil || l.Ticks["bases"].ByName != "Lee Hub" || l.Left() != len(l.Stage.List)-1 {
			t.Errorf("the list is %+v (%v)", l, err)
		}
		if err := o.Tick(o.as(hub), d.Number, "bases", true); err != nil {
			t.Fatal(err)
		}
		if l, _ := o.List(o.as(hub), d.Number); l.Left() != len(l.Stage.List) {
			t.Error("the tick is still there")
		}
	})
}

// TestBadPlansAreRefused holds what the blueprint may say of levels.
func TestBadPlansAreRefused(t *testing.T) {
	for was, is := range map[string][2]string{
		"from: [surge]":                          {"from: [stood-down]", "it proposes stood-down"},
		"{figure: resources-short, at_least: 1}": {"{figure: resources-short}", "there is no bound"},
		"{figure: phase-percent, at_least: 75}":  {"{figure: moon, at_least: 75}", "moon"},
		"- id: phase\n    of: borough":           {"- id: phase\n    of: each-neighbourhood", "whole borough alone"},
		"title: We are very busy":                {"title: " + strings.Repeat("busy ", 20), "shorten"},
		"- {id: bases,":                          {"- {id: staff,", "staff"},
	} {
		all := blueprinttest.Shipped(t, "wigan", levels.Section())
		text := string(all["activation.yaml"].Data)
		if strings.Count(text, was) != 1 {
			t.Fatalf("the plan says %q %d times, not once", was, strings.Count(text, was))
		}
		all["activation.yaml"].Data = []byte(strings.Replace(text, was, is[0], 1))
		_, problems := blueprint.Load(all, []blueprint.Section{levels.Section()})
		if said := blueprint.Problems(problems).Error(); !strings.Contains(said, is[1]) {
			t.Errorf("instead of %q: %q is not said in\n%s", was, is[1], said)
		}
	}
}
