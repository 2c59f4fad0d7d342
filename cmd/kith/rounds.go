package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"kith/algo/vrp"
	"kith/algo/vrp/check"
	"kith/algo/vrp/instance"
)

type roundsCmd struct {
	Solve roundsSolveCmd `cmd:"" help:"Plan rounds for a file in Solomon's form, VRPLIB's or Kith's own, and print what they cost."`
	Check roundsCheckCmd `cmd:"" help:"Judge rounds against the file they are for: every rule, and what they cost."`
}

type roundsSolveCmd struct {
	File       string   `arg:"" help:"The problem; - is standard input."`
	Seconds    *float64 `placeholder:"10" help:"How long to search. With --iterations: no limit unless given."`
	Seed       uint64   `default:"1" help:"The same seed and iterations give the same rounds."`
	Iterations int      `help:"How often to take stops out and put them back, instead of by the clock."`
	Out        string   `placeholder:"FILE" type:"path" help:"File for the rounds, as Route #1: 3 7 12 and Cost N."`
}

// Run plans the rounds. The last line is "cost N", as the file's set prints it. An interrupt
// ends the search, and the best rounds so far are kept.
func (c roundsSolveCmd) Run(ctx context.Context) error {
	in, err := readInstance(c.File)
	if err != nil {
		return err
	}
	ctx, stop, options, err := c.options(ctx)
	if err != nil {
		return err
	}
	defer stop()
	if isTerminal(os.Stderr) {
		options.Progress = progressOn(in)
		defer fmt.Fprintln(os.Stderr)
	}
	plan, err := vrp.Solve(ctx, in.Problem, options)
	if err != nil {
		return err
	}
	if _, err := check.Plan(in.Problem, plan); err != nil {
		return err
	}
	if err := c.write(in, plan); err != nil {
		return err
	}
	describe(in, plan)
	return nil
}

// options cools the search by the clock, or by iterations with the clock as a limit. To stop
// frees what the limit takes.
func (c roundsSolveCmd) options(ctx context.Context) (limited context.Context, stop func(), options vrp.Options, err error) {
	seconds := 10.0
	if c.Seconds != nil {
		seconds = *c.Seconds
	}
	options = vrp.Options{Seed: c.Seed, Iterations: c.Iterations}
	limit := time.Duration(seconds * float64(time.Second))
	switch {
	case !(seconds > 0 && seconds < 1e6) || c.Iterations < 0:
		return nil, nil, options, errors.New("a search lasts some seconds, or some iterations: give a number above 0")
	case c.Iterations > 0 && c.Seconds != nil:
		limited, stop = context.WithTimeout(ctx, limit)
		return limited, stop, options, nil
	case c.Iterations == 0:
		began := time.Now()
		options.Spent = func() float64 { return float64(time.Since(began)) / float64(limit) }
	}
	return ctx, func() {}, options, nil
}

func (c roundsSolveCmd) write(in *instance.Instance, plan *vrp.Plan) (err error) {
	if c.Out == "" {
		return nil
	}
	file, err := os.Create(c.Out)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	return in.WritePlan(file, plan)
}

type roundsCheckCmd struct {
	File   string `arg:"" help:"The problem; - is standard input."`
	Routes string `arg:"" help:"The rounds, as kith rounds solve --out writes them."`
}

// Run judges the rounds. The last line is "cost N" where every rule is kept and the cost is
// what they say; else every broken rule is told.
func (c roundsCheckCmd) Run() error {
	in, err := readInstance(c.File)
	if err != nil {
		return err
	}
	file, err := os.Open(c.Routes)
	if err != nil {
		return err
	}
	defer file.Close()
	plan, err := in.ReadPlan(file)
	if err != nil {
		return fmt.Errorf("%s: %w", c.Routes, err)
	}
	if _, err := check.Plan(in.Problem, plan); err != nil {
		return err
	}
	describe(in, plan)
	return nil
}

func readInstance(path string) (*instance.Instance, error) {
	file := os.Stdin
	if path != "-" {
		opened, err := os.Open(path)
		if err != nil {
			return nil, err
		}
		defer opened.Close()
		file = opened
	}
	in, err := instance.Read(file)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return in, nil
}

// describe prints what a plan comes to, with its cost as the last line.
func describe(in *instance.Instance, plan *vrp.Plan) {
	rounds := 0
	for _, route := range plan.Routes {
		if len(route) > 0 {
			rounds++
		}
	}
	fmt.Printf("%d stops on %d rounds", len(in.Problem.Stops)-len(plan.Left), rounds)
	if left := len(plan.Left); left > 0 {
		fmt.Printf("; %d left out, %d of them without a prize", left, plan.Missing(in.Problem))
	}
	fmt.Println()
	leftOut(os.Stdout, in.Problem, plan)
	fmt.Printf("cost %s\n", in.Cost(plan.Cost))
}

// progressOn says on one line of the terminal, a few times a second, how far the search is.
func progressOn(in *instance.Instance) func(vrp.Progress) {
	var told time.Time
	return func(p vrp.Progress) {
		if p.Best == nil || time.Since(told) < 200*time.Millisecond {
			return
		}
		told = time.Now()
		fmt.Fprintf(os.Stderr, "\r%3.0f%%  %d iterations  cost %s  left out %d \x1b[K", 100*p.Share, p.Iterations, in.Cost(p.Best.Cost), len(p.Best.Left))
	}
}

func isTerminal(file *os.File) bool {
	info, err := file.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}
