//go:build bench

package app_test

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"kith/internal/work/answers"
)

// A busy hour: everybody in the contact centre on a call, while the public form is used.
const (
	agents          = 200
	thinking        = 4 * time.Second // between two things an agent does, on average
	formsEachMoment = 50              // a second
	busyFor         = 40 * time.Second
)

// busyHour lets agents work at the pace of people, each with a call of their own, beside
// public forms that come at a steady rate, and says how long pages and saves took.
func busyHour(b *testing.B, p *program, forms []answers.Answers, say func(string, ...string)) {
	// One account signs in for all: signing in again and again is throttled, as it should be.
	first := p.visit(b, "agent@example.org")
	room := make([]*desk, agents)
	for i := range room {
		if room[i] = sit(b, first); room[i] == nil {
			return
		}
	}
	var work sync.WaitGroup
	began := time.Now()
	for _, d := range room {
		work.Go(func() { d.work(began.Add(busyFor)) })
	}
	asked := steadily(b, p, forms, began.Add(busyFor))
	work.Wait()
	var pages, saves timings
	failed, refused := 0, error(nil)
	for _, d := range room {
		pages, saves, failed = append(pages, d.pages...), append(saves, d.saves...), failed+d.failed
		if d.first != nil {
			refused = d.first
		}
	}
	say(fmt.Sprintf("%d agents beside %d forms a second: a page", agents, formsEachMoment), loadOf(pages, failed, refused).values()...)
	say(fmt.Sprintf("%d agents beside %d forms a second: a save", agents, formsEachMoment), loadOf(saves, failed, refused).values()...)
	say(fmt.Sprintf("%d agents beside %d forms a second: a form", agents, formsEachMoment), asked.values()...)
}

func loadOf(took timings, failed int, first error) load {
	slices.Sort(took)
	return load{took: took, lasted: busyFor, failed: int64(failed), first: first}
}

// desk is one agent with a call.
type desk struct {
	*visitor
	call    string
	version string
	pages   timings
	saves   timings
	failed  int
	first   error
}

var versionField = regexp.MustCompile(`name="version" value="(\d+)"`)

// sit begins a call with connections of its own; nil when that fails.
func sit(b *testing.B, as *visitor) *desk {
	b.Helper()
	own := *as
	own.http.Transport = &http.Transport{MaxIdleConnsPerHost: 2, DisableCompression: true}
	d := &desk{visitor: &own}
	to, err := d.leads("/calls", url.Values{})
	if err != nil {
		b.Error(err)
		return nil
	}
	d.call = to
	page, err := d.get(to)
	if found := versionField.FindStringSubmatch(page); err == nil && found != nil {
		d.version = found[1]
		return d
	}
	b.Errorf("the call %s has no version: %v", to, err)
	return nil
}

// work does what agents do, one thing after another with a pause between.
func (d *desk) work(until time.Time) {
	typed := keystrokes()
	time.Sleep(time.Duration(rand.Int64N(int64(thinking))))
	for n := 0; time.Now().Before(until); n++ {
		switch n % 5 {
		case 0, 1:
			d.save(n)
		case 2:
			d.page(func() (string, error) {
				return d.post("/people/lookup", url.Values{"terms": {typed[rand.IntN(len(typed))]}})
			})
		case 3:
			d.page(func() (string, error) { return d.get("/requests") })
		default:
			d.page(func() (string, error) { return d.get(d.call) })
		}
		time.Sleep(thinking/2 + time.Duration(rand.Int64N(int64(thinking))))
	}
}

func (d *desk) page(open func() (string, error)) {
	began := time.Now()
	if _, err := open(); err != nil {
		d.note(err)
		return
	}
	d.pages = append(d.pages, time.Since(began))
}

// save saves what has been written in the call so far, as the screen does by itself.
func (d *desk) save(n int) {
	began := time.Now()
	body, err := d.post(d.call+"/draft", url.Values{
		"version": {d.version}, "caller": {"new"}, "safe": {"yes"}, "needs": {"food"}, "first_name": {"Amina"},
		"own_words": {strings.Repeat("and then ", n%40)},
	})
	if err != nil {
		d.note(err)
		return
	}
	d.saves = append(d.saves, time.Since(began))
	if found := versionField.FindStringSubmatch(body); found != nil {
		d.version = found[1]
	}
}

func (d *desk) note(err error) { d.failed, d.first = d.failed+1, err }

// steadily sends forms at a steady rate, whoever has to wait for the one before.
func steadily(b *testing.B, p *program, forms []answers.Answers, until time.Time) load {
	tick := time.NewTicker(time.Second / formsEachMoment)
	defer tick.Stop()
	var mu sync.Mutex
	var sent sync.WaitGroup
	var l load
	public := make(chan *visitor, clients)
	for range clients {
		public <- p.visit(b, "")
	}
	run := rand.Uint64()
	for n := 0; time.Now().Before(until); n++ {
		<-tick.C
		sent.Go(func() {
			v := <-public
			defer func() { public <- v }()
			began := time.Now()
			_, err := v.ask(fmt.Sprintf("busy %d %d", run, n), forms[n%len(forms)])
			mu.Lock()
			defer mu.Unlock()
			if err != nil {
				l.failed, l.first = l.failed+1, err
				return
			}
			l.took = append(l.took, time.Since(began))
		})
	}
	sent.Wait()
	slices.Sort(l.took)
	l.lasted = busyFor
	return l
}
