// Command rounds measures `kith rounds solve` on the public routing problems and prints, for
// each class of each set, how far its plans are from the best that is known. Each problem is
// planned by a process of its own, or with -processor in this one, and the rounds it writes are
// judged by package check.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	b := bench{}
	flag.StringVar(&b.kith, "kith", "bin/kith", "the program to measure")
	flag.StringVar(&b.data, "data", "../shared/data/vrp", "folder of the public sets, with bks.csv")
	flag.StringVar(&b.only, "set", "", "only one set, such as solomon")
	flag.StringVar(&b.match, "match", "", "only problems whose name begins with this, such as R2")
	flag.Float64Var(&b.times, "times", 1, "multiplies every limit of time")
	flag.Uint64Var(&b.seed, "seed", 1, "seed of the search")
	flag.StringVar(&b.python, "pyvrp", "", "a Python that has PyVRP, to plan the same problems beside it")
	flag.BoolVar(&b.processor, "processor", false, "limit processor time instead of time, for a machine with other work")
	flag.Parse()
	if err := b.run(ctx); err != nil {
		fmt.Fprintln(os.Stderr, "rounds:", err)
		os.Exit(1)
	}
}

// set is one of the public sets, with what is asked of it.
type set struct {
	name    string
	seconds float64
	class   func(instance string) string
	mean    float64 // gap aimed at, in percent; 0: none
	worst   float64
	// rounding is the convention of the set's distances, as PyVRP names it.
	rounding string
}

// sets are those of the specification's table.
var sets = []set{
	{name: "solomon", seconds: 1, class: letters, mean: 0.5, rounding: "dimacs"},
	{name: "gh200", seconds: 10, class: letters, mean: 0.4, rounding: "dimacs"},
	{name: "gh400", seconds: 10, class: letters, mean: 1.2, worst: 2.5, rounding: "dimacs"},
	{name: "gh1000", seconds: 10, class: letters, rounding: "dimacs"},
	{name: "x", seconds: 10, class: size, mean: 0.8, rounding: "round"},
	{name: "mdvrptw", seconds: 60, class: all, mean: 2, rounding: "exact"},
	{name: "pcvrptw", seconds: 10, class: all, rounding: "dimacs"},
	{name: "xxl", seconds: 60, class: func(instance string) string { return instance }, mean: 5, rounding: "round"},
}

func all(string) string { return "all" }

// letters is the class of Solomon, and of Gehring and Homberger: R1 of R101 and of R1_2_3.
func letters(instance string) string {
	for i, c := range instance {
		if c >= '0' && c <= '9' {
			return instance[:i+1]
		}
	}
	return instance
}

// size sorts Uchoa's problems by whether the specification has a target for them.
func size(instance string) string {
	var nodes int
	if _, err := fmt.Sscanf(instance, "X-n%d", &nodes); err == nil && nodes > 503 {
		return "over 500"
	}
	return "to 500"
}

// aims reports whether a class has the set's target.
func (s *set) aims(class string) bool { return s.mean > 0 && class != "over 500" && class != "Leuven1" }
