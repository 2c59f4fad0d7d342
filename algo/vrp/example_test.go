package vrp_test

import (
	"context"
	"fmt"
	"math"

	"kith/algo/vrp"
)

// Two bags for the north of a street, two for the south, and a bike that holds three of them.
func ExampleSolve() {
	street := &vrp.Plane{
		X:     []float64{0, 0, 0, 0, 0},
		Y:     []float64{0, 300, 400, -300, -400}, // the hub, then the doors
		Round: func(metres float64) int32 { return int32(math.Round(metres)) },
	}
	p := &vrp.Problem{
		Travel: []vrp.Travel{street},
		Vehicles: []vrp.Vehicle{{
			ID: "bike", Start: 0, End: 0, Shift: vrp.Window{Open: 0, Close: 4_000},
			Capacity: vrp.Load{3}, PerDistance: 1, Trips: 2,
		}},
	}
	for door := 1; door <= 4; door++ {
		p.Stops = append(p.Stops, vrp.Stop{Place: door, Load: vrp.Load{1}, Window: vrp.Always, Service: 60})
	}
	p.Stops[3].Window = vrp.Window{Open: 0, Close: 500} // the far one of the south cannot wait

	plan, err := vrp.Solve(context.Background(), p, vrp.Options{Seed: 1, Iterations: 1_000})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(plan.Routes, plan.Left, plan.Cost)
	// Output: [[3 2 -1 0 1]] [] 1600
}
