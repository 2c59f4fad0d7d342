package dispatch_test

import (
	"fmt"
	"math"

	"kith/algo/vrp"
	"kith/algo/vrp/dispatch"
)

// A round of one door, and a second door that opens too late for its driver's shift.
func ExampleWhy() {
	street := &vrp.Plane{
		X: []float64{0, 300, 600}, Y: []float64{0, 0, 0},
		Round: func(metres float64) int32 { return int32(math.Round(metres)) },
	}
	p := &vrp.Problem{
		Travel:   []vrp.Travel{street},
		Vehicles: []vrp.Vehicle{{ID: "car", Shift: vrp.Window{Open: 0, Close: 2_000}, Capacity: vrp.Load{9}, PerDistance: 1}},
		Stops: []vrp.Stop{
			{Place: 1, Load: vrp.Load{1}, Window: vrp.Always, Service: 60},
			{Place: 2, Load: vrp.Load{1}, Window: vrp.Window{Open: 1_900, Close: 3_000}, Service: 60},
		},
	}
	plan := &vrp.Plan{Routes: []vrp.Route{{0}}, Left: []int{1}, Cost: 600}
	best, _ := dispatch.Cheapest(p, dispatch.Why(p, plan, 1))
	fmt.Println(p.Vehicles[best.Vehicle].ID, best.Reason, best.By)
	// Output: car opens too late 560
}
