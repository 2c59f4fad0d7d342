//go:build bench

package linkage_test

import (
	"encoding/csv"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"kith/algo/linkage"
	"kith/algo/linkage/linkagetest"
)

// processor is the processor time of this process so far, in seconds.
func processor() float64 {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return float64(u.Utime.Sec+u.Stime.Sec) + float64(u.Utime.Usec+u.Stime.Usec)/1e6
}

// measured runs a step once and reports its processor time and its time by the clock.
func measured(b *testing.B, name string, step func()) float64 {
	began, cpu := time.Now(), processor()
	step()
	cpu = processor() - cpu
	b.Logf("%-44s %7.2f s of processor, %7.2f s by the clock", name, cpu, time.Since(began).Seconds())
	return cpu
}

// BenchmarkShielded links 14,634 rows against 320,000 residents.
func BenchmarkShielded(b *testing.B) {
	for b.Loop() {
		borough := linkagetest.Make(7, 320000, 14634)
		var left, right *linkage.Table
		measured(b, "load 14,634 and 320,000", func() { left, right = tables(b, borough) })
		var m *linkage.Model
		measured(b, "train", func() { m = trained(b, left, right) })
		var links []linkage.Link
		measured(b, "link, the model given", func() { links = linked(b, m, left, right, linkage.Options{}) })
		good, wrong, family, truth := counted(borough, links, 0.99)
		b.Logf("at .99: precision %.4f, recall %.4f, %d of one household", float64(good)/float64(good+wrong), float64(good)/float64(truth), family)
	}
}

func trained(b *testing.B, left, right *linkage.Table) *linkage.Model {
	b.Helper()
	m, _, err := linkage.Train(b.Context(), left, right, linkage.Options{Seed: 1})
	if err != nil {
		b.Fatal(err)
	}
	return m
}

// twice is so many records, of which one in five is of somebody who is among the others.
func twice(n int) (people []linkagetest.Person) {
	borough := linkagetest.Make(11, n*4/5, n/5)
	return slices.Concat(borough.Residents, borough.List)
}

func filled(b *testing.B, people []linkagetest.Person) *linkage.Table {
	b.Helper()
	s, _ := linkage.Preset("uk-person")
	t, err := linkage.NewTable(s)
	if err != nil {
		b.Fatal(err)
	}
	for i, p := range people {
		t.Add(strconv.Itoa(i), p.Values()...)
	}
	return t
}

func BenchmarkDedupe(b *testing.B) {
	for _, n := range []int{300_000, 1_000_000} {
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			for b.Loop() {
				people := twice(n)
				dedupe(b, people)
			}
		})
	}
}

func dedupe(b *testing.B, people []linkagetest.Person) {
	var t *linkage.Table
	measured(b, "load", func() { t = filled(b, people) })
	var m *linkage.Model
	measured(b, "train", func() { m = trained(b, t, nil) })
	pairs, links := 0, 0
	ours := measured(b, "dedupe, the model given", func() {
		var err error
		if pairs, err = m.Dedupe(b.Context(), t, linkage.Options{}, func(linkage.Link) bool { links++; return true }); err != nil {
			b.Fatal(err)
		}
	})
	b.Logf("%d pairs, %d links, %.2f million pairs a second of processor", pairs, links, float64(pairs)/ours/1e6)
	beside(b, people, ours)
}

// beside runs DuckDB over the same records, when KITH_DUCKDB names the program that does.
func beside(b *testing.B, people []linkagetest.Person, ours float64) {
	script := os.Getenv("KITH_DUCKDB")
	if script == "" || len(people) > 300_000 {
		return
	}
	name := filepath.Join(b.TempDir(), "people.csv")
	file, err := os.Create(name)
	if err != nil {
		b.Fatal(err)
	}
	defer file.Close()
	out := csv.NewWriter(file)
	s, _ := linkage.Preset("uk-person")
	header := []string{"id"}
	for _, c := range s.Columns {
		header = append(header, c.Name)
	}
	_ = out.Write(header)
	for i, p := range people {
		_ = out.Write(append([]string{strconv.Itoa(i)}, p.Values()...))
	}
	out.Flush()
	said, err := exec.CommandContext(b.Context(), "node", script, name).Output()
	if err != nil {
		b.Fatalf("DuckDB: %v", err)
	}
	b.Logf("DuckDB: %s", strings.TrimSpace(string(said)))
	fields := strings.Fields(string(said))
	if theirs, err := strconv.ParseFloat(fields[len(fields)-1], 64); err == nil {
		b.Logf("DuckDB takes %.1f times as much processor time", theirs/ours)
	}
}

// BenchmarkMatch asks 5,000 times who somebody is among 320,000.
func BenchmarkMatch(b *testing.B) {
	borough := linkagetest.Make(7, 320000, 14634)
	left, right := tables(b, borough)
	x, err := linkage.NewIndex(trained(b, left, right), right, linkage.Options{})
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		var took []time.Duration
		cpu := processor()
		for _, p := range borough.List[:5000] {
			began := time.Now()
			x.Match(p.Values()...)
			took = append(took, time.Since(began))
		}
		cpu = processor() - cpu
		slices.Sort(took)
		b.Logf("median %v, p99 %v, %.0f µs of processor each", took[len(took)/2], took[len(took)*99/100], cpu/float64(len(took))*1e6)
	}
}
