package capacity_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"kith/internal/blueprint"
	"kith/internal/feature"
	"kith/internal/insight/capacity"
	"kith/internal/insight/situation"
	"kith/internal/kernel/clock"
	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/db/dbtest"
	"kith/internal/registers/staff"
	"kith/internal/services/deployment"
	"kith/internal/services/intake"
	"kith/internal/services/matching"
	"kith/internal/services/rounds"
	"kith/internal/work/board/boardtest"
	"kith/internal/work/deliveries"
	"kith/internal/work/fleet"
	"kith/internal/work/levels"
	"kith/internal/work/steps"
	"kith/internal/work/steps/stepstest"
)

var (
	director = access.Principal{Account: "chris", Name: "Chris Director", Grants: []access.Grant{{Role: access.Manager}}}
	leigh    = access.Principal{Account: "lee", Name: "Lee Hub", Grants: []access.Grant{{Role: access.Coordinator, Neighbourhood: "leigh"}}}
	health   = access.Principal{Account: "dev", Name: "Dev Health", Grants: []access.Grant{{Role: access.PublicHealth}}}
	driver   = access.Principal{Account: "dee", Grants: []access.Grant{{Role: access.Driver}}}
)

type here struct{ now *blueprint.Blueprint }

func (h here) Current(context.Context) (*blueprint.Blueprint, error) { return h.now, nil }

// office is a borough whose needs are what a test says.
type office struct {
	*capacity.Service
	t      *testing.T
	ctx    context.Context
	db     *db.DB
	clock  *clock.Manual
	levels *levels.Service
	asked  func(on day.Date) []feature.Row // what was asked on a day
}

// shipped is read once: it does not change.
var shipped *blueprint.Blueprint

func each(t *testing.T, test func(o *office)) {
	if shipped == nil {
		shipped = stepstest.Blueprint(t, "wigan", levels.Section(), capacity.Section())
	}
	sets := append(boardtest.Sets(), staff.Static().Migrations, deployment.Static().Migrations, intake.Static().Migrations,
		matching.Static().Migrations, deliveries.Static().Migrations, fleet.Static().Migrations, rounds.Static().Migrations, situation.Static().Migrations, levels.Static().Migrations, capacity.Static().Migrations)
	for name, open := range map[string]func(testing.TB, db.Config, ...db.Migrations) *db.DB{"sqlite": dbtest.NewWith, "postgres": dbtest.PostgresWith} {
		t.Run(name, func(t *testing.T) {
			at := clock.NewManual(time.Date(2020, 11, 30, 9, 0, 0, 0, time.UTC))
			d := open(t, db.Config{Clock: at}, sets...)
			o := &office{t: t, ctx: dbtest.Context(t), db: d, clock: at}
			o.asked = func(on day.Date) []feature.Row {
				if on.Before(day.New(2020, 9, 1)) {
					return nil
				}
				return []feature.Row{
					{Neighbourhood: "leigh", Kind: "food", Value: 6 + int64(on.Day()%3)},
					{Neighbourhood: "hapi", Kind: "food", Value: 3},
					{Neighbourhood: "hapi", Kind: "domestic-abuse", Value: 1},
				}
			}
			o.Service = capacity.New(d, here{shipped}, []feature.Measure{
				{Name: "needs.opened", Count: func(_ db.Reader, during feature.Period) (feature.Tally, error) {
					return feature.Sum(o.asked(day.Of(during.From))), nil
				}},
				{Name: "tasks.overdue", Count: func(db.Reader, feature.Period) (feature.Tally, error) { return feature.Tally{}, nil }},
			})
			o.levels = levels.New(d, here{shipped})
			o.Puts(o.levels, func(context.Context) (int, bool, map[string]int, error) { return 0, false, nil, nil })
			test(o)
		})
	}
}

func (o *office) as(p access.Principal) context.Context {
	caller := db.CallerOf(o.ctx)
	caller.Actor = p.Account
	return access.With(db.As(o.ctx, caller), p)
}

func (o *office) counts(place string, parcels int64) {
	o.t.Helper()
	if err := o.Count(o.as(director), place, parcels, ""); err != nil {
		o.t.Fatal(err)
	}
}

func (o *office) sees(who access.Principal) capacity.View {
	o.t.Helper()
	v, err := o.View(o.as(who))
	if err != nil {
		o.t.Fatal(err)
	}
	return v
}

