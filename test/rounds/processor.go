package main

import (
	"context"
	"strconv"
	"strings"
	"syscall"
	"time"

	"kith/algo/vrp"
	"kith/algo/vrp/check"
	"kith/algo/vrp/instance"
)

// cores is how many processors the limits of the specification are for.
const cores = 2

// within plans a problem in this process, with the processor time that its limit has on two
// cores, whatever else the machine does. Memory is the most that any problem so far took.
func (b *bench) within(ctx context.Context, s *set, path string, best known) (result, error) {
	in, err := open(path, instance.Read)
	if err != nil {
		return result{}, err
	}
	began, used := time.Now(), processor()
	plan, err := vrp.Solve(ctx, in.Problem, vrp.Options{
		Seed: b.seed, Workers: cores,
		Spent: func() float64 { return (processor() - used) / (cores * s.seconds * b.times) },
	})
	if err != nil {
		return result{}, err
	}
	r := result{set: s.name, name: best.name, class: s.class(best.name), wall: time.Since(began).Seconds(), cpu: processor() - used, memory: peak()}
	report, err := check.Plan(in.Problem, plan)
	if err != nil {
		return r, err
	}
	r.cost, r.left = in.Cost(report.Cost), plan.Missing(in.Problem)
	cost, err := strconv.ParseFloat(strings.TrimSpace(r.cost), 64)
	r.gap = 100 * (cost - best.cost) / best.cost
	return r, err
}

// processor is the processor time this process has used, in seconds.
func processor() float64 {
	use := usage()
	return seconds(use.Utime) + seconds(use.Stime)
}

// peak is the most memory this process has had, in MB.
func peak() float64 { return float64(usage().Maxrss) / 1024 }

func usage() (use syscall.Rusage) {
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &use) // it fails for no process of one's own
	return use
}
