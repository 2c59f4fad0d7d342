package routing

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"kith/algo/vrp"
	"kith/algo/vrp/dispatch"
	"kith/internal/kernel/fault"
	"kith/internal/work/fleet"
)

// Move is where something is moved to.
type Move struct {
	Shift    fleet.ShiftID
	Position int // from 1, among the calls of the round
}

// Several are loads that are moved to one round at once, each to where it costs least there.
type Several struct {
	Refs  []Ref
	Shift fleet.ShiftID
}

// Moved is the plan with one load somewhere else, and what was done in words. It is
// [fault.Conflict] in words where it cannot go there.
func (q *Question) Moved(now *Body, ref Ref, to Move) (Body, string, error) {
	v := q.vehicleOf(to.Shift)
	bring := q.doorOf(ref)
	fetch := q.fetchOf(bring)
	if v < 0 || bring < 0 {
		return Body{}, "", cannotMove()
	}
	plan := q.Routes(now)
	q.lift(plan, bring, fetch)
	plan.Left = slices.DeleteFunc(plan.Left, func(s int) bool { return s == bring || s == fetch })
	at := min(max(to.Position-1, len(q.problem.Vehicles[v].Driven)), len(plan.Routes[v]))
	put := []int{bring}
	if fetch >= 0 {
		put = []int{fetch, bring}
	}
	plan.Routes[v] = slices.Insert(plan.Routes[v], at, put...)
	b, err := q.Body(plan)
	if broken := (*dispatch.Broken)(nil); errors.As(err, &broken) {
		return Body{}, "", conflict("rounds.does-not-fit", "It does not fit there: "+q.brokenBy(broken)+" Nothing was changed.")
	}
	return b, fmt.Sprintf("Moved %s to %s", q.called(bring), q.Crews[v].Driver.Name), err
}

// SeveralMoved is the plan with several loads on another round, or on a round at all, and what
// was done in words. Either all of them fit or it is [fault.Conflict].
func (q *Question) SeveralMoved(now *Body, several Several) (Body, string, error) {
	v := q.vehicleOf(several.Shift)
	if v < 0 {
		return Body{}, "", cannotMove()
	}
	plan := q.Routes(now)
	var brings []int
	for _, ref := range several.Refs {
		bring := q.doorOf(ref)
		fetch := q.fetchOf(bring)
		if bring < 0 || q.done(bring) || fetch >= 0 && q.done(fetch) {
			return Body{}, "", cannotMove()
		}
		if slices.Contains(plan.Routes[v], bring) || slices.Contains(brings, bring) {
			continue // it is there already
		}
		q.lift(plan, bring, fetch)
		brings = append(brings, bring)
		plan.Left = append(slices.DeleteFunc(plan.Left, func(s int) bool { return s == bring || s == fetch }), bring)
		if fetch >= 0 {
			plan.Left = append(plan.Left, fetch)
		}
	}
	if len(brings) == 0 {
		return Body{}, "", conflict("rounds.there-already", "What you ticked is on that round already.")
	}
	if err := q.put(plan, brings, v); err != nil {
		return Body{}, "", err
	}
	b, err := q.Body(plan)
	return b, fmt.Sprintf("Moved %s to %s", counted(int64(len(brings)), "load", "loads"), q.Crews[v].Driver.Name), err
}

// done reports whether a stop was driven to.
func (q *Question) done(stop int) bool {
	return slices.ContainsFunc(q.problem.Vehicles, func(v vrp.Vehicle) bool { return slices.Contains(v.Driven, stop) })
}

// lift takes a stop, and where it is fetched, off whatever round has it.
func (q *Question) lift(plan *vrp.Plan, bring, fetch int) {
	for i := range plan.Routes {
		plan.Routes[i] = slices.DeleteFunc(plan.Routes[i], func(s int) bool { return s == bring || s == fetch }).Tidied(len(q.problem.Vehicles[i].Driven))
	}
}

// put places stops that are left on one round, each where it costs least.
func (q *Question) put(plan *vrp.Plan, brings []int, v int) error {
	narrow := *q.problem
	narrow.Stops = slices.Clone(q.problem.Stops)
	for _, stop := range brings {
		if only := narrow.Stops[stop].Only; only == nil || slices.Contains(only, v) {
			narrow.Stops[stop].Only = []int{v}
		} else {
			return q.notThere(stop, "it is loaded somewhere else, or a choice stands against it.")
		}
	}
	l, err := dispatch.NewLive(&narrow, plan)
	if err != nil {
		return conflict("rounds.cannot-drive", "These rounds cannot be driven as they are any more. Plan again first.")
	}
	for _, stop := range q.pressing(brings) {
		if _, placed := l.Place(stop); placed {
			continue
		}
		for _, one := range dispatch.Why(q.problem, l.Plan(), stop) {
			if said, _ := q.words(one); one.Vehicle == v && one.Reason != dispatch.Fits && said != "" {
				return q.notThere(stop, said)
			}
		}
		return q.notThere(stop, "there is no room beside the others.")
	}
	*plan = *l.Plan()
	return nil
}

func (q *Question) notThere(stop int, why string) error {
	return conflict("rounds.does-not-fit", q.called(stop)+" does not fit there: "+why+" Nothing was changed.")
}

// doorOf is the kernel's number of the stop at the door something goes to, or -1.
func (q *Question) doorOf(ref Ref) int {
	return max(q.numberOf(ref, Bring), q.numberOf(ref, Visit))
}

// fetchOf is the stop at which what a stop brings is fetched, or -1.
func (q *Question) fetchOf(bring int) int {
	for _, p := range q.problem.Pairs {
		if p.To == bring {
			return p.From
		}
	}
	return -1
}

// called names what is done at a stop.
func (q *Question) called(stop int) string {
	var all []string
	for _, item := range q.stops[stop].items {
		all = append(all, q.Cargo[item].Called())
	}
	return strings.Join(all, " and ")
}

func cannotMove() error {
	return conflict("rounds.cannot-move", "This cannot be moved now. Look at the plan again, then decide.")
}

// brokenBy says which rule stands against a route.
func (q *Question) brokenBy(b *dispatch.Broken) string {
	if said, _ := q.words(b.Verdict); said != "" {
		return said
	}
	if b.Reason == dispatch.Paired {
		return "it is fetched somewhere first, and would be brought before that."
	}
	return "it is loaded somewhere else, or a choice stands against it."
}

func invalid(code, words string) error  { return fault.New(fault.Invalid, code, words) }
func conflict(code, words string) error { return fault.New(fault.Conflict, code, words) }
