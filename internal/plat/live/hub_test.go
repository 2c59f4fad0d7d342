package live

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"maps"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"go.uber.org/goleak"

	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/journal"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// ledger is a journal in memory that gives at most two entries at once.
type ledger struct {
	mu      sync.Mutex
	entries []journal.Sealed
	down    error
	asked   int
}

func (l *ledger) Since(_ context.Context, seq int64) ([]journal.Sealed, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.asked++
	if l.down != nil || seq >= int64(len(l.entries)) {
		return nil, l.down
	}
	return l.entries[seq:min(int(seq)+2, len(l.entries))], nil
}

func (l *ledger) Last(context.Context) (int64, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return int64(len(l.entries)), l.down
}

func (l *ledger) asks() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.asked
}

func (l *ledger) breakDown(err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.down = err
}

func (l *ledger) happens(topic string, neighbourhoods ...string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	e := journal.Sealed{Entry: journal.Entry{Topic: topic}, Seq: int64(len(l.entries) + 1)}
	for _, n := range neighbourhoods {
		e.Objects = append(e.Objects, journal.Object{Kind: NeighbourhoodKind, ID: n})
	}
	l.entries = append(l.entries, e)
}

var (
	board  = Channel{Name: "board", Topics: []string{"tasks.*", "needs.opened"}, Who: For(access.Coordinator)}
	stock  = Channel{Name: "stock", Topics: []string{"food.packed"}, Who: For(access.LogisticsLead)}
	closed = Channel{Name: "closed", Topics: []string{"tasks.*"}}
)

func newHub(l *ledger) (*Hub, *bytes.Buffer) {
	var log bytes.Buffer
	return New(l, slog.New(slog.NewTextHandler(&log, nil)), board, stock, closed), &log
}

// running runs the hub for as long as a bubble's test lasts.
func running(t *testing.T, h *Hub) {
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- h.Run(ctx) }()
	t.Cleanup(func() {
		stop()
		if err := <-ended; !errors.Is(err, context.Canceled) {
			t.Errorf("the hub ended with %v", err)
		}
	})
}

func listen(t *testing.T, h *Hub, account string, since int64, topics ...Topic) *listener {
	t.Helper()
	l, err := h.join(t.Context(), account, topics, since)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// heard waits for the next poll and returns what the listener was told.
func heard(l *listener) map[Topic]int {
	time.Sleep(pollEvery)
	synctest.Wait()
	select {
	case <-l.news:
		fresh, _ := l.take()
		return fresh
	default:
		return nil
	}
}

func wantHeard(t *testing.T, l *listener, want map[Topic]int) {
	t.Helper()
	if got := heard(l); !maps.Equal(got, want) {
		t.Errorf("heard %v, want %v", got, want)
	}
}

func TestListenersHearWhatTheyAskedFor(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		journal := &ledger{}
		h, _ := newHub(journal)
		running(t, h)
		journal.happens("tasks.opened", "hapi") // before anybody listens
		hapi, leigh, all := In("board", "hapi"), In("board", "leigh"), In("board", "")
		inHapi := listen(t, h, "a", -1, hapi)
		everywhere := listen(t, h, "b", -1, all, In("stock", ""))
		both := listen(t, h, "c", -1, hapi, leigh)
		wantHeard(t, inHapi, nil)

		journal.happens("tasks.opened", "hapi")
		journal.happens("tasks.assigned", "leigh")
		journal.happens("needs.opened")
		journal.happens("tasks.handed-over", "hapi", "leigh")
		journal.happens("food.packed", "hapi")
		journal.happens("people.merged", "hapi")
		wantHeard(t, inHapi, map[Topic]int{hapi: 2})
		wantHeard(t, everywhere, map[Topic]int{all: 4, In("stock", ""): 1})
		wantHeard(t, both, map[Topic]int{hapi: 2, leigh: 2})
		wantHeard(t, inHapi, nil)
		for _, l := range []*listener{inHapi, everywhere, both} {
			h.leave(l)
		}
	})
}

func TestASlowListenerCostsNoMore(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		journal := &ledger{}
		h, _ := newHub(journal)
		running(t, h)
		slow := listen(t, h, "a", -1, In("board", ""))
		for range 1000 {
			journal.happens("tasks.opened", "hapi")
		}
		time.Sleep(time.Second)
		for range 500 {
			journal.happens("tasks.opened", "hapi")
		}
		wantHeard(t, slow, map[Topic]int{In("board", ""): 1500})
		h.leave(slow)
	})
}

func TestNothingIsMissedOnReconnecting(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		journal := &ledger{}
		h, _ := newHub(journal)
		running(t, h)
		hapi := In("board", "hapi")
		other := listen(t, h, "other", -1, hapi) // keeps the hub awake
		first := listen(t, h, "a", -1, hapi)
		journal.happens("tasks.opened", "hapi")
		wantHeard(t, first, map[Topic]int{hapi: 1})
		_, seen := first.take()
		h.leave(first)

		journal.happens("tasks.opened", "hapi")
		journal.happens("tasks.opened", "hapi")
		time.Sleep(time.Second) // the hub has told the other of these
		journal.happens("tasks.opened", "hapi")
		again := listen(t, h, "a", seen, hapi)
		wantHeard(t, again, map[Topic]int{hapi: 3})
		ahead := listen(t, h, "a", 1<<40, hapi) // a made-up number is from now on
		wantHeard(t, ahead, nil)
		journal.happens("tasks.opened", "hapi")
		wantHeard(t, ahead, map[Topic]int{hapi: 1})
		for _, l := range []*listener{other, again, ahead} {
			h.leave(l)
		}
	})
}

