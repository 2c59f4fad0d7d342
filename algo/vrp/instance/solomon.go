package instance

import (
	"errors"
	"fmt"
	"slices"
	"strconv"

	"kith/algo/vrp"
)

// solomon is a file of Solomon's form, while it is read.
type solomon struct {
	name     string
	vehicles int
	capacity int32
	plane    vrp.Plane
	shift    vrp.Window
	stops    []vrp.Stop
	numbers  []int
	seen     map[int]int // line of each customer's number
}

// readSolomon reads the form of Solomon, and of Gehring and Homberger.
func readSolomon(text []byte) (*Instance, error) {
	s := &solomon{plane: vrp.Plane{Round: tenths.round}, seen: map[int]int{}}
	for i, w := range fields(text) {
		if err := s.read(i, w.of, w.line); err != nil {
			return nil, atLine(w.line, err)
		}
	}
	switch {
	case s.vehicles == 0:
		return nil, errors.New(`there is no line with the NUMBER and CAPACITY of the vehicles; is this a file of Solomon's form?`)
	case len(s.plane.X) == 0:
		return nil, errors.New("there are no customers; the depot is the first line under CUSTOMER")
	}
	p := &vrp.Problem{Name: s.name, Travel: []vrp.Travel{&s.plane}, Stops: s.stops}
	// More vans than stops are of no use, and a false number must not fill the memory.
	p.Vehicles = slices.Repeat([]vrp.Vehicle{{Shift: s.shift, Capacity: vrp.Load{s.capacity}, PerDistance: 1}},
		min(s.vehicles, max(len(s.stops), 1)))
	return &Instance{Problem: p, numbers: s.numbers, tenths: true}, nil
}

// captions begin the lines that only say what follows.
var captions = []string{"VEHICLE", "NUMBER", "CUSTOMER", "CUST"}

func (s *solomon) read(i int, of []string, line int) error {
	switch {
	case slices.Contains(captions, of[0]):
		return nil
	case i == 0:
		s.name = of[0]
		return nil
	case len(of) == 2 && s.vehicles == 0:
		return s.fleet(of)
	case s.vehicles == 0:
		return errors.New("the NUMBER and CAPACITY of the vehicles come first, on a line of their own")
	case len(of) != 7:
		return fmt.Errorf("a customer has 7 numbers: number, x, y, demand, ready time, due date, service time; here are %d words", len(of))
	}
	return s.customer(of, line)
}

func (s *solomon) fleet(of []string) error {
	number, err := parseInt(of[0], 1, largest)
	if err != nil {
		return err
	}
	capacity, err := parseInt(of[1], 0, largest)
	s.vehicles, s.capacity = int(number), int32(capacity)
	return err
}

func (s *solomon) customer(of []string, line int) error {
	number, err := parseInt(of[0], 0, largest)
	if err != nil {
		return err
	}
	if before := s.seen[int(number)]; before > 0 {
		return fmt.Errorf("customer %d is on line %d already; give each a number of its own", number, before)
	}
	s.seen[int(number)] = line
	x, errX := tenths.parseCoordinate(of[1])
	y, errY := tenths.parseCoordinate(of[2])
	demand, errDemand := parseInt(of[3], 0, largest)
	open, errOpen := tenths.parse(of[4])
	shut, errShut := tenths.parse(of[5])
	service, errService := tenths.parse(of[6])
	if err := errors.Join(errX, errY, errDemand, errOpen, errShut, errService); err != nil {
		return err
	}
	place := len(s.plane.X)
	s.plane.X, s.plane.Y = append(s.plane.X, x), append(s.plane.Y, y)
	window := vrp.Window{Open: open, Close: shut}
	if place == 0 {
		s.shift = window
		return s.depot(int(number))
	}
	s.numbers = append(s.numbers, int(number))
	s.stops = append(s.stops, vrp.Stop{
		ID: strconv.Itoa(int(number)), Place: place, Load: vrp.Load{int32(demand)}, Window: window, Service: service,
	})
	return nil
}

func (s *solomon) depot(number int) error {
	switch {
	case number != 0:
		return fmt.Errorf("the first line under CUSTOMER is the depot, with the number 0, not %d", number)
	case s.shift.Close < s.shift.Open:
		return errors.New("the depot closes before it opens")
	}
	return nil
}
