package check_test

import (
	"strings"
	"testing"

	"kith/algo/vrp"
	"kith/algo/vrp/check"
)

// line is places along a road, ten apart, at one unit of time a unit of distance.
func line(places int) vrp.Travel {
	p := &vrp.Plane{Round: func(d float64) int32 { return int32(d + 0.5) }}
	for i := range places {
		p.X, p.Y = append(p.X, float64(10*i)), append(p.Y, 0)
	}
	return p
}

// day is a sound problem: six stops at the places 1 to 6 of a road, and two vans at place 0.
// Stop 0 is fetched for stop 1, 2 and 3 are kept apart, and 5 is up for trade.
func day() *vrp.Problem {
	p := &vrp.Problem{Travel: []vrp.Travel{line(7)}}
	for i := range 6 {
		p.Stops = append(p.Stops, vrp.Stop{
			ID: string(rune('a' + i)), Place: i + 1, Load: vrp.Load{2}, Service: 1, Window: vrp.Window{Open: 0, Close: 1000},
		})
	}
	for _, id := range []string{"north", "south"} {
		p.Vehicles = append(p.Vehicles, vrp.Vehicle{
			ID: id, Shift: vrp.Window{Open: 0, Close: 1000}, Capacity: vrp.Load{10}, Fixed: 100, PerDistance: 2, PerTime: 3,
		})
	}
	p.Stops[5].Prize = 70
	p.Pairs = []vrp.Pair{{From: 0, To: 1}}
	p.Apart = [][2]int{{2, 3}}
	p.Prefer = []vrp.Preference{{Stop: 4, Vehicle: 1, Cost: 7}}
	return p
}

// sound is a plan for the day: out to 3 and back, out to 5 and back.
func sound() *vrp.Plan {
	return &vrp.Plan{Routes: []vrp.Route{{0, 1, 2}, {3, 4}}, Left: []int{5}, Cost: 100 + 60*2 + 63*3 + 100 + 100*2 + 102*3 + 70}
}

func TestASoundPlanIsReckoned(t *testing.T) {
	p, plan := day(), sound()
	r, err := check.Plan(p, plan)
	if err != nil {
		t.Fatal(err)
	}
	want := check.Round{Out: true, Distance: 60, Duration: 63, Cost: 409}
	if r.Rounds[0] != want || r.Cost != plan.Cost || r.Missing != [check.Tiers]int{} {
		t.Errorf("it comes to %+v", r)
	}
}

