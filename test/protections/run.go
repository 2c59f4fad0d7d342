package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// What can come of a protection that was taken out.
const (
	seen     = "failed, as it must"
	unseen   = "PASSED: it sees nothing"
	unbuilt  = "NOT BUILT"
	fell     = "FELL OVER: no assertion failed"
	unsound  = "FAILS WITH THE PROTECTION IN PLACE"
	unplaced = "NOT FOUND in the source"
)

// verdict is what came of one entry.
type verdict struct {
	outcome string
	seconds float64
	told    string // the end of what was printed
}

// runner tries entries one after the other.
type runner struct {
	scratch string
	sound   map[string]string // what was printed where a test failed in the tree as it is; "" where it passed
}

// try takes out the protection of an entry and runs its test.
func (r *runner) try(ctx context.Context, e entry) verdict {
	overlay, err := r.overlay(e)
	if err != nil {
		return verdict{outcome: unplaced, told: err.Error()}
	}
	if said := r.without(ctx, e); said != "" {
		return verdict{outcome: unsound, told: said}
	}
	began := time.Now()
	out, err := r.run(ctx, e, overlay)
	v := verdict{outcome: judge(e, out, err), seconds: time.Since(began).Seconds(), told: tail(out)}
	return v
}

// without runs the test of an entry in the tree as it is, once for each test.
func (r *runner) without(ctx context.Context, e entry) string {
	said, known := r.sound[e.watcher()]
	if !known {
		if out, err := r.run(ctx, e, ""); err != nil {
			said = tail(out) + err.Error()
		}
		r.sound[e.watcher()] = said
	}
	return said
}

// overlay writes the changed files beside the tree, and the list of them that go reads.
func (r *runner) overlay(e entry) (string, error) {
	replace, texts := map[string]string{}, map[string]string{}
	for i, c := range e.cuts() {
		real, err := filepath.Abs(c.File)
		if err != nil {
			return "", err
		}
		from := real
		if before, twice := texts[real]; twice {
			from = before
		}
		text, err := c.apply(from)
		if err != nil {
			return "", err
		}
		path := filepath.Join(r.scratch, strconv.Itoa(i)+"-"+filepath.Base(c.File))
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			return "", err
		}
		replace[real], texts[real] = path, path
	}
	text, err := json.Marshal(map[string]any{"Replace": replace})
	if err != nil {
		return "", err
	}
	path := filepath.Join(r.scratch, "overlay.json")
	return path, os.WriteFile(path, text, 0o600)
}

// run runs the test or the journey of an entry. The overlay goes by the environment, so that a test
// that builds the program itself builds it without the protection as well.
func (r *runner) run(ctx context.Context, e entry, overlay string) (string, error) {
	env := append(os.Environ(), "KITH_REQUIRE_ASSETS=1")
	if overlay != "" {
		env = append(env, "GOFLAGS="+os.Getenv("GOFLAGS")+" -overlay="+overlay)
	}
	if e.Journey != "" {
		return r.journey(ctx, e, env)
	}
	args := []string{"test", "-trimpath", "-vet=off", "-ldflags=-w", "-timeout", "10m"}
	if e.Tags != "" {
		args = append(args, "-tags", e.Tags)
	}
	return command(ctx, env, "go", append(args, "-run", "^("+e.Test+")$", "./"+e.In)...)
}

// journey builds the program and walks it in a browser.
func (r *runner) journey(ctx context.Context, e entry, env []string) (string, error) {
	binary := filepath.Join(r.scratch, "kith")
	if out, err := command(ctx, env, "go", "build", "-trimpath", "-ldflags", "-s -w", "-o", binary, "./cmd/kith"); err != nil {
		return "[build failed] " + out, err
	}
	return command(ctx, append(env, "KITH_BINARY="+binary, "KITH_SHOTS=off"), "node", "e2e/run.js", e.Journey)
}

func command(ctx context.Context, env []string, name string, args ...string) (string, error) {
	c := exec.CommandContext(ctx, name, args...)
	c.Env = env
	out, err := c.CombinedOutput()
	return string(out), err
}

// judge says what came of a run. Only a test that says what is wrong has seen something: one that
// was not built, panicked or took too long may have met anything.
func judge(e entry, out string, err error) string {
	switch {
	case strings.Contains(out, "[build failed]") || strings.Contains(out, "[setup failed]"):
		return unbuilt
	case err == nil:
		return unseen
	case strings.Contains(out, "\npanic: ") || strings.HasPrefix(out, "panic: "):
		return fell
	case e.Journey != "" || strings.Contains(out, "--- FAIL: "):
		return seen
	}
	return fell
}

// tail is the end of what was printed, which says why.
func tail(out string) string {
	lines := strings.Split(strings.TrimSpace(out), "\n")
	if len(lines) > 30 {
		lines = append([]string{fmt.Sprintf("… %d lines", len(lines)-30)}, lines[len(lines)-30:]...)
	}
	return "    " + strings.Join(lines, "\n    ")
}