func of(p capacity.Place, r capacity.Resource) capacity.Balance {
	for _, b := range p.Balances {
		if b.Resource == r {
			return b
		}
	}
	return capacity.Balance{}
}

// TestFoodThatDoesNotLast: Leigh is asked for about seven a day, each a parcel and a half.
func TestFoodThatDoesNotLast(t *testing.T) {
	each(t, func(o *office) {
		o.counts("leigh", 30)
		o.counts("hapi", 200)
		v := o.sees(director)
		food := of(v.In("leigh"), capacity.Food)
		if food.State != capacity.Short || food.Need.Mid < 60 || food.Need.Mid > 85 || food.Out != day.New(2020, 12, 2) {
			t.Errorf("Leigh's food is %+v", food)
		}
		if got := of(v.In("hapi"), capacity.Food).State; got != capacity.Enough {
			t.Errorf("HAPI's food is %s", got)
		}
		if got := of(v.In("swan"), capacity.Food); got.State != capacity.Unknown || !strings.Contains(got.Basis, "Nobody has counted") {
			t.Errorf("SWAN's food is %+v", got)
		}
		if !strings.Contains(v.Sentence(), "Leigh is short of") || !strings.HasPrefix(food.Help, "Bring ") {
			t.Errorf("it says %q; %q", v.Sentence(), food.Help)
		}
		if worst, found := v.In("leigh").Worst(); !found || worst.Help == "" {
			t.Errorf("what would help most is %+v", worst)
		}
	})
}

// TestTheErrorStandsInPlainWords: of the rule, beside that of the simple rule.
func TestTheErrorStandsInPlainWords(t *testing.T) {
	each(t, func(o *office) {
		if err := o.Keep(o.as(director)); err != nil {
			t.Fatal(err)
		}
		words := o.sees(director).In("leigh").Asked.Trust()
		if !strings.HasPrefix(words, "On the last 8 weeks it was off by ") || !strings.Contains(words, "the simple rule “same as last week” by ") {
			t.Errorf("it says %q", words)
		}
	})
}

func TestAShortHistorySaysSo(t *testing.T) {
	each(t, func(o *office) {
		o.asked = func(on day.Date) []feature.Row {
			if on.Before(day.New(2020, 11, 20)) {
				return nil
			}
			return []feature.Row{{Neighbourhood: "leigh", Kind: "food", Value: 5}}
		}
		o.counts("leigh", 3)
		v := o.sees(director)
		if k := v.In("leigh").Asked; k.Forecast.Known || k.Trust() != "Only 10 days are counted. That is too few to say anything." {
			t.Errorf("of ten days it says %q", k.Trust())
		}
		if got := of(v.In("leigh"), capacity.Food).State; got != capacity.Unknown {
			t.Errorf("food is %s", got)
		}
	})
}

// TestDaysAreCountedOnce: pages read what a job keeps.
func TestDaysAreCountedOnce(t *testing.T) {
	each(t, func(o *office) {
		days, asked := 0, o.asked
		o.asked = func(on day.Date) []feature.Row { days++; return asked(on) }
		for range 3 {
			if err := o.Keep(o.as(director)); err != nil {
				t.Fatal(err)
			}
		}
		if days != 119 {
			t.Errorf("%d days were counted", days)
		}
		o.sees(health)
		o.clock.Advance(24 * time.Hour)
		if err := o.Keep(o.as(director)); err != nil {
			t.Fatal(err)
		}
		if days != 119+5 {
			t.Errorf("the next day %d were counted", days-119)
		}
	})
}

// TestWhatIsSensitiveHasNoPlace: domestic abuse is told of the whole borough alone.
func TestWhatIsSensitiveHasNoPlace(t *testing.T) {
	each(t, func(o *office) {
		if err := o.Keep(o.as(director)); err != nil {
			t.Fatal(err)
		}
		v := o.sees(health)
		told := map[string]bool{}
		for _, p := range v.Places {
			for _, k := range p.By {
				told[p.ID+" "+k.Category] = true
			}
		}
		if told["hapi domestic-abuse"] || !told[" domestic-abuse"] || !told["leigh food"] {
			t.Errorf("told are %v", told)
		}
		if v.Exact {
			t.Error("public health sees what was counted")
		}
		if _, err := o.View(o.as(driver)); fault.KindOf(err) != fault.Forbidden {
			t.Errorf("a driver sees it: %v", err)
		}
	})
}