func TestAPageAheadOfThePollerIsNotToldTwice(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		journal := &ledger{}
		h, _ := newHub(journal)
		running(t, h)
		other := listen(t, h, "other", -1, In("board", ""))
		journal.happens("tasks.opened")
		drawn, _ := journal.Last(t.Context()) // drawn before the poller saw it
		page := listen(t, h, "a", drawn, In("board", ""))
		wantHeard(t, page, nil)
		h.leave(page)
		h.leave(other)
	})
}

func TestNobodyListensNobodyAsks(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		journal := &ledger{}
		h, _ := newHub(journal)
		running(t, h)
		time.Sleep(time.Minute)
		if n := journal.asks(); n != 0 {
			t.Errorf("asked %d times with nobody there", n)
		}
		l := listen(t, h, "a", -1, In("board", ""))
		time.Sleep(10 * time.Second)
		h.leave(l)
		time.Sleep(time.Second)
		busy := journal.asks()
		if busy < 38 || busy > 42 {
			t.Errorf("asked %d times in 10 s", busy)
		}
		time.Sleep(time.Minute)
		if journal.asks() != busy {
			t.Error("went on asking after the last had left")
		}
		journal.happens("tasks.opened")
		l = listen(t, h, "a", -1, In("board", ""))
		wantHeard(t, l, nil) // that was before
		journal.happens("tasks.opened")
		wantHeard(t, l, map[Topic]int{In("board", ""): 1})
		h.leave(l)
	})
}

func TestAJournalThatFailsIsAskedLessOften(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		journal := &ledger{}
		h, log := newHub(journal)
		running(t, h)
		l := listen(t, h, "a", -1, In("board", ""))
		synctest.Wait()
		journal.breakDown(errors.New("disk gone"))
		before := journal.asks()
		time.Sleep(time.Minute)
		if n := journal.asks() - before; n > 20 {
			t.Errorf("asked %d times in a minute", n)
		}
		synctest.Wait()
		if !strings.Contains(log.String(), "disk gone") {
			t.Error("the log does not say why")
		}
		if _, err := h.join(t.Context(), "b", []Topic{In("board", "")}, -1); err == nil {
			t.Error("a stream opened on a broken journal")
		}
		journal.breakDown(nil)
		journal.happens("tasks.opened")
		time.Sleep(retryLimit)
		wantHeard(t, l, map[Topic]int{In("board", ""): 1})
		h.leave(l)
	})
}

func TestOneAccountOpensSoManyStreams(t *testing.T) {
	h, _ := newHub(&ledger{})
	for range perAccount {
		listen(t, h, "a", -1, In("board", ""))
	}
	if _, err := h.join(t.Context(), "a", []Topic{In("board", "")}, -1); fault.KindOf(err) != fault.RateLimited {
		t.Errorf("one more gave %v", err)
	}
	listen(t, h, "b", -1, In("board", ""))
	if h.Listening() != perAccount+1 {
		t.Errorf("%d listen", h.Listening())
	}
}

func TestWhoMayListen(t *testing.T) {
	h, _ := newHub(&ledger{})
	inHapi := access.Principal{Account: "a", Grants: []access.Grant{{Role: access.Coordinator, Neighbourhood: "hapi"}}}
	everywhere := access.Principal{Account: "b", Grants: []access.Grant{{Role: access.Coordinator}}}
	tests := map[string]struct {
		who   access.Principal
		asked []string
		kind  fault.Kind
		ok    bool
	}{
		"one's own neighbourhood":         {inHapi, []string{"board@hapi"}, 0, true},
		"another neighbourhood":           {inHapi, []string{"board@leigh"}, fault.Forbidden, false},
		"the borough, held for one":       {inHapi, []string{"board"}, fault.Forbidden, false},
		"the borough":                     {everywhere, []string{"board", "board@hapi"}, 0, true},
		"one of them is not theirs":       {everywhere, []string{"board", "stock"}, fault.Forbidden, false},
		"a channel that does not say who": {everywhere, []string{"closed"}, fault.Forbidden, false},
		"no such channel":                 {everywhere, []string{"gossip"}, fault.NotFound, false},
		"nothing asked":                   {everywhere, nil, fault.Invalid, false},
		"too much asked":                  {everywhere, make([]string, maxTopics+1), fault.Invalid, false},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			topics, err := h.allowed(tt.who, tt.asked)
			if tt.ok != (err == nil) || !tt.ok && fault.KindOf(err) != tt.kind {
				t.Errorf("gave %v, %v", topics, err)
			}
		})
	}
}

func TestAddress(t *testing.T) {
	journal := &ledger{}
	journal.happens("tasks.opened")
	h, _ := newHub(journal)
	got, err := h.Address(t.Context(), In("board", "hapi"), In("stock", ""))
	if want := "/live?since=1&topic=board%40hapi&topic=stock"; err != nil || got != want {
		t.Errorf("address is %q, %v", got, err)
	}
}
