package main

import (
	"fmt"
	"io"
	"math"
	"os"
	"text/tabwriter"
)

// open reads a file.
func open[T any](path string, read func(io.Reader) (T, error)) (T, error) {
	file, err := os.Open(path)
	if err != nil {
		var none T
		return none, err
	}
	defer file.Close()
	return read(file)
}

// sum is what the problems of a class come to.
type sum struct {
	count               int
	gap, wall, cpu      float64 // summed
	peer, peerWorst     float64
	worst, wait, memory float64 // the largest
	which               string
	left                int
}

func (s *sum) add(r *result) {
	if s.count == 0 || r.gap > s.worst {
		s.worst, s.which = r.gap, r.name
	}
	s.count++
	s.gap, s.wall, s.cpu = s.gap+r.gap, s.wall+r.wall, s.cpu+r.cpu
	s.peer, s.peerWorst = s.peer+r.peer, math.Max(s.peerWorst, r.peer)
	s.wait, s.memory = math.Max(s.wait, r.wall), math.Max(s.memory, r.memory)
	s.left += r.left
}

// table prints a line for each class, one for each set of several classes, and the targets.
func table(w io.Writer, results []result) error {
	out := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(out, "\nset\tclass\tn\tmean gap\tworst\tof\twall s\tCPU s\tpeak MB\tPyVRP mean\tworst\ttarget\t")
	for i := range sets {
		s := &sets[i]
		classes, sums, whole := []string{}, map[string]*sum{}, &sum{}
		for j := range results {
			r := &results[j]
			if r.set != s.name {
				continue
			}
			if sums[r.class] == nil {
				sums[r.class], classes = &sum{}, append(classes, r.class)
			}
			sums[r.class].add(r)
			whole.add(r)
		}
		for _, class := range classes {
			one := len(classes) == 1 || s.name == "x" || s.name == "xxl" // whose classes have targets of their own
			sums[class].line(out, s, class, one && s.aims(class))
		}
		if len(classes) > 1 {
			whole.line(out, s, "all", s.name != "x" && s.name != "xxl" && s.mean > 0)
		}
	}
	return out.Flush()
}

func (s *sum) line(w io.Writer, of *set, class string, aims bool) {
	n := float64(s.count)
	fmt.Fprintf(w, "%s\t%s\t%d\t%.2f%%\t%.2f%%\t%s\t%.1f\t%.1f\t%.0f\t%s\t%s\t%s\t\n",
		of.name, class, s.count, s.gap/n, s.worst, s.which, s.wall/n, s.cpu/n, s.memory, percent(s.peer/n), percent(s.peerWorst), s.verdict(of, aims))
}

// verdict says whether the target is met. A stop left out is never good enough.
func (s *sum) verdict(of *set, aims bool) string {
	if s.left > 0 {
		return fmt.Sprintf("missed: %d stops left out", s.left)
	}
	if !aims {
		return ""
	}
	text, met := fmt.Sprintf("mean %g%%", of.mean), s.gap/float64(s.count) <= of.mean
	if of.worst > 0 {
		text, met = text+fmt.Sprintf(", worst %g%%", of.worst), met && s.worst <= of.worst
	}
	if met {
		return text + ": met"
	}
	return text + ": missed"
}

// percent is a gap, or nothing where none was measured.
func percent(gap float64) string {
	if math.IsNaN(gap) {
		return ""
	}
	return fmt.Sprintf("%.2f%%", gap)
}
