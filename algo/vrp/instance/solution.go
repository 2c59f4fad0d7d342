package instance

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"kith/algo/vrp"
)

// loadsAgain stands between two trips of a route.
const loadsAgain = "|"

// WritePlan writes a plan as a solution of the instance: a line for each route, and its cost.
func (in *Instance) WritePlan(w io.Writer, plan *vrp.Plan) error {
	out := bufio.NewWriter(w)
	number := 0
	for _, route := range plan.Routes {
		if len(route) == 0 && !in.each {
			continue
		}
		number++
		fmt.Fprintf(out, "Route #%d:", number)
		for _, s := range route {
			if s == vrp.Reload {
				fmt.Fprint(out, " "+loadsAgain)
			} else {
				fmt.Fprintf(out, " %d", in.numbers[s])
			}
		}
		fmt.Fprintln(out)
	}
	fmt.Fprintf(out, "Cost %s\n", in.Cost(plan.Cost))
	return out.Flush()
}

// solution is one while it is read.
type solution struct {
	in     *Instance
	stops  map[int]int // by number
	routes map[int]vrp.Route
	last   int // number of the last route
	cost   int64
	ends   bool
}

// ReadPlan reads a solution of the instance. Its cost is the one it states, and nothing is
// judged: see package check. Where there are as many vehicles as are wanted, the instance
// gets those that the solution needs. An error names the line and says how to mend it.
func (in *Instance) ReadPlan(r io.Reader) (*vrp.Plan, error) {
	text, err := io.ReadAll(r)
	if err != nil {
		return nil, err
	}
	s := &solution{in: in, stops: map[int]int{}, routes: map[int]vrp.Route{}}
	for stop, number := range in.numbers {
		s.stops[number] = stop
	}
	for _, w := range fields(text) {
		if err := s.read(w.of); err != nil {
			return nil, atLine(w.line, err)
		}
	}
	if !s.ends {
		return nil, errors.New(`there is no line "Cost N"; is the file cut off?`)
	}
	return s.plan()
}

func (s *solution) read(of []string) error {
	switch strings.ToLower(strings.TrimSuffix(of[0], ":")) {
	case "route":
		return s.route(strings.Join(of[1:], " "))
	case "cost":
		if len(of) != 2 || s.ends {
			return errors.New(`a solution ends with one line "Cost N"`)
		}
		cost, err := s.in.parseCost(of[1])
		s.cost, s.ends = cost, true
		return err
	}
	return fmt.Errorf(`%q is neither "Route #1: 3 7 12" nor "Cost N"`, of[0])
}

func (s *solution) route(text string) error {
	name, stops, ok := strings.Cut(text, ":")
	number, err := strconv.Atoi(strings.TrimPrefix(strings.TrimSpace(name), "#"))
	if !ok || err != nil || number < 1 {
		return errors.New(`a route is "Route #1: 3 7 12"`)
	}
	if _, twice := s.routes[number]; twice {
		return fmt.Errorf("route #%d is there twice", number)
	}
	if number > len(s.in.Problem.Vehicles) && !s.in.endless {
		return fmt.Errorf("there is route #%d, and there are %d vehicles", number, len(s.in.Problem.Vehicles))
	}
	route := vrp.Route{}
	for _, word := range strings.Fields(stops) {
		stop, err := s.stop(word)
		if err != nil {
			return err
		}
		route = append(route, stop)
	}
	s.routes[number], s.last = route, max(s.last, number)
	return nil
}

func (s *solution) stop(word string) (int, error) {
	if word == loadsAgain {
		return vrp.Reload, nil
	}
	number, err := strconv.Atoi(word)
	if err != nil {
		return 0, fmt.Errorf("%q is not the number of a customer", word)
	}
	stop, ok := s.stops[number]
	if !ok {
		return 0, fmt.Errorf("there is no customer %d; see how they are numbered: depots have no number here", number)
	}
	return stop, nil
}

// plan puts the routes to vehicles, and what is on none to what is left out.
func (s *solution) plan() (*vrp.Plan, error) {
	p := s.in.Problem
	if s.last > len(p.Stops) && s.last > len(p.Vehicles) {
		return nil, fmt.Errorf("there is route #%d, and there are %d customers", s.last, len(p.Stops))
	}
	for len(p.Vehicles) < s.last {
		p.Vehicles = append(p.Vehicles, p.Vehicles[0])
	}
	plan := &vrp.Plan{Routes: make([]vrp.Route, len(p.Vehicles)), Cost: s.cost}
	on := make([]bool, len(p.Stops))
	for number, route := range s.routes {
		plan.Routes[number-1] = route
		for _, stop := range route {
			if stop != vrp.Reload {
				on[stop] = true
			}
		}
	}
	for stop := range on {
		if !on[stop] {
			plan.Left = append(plan.Left, stop)
		}
	}
	slices.Sort(plan.Left)
	return plan, nil
}
