//go:build fault

package app_test

import (
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"kith/internal/app"
	"kith/internal/blueprint"
	"kith/internal/demo"
	"kith/internal/work/answers"
)

// long reports whether the long form of the faults was asked for: make fault.
func long() bool { return os.Getenv("KITH_FAULT") == "long" }

// onEngines runs a test over an empty, prepared database of each engine.
func onEngines(t *testing.T, test func(t *testing.T, e engine)) {
	root := t.TempDir()
	engines(t, root, func(e engine) {
		t.Run(e.name, func(t *testing.T) {
			e.run(t, "migrate")
			test(t, e)
		})
	})
}

// forms are filled-in forms of Wigan, each of somebody else.
func forms(t *testing.T, count int) []answers.Answers {
	t.Helper()
	b, problems := blueprint.Load(os.DirFS(filepath.Join("..", "..", "blueprints", "wigan")), app.Features().Sections())
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return demo.Forms(b, time.Now(), demo.Lively, count)
}

// public are people with a flaky connection to a program that is killed now and then:
// each sends a form again, with its key, until it is answered.
type public struct {
	t       *testing.T
	forms   []answers.Answers
	program atomic.Pointer[program]
	giveUp  chan struct{} // closed once nobody is to try again; nil is never

	mu      sync.Mutex
	told    map[int]string // what was acknowledged, by the number of the form
	answers int            // how often
}

// send sends one form until it is answered. Whoever was answered before must be told the
// same again.
func (p *public) send(n int) {
	v := (&program{base: ""}).visit(p.t, "")
	for began := time.Now(); time.Since(began) < 2*time.Minute; time.Sleep(20 * time.Millisecond) {
		select {
		case <-p.giveUp:
			return
		default:
		}
		v.base = p.program.Load().base
		got, err := v.ask(fmt.Sprintf("fault form %d", n), p.forms[n])
		if refused, answered := errors.AsType[refusedError](err); answered && refused.status != http.StatusServiceUnavailable {
			p.t.Errorf("form %d: %v", n, err)
			return
		}
		if err == nil {
			p.note(n, got.Reference)
			return
		}
	}
	p.t.Errorf("form %d was not answered within two minutes", n)
}

func (p *public) note(n int, reference string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.answers++
	if before, ok := p.told[n]; ok && before != reference {
		p.t.Errorf("form %d was given %s, and then %s", n, before, reference)
	}
	p.told[n] = reference
}

// sendAll sends forms, some at a time, until all are answered.
func (p *public) sendAll(numbers []int, together int) {
	line := make(chan int, len(numbers))
	for _, n := range numbers {
		line <- n
	}
	close(line)
	var all sync.WaitGroup
	for range together {
		all.Go(func() {
			for n := range line {
				p.send(n)
			}
		})
	}
	all.Wait()
}

// TestFaultKilledWhileAsked kills the program while a thousand people ask for help, again
// and again. Everybody who was given a reference number is there once, and whoever was not
// is there once after trying again.
func TestFaultKilledWhileAsked(t *testing.T) {
	count, kills := 1000, 5
	if long() {
		count, kills = 20_000, 200
	}
	all := forms(t, count)
	onEngines(t, func(t *testing.T, e engine) {
		p := &public{t: t, forms: all, told: map[int]string{}}
		first, _ := e.serve(t)
		p.program.Store(first)
		numbers := rand.Perm(count)
		done := make(chan struct{})
		go func() {
			defer close(done)
			p.sendAll(numbers, 20)
		}()
		killed := p.killing(e, done, kills, count)
		<-done
		p.sendAll(numbers, 20) // everybody presses once more
		last := p.program.Load()
		time.Sleep(time.Second) // the journal's sealer works behind the pages
		last.stop()
		p.check(e, count)
		t.Logf("%d forms, killed %d times, %d answers", count, killed, p.answers)
	})
}

// killing kills the program at moments spread by chance over the work, and starts it again.
func (p *public) killing(e engine, done <-chan struct{}, kills, count int) (killed int) {
	for killed < kills {
		until := killed*count/kills + rand.IntN(max(1, count/kills))
		for p.answered() < until {
			select {
			case <-done:
				return killed
			case <-time.After(time.Millisecond):
			}
		}
		p.program.Load().kill()
		killed++
		again, _, err := e.tryServe(p.t)
		if err != nil {
			p.t.Errorf("after kill %d: %v", killed, err)
			return killed
		}
		p.program.Store(again)
	}
	return killed
}

func (p *public) answered() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return len(p.told)
}

// toldSoFar is what was acknowledged until now, by the number of the form.
func (p *public) toldSoFar() map[int]string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return maps.Clone(p.told)
}

// check compares what people were told with what the database holds.
func (p *public) check(e engine, count int) {
	p.t.Helper()
	kept := e.kept(p.t)
	lost, doubled := 0, 0
	for _, reference := range p.told {
		if kept[reference] == 0 {
			lost++
		}
		if kept[reference] > 1 {
			doubled++
		}
	}
	if lost > 0 || doubled > 0 || len(p.told) != count || len(kept) != count {
		p.t.Errorf("%d people were told a reference, %d requests are there; %d lost, %d doubled", len(p.told), len(kept), lost, doubled)
	}
	if _, out := e.run(p.t, "verify"); strings.Contains(out, "altered") {
		p.t.Errorf("the journal does not verify: %s", out)
	}
}

// TestFaultPressedTwice sends one form a hundred times at the same moment.
func TestFaultPressedTwice(t *testing.T) {
	form := forms(t, 2)
	onEngines(t, func(t *testing.T, e engine) {
		p, _ := e.serve(t)
		public := &public{t: t, forms: form, told: map[int]string{}}
		public.program.Store(p)
		public.sendAll(make([]int, 100), 100)
		_, err := p.visit(t, "").ask("fault form 0", form[1])
		if refused, ok := errors.AsType[refusedError](err); !ok || refused.status != http.StatusConflict {
			t.Errorf("another form with the same key gave %v, want 409", err)
		}
		p.stop()
		public.check(e, 1)
	})
}
