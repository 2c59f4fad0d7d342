//go:build fault && linux

package app_test

import (
	"bufio"
	"errors"
	"io"
	"math/rand/v2"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"
)

// mounted mounts a file system of its own until the test ends. It skips the test where that
// is not allowed.
func mounted(t *testing.T, what ...string) (dir string) {
	t.Helper()
	dir = t.TempDir()
	if out, err := exec.Command("mount", append(what, dir)...).CombinedOutput(); err != nil {
		t.Skipf("no file system can be mounted here (%v: %s)", err, out)
	}
	t.Cleanup(func() {
		if out, err := exec.Command("umount", dir).CombinedOutput(); err != nil {
			t.Errorf("umount: %v: %s", err, out)
		}
	})
	return dir
}

// disk is a disk in a file. Its timers do not write by themselves, so that what is in the
// file is what was waited for.
func disk(t *testing.T, megabytes int64) (image, dir string) {
	t.Helper()
	image = filepath.Join(t.TempDir(), "disk")
	f, err := os.Create(image)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(f.Truncate(megabytes<<20), f.Close()); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("mkfs.ext4", "-q", "-E", "lazy_itable_init=0", image).CombinedOutput(); err != nil {
		t.Skipf("no disk can be made here (%v: %s)", err, out)
	}
	return image, mounted(t, "-o", "loop,commit=300", image)
}

// copyOf is the disk as it was when the power went.
func copyOf(t *testing.T, image string) (dir string) {
	t.Helper()
	from, err := os.Open(image)
	if err != nil {
		t.Fatal(err)
	}
	defer from.Close()
	name := filepath.Join(t.TempDir(), "cut")
	to, err := os.Create(name)
	if err == nil {
		_, err = io.Copy(to, from)
	}
	if err := errors.Join(err, to.Close()); err != nil {
		t.Fatal(err)
	}
	return mounted(t, "-o", "loop", name)
}

// writing is a process that writes rows to a disk until it is frozen.
func writing(t *testing.T, dir string, volatile bool) (acknowledged *atomic.Int64, freeze func()) {
	t.Helper()
	c := exec.Command(os.Args[0])
	c.Env = append(os.Environ(), powerDir+"="+dir)
	if volatile {
		c.Env = append(c.Env, powerVolatile+"=1")
	}
	said, err := c.StdoutPipe()
	if err == nil {
		err = c.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	acknowledged = &atomic.Int64{}
	var read sync.WaitGroup
	read.Go(func() {
		for lines := bufio.NewScanner(said); lines.Scan(); {
			if n, err := strconv.ParseInt(lines.Text(), 10, 64); err == nil {
				acknowledged.Store(n + 1)
			}
		}
	})
	t.Cleanup(func() { c.Process.Kill(); read.Wait(); c.Wait() })
	return acknowledged, func() {
		c.Process.Signal(syscall.SIGSTOP)
		time.Sleep(30 * time.Millisecond) // what a system call had begun
	}
}

// TestFaultPowerCutTellsApart holds the way power is cut here to a database that waits for
// the disk and to one that does not: the second must lose what it acknowledged, or the test
// below would show nothing.
func TestFaultPowerCutTellsApart(t *testing.T) {
	for name, volatile := range map[string]bool{"waits for the disk": false, "does not wait": true} {
		t.Run(name, func(t *testing.T) {
			image, dir := disk(t, 48)
			acknowledged, freeze := writing(t, dir, volatile)
			for acknowledged.Load() < 100 {
				time.Sleep(time.Millisecond)
			}
			freeze()
			want := acknowledged.Load()
			got, err := rowsThere(copyOf(t, image))
			if lost := want - int64(got); volatile == (err == nil && lost <= 0) {
				t.Errorf("%d rows were acknowledged, %d are there, %v", want, got, err)
			}
			t.Logf("%d acknowledged, %d there, %v", want, got, err)
		})
	}
}

// TestFaultPowerCutWhileAsked cuts the power of a machine on which people ask for help.
// Whoever was told a reference number is there.
func TestFaultPowerCutWhileAsked(t *testing.T) {
	cuts := 1
	if long() {
		cuts = 50
	}
	all := forms(t, 200*(cuts+1))
	image, dir := disk(t, 160)
	e := engine{name: "SQLite", data: filepath.Join(dir, "data")}
	e.run(t, "migrate")
	p := &public{t: t, forms: all, told: map[int]string{}}
	total := 0
	for cut := range cuts {
		first, _ := e.serve(t)
		p.program.Store(first)
		p.giveUp = make(chan struct{})
		done := make(chan struct{})
		go func() { defer close(done); p.sendAll(span(200*cut, 200), 20) }()
		until := p.answered() + 20 + rand.IntN(150)
		for p.answered() < until {
			time.Sleep(time.Millisecond)
		}
		first.cmd.Process.Signal(syscall.SIGSTOP)
		time.Sleep(60 * time.Millisecond)
		told := p.toldSoFar()
		kept := engine{name: "after the cut", data: filepath.Join(copyOf(t, image), "data")}.kept(t)
		for n, reference := range told {
			if kept[reference] != 1 {
				t.Errorf("cut %d: form %d was told %s, which is there %d times", cut, n, reference, kept[reference])
			}
		}
		total = len(told)
		close(p.giveUp)
		first.kill()
		<-done
	}
	t.Logf("%d cuts, %d were told a reference", cuts, total)
}

// span lists n numbers from one on.
func span(from, n int) (all []int) {
	for i := range n {
		all = append(all, from+i)
	}
	return all
}

// TestFaultDiskFull fills the disk under a program that serves and frees it again. Pages go
// on, whoever sends a form is told that it was not saved, and nothing needs a restart.
func TestFaultDiskFull(t *testing.T) {
	dir := mounted(t, "-t", "tmpfs", "-o", "size=96m", "tmpfs")
	e := engine{name: "SQLite", data: filepath.Join(dir, "data")}
	e.run(t, "migrate")
	all := forms(t, 400)
	program, _ := e.serve(t)
	p := &public{t: t, forms: all, told: map[int]string{}}
	p.program.Store(program)
	p.sendAll(span(0, 50), 5)

	fill(t, filepath.Join(dir, "filler"))
	v := program.visit(t, "")
	refused := 0
	for n := 50; n < 400 && refused < 20; n++ { // the log has some room of its own left
		got, err := v.ask("fault form "+strconv.Itoa(n), all[n])
		if err == nil {
			p.note(n, got.Reference)
			continue
		}
		if e, ok := errors.AsType[refusedError](err); !ok || e.status != http.StatusServiceUnavailable || !strings.Contains(e.what, "not been saved") {
			t.Fatalf("with the disk full form %d gave %v", n, err)
		}
		refused++
	}
	if refused < 20 {
		t.Errorf("only %d forms were refused: the disk was not full", refused)
	}
	for _, page := range []string{"/", "/ask", "/status", "/sign-in", "/healthz", "/readyz"} {
		if _, err := v.get(page); err != nil {
			t.Errorf("with the disk full: %v", err)
		}
	}
	if err := os.Remove(filepath.Join(dir, "filler")); err != nil {
		t.Fatal(err)
	}
	p.sendAll(span(0, 400), 10)
	program.stop()
	p.check(e, 400)
}

// fill writes until nothing more goes on the disk.
func fill(t *testing.T, name string) {
	t.Helper()
	f, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for _, size := range []int{1 << 20, 4096, 1} {
		for block := make([]byte, size); err == nil; {
			_, err = f.Write(block)
		}
		if !errors.Is(err, syscall.ENOSPC) {
			t.Fatal(err)
		}
		err = nil
	}
}
