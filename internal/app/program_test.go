//go:build bench || fault

package app_test

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"kith/internal/app"
	"kith/internal/kernel/clock"
	"kith/internal/plat/config"
	"kith/internal/plat/db/dbtest"
	"kith/internal/work/needs"
)

// binary is the program as it is released, built once for the tests of this package.
var binary string

func TestMain(m *testing.M) {
	if dir := os.Getenv(powerDir); dir != "" {
		writeUntilCut(dir, os.Getenv(powerVolatile) != "")
	}
	dir, err := os.MkdirTemp("", "kith-program-")
	if err == nil {
		if binary = os.Getenv("KITH_BENCH_PROGRAM"); binary == "" { // what needs no program brings any
			binary = filepath.Join(dir, "kith")
			err = build(binary)
		}
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	code := m.Run()
	os.RemoveAll(dir)
	os.Exit(code)
}

// build builds the program with its pages' assets, without which it does not serve.
func build(path string) error {
	if _, err := os.Stat(filepath.Join("..", "..", "web", "static", "build", "manifest.json")); err != nil {
		return fmt.Errorf("the assets are not built; run: make assets (%w)", err)
	}
	build := exec.Command("go", "build", "-trimpath", "-ldflags", "-s -w", "-o", path, "kith/cmd/kith")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		return fmt.Errorf("%w\n%s", err, out)
	}
	return nil
}

// engine is a place where the program keeps its data.
type engine struct {
	name string
	data string // folder of the embedded database and of the keys
	url  string // of a PostgreSQL database; "" is the embedded one

	env  []string // more settings of the program
	args []string // more flags of kith serve
}

// engines runs a test on each engine there is, over an empty database of its own. The
// folders lie in root, so that its disk is the one that is waited for.
func engines(t testing.TB, root string, run func(engine)) {
	run(engine{name: "SQLite", data: filepath.Join(root, "sqlite")})
	if server := os.Getenv(dbtest.PostgresURL); server != "" {
		run(engine{name: "PostgreSQL", data: filepath.Join(root, "postgres"), url: database(t, server)})
	}
}

// database makes a database on a server; it goes when the test ends.
func database(t testing.TB, server string) string {
	t.Helper()
	name := fmt.Sprintf("kith_program_%d_%d", os.Getpid(), time.Now().UnixNano())
	admin := func(statement string) {
		conn, err := pgx.Connect(context.Background(), server)
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close(context.Background())
		if _, err := conn.Exec(context.Background(), statement); err != nil {
			t.Fatal(err)
		}
	}
	admin("CREATE DATABASE " + name + " TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'")
	t.Cleanup(func() { admin("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)") })
	u, err := url.Parse(server)
	if err != nil {
		t.Fatal(err)
	}
	u.Path = "/" + name
	return u.String()
}

// kept lists the requests the database holds, by reference.
func (e engine) kept(t *testing.T) map[string]int {
	t.Helper()
	a, err := app.Open(t.Context(), config.Common{Data: e.data, Database: e.url, Borough: "wigan", LogLevel: "error"}, clock.System{}, false)
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := a.Close(context.WithoutCancel(t.Context())); err != nil {
			t.Error(err)
		}
	}()
	all, err := a.Needs.Requests(a.As(t.Context(), "test", "count"), needs.RequestFilter{Limit: 1_000_000})
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]int{}
	for _, r := range all {
		found[string(r.Reference)]++
	}
	return found
}

// command is the program with these arguments over the engine's data.
func (e engine) command(args ...string) *exec.Cmd {
	c := exec.Command(binary, append(args, "--data", e.data, "--borough", "wigan", "--log-level", "warn",
		"--blueprints", filepath.Join("..", "..", "blueprints"))...)
	c.Env = append(os.Environ(), "KITH_DATABASE="+e.url, "KITH_FORMS_A_MINUTE=100000000", "KITH_FORMS_AT_ONCE=1000000")
	c.Env = append(c.Env, e.env...)
	return c
}

// run runs the program to its end and returns how long it took.
func (e engine) run(t testing.TB, args ...string) (time.Duration, string) {
	t.Helper()
	c := e.command(args...)
	began := time.Now()
	out, err := c.CombinedOutput()
	if err != nil {
		t.Fatalf("kith %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return time.Since(began), string(out)
}

// program is the program while it serves.
type program struct {
	t    testing.TB
	cmd  *exec.Cmd
	base string // "http://127.0.0.1:…"
	log  *bytes.Buffer
	over chan struct{} // closed when it has ended
}

// serve starts the program and returns once it answers, with how long that took.
func (e engine) serve(t testing.TB) (*program, time.Duration) {
	t.Helper()
	p, took, err := e.tryServe(t)
	if err != nil {
		t.Fatal(err)
	}
	return p, took
}

func (e engine) tryServe(t testing.TB) (*program, time.Duration, error) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "address")
	p := &program{t: t, log: &bytes.Buffer{}, over: make(chan struct{})}
	p.cmd = e.command(append([]string{"serve", "--addr", "127.0.0.1:0", "--addr-file", file}, e.args...)...)
	p.cmd.Stderr = p.log
	began := time.Now()
	if err := p.cmd.Start(); err != nil {
		return nil, 0, err
	}
	go func() {
		p.cmd.Wait() // how it ended, its own log says
		close(p.over)
	}()
	t.Cleanup(p.kill)
	for time.Since(began) < 60*time.Second {
		if p.base == "" {
			if at, err := os.ReadFile(file); err == nil && len(at) > 0 {
				p.base = "http://" + strings.TrimSpace(string(at))
			}
		}
		if p.base != "" && p.answers() {
			return p, time.Since(began), nil
		}
		select {
		case <-p.over:
			return nil, 0, fmt.Errorf("the program ended before it answered:\n%s", p.log)
		case <-time.After(time.Millisecond):
		}
	}
	return nil, 0, fmt.Errorf("the program did not answer within a minute:\n%s", p.log)
}

func (p *program) answers() bool {
	r, err := http.Get(p.base + "/")
	if err != nil {
		return false
	}
	r.Body.Close()
	return r.StatusCode == http.StatusOK
}

// kill ends the program as a power cut does its processes: at once, with nothing tidied.
func (p *program) kill() {
	p.cmd.Process.Kill() // it may have ended already
	<-p.over
}

// stop asks the program to end and waits for it.
func (p *program) stop() {
	p.t.Helper()
	p.cmd.Process.Signal(os.Interrupt)
	select {
	case <-p.over:
	case <-time.After(30 * time.Second):
		p.t.Error("the program did not end within half a minute of being asked")
		p.kill()
	}
}
