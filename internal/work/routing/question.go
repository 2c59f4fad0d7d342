package routing

import (
	"context"
	"fmt"
	"time"

	"kith/algo/vrp"
	"kith/internal/kernel/day"
	"kith/internal/kernel/grid"
	"kith/internal/plat/travel"
	"kith/internal/work/fleet"
)

// Question is what the kernel is asked about a day. Whoever asks fills it in, then calls
// [Question.Pose].
type Question struct {
	Rules   *fleet.Rules
	Day     day.Date
	AskedAt time.Time // nothing sets out sooner
	Choices Choices
	Cargo   []Cargo
	Crews   []Crew
	Barred  map[Choice]bool        // what somebody may not bring, or where they may not visit
	Aboard  map[Ref]fleet.ShiftID  // what drivers have already, on which round
	Out     map[fleet.ShiftID]bool // who has set out
	Driven  []Driven               // in the order in which it was
	Factor  float64                // how much longer the way takes than is said of the roads

	problem *vrp.Problem
	stops   []stopOf // by index of the problem's stops
	left    []LeftOut
	source  string
}

// Crew is a shift with its vehicle.
type Crew struct {
	fleet.Shift
	Vehicle fleet.Vehicle
	Extra   int // of the drivers that there are not, from 1
}

// Driven is a stop that a crew has made.
type Driven struct {
	Shift fleet.ShiftID
	Ref
	Task Task
	At   time.Time
}

// stopOf is what a stop of the kernel's is for: of one door several items may be.
type stopOf struct {
	items []int
	fetch bool // where it is fetched
}

// units are what a penny is to the kernel: so a distance of a decimetre at so many pence a
// kilometre costs as many units.
const units = 10_000

// Supposed is a driver that there is not.
func Supposed(r *fleet.Rules, d day.Date, e Extra, n int) Crew {
	u := r.Shift
	return Crew{
		Shift: fleet.Shift{
			ID: fleet.ShiftID(fmt.Sprintf("extra-%d", n)), Day: d, Driver: fleet.Driver{Name: fmt.Sprintf("One more driver (%d)", n), Staff: true}, Depot: e.Depot,
			From: u.From.On(d), Until: u.To.On(d),
		},
		Vehicle: fleet.Vehicle{Name: e.Kind.Label(), Kind: e.Kind, Capacity: r.Usual(e.Kind)}, Extra: n,
	}
}

func (q *Question) seconds(at time.Time) int32 { return int32(at.Sub(q.Day.Start()) / time.Second) }

// spotList is the list of places, each once. A withheld place stands by itself, so that nothing
// that is told of its neighbour is told of it.
type spotList struct {
	places []travel.Place
	index  map[spot]int
}

// spot is what makes two places one.
type spot struct {
	at     grid.Ref
	hidden bool
}

// add puts a place on the list, called by a name that says nothing of who lives there, and by
// the postcode as a table of ways has it.
func (l *spotList) add(at grid.Ref, name, code string, hidden bool) int {
	one := spot{at, hidden}
	if i, ok := l.index[one]; ok {
		return i
	}
	l.index[one] = len(l.places)
	l.places = append(l.places, travel.Place{At: grid.ToLatLon(at), Name: name, Code: code, Withheld: hidden})
	return len(l.places) - 1
}

// Pose makes the kernel's problem: how far it is between all places, and what has to be kept to.
// It is [fault.Invalid] in words where nobody knows where a round begins.
func (q *Question) Pose(ctx context.Context, guide *travel.Guide, spots map[string]grid.Ref) error {
	q.problem = &vrp.Problem{Name: q.Day.String()}
	list := &spotList{index: map[spot]int{}}
	if err := q.poseVehicles(spots, list); err != nil {
		return err
	}
	for i := range q.Cargo {
		q.poseCargo(i, spots, list)
	}
	q.poseDriven()
	return q.poseTravel(ctx, guide, list)
}

// Problem is what the kernel is asked, once it is posed.
func (q *Question) Problem() *vrp.Problem { return q.problem }

// LeftBefore is how many loads are left out before anything is asked.
func (q *Question) LeftBefore() int { return len(q.left) }

// Double has a crew's vehicle carry twice as much, to try what that would change.
func (q *Question) Double(id fleet.ShiftID) {
	v := q.vehicleOf(id)
	if v < 0 {
		return
	}
	for i := range q.problem.Vehicles[v].Capacity {
		q.problem.Vehicles[v].Capacity[i] *= 2
	}
}

// Pence is a cost of the kernel's in pence.
func Pence(cost int64) int64 { return cost / units }
