package main

import (
	"fmt"
	"io"
	"slices"

	"kith/algo/vrp"
	"kith/algo/vrp/dispatch"
)

// mostLeft is of how many stops that are left out it is said why.
const mostLeft = 50

// leftOut prints each stop that is on no round, with what keeps it off the vehicle that could
// take it most easily.
func leftOut(out io.Writer, p *vrp.Problem, plan *vrp.Plan) {
	left := slices.Sorted(slices.Values(plan.Left))
	for i, stop := range left {
		if i == mostLeft {
			fmt.Fprintf(out, "and %d more\n", len(left)-mostLeft)
			return
		}
		fmt.Fprintf(out, "left out: %s: %s\n", p.Stops[stop].ID, whyLeft(p, plan, stop))
	}
}

// whyLeft says why a stop is on no round.
func whyLeft(p *vrp.Problem, plan *vrp.Plan, stop int) string {
	if w := p.Stops[stop].Window; w.Close < w.Open {
		return "its window closes before it opens"
	}
	all := dispatch.Why(p, plan, stop)
	best, found := dispatch.Cheapest(p, all)
	if !found {
		if len(all) == 0 {
			return "no vehicle may take it"
		}
		best = all[0]
	}
	return verdictOf(best, p.Vehicles[best.Vehicle].ID)
}

// verdictOf says a verdict about a vehicle.
func verdictOf(v dispatch.Verdict, name string) string {
	switch v.Reason {
	case dispatch.Fits:
		return fmt.Sprintf("it would fit on %s, and is worth less than that costs", name)
	case dispatch.Skill:
		return fmt.Sprintf("%s lacks a skill that it needs", name)
	case dispatch.NotAllowed:
		return fmt.Sprintf("%s may not take it", name)
	case dispatch.KeptApart:
		return fmt.Sprintf("what it is kept apart from is on %s", name)
	case dispatch.TooFull:
		return fmt.Sprintf("it is %d too much for %s in measure %d of its load", v.By, name, v.Measure+1)
	case dispatch.TooLate:
		return fmt.Sprintf("%s would come %d after its window closes", name, v.By)
	case dispatch.TooEarly:
		return fmt.Sprintf("%s would have to come %d before its window opens", name, v.By)
	case dispatch.TooLong:
		return fmt.Sprintf("%s would be back %d after its shift", name, v.By)
	case dispatch.TooFar:
		return fmt.Sprintf("it is %d too far for %s", v.By, name)
	case dispatch.NoBreak:
		return fmt.Sprintf("%s would have no time for its breaks", name)
	case dispatch.Unreachable:
		return fmt.Sprintf("there is no way there for %s", name)
	}
	return fmt.Sprintf("%s: %s", name, v.Reason)
}
