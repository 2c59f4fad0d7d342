package check

import (
	"errors"
	"fmt"

	"kith/algo/vrp"
)

// Tiers is how many tiers there are of stops that are not up for trade.
const Tiers = 4

// Report is what a plan comes to, reckoned from the problem and the routes alone.
type Report struct {
	Rounds  []Round    // one for each vehicle
	Missing [Tiers]int // stops left out that are not up for trade, by tier
	Cost    int64      // of the rounds, the prizes forgone and the preferences not kept
}

// Round is what one vehicle's route comes to. All of it is nothing where the route is empty.
type Round struct {
	Out      bool  // it goes out
	Distance int64 // of all legs
	Duration int64 // from leaving the start to reaching the end, at its shortest
	Cost     int64
}

// Before reports whether this plan is better than another: fewer stops of tier 0 left out,
// then of the tiers after it, then the lower cost.
func (r *Report) Before(other *Report) bool {
	for tier, missing := range r.Missing {
		if missing != other.Missing[tier] {
			return missing < other.Missing[tier]
		}
	}
	return r.Cost < other.Cost
}

// Plan judges a plan. The error joins every rule that is broken, each naming its vehicle and
// its stop; it is nil for a plan that could be driven and costs what it says. The report is
// right as far as a broken plan can be reckoned.
func Plan(p *vrp.Problem, plan *vrp.Plan) (Report, error) {
	if len(plan.Routes) != len(p.Vehicles) {
		return Report{}, fmt.Errorf("check: the plan has %d routes, and there are %d vehicles", len(plan.Routes), len(p.Vehicles))
	}
	report := Report{Rounds: make([]Round, len(p.Vehicles))}
	if err := once(p, plan); err != nil {
		return report, err
	}
	var errs []error
	for v, route := range plan.Routes {
		round, err := Route(p, v, route)
		if err != nil {
			errs = append(errs, err)
		}
		report.Rounds[v] = round
		report.Cost += round.Cost
	}
	report.leave(p, plan.Left)
	report.prefer(p, plan.Routes)
	if plan.Cost != report.Cost {
		errs = append(errs, fmt.Errorf("check: the plan says that it costs %d, and it costs %d", plan.Cost, report.Cost))
	}
	return report, errors.Join(errs...)
}

// once reports stops that are not there, or not in exactly one place of the plan.
func once(p *vrp.Problem, plan *vrp.Plan) error {
	var errs []error
	at := make([]string, len(p.Stops))
	put := func(s int, where string) {
		switch {
		case s < 0 || s >= len(p.Stops):
			errs = append(errs, fmt.Errorf("check: %s names stop %d, and there are %d", where, s, len(p.Stops)))
		case at[s] != "":
			errs = append(errs, fmt.Errorf("check: %s is on %s and again on %s", stopName(p, s), at[s], where))
		default:
			at[s] = where
		}
	}
	for v, route := range plan.Routes {
		for _, s := range route {
			if s != vrp.Reload {
				put(s, vehicleName(p, v))
			}
		}
	}
	for i, s := range plan.Left {
		put(s, "the list of stops left out")
		if i > 0 && plan.Left[i-1] > s {
			errs = append(errs, fmt.Errorf("check: the stops left out are not in order: %d is before %d", plan.Left[i-1], s))
		}
	}
	for s, where := range at {
		if where == "" {
			errs = append(errs, fmt.Errorf("check: %s is on no route, nor left out", stopName(p, s)))
		}
	}
	return errors.Join(errs...)
}

// leave counts what is left out.
func (r *Report) leave(p *vrp.Problem, left []int) {
	for _, s := range left {
		if prize := p.Stops[s].Prize; prize > 0 {
			r.Cost += prize
		} else {
			r.Missing[p.Stops[s].Tier]++
		}
	}
}

// prefer counts the preferences that are not kept.
func (r *Report) prefer(p *vrp.Problem, routes []vrp.Route) {
	wish := make(map[int]vrp.Preference, len(p.Prefer))
	for _, f := range p.Prefer {
		wish[f.Stop] = f
	}
	for v, route := range routes {
		for _, s := range route {
			if f, wished := wish[s]; wished && f.Vehicle != v {
				r.Cost += f.Cost
			}
		}
	}
}

func stopName(p *vrp.Problem, s int) string {
	if s == vrp.Reload {
		return "a reload"
	}
	if id := p.Stops[s].ID; id != "" {
		return fmt.Sprintf("stop %d (%s)", s, id)
	}
	return fmt.Sprintf("stop %d", s)
}

func vehicleName(p *vrp.Problem, v int) string {
	if id := p.Vehicles[v].ID; id != "" {
		return fmt.Sprintf("vehicle %d (%s)", v, id)
	}
	return fmt.Sprintf("vehicle %d", v)
}
