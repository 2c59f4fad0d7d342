package instance

import (
	"errors"
	"fmt"
	"slices"
	"strconv"

	"kith/algo/vrp"
)

// most is how many nodes or vehicles a file may have.
const most = 1_000_000

// mostInTable is how many nodes a file with an explicit table may have.
const mostInTable = 10_000

// draft is a problem of VRPLIB's form on the way to be one.
type draft struct {
	*vrplib
	in     *Instance
	scale  scale
	nodes  []vrp.Stop // depots among them
	depots []int
}

// instance makes a problem of what the file says.
func (v *vrplib) instance() (*Instance, error) {
	d := &draft{vrplib: v, in: &Instance{Problem: &vrp.Problem{Name: v.keys["NAME"].value}}}
	for _, step := range []func() error{d.kind, d.dimension, d.travel, d.demands, d.times, d.prizes, d.stops, d.fleet} {
		if err := step(); err != nil {
			return nil, err
		}
	}
	return d.in, nil
}

// kind says how numbers are rounded.
func (d *draft) kind() error {
	e, ok := d.keys["TYPE"]
	switch {
	case !ok:
		return errors.New("there is no TYPE; add a line TYPE : CVRP, VRPTW, PCVRPTW or MDVRPTW")
	case e.value == "CVRP":
		d.scale = nearest
	case e.value == "VRPTW":
		d.scale, d.in.tenths = tenths, true
	case e.value == "PCVRPTW":
		d.scale = tenths
	case e.value == "MDVRPTW":
		d.scale = thousandths
	default:
		return atLine(e.line, fmt.Errorf("the TYPE %q is not known here; CVRP, VRPTW, PCVRPTW and MDVRPTW are", e.value))
	}
	return nil
}

func (d *draft) dimension() error {
	n, missing, err := d.whole("DIMENSION", 1, most)
	if missing {
		return errors.New("there is no DIMENSION; add a line with the number of nodes, depots among them")
	}
	if err != nil {
		return err
	}
	// No more room than the file has lines: the promise may be false.
	if rows := len(d.sections["DEMAND"].rows); rows < int(n) {
		return fmt.Errorf("DIMENSION promises %d nodes, and DEMAND_SECTION has %d lines; is the file cut off?", n, rows)
	}
	d.nodes = make([]vrp.Stop, n)
	for i := range d.nodes {
		d.nodes[i].Place, d.nodes[i].Window = i, vrp.Always
	}
	d.depots, err = d.vrplib.depots(int(n))
	return err
}

func (d *draft) travel() error {
	kind := d.keys["EDGE_WEIGHT_TYPE"]
	switch kind.value {
	case "EUC_2D":
		return d.plane()
	case "EXPLICIT":
		return d.table()
	case "":
		return errors.New("there is no EDGE_WEIGHT_TYPE; add a line EDGE_WEIGHT_TYPE : EUC_2D or EXPLICIT")
	}
	return atLine(kind.line, fmt.Errorf("the EDGE_WEIGHT_TYPE %q is not known here; EUC_2D and EXPLICIT are", kind.value))
}

func (d *draft) plane() error {
	n := len(d.nodes)
	p := &vrp.Plane{X: make([]float64, n), Y: make([]float64, n), Round: d.scale.round}
	d.in.Problem.Travel = []vrp.Travel{p}
	return d.each("NODE_COORD", n, 2, func(i int, of []string) (err error) {
		if p.X[i], err = d.scale.parseCoordinate(of[0]); err != nil {
			return err
		}
		p.Y[i], err = d.scale.parseCoordinate(of[1])
		return err
	})
}

// table reads explicit distances: the whole table, or its lower half by rows.
func (d *draft) table() error {
	n := len(d.nodes)
	if n > mostInTable {
		return fmt.Errorf("a table of %d nodes is too large; %d is the most", n, mostInTable)
	}
	format := d.keys["EDGE_WEIGHT_FORMAT"]
	row, want, half := func(int) int { return n }, n*n, true // columns of each row
	switch format.value {
	case "FULL_MATRIX":
		half = false
	case "LOWER_ROW":
		row, want = func(i int) int { return i }, n*(n-1)/2
	case "LOWER_DIAG_ROW":
		row, want = func(i int) int { return i + 1 }, n*(n+1)/2
	default:
		return fmt.Errorf("the EDGE_WEIGHT_FORMAT %q is not known here; FULL_MATRIX, LOWER_ROW and LOWER_DIAG_ROW are", format.value)
	}
	weights, err := d.weights(want)
	if err != nil {
		return err
	}
	table := make([]int32, n*n)
	next := 0
	for i := range n {
		for j := range row(i) {
			table[i*n+j] = weights[next]
			if half {
				table[j*n+i] = weights[next]
			}
			next++
		}
	}
	t, err := vrp.NewTable(n, table, table)
	d.in.Problem.Travel = []vrp.Travel{t}
	return err
}

func (d *draft) weights(want int) (all []int32, err error) {
	s := d.sections["EDGE_WEIGHT"]
	for _, w := range s.rows {
		for _, word := range w.of {
			weight, err := d.scale.parse(word)
			if err != nil {
				return nil, atLine(w.line, err)
			}
			all = append(all, weight)
		}
	}
	if len(all) != want {
		return nil, fmt.Errorf("EDGE_WEIGHT_SECTION has %d numbers, and %d are needed", len(all), want)
	}
	return all, nil
}