// TestBadCountsAreRefused: what is mistyped, and shelves that are not theirs.
func TestBadCountsAreRefused(t *testing.T) {
	each(t, func(o *office) {
		for code, one := range map[string]struct {
			who     access.Principal
			place   string
			parcels int64
		}{
			"capacity.parcels":       {director, "leigh", -1},
			"capacity.no-such-place": {director, "atlantis", 1},
			"access.forbidden":       {leigh, "hapi", 1},
		} {
			err := o.Count(o.as(one.who), one.place, one.parcels, "")
			if fault.CodeOf(err) != code && (code != "access.forbidden" || fault.KindOf(err) != fault.Forbidden) {
				t.Errorf("%s: %v", code, err)
			}
		}
		if err := o.Count(o.as(director), "leigh", 100_001, ""); fault.CodeOf(err) != "capacity.parcels" {
			t.Errorf("a hundred thousand parcels: %v", err)
		}
	})
}

// TestWhatIsShortIsSharedByNeed and a person accepts it, on the figures they saw.
func TestWhatIsShortIsSharedByNeed(t *testing.T) {
	each(t, func(o *office) {
		o.counts("leigh", 0)
		o.counts("hapi", 60)
		v := o.sees(director)
		if len(v.Proposals) == 0 || v.Proposals[0].Resource != capacity.Food {
			t.Fatalf("proposed is %+v", v.Proposals)
		}
		p, gets := v.Proposals[0], map[string]int{}
		for _, one := range p.Parts {
			gets[one.Place] = one.Gets
		}
		if gets["leigh"]+gets["hapi"] != 60 || gets["leigh"] < 38 || gets["leigh"] > 46 {
			t.Errorf("the parts are %v", gets)
		}
		if moves := p.Moves(); len(moves) != 1 || moves[0] != fmt.Sprintf("%d parcels from HAPI to Leigh", gets["leigh"]) {
			t.Errorf("the moves are %v", moves)
		}
		if err := o.Accept(o.as(leigh), capacity.Food, v.MadeAt, "x"); fault.KindOf(err) != fault.Forbidden {
			t.Errorf("a hub shared it: %v", err)
		}
		if err := o.Accept(o.as(director), capacity.Food, v.MadeAt, " "); fault.CodeOf(err) != "capacity.no-reason" {
			t.Errorf("without a reason: %v", err)
		}
		if err := o.Accept(o.as(director), capacity.Food, v.MadeAt.Add(-time.Minute), "x"); fault.CodeOf(err) != "capacity.overtaken" {
			t.Errorf("on older figures: %v", err)
		}
		if err := o.Accept(o.as(director), capacity.Food, v.MadeAt, "The lorry is late"); err != nil {
			t.Fatal(err)
		}
		if all := o.sees(leigh).Shared; len(all) != 1 || all[0].ByName != director.Name || len(all[0].Moves()) != 1 {
			t.Errorf("kept is %+v", all)
		}
	})
}

// TestAShortNeighbourhoodIsPutForwardForSurge: the figure reaches the triggers of levels.
func TestAShortNeighbourhoodIsPutForwardForSurge(t *testing.T) {
	each(t, func(o *office) {
		if _, err := o.levels.Decide(o.as(director), levels.Wish{To: steps.Virtual, Reason: "It was calm"}); err != nil {
			t.Fatal(err)
		}
		o.counts("leigh", 5)
		v, err := o.levels.Overview(o.as(director))
		if err != nil {
			t.Fatal(err)
		}
		found := false
		for _, p := range v.Proposals {
			found = found || p.Place == "leigh" && p.Level == steps.Surge
		}
		if !found {
			t.Errorf("put forward are %+v", v.Proposals)
		}
	})
}

// TestTheStates: short is judged by the middle of what is likely, and tight by its upper end.
func TestTheStates(t *testing.T) {
	each(t, func(o *office) {
		o.counts("hapi", 0)
		need := of(o.sees(director).In("hapi"), capacity.Food).Need
		for parcels, want := range map[float64]capacity.State{need.Mid - 2: capacity.Short, need.Mid + 1: capacity.Tight, need.High + 1: capacity.Enough} {
			o.clock.Advance(time.Minute)
			o.counts("hapi", int64(parcels))
			if got := of(o.sees(director).In("hapi"), capacity.Food); got.State != want {
				t.Errorf("%.0f parcels for %+v are %s, want %s", parcels, need, got.State, want)
			}
		}
	})
}
