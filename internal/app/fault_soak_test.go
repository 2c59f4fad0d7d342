//go:build fault

package app_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strconv"
	"testing"
	"time"
)

// TestFaultSoak lets people ask and staff work for half an hour. What the program holds of
// memory, descriptors and goroutines does not grow, and the write-ahead log stays small.
// KITH_FAULT_SOAK is for how long, as 30m.
func TestFaultSoak(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("what a process holds is read from /proc")
	}
	lasts := 30 * time.Minute
	text := os.Getenv("KITH_FAULT_SOAK")
	if text == "" && !long() {
		t.Skip("in a few seconds nothing grows: part of make fault, or set KITH_FAULT_SOAK")
	}
	if text != "" {
		var err error
		if lasts, err = time.ParseDuration(text); err != nil {
			t.Fatal(err)
		}
	}
	all := forms(t, 5000)
	e := engine{name: "SQLite", data: t.TempDir()}
	e.run(t, "demo", "--prepare", "--people", "60", "--requests", "12", "--at", "2020-04-21")
	e.env = []string{"KITH_METRICS_ADDR=127.0.0.1:0", "KITH_LOG_LEVEL=info"}
	program, _ := e.serve(t)
	v, hub := program.visit(t, ""), program.visit(t, "hub@example.org")
	var before, after holds
	began := time.Now()
	for n := 0; time.Since(began) < lasts; n++ {
		if _, err := v.ask(fmt.Sprintf("soak %d", n), all[n%len(all)]); err != nil {
			t.Fatal(err)
		}
		if _, err := hub.get([]string{"/board", "/requests", "/people"}[n%3]); err != nil {
			t.Fatal(err)
		}
		after = program.holds(t, e)
		if before.descriptors == 0 && time.Since(began) > lasts/4 {
			before = after
		}
		if after.log > 64<<20 {
			t.Fatalf("the write-ahead log is %d MB", after.log>>20)
		}
		time.Sleep(20 * time.Millisecond)
	}
	if after.descriptors > before.descriptors+20 || after.threads > before.threads+20 || after.memory > before.memory*3/2+64<<20 {
		t.Errorf("a quarter in it held %+v, at the end %+v", before, after)
	}
	t.Logf("%v: a quarter in %+v, at the end %+v", lasts, before, after)
	program.stop()
}

// holds is what a program holds: bytes of memory and of the write-ahead log.
type holds struct {
	memory, log          int64
	descriptors, threads int
}

var (
	residentLine = regexp.MustCompile(`VmRSS:\s+(\d+) kB`)
	threadsLine  = regexp.MustCompile(`Threads:\s+(\d+)`)
)

func (p *program) holds(t *testing.T, e engine) (h holds) {
	t.Helper()
	pid := strconv.Itoa(p.cmd.Process.Pid)
	status, err := os.ReadFile("/proc/" + pid + "/status")
	if err != nil {
		t.Fatal(err)
	}
	number := func(line *regexp.Regexp) int64 {
		n, _ := strconv.ParseInt(string(line.FindSubmatch(status)[1]), 10, 64) // the pattern lets only digits in
		return n
	}
	h.memory, h.threads, h.descriptors = number(residentLine)<<10, int(number(threadsLine)), descriptors(t, pid)
	if info, err := os.Stat(filepath.Join(e.data, "kith.db-wal")); err == nil {
		h.log = info.Size()
	}
	return h
}
