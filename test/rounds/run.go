package main

import (
	"bytes"
	"context"
	"encoding/csv"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"

	"kith/algo/vrp/check"
	"kith/algo/vrp/instance"
)

// bench is one measurement.
type bench struct {
	kith, data, only, match string
	times                   float64
	seed                    uint64
	processor               bool
	python                  string
}

// result is what came of one problem.
type result struct {
	set, name string
	class     string
	cost      string  // as the set prints it
	gap       float64 // from the best known, in percent
	peer      float64 // the same of PyVRP, where it is asked
	left      int     // stops without a prize on no round
	wall, cpu float64 // seconds
	memory    float64 // at its peak, MB
}

func (b *bench) run(ctx context.Context) error {
	known, err := b.bestKnown()
	if err != nil {
		return err
	}
	var results []result
	for _, s := range sets {
		if b.only != "" && b.only != s.name {
			continue
		}
		for _, path := range b.problems(s.name) {
			name := strings.ToUpper(strings.TrimSuffix(filepath.Base(path), filepath.Ext(path)))
			if !strings.HasPrefix(name, strings.ToUpper(b.match)) || ctx.Err() != nil {
				continue
			}
			best, ok := known[s.name+" "+name]
			if !ok {
				return fmt.Errorf("bks.csv has no %s of %s", name, s.name)
			}
			r, err := b.both(ctx, &s, path, best)
			if err != nil {
				return fmt.Errorf("%s: %w", path, err)
			}
			fmt.Printf("%-8s %-12s %12s %8.2f%%  %5.1f s  %5.1f CPU-s %5.0f MB%s%s\n", r.set, r.name, r.cost, r.gap, r.wall, r.cpu, r.memory, r.missing(), b.said(&r))
			results = append(results, r)
		}
	}
	if len(results) == 0 {
		return fmt.Errorf("no problem of the public sets is in %s", b.data)
	}
	return table(os.Stdout, results)
}

// both plans a problem, and has PyVRP plan it where one is given.
func (b *bench) both(ctx context.Context, s *set, path string, best known) (result, error) {
	plan := b.one
	if b.processor {
		plan = b.within
	}
	r, err := plan(ctx, s, path, best)
	if r.peer = math.NaN(); err != nil || b.python == "" {
		return r, err
	}
	r.peer, err = b.beside(ctx, s, path, best)
	return r, err
}

func (r *result) missing() string {
	if r.left == 0 {
		return ""
	}
	return fmt.Sprintf("  %d stops left out", r.left)
}

// said is how far PyVRP came.
func (b *bench) said(r *result) string {
	if b.python == "" {
		return ""
	}
	return fmt.Sprintf("  PyVRP %.2f%%", r.peer)
}

// known is the best known cost, and how its set spells the name.
type known struct {
	name string
	cost float64
}

func (b *bench) bestKnown() (map[string]known, error) {
	file, err := os.Open(filepath.Join(b.data, "bks.csv"))
	if err != nil {
		return nil, err
	}
	defer file.Close()
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil {
		return nil, err
	}
	all := map[string]known{}
	for _, row := range rows[1:] {
		cost, err := strconv.ParseFloat(row[2], 64)
		if err != nil {
			return nil, err
		}
		all[row[0]+" "+strings.ToUpper(row[1])] = known{name: row[1], cost: cost}
	}
	return all, nil
}

// problems are the files of a set, sorted by name.
func (b *bench) problems(set string) []string {
	texts, _ := filepath.Glob(filepath.Join(b.data, set, "*.txt"))
	libs, _ := filepath.Glob(filepath.Join(b.data, set, "*.vrp"))
	files := append(texts, libs...)
	slices.Sort(files)
	return files
}

// one plans a problem, and judges the rounds.
func (b *bench) one(ctx context.Context, s *set, path string, best known) (result, error) {
	dir, err := os.MkdirTemp("", "rounds")
	if err != nil {
		return result{}, err
	}
	defer os.RemoveAll(dir)
	out := filepath.Join(dir, "routes.sol")
	limit := strconv.FormatFloat(s.seconds*b.times, 'f', -1, 64)
	program := exec.CommandContext(ctx, b.kith, "rounds", "solve", path, "--seconds", limit, "--seed", strconv.FormatUint(b.seed, 10), "--out", out)
	program.Cancel = func() error { return program.Process.Signal(os.Interrupt) } // it keeps its best
	var text bytes.Buffer
	program.Stdout, program.Stderr = &text, os.Stderr
	began := time.Now()
	if err := program.Run(); err != nil && ctx.Err() == nil {
		return result{}, err
	}
	r := result{set: s.name, name: best.name, class: s.class(best.name), wall: time.Since(began).Seconds()}
	use := program.ProcessState.SysUsage().(*syscall.Rusage)
	r.cpu = seconds(use.Utime) + seconds(use.Stime)
	r.memory = float64(use.Maxrss) / 1024
	return r, r.judge(path, out, text.String(), best.cost)
}

func seconds(t syscall.Timeval) float64 { return float64(t.Sec) + float64(t.Usec)/1e6 }

// judge checks the rounds that were written, and that the last line said what they cost.
func (r *result) judge(problem, routes, said string, best float64) error {
	in, err := open(problem, instance.Read)
	if err != nil {
		return err
	}
	plan, err := open(routes, in.ReadPlan)
	if err != nil {
		return err
	}
	report, err := check.Plan(in.Problem, plan)
	if err != nil {
		return err
	}
	r.cost, r.left = in.Cost(report.Cost), plan.Missing(in.Problem)
	if !strings.HasSuffix(said, "\ncost "+r.cost+"\n") {
		return fmt.Errorf("it costs %s, and the program said %q", r.cost, said)
	}
	cost, err := strconv.ParseFloat(r.cost, 64)
	r.gap = 100 * (cost - best) / best
	return err
}
