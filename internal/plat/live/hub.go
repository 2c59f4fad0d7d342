package live

import (
	"context"
	"log/slog"
	"net/url"
	"strconv"
	"sync"
	"time"

	"kith/internal/plat/db"
	"kith/internal/plat/journal"
)

const (
	pollEvery  = 250 * time.Millisecond
	retryLimit = 5 * time.Second  // longest pause after polls that failed
	heartbeat  = 30 * time.Second // proxies cut lines that are silent for a minute
	streamLife = 5 * time.Minute
	writeLimit = 10 * time.Second // a client that takes longer is dropped
	maxTopics  = 10
	maxStreams = 5000
	perAccount = 20 // open tabs of one person

	catchUpReads = 5
)

// Source is the sealed journal of one borough, as [Journal] gives it.
type Source interface {
	// Since returns entries after number seq, in order and without gaps; none
	// when there are none. It may return only the first of many.
	Since(ctx context.Context, seq int64) ([]journal.Sealed, error)
	// Last returns the number of the newest entry, 0 when there is none.
	Last(ctx context.Context) (int64, error)
}

// Journal returns the sealed journal of a borough in a database.
func Journal(d *db.DB, borough string) Source { return stored{d, borough} }

type stored struct {
	db      *db.DB
	borough string
}

func (s stored) Since(ctx context.Context, seq int64) ([]journal.Sealed, error) {
	return journal.Since(s.db.Read(s.as(ctx)), s.borough, seq)
}

func (s stored) Last(ctx context.Context) (int64, error) {
	return journal.Last(s.db.Read(s.as(ctx)), s.borough)
}

func (s stored) as(ctx context.Context) context.Context {
	return db.As(ctx, db.Caller{Borough: s.borough, Actor: "live"})
}

// Hub carries the news of one borough's journal to the listeners of this node.
type Hub struct {
	source   Source
	log      *slog.Logger
	channels map[string]Channel

	mu        sync.Mutex
	listeners map[*listener]struct{}
	tabs      map[string]int // open streams by account
	reached   int64          // the last entry every listener was told of
	wake      chan struct{}  // the first listener has come
}

// New returns a hub for some channels. It tells nobody anything until it runs.
func New(source Source, log *slog.Logger, channels ...Channel) *Hub {
	h := &Hub{
		source: source, log: log, channels: map[string]Channel{},
		listeners: map[*listener]struct{}{}, tabs: map[string]int{}, wake: make(chan struct{}, 1),
	}
	for _, c := range channels {
		h.channels[c.Name] = c
	}
	return h
}

// Address returns where a page drawn now listens to the topics.
func (h *Hub) Address(ctx context.Context, topics ...Topic) (string, error) {
	last, err := h.source.Last(ctx)
	if err != nil {
		return "", err
	}
	query := url.Values{"since": {strconv.FormatInt(last, 10)}}
	for _, t := range topics {
		query.Add("topic", t.String())
	}
	return "/live?" + query.Encode(), nil
}

// Run polls the journal until ctx ends, while anybody listens. A poll that
// fails is tried again, less and less often. It returns ctx's error.
func (h *Hub) Run(ctx context.Context) error {
	pause := pollEvery
	for {
		if err := h.awaitListener(ctx); err != nil {
			return err
		}
		more, err := h.poll(ctx)
		switch {
		case err == nil && more:
			continue
		case err == nil:
			pause = pollEvery
		case ctx.Err() == nil:
			pause = min(2*pause, retryLimit)
			h.log.Warn("the live feed cannot read the journal", "cause", err.Error(), "again", pause.String())
		}
		if err := sleep(ctx, pause); err != nil {
			return err
		}
	}
}

func sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// awaitListener returns at once when somebody listens, else when somebody comes.
func (h *Hub) awaitListener(ctx context.Context) error {
	for h.Listening() == 0 {
		select {
		case <-h.wake:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return ctx.Err()
}

// poll tells the listeners what is new. more is true when the journal may hold
// further entries already.
func (h *Hub) poll(ctx context.Context) (more bool, err error) {
	h.mu.Lock()
	from := h.reached
	h.mu.Unlock()
	entries, err := h.source.Since(ctx, from)
	if err != nil || len(entries) == 0 {
		return false, err
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.reached != from { // a listener came to a silent hub and moved it on
		return true, nil
	}
	for l := range h.listeners {
		l.tell(h.channels, entries)
	}
	h.reached = entries[len(entries)-1].Seq
	return true, nil
}

// Listening returns how many streams are open.
func (h *Hub) Listening() int {
	h.mu.Lock()
	defer h.mu.Unlock()
	return len(h.listeners)
}