// Each rule is broken once, by a change to the sound plan or to the day it is for.
func TestEachRuleIsJudged(t *testing.T) {
	for name, test := range map[string]struct {
		change func(*vrp.Problem, *vrp.Plan)
		want   []string // each in the error
	}{
		"a route too few":       {func(_ *vrp.Problem, l *vrp.Plan) { l.Routes = l.Routes[:1] }, []string{"1 routes", "2 vehicles"}},
		"a stop twice":          {func(_ *vrp.Problem, l *vrp.Plan) { l.Routes[1] = vrp.Route{3, 4, 2} }, []string{"stop 2 (c)", "north", "south"}},
		"a stop on and left":    {func(_ *vrp.Problem, l *vrp.Plan) { l.Left = []int{4, 5} }, []string{"stop 4 (e)", "left out"}},
		"a stop nowhere":        {func(_ *vrp.Problem, l *vrp.Plan) { l.Left = nil }, []string{"stop 5 (f) is on no route"}},
		"a stop from elsewhere": {func(_ *vrp.Problem, l *vrp.Plan) { l.Routes[1] = vrp.Route{3, 4, 6} }, []string{"south", "stop 6"}},
		"left out of order":     {func(_ *vrp.Problem, l *vrp.Plan) { l.Routes[1], l.Left = vrp.Route{3}, []int{5, 4} }, []string{"not in order"}},
		"a false cost":          {func(_ *vrp.Problem, l *vrp.Plan) { l.Cost-- }, []string{"says that it costs 1084, and it costs 1085"}},
		"a preference unkept":   {func(p *vrp.Problem, _ *vrp.Plan) { p.Prefer[0].Vehicle = 0 }, []string{"costs 1085, and it costs 1092"}},
		"skills":                {func(p *vrp.Problem, _ *vrp.Plan) { p.Stops[3].Skills, p.Vehicles[1].Skills = 6, 4 }, []string{"south", "skills 10", "stop 3 (d)"}},
		"only another":          {func(p *vrp.Problem, _ *vrp.Plan) { p.Stops[3].Only = []int{0} }, []string{"south", "stop 3 (d)", "only"}},
		"never this":            {func(p *vrp.Problem, _ *vrp.Plan) { p.Stops[3].Never = []int{0, 1} }, []string{"south", "stop 3 (d)", "never"}},
		"apart":                 {func(_ *vrp.Problem, l *vrp.Plan) { l.Routes = []vrp.Route{{0, 1, 2, 3}, {4}} }, []string{"north", "stop 2 (c)", "stop 3 (d)", "apart"}},
		"brought, not fetched":  {func(_ *vrp.Problem, l *vrp.Plan) { l.Routes[0], l.Left = vrp.Route{1, 2}, []int{0, 5} }, []string{"north", "stop 1 (b)", "nobody fetches"}},
		"fetched, not brought":  {func(_ *vrp.Problem, l *vrp.Plan) { l.Routes[0], l.Left = vrp.Route{0, 2}, []int{1, 5} }, []string{"north", "never brought to stop 1 (b)"}},
		"fetched by another":    {func(_ *vrp.Problem, l *vrp.Plan) { l.Routes = []vrp.Route{{1, 2}, {0, 3, 4}} }, []string{"south", "north"}},
		"brought first":         {func(_ *vrp.Problem, l *vrp.Plan) { l.Routes[0] = vrp.Route{1, 0, 2} }, []string{"north", "stop 1 (b) comes before"}},
		"a pair over two trips": {func(p *vrp.Problem, l *vrp.Plan) {
			p.Vehicles[0].Trips, l.Routes[0] = 2, vrp.Route{0, vrp.Reload, 1, 2}
		}, []string{"north", "one trip", "stop 0 (a)"}},
		"a trip too many": {func(p *vrp.Problem, l *vrp.Plan) { l.Routes[0] = vrp.Route{0, 1, vrp.Reload, 2} }, []string{"north", "makes 2 trips, and may make 1"}},
		"loading first": {func(p *vrp.Problem, l *vrp.Plan) {
			p.Vehicles[0].Trips = 2
			l.Routes[0] = vrp.Route{vrp.Reload, 0, 1, 2}
		}, []string{"north", "before its first"}},
		"loading last": {func(p *vrp.Problem, l *vrp.Plan) {
			p.Vehicles[0].Trips = 2
			l.Routes[0] = vrp.Route{0, 1, 2, vrp.Reload}
		}, []string{"north", "after its last"}},
		"loading twice": {func(p *vrp.Problem, l *vrp.Plan) {
			p.Vehicles[0].Trips, l.Routes[0] = 3, vrp.Route{0, 1, vrp.Reload, vrp.Reload, 2}
		}, []string{"north", "no stop between"}},
		"too heavy to leave": {func(p *vrp.Problem, _ *vrp.Plan) { p.Stops[4].Load[0] = 9 }, []string{"south", "leaving its start", "carries 11 in measure 0", "room for 10"}},
		"another measure":    {func(p *vrp.Problem, _ *vrp.Plan) { p.Stops[4].Load[3] = 1 }, []string{"south", "carries 1 in measure 3"}},
		"too much collected": {func(p *vrp.Problem, _ *vrp.Plan) { p.Stops[3].Collect[0] = 9 }, []string{"south", "leaving stop 3 (d)", "carries 11"}},
		"too heavy to fetch": {func(p *vrp.Problem, _ *vrp.Plan) { p.Stops[1].Load[0] = 9 }, []string{"north", "leaving stop 0 (a)", "carries 11"}},
		"too late":           {func(p *vrp.Problem, _ *vrp.Plan) { p.Stops[4].Window.Close = 50 }, []string{"south", "stop 4 (e) in time"}},
		"a closed window":    {func(p *vrp.Problem, _ *vrp.Plan) { p.Stops[4].Window = vrp.Window{Open: 300, Close: 200} }, []string{"south", "stop 4 (e)"}},
		"a late shift":       {func(p *vrp.Problem, _ *vrp.Plan) { p.Vehicles[1].Shift.Open = 961 }, []string{"south", "in time"}},
		"a short shift":      {func(p *vrp.Problem, _ *vrp.Plan) { p.Vehicles[1].Shift.Close = 101 }, []string{"south", "after stop 4 (e) it is not over at 101"}},
		"out too long":       {func(p *vrp.Problem, _ *vrp.Plan) { p.Vehicles[1].MaxDuration = 101 }, []string{"south", "out for 102", "for 101"}},
		"out too far":        {func(p *vrp.Problem, _ *vrp.Plan) { p.Vehicles[1].MaxDistance = 99 }, []string{"south", "goes 100, and may go 99"}},
		"no way to a stop":   {func(p *vrp.Problem, _ *vrp.Plan) { cut(p, 4, 5) }, []string{"south", "place 4 to place 5", "stop 4 (e)"}},
		"no way home":        {func(p *vrp.Problem, _ *vrp.Plan) { cut(p, 5, 0) }, []string{"south", "place 5 to place 0", "its end"}},
		"no room for a break": {func(p *vrp.Problem, _ *vrp.Plan) {
			rest(p, 500, 500, 100)
			p.Stops[3].Window.Open, p.Stops[4].Window.Close = 490, 510
		}, []string{"south", "stop 4 (e)", "for the sake of its breaks"}},
		"a break too long": {func(p *vrp.Problem, _ *vrp.Plan) { rest(p, 0, 0, 900) }, []string{"south", "for the sake of its breaks"}},
		"driven elsewhere": {func(p *vrp.Problem, _ *vrp.Plan) { p.Vehicles[1].Driven = []int{4} }, []string{"south", "driven"}},
		"driven and dropped": {func(p *vrp.Problem, l *vrp.Plan) {
			p.Vehicles[1].Driven = []int{3, 4}
			l.Routes[1], l.Left = vrp.Route{3}, []int{4, 5}
		}, []string{"south", "driven"}},
		"free too late":    {func(p *vrp.Problem, _ *vrp.Plan) { p.Vehicles[1].Driven, p.Vehicles[1].At = []int{3}, 995 }, []string{"south", "stop 4 (e)"}},
		"driven and heavy": {func(p *vrp.Problem, _ *vrp.Plan) { p.Vehicles[1].Driven, p.Stops[3].Collect[0] = []int{3}, 9 }, []string{"south", "leaving stop 3 (d)", "carries 11"}},
		"driven and apart": {func(p *vrp.Problem, l *vrp.Plan) {
			p.Vehicles[1].Driven, p.Apart[0] = []int{3}, [2]int{3, 4}
		}, []string{"south", "apart"}},
	} {
		t.Run(name, func(t *testing.T) {
			p, plan := day(), sound()
			test.change(p, plan)
			_, err := check.Plan(p, plan)
			if err == nil {
				t.Fatal("nothing is wrong with it")
			}
			for _, want := range test.want {
				if !strings.Contains(err.Error(), want) {
					t.Errorf("it says %q, and not %q", err, want)
				}
			}
		})
	}
}

