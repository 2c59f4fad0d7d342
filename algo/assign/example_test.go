package assign_test

import (
	"fmt"

	"kith/algo/assign"
)

// Two parcels and a call, two people. The driver has room for two tasks, of which the second
// tires; the caller lives nearer to nobody.
func ExampleMatching_Plan() {
	m := &assign.Matching{
		Tasks:   []assign.Task{{Undone: 5000}, {Undone: 5000}, {Undone: 2000}},
		Helpers: []assign.Helper{{Room: 2, Wear: []int64{0, 300}}, {Room: 1}},
		Pairs: []assign.Pair{
			{Task: 0, Helper: 0, Cost: 800},
			{Task: 1, Helper: 0, Cost: 900},
			{Task: 1, Helper: 1, Cost: 2500},
			{Task: 2, Helper: 1, Cost: 400},
		},
	}
	p, err := m.Plan()
	if err != nil {
		fmt.Println(err)
		return
	}
	for task, pair := range p.Pair {
		fmt.Printf("task %d: helper %d\n", task, m.Pairs[pair].Helper)
	}
	w, _ := p.Why(1)
	fmt.Printf("else task 1 goes to helper %d, for %d more, and nobody does %v\n", m.Pairs[w.Next].Helper, w.More, w.Instead)
	// Output:
	// task 0: helper 0
	// task 1: helper 0
	// task 2: helper 1
	// else task 1 goes to helper 1, for 2900 more, and nobody does [2]
}

// A network on its own: two ways from node 0 to node 2.
func ExampleSolve() {
	n := &assign.Network{
		Supply: []int64{3, 0, -3},
		Arcs: []assign.Arc{
			{From: 0, To: 1, Upper: 2, Cost: 1}, {From: 1, To: 2, Upper: 2, Cost: 1}, {From: 0, To: 2, Upper: 5, Cost: 3},
		},
	}
	f, err := assign.Solve(n)
	fmt.Println(f.On, f.Cost, err, n.Check(f))
	// Output: [2 2 1] 7 <nil> <nil>
}