func (d *draft) demands() error {
	return d.each("DEMAND", len(d.nodes), 1, func(i int, of []string) error {
		demand, err := parseInt(of[0], 0, largest)
		d.nodes[i].Load[0] = int32(demand)
		return err
	})
}

// times reads windows and service times, where there are any.
func (d *draft) times() error {
	service, err := d.time(d.scale, "SERVICE_TIME")
	if err != nil {
		return err
	}
	for i := range d.nodes {
		d.nodes[i].Service = service
	}
	if _, ok := d.sections["SERVICE_TIME"]; ok {
		if err := d.each("SERVICE_TIME", len(d.nodes), 1, func(i int, of []string) (err error) {
			d.nodes[i].Service, err = d.scale.parse(of[0])
			return err
		}); err != nil {
			return err
		}
	}
	if _, ok := d.sections["TIME_WINDOW"]; !ok {
		return nil
	}
	return d.each("TIME_WINDOW", len(d.nodes), 2, func(i int, of []string) (err error) {
		w := &d.nodes[i].Window
		if w.Open, err = d.scale.parse(of[0]); err != nil {
			return err
		}
		w.Close, err = d.scale.parse(of[1])
		return err
	})
}

func (d *draft) prizes() error {
	if _, ok := d.sections["PRIZE"]; !ok {
		return nil
	}
	return d.each("PRIZE", len(d.nodes), 1, func(i int, of []string) error {
		prize, err := d.scale.parse(of[0])
		d.nodes[i].Prize = int64(prize)
		return err
	})
}

// stops are the nodes that are no depots.
func (d *draft) stops() error {
	isDepot := make([]bool, len(d.nodes))
	for _, depot := range d.depots {
		isDepot[depot] = true
	}
	for i, node := range d.nodes {
		if isDepot[i] {
			continue
		}
		node.ID = strconv.Itoa(i)
		d.in.Problem.Stops = append(d.in.Problem.Stops, node)
		d.in.numbers = append(d.in.numbers, i)
	}
	return nil
}

func (d *draft) fleet() error {
	capacity, missing, err := d.whole("CAPACITY", 0, largest)
	if missing {
		capacity = largest
	}
	distance, _, errDistance := d.whole("VEHICLES_MAX_DISTANCE", 0, largest)
	duration, errDuration := d.time(d.scale, "VEHICLES_MAX_DURATION")
	length, errLength := d.time(d.scale, "DISTANCE") // which counts service too
	if err := errors.Join(err, errDistance, errDuration, errLength); err != nil {
		return err
	}
	van := vrp.Vehicle{
		Capacity: vrp.Load{int32(capacity)}, PerDistance: 1,
		MaxDistance: int32(min(float64(distance)*d.scale.times, vrp.Horizon)), MaxDuration: max(duration, length),
	}
	count, missing, err := d.whole("VEHICLES", 1, most)
	if err != nil {
		return err
	}
	if missing {
		count, d.in.endless = d.enough(capacity, van.MaxDuration > 0 || van.MaxDistance > 0), true
	}
	if _, ok := d.sections["VEHICLES_DEPOT"]; ok {
		return d.atDepots(van, int(count))
	}
	if len(d.depots) > 1 {
		return errors.New("there are several depots; say in VEHICLES_DEPOT_SECTION which vehicle is at which")
	}
	d.in.Problem.Vehicles = slices.Repeat([]vrp.Vehicle{d.at(van, d.depots[0])}, min(int(count), max(len(d.in.Problem.Stops), 1)))
	return nil
}

// enough is a number of vehicles that no good plan goes beyond: of two rounds that fit into
// one van the second is not needed, so more than half of each van is full.
func (d *draft) enough(capacity int64, limits bool) int64 {
	stops, demand := int64(len(d.in.Problem.Stops)), int64(0)
	if _, windows := d.sections["TIME_WINDOW"]; windows || limits || capacity == 0 {
		return max(stops, 1)
	}
	for i := range d.in.Problem.Stops {
		demand += int64(d.in.Problem.Stops[i].Load[0])
	}
	return max(min(2*((demand+capacity-1)/capacity), stops), 1)
}

// at is a vehicle of a depot, whose window is its shift.
func (d *draft) at(van vrp.Vehicle, depot int) vrp.Vehicle {
	van.Start, van.End, van.Shift = depot, depot, d.nodes[depot].Window
	return van
}

// atDepots puts each vehicle at its depot.
func (d *draft) atDepots(van vrp.Vehicle, count int) error {
	if rows := len(d.sections["VEHICLES_DEPOT"].rows); rows < count {
		return fmt.Errorf("VEHICLES promises %d, and VEHICLES_DEPOT_SECTION has %d lines", count, rows)
	}
	d.in.each = true
	d.in.Problem.Vehicles = make([]vrp.Vehicle, count)
	return d.each("VEHICLES_DEPOT", count, 1, func(i int, of []string) error {
		depot, err := parseInt(of[0], 1, int64(len(d.nodes)))
		if err != nil {
			return err
		}
		if !slices.Contains(d.depots, int(depot-1)) {
			return fmt.Errorf("node %d is no depot; name it in DEPOT_SECTION", depot)
		}
		d.in.Problem.Vehicles[i] = d.at(van, int(depot-1))
		return nil
	})
}
