//go:build bench

package assign_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"kith/algo/assign"
)

// BenchmarkSolve solves the boroughs of the table, beside LEMON's network simplex where its
// headers are (KITH_LEMON names their folder): both are given the same network, their costs
// are compared, and reading is not timed. It prints medians of five and their ratio.
func BenchmarkSolve(b *testing.B) {
	peer := lemon(b)
	for _, size := range boroughs {
		n := assign.NetworkOf(borough(size.helpers, size.tasks, size.arcs))
		b.Run(fmt.Sprintf("%dx%d", size.helpers, size.tasks), func(b *testing.B) {
			var took []time.Duration
			var f *assign.Flow
			for b.Loop() {
				began := time.Now()
				var err error
				if f, err = assign.Solve(n); err != nil {
					b.Fatal(err)
				}
				took = append(took, time.Since(began))
			}
			if err := n.Check(f); err != nil {
				b.Fatal(err)
			}
			slices.Sort(took)
			ours := took[len(took)/2]
			b.ReportMetric(float64(len(n.Arcs)), "arcs")
			b.ReportMetric(float64(ours.Microseconds())/1000, "ms")
			if peer != "" {
				theirs, cost := runLemon(b, peer, n)
				if cost != f.Cost || cost != size.cost {
					b.Errorf("LEMON finds %d, Solve %d, and %d is written down", cost, f.Cost, size.cost)
				}
				b.ReportMetric(theirs, "lemon-ms")
				b.ReportMetric(float64(ours.Microseconds())/1000/theirs, "ratio")
			}
		})
	}
}

// BenchmarkOneChange adds a task to the largest borough and drops it again.
func BenchmarkOneChange(b *testing.B) {
	size := boroughs[len(boroughs)-1]
	m := borough(size.helpers, size.tasks, size.arcs)
	n := assign.NetworkOf(m)
	f, err := assign.Solve(n)
	if err != nil {
		b.Fatal(err)
	}
	live := assign.NewLive(n, f)
	r := rand.New(rand.NewPCG(2, 2))
	var took []time.Duration
	for b.Loop() {
		task := r.IntN(len(m.Tasks))
		for _, supply := range []int64{0, 1} {
			began := time.Now()
			sink := int32(len(n.Supply) - 1)
			now := live.Network()
			live.SetSupply(sink, now.Supply[sink]-(supply-now.Supply[task]))
			live.SetSupply(int32(task), supply)
			if err := live.Settle(); err != nil {
				b.Fatal(err)
			}
			took = append(took, time.Since(began))
		}
	}
	if err := live.Network().Check(live.Flow()); err != nil {
		b.Fatal(err)
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "ms")
	b.ReportMetric(float64(took[len(took)*95/100].Microseconds())/1000, "p95-ms")
}

// BenchmarkPlan plans five thousand tasks for five hundred people, with a reason for each of
// fifty of them: a screen full.
func BenchmarkPlan(b *testing.B) {
	m := borough(500, 5_000, 100_000)
	for b.Loop() {
		p, err := m.Plan()
		if err != nil {
			b.Fatal(err)
		}
		for task := range 50 {
			if _, err := p.Why(task); err != nil {
				b.Fatal(err)
			}
		}
	}
}

// lemon builds a program around LEMON's solver; "" where there is nothing to build it from.
func lemon(b *testing.B) string {
	b.Helper()
	include := os.Getenv("KITH_LEMON")
	if _, err := os.Stat(filepath.Join(include, "lemon", "network_simplex.h")); err != nil {
		b.Log("LEMON is not compared: KITH_LEMON names no folder with its headers")
		return ""
	}
	dir := b.TempDir()
	source, program := filepath.Join(dir, "peer.cc"), filepath.Join(dir, "peer")
	if err := os.WriteFile(source, []byte(peerSource), 0o600); err != nil {
		b.Fatal(err)
	}
	if out, err := exec.CommandContext(b.Context(), "g++", "-O3", "-std=c++14", "-w", "-I"+include, "-o", program, source).CombinedOutput(); err != nil {
		b.Fatalf("%v\n%s", err, out)
	}
	return program
}

// peerSource reads a network and prints how many milliseconds LEMON's solver took over five
// runs, the median, and what the flow costs.
const peerSource = `#include <lemon/static_graph.h>
#include <lemon/network_simplex.h>
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <vector>
int main(int, char **argv) {
  FILE *in = fopen(argv[1], "r");
  int nodes, arcs;
  if (fscanf(in, "p min %d %d", &nodes, &arcs) != 2) return 1;
  std::vector<long long> supply(nodes);
  std::vector<std::pair<int, int>> ends;
  std::vector<long long> lower, upper, cost;
  char kind;
  while (fscanf(in, " %c", &kind) == 1) {
    long long a, b, c, d, e;
    if (kind == 'n') { if (fscanf(in, "%lld %lld", &a, &b) != 2) return 1; supply[a - 1] = b; continue; }
    if (fscanf(in, "%lld %lld %lld %lld %lld", &a, &b, &c, &d, &e) != 5) return 1;
    ends.push_back({int(a - 1), int(b - 1)}); lower.push_back(c); upper.push_back(d); cost.push_back(e);
  }
  std::vector<int> order(arcs);
  for (int i = 0; i < arcs; i++) order[i] = i;
  std::stable_sort(order.begin(), order.end(), [&](int x, int y) { return ends[x].first < ends[y].first; });
  std::vector<std::pair<int, int>> sorted;
  for (int i : order) sorted.push_back(ends[i]);
  lemon::StaticDigraph g;
  g.build(nodes, sorted.begin(), sorted.end());
  typedef lemon::StaticDigraph G;
  G::ArcMap<long long> l(g), u(g), c(g);
  G::NodeMap<long long> s(g);
  for (int i = 0; i < arcs; i++) { auto a = g.arc(i); l[a] = lower[order[i]]; u[a] = upper[order[i]]; c[a] = cost[order[i]]; }
  for (int i = 0; i < nodes; i++) s[g.node(i)] = supply[i];
  std::vector<double> took;
  long long total = 0;
  for (int i = 0; i < 5; i++) {
    auto began = std::chrono::steady_clock::now();
    lemon::NetworkSimplex<G, long long, long long> ns(g);
    ns.lowerMap(l).upperMap(u).costMap(c).supplyMap(s);
    if (ns.run() != decltype(ns)::OPTIMAL) return 2;
    took.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - began).count());
    total = ns.totalCost<long long>();
  }
  std::sort(took.begin(), took.end());
  printf("%f %lld\n", took[2], total);
}
`

func runLemon(b *testing.B, program string, n *assign.Network) (ms float64, cost int64) {
	b.Helper()
	file, err := os.Create(filepath.Join(b.TempDir(), "network.min"))
	if err != nil {
		b.Fatal(err)
	}
	if err := n.WriteDIMACS(file); err != nil {
		b.Fatal(err)
	}
	if err := file.Close(); err != nil {
		b.Fatal(err)
	}
	out, err := exec.CommandContext(b.Context(), program, file.Name()).Output()
	if err != nil {
		b.Fatal(err)
	}
	words := strings.Fields(string(out))
	ms, err = strconv.ParseFloat(words[0], 64)
	if err != nil {
		b.Fatal(err)
	}
	cost, err = strconv.ParseInt(words[1], 10, 64)
	if err != nil {
		b.Fatal(err)
	}
	return ms, cost
}
