//go:build fault

package app_test

import (
	"bytes"
	"fmt"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"kith/internal/registers/places/placestest"
)

// TestFaultImportKilled kills an import of postcodes half-way. The next one goes on, and
// ends as one that was never killed.
func TestFaultImportKilled(t *testing.T) {
	rows, kills := 120_000, 2
	if long() {
		rows, kills = 2_700_000, 12
	}
	file := placestest.ONSPD(t, rows)
	onEngines(t, func(t *testing.T, e engine) {
		killed, last := 0, false
		for i := range kills {
			if last = e.importUntil(t, file, 80*(i+1)/(kills+2)); last {
				killed++
			}
		}
		if killed == 0 {
			t.Error("no import was killed: the file is too short for this machine")
		}
		_, resumed := e.run(t, "import", "postcodes", file, "--rejects", filepath.Join(t.TempDir(), "rejects.csv"))
		clean := engine{name: "clean", data: filepath.Join(t.TempDir(), "clean")}
		_, whole := clean.run(t, "import", "postcodes", file, "--rejects", filepath.Join(t.TempDir(), "rejects.csv"))
		if last && added(resumed) != rows && !strings.Contains(resumed, "went on") {
			t.Errorf("the import after the kills said %q", resumed)
		}
		_, again := e.run(t, "import", "postcodes", file, "--rejects", filepath.Join(t.TempDir(), "rejects.csv"))
		if !strings.Contains(again, "nothing to do") {
			t.Errorf("taking the same file in again said %q", again)
		}
		if here, there := e.where(t), clean.where(t); here != there {
			t.Errorf("after kills postcodes route otherwise:\n%s\nand without:\n%s", here, there)
		}
		t.Logf("after %d kills: %s; without: %s", killed, lastLine(resumed), lastLine(whole))
	})
}

// lastLine is what an import says at its end.
func lastLine(said string) string {
	lines := strings.Split(strings.TrimSpace(said), "\n")
	return lines[len(lines)-1]
}

// added is how many rows an import said it had added.
func added(said string) int {
	found := regexp.MustCompile(`(\d+) added`).FindStringSubmatch(said)
	if found == nil {
		return 0
	}
	n, _ := strconv.Atoi(found[1]) // the pattern lets only digits in
	return n
}

// where says where postcodes spread over the whole file belong.
func (e engine) where(t *testing.T) string {
	t.Helper()
	args := []string{"where"}
	for _, area := range []string{"AB", "BL", "M", "WA", "WN", "YO"} {
		for district := 1; district <= 24; district += 4 {
			args = append(args, fmt.Sprintf("%s%d %dAA", area, district, district%10))
		}
	}
	_, out := e.run(t, args...)
	return out
}

// importUntil takes a file in and kills the program once it has read so much of it. It
// returns false when the import was over before that.
func (e engine) importUntil(t *testing.T, file string, percent int) (killed bool) {
	t.Helper()
	c := e.command("import", "postcodes", file, "--rejects", filepath.Join(t.TempDir(), "rejects.csv"))
	told := &progress{}
	c.Stderr = told
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	over := make(chan error, 1)
	go func() { over <- c.Wait() }()
	for {
		select {
		case err := <-over:
			t.Logf("the import ended (%v) before it could be killed at %d%%", err, percent)
			return false
		case <-time.After(time.Millisecond):
		}
		if told.percent() >= percent {
			c.Process.Kill()
			<-over
			return true
		}
	}
}

// progress reads how far an import says it is.
type progress struct {
	mu   sync.Mutex
	last []byte
}

// Write implements io.Writer.
func (p *progress) Write(b []byte) (int, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.last = append(p.last[:0], b...)
	return len(b), nil
}

func (p *progress) percent() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	text, _, found := bytes.Cut(p.last, []byte("%"))
	n, err := strconv.Atoi(strings.TrimSpace(string(text)))
	if !found || err != nil {
		return 0
	}
	return n
}