// cut takes a way out of the travel.
func cut(p *vrp.Problem, from, to int) {
	n := p.Travel[0].Size()
	table := make([]int32, n*n)
	for i := range table {
		table[i], _ = p.Travel[0].Between(i/n, i%n)
	}
	table[from*n+to] = -1
	p.Travel[0], _ = vrp.NewTable(n, table, table)
}

// rest gives the south van a break.
func rest(p *vrp.Problem, open, close, length int32) {
	p.Vehicles[1].Breaks = append(p.Vehicles[1].Breaks, vrp.Break{Window: vrp.Window{Open: open, Close: close}, Length: length})
}

// What looks like a broken rule and is none.
func TestWhatIsAllowedIsAllowed(t *testing.T) {
	for name, change := range map[string]func(*vrp.Problem, *vrp.Plan){
		"a pair left out":      func(_ *vrp.Problem, l *vrp.Plan) { l.Routes[0], l.Left = vrp.Route{2}, []int{0, 1, 5} },
		"an empty route":       func(_ *vrp.Problem, l *vrp.Plan) { l.Routes[1], l.Left = nil, []int{3, 4, 5} },
		"a full van":           func(p *vrp.Problem, _ *vrp.Plan) { p.Vehicles[1].Capacity[0] = 4 },
		"an open end":          func(p *vrp.Problem, _ *vrp.Plan) { p.Vehicles[1].End, p.Vehicles[1].Shift.Close = vrp.Nowhere, 52 },
		"an open start":        func(p *vrp.Problem, _ *vrp.Plan) { p.Vehicles[1].Start, p.Vehicles[1].Shift.Close = vrp.Nowhere, 62 },
		"waiting for a window": func(p *vrp.Problem, _ *vrp.Plan) { p.Stops[4].Window.Open = 900 },
		"a break at the start": func(p *vrp.Problem, _ *vrp.Plan) { rest(p, 20, 20, 800) },
		"a break on the way":   func(p *vrp.Problem, _ *vrp.Plan) { rest(p, 20, 45, 800); p.Vehicles[1].Shift.Close = 940 },
		"over before a break":  func(p *vrp.Problem, _ *vrp.Plan) { rest(p, 0, 102, 999) },
		"two trips": func(p *vrp.Problem, l *vrp.Plan) {
			p.Vehicles[1].Trips, p.Vehicles[1].Capacity[0], l.Routes[1] = 2, 2, vrp.Route{3, vrp.Reload, 4}
		},
		"driven against every rule": func(p *vrp.Problem, l *vrp.Plan) {
			p.Vehicles[1].Driven, p.Vehicles[1].At, p.Stops[3].Never = []int{3}, 500, []int{1}
			p.Stops[3].Window, p.Stops[3].Skills, p.Stops[3].Collect[0] = vrp.Window{Open: 9, Close: 3}, 1, 6
			p.Vehicles[0].Driven, p.Vehicles[0].At, p.Apart[0] = []int{0, 1, 2}, 2000, [2]int{0, 2}
		},
		"a break that was had": func(p *vrp.Problem, _ *vrp.Plan) {
			rest(p, 0, 400, 999)
			p.Vehicles[1].Driven, p.Vehicles[1].At = []int{3}, 500
		},
	} {
		t.Run(name, func(t *testing.T) {
			p, plan := day(), sound()
			change(p, plan)
			r, _ := check.Plan(p, plan)
			plan.Cost = r.Cost
			if _, err := check.Plan(p, plan); err != nil {
				t.Error(err)
			}
		})
	}
}

// The plan with fewer stops of a low tier left out is better, whatever it costs.
func TestTiersComeBeforeCost(t *testing.T) {
	order := []check.Report{
		{Cost: 900},
		{Missing: [check.Tiers]int{0, 0, 0, 9}, Cost: 1},
		{Missing: [check.Tiers]int{0, 1, 0, 0}, Cost: 0},
		{Missing: [check.Tiers]int{0, 1, 0, 0}, Cost: 5},
		{Missing: [check.Tiers]int{1, 0, 0, 0}, Cost: 0},
	}
	for i := range order {
		for j := range order {
			if got := order[i].Before(&order[j]); got != (i < j) {
				t.Errorf("%+v before %+v: %v", order[i], order[j], got)
			}
		}
	}
}
