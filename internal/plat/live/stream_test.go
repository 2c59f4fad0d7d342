package live

import (
	"bufio"
	"bytes"
	"context"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"kith/internal/kernel/clock"
	"kith/internal/plat/access"
	"kith/internal/plat/web"
)

// served returns a site with the hub's stream, for one coordinator of hapi.
func served(t *testing.T, h *Hub) http.Handler {
	t.Helper()
	s, err := web.New(web.Config{
		Borough: func(context.Context) web.Borough { return web.Borough{ID: "wigan"} },
		Clock:   clock.System{}, Log: slog.New(slog.DiscardHandler), Key: bytes.Repeat([]byte("k"), 32),
		Sessions: func(context.Context, string) (access.Principal, error) {
			return access.Principal{Account: "a", Grants: []access.Grant{{Role: access.Coordinator, Neighbourhood: "hapi"}}}, nil
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	return s.Mount(h.Pages())
}

// within runs a test in a bubble over an HTTP connection in memory.
func within(t *testing.T, fn func(t *testing.T, journal *ledger, h *Hub, client *http.Client)) {
	synctest.Test(t, func(t *testing.T) {
		journal := &ledger{}
		h, _ := newHub(journal)
		running(t, h)
		pipes := newPipes()
		server := &http.Server{Handler: served(t, h)}
		go server.Serve(pipes)
		defer server.Close()
		transport := &http.Transport{DialContext: pipes.dial, DisableCompression: true}
		defer transport.CloseIdleConnections()
		fn(t, journal, h, &http.Client{Transport: transport})
	})
}

// pipes is a network of one server.
type pipes struct {
	conns  chan net.Conn
	closed chan struct{}
}

func newPipes() *pipes { return &pipes{make(chan net.Conn), make(chan struct{})} }

func (p *pipes) dial(context.Context, string, string) (net.Conn, error) {
	ours, theirs := net.Pipe()
	p.conns <- theirs
	return ours, nil
}

func (p *pipes) Accept() (net.Conn, error) {
	select {
	case c := <-p.conns:
		return c, nil
	case <-p.closed:
		return nil, net.ErrClosed
	}
}

func (p *pipes) Close() error   { close(p.closed); return nil }
func (p *pipes) Addr() net.Addr { return &net.UnixAddr{} }

func open(t *testing.T, client *http.Client, address, lastID string) *http.Response {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://kith"+address, nil)
	if err != nil {
		t.Fatal(err)
	}
	r.AddCookie(&http.Cookie{Name: "kith", Value: "token"})
	if lastID != "" {
		r.Header.Set("Last-Event-ID", lastID)
	}
	res, err := client.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	return res
}

// next reads up to the next blank line.
func next(t *testing.T, body *bufio.Reader) string {
	t.Helper()
	var text strings.Builder
	for {
		line, err := body.ReadString('\n')
		if err != nil {
			return text.String() + err.Error()
		}
		if line == "\n" {
			return text.String()
		}
		text.WriteString(line)
	}
}

func TestStream(t *testing.T) {
	within(t, func(t *testing.T, journal *ledger, h *Hub, client *http.Client) {
		journal.happens("tasks.opened", "hapi")
		address, err := h.Address(t.Context(), In("board", "hapi"))
		if err != nil {
			t.Fatal(err)
		}
		journal.happens("tasks.opened", "hapi") // between drawing and listening
		res := open(t, client, address, "")
		defer res.Body.Close()
		if got := res.Header.Get("Content-Type"); got != "text/event-stream" {
			t.Fatalf("stream is %q with status %d", got, res.StatusCode)
		}
		body := bufio.NewReader(res.Body)
		opened := time.Now()
		steps := []struct{ want string }{
			{"retry: 3000\n"},
			{"id: 2\nevent: new\ndata: {\"topic\":\"board@hapi\",\"new\":1}\n"},
		}
		for _, step := range steps {
			if got := next(t, body); got != step.want {
				t.Fatalf("heard %q, want %q", got, step.want)
			}
		}
		journal.happens("tasks.opened", "hapi")
		journal.happens("people.merged")
		if got, want := next(t, body), "id: 4\nevent: new\ndata: {\"topic\":\"board@hapi\",\"new\":1}\n"; got != want {
			t.Errorf("heard %q, want %q", got, want)
		}
		if got := next(t, body); got != ": still here\n" || time.Since(opened) != heartbeat {
			t.Errorf("heard %q after %s", got, time.Since(opened))
		}
		for {
			if got := next(t, body); got == "EOF" {
				break
			} else if got != ": still here\n" {
				t.Fatalf("heard %q", got)
			}
		}
		if lived := time.Since(opened); lived != streamLife {
			t.Errorf("the stream lived %s", lived)
		}
		if h.Listening() != 0 {
			t.Error("the stream is still counted")
		}
	})
}

func TestReconnectingGoesOnWhereItWas(t *testing.T) {
	within(t, func(t *testing.T, journal *ledger, h *Hub, client *http.Client) {
		for range 5 {
			journal.happens("tasks.opened", "hapi")
		}
		res := open(t, client, "/live?topic=board%40hapi&since=0", "3")
		defer res.Body.Close()
		body := bufio.NewReader(res.Body)
		next(t, body)
		if got, want := next(t, body), "id: 5\nevent: new\ndata: {\"topic\":\"board@hapi\",\"new\":2}\n"; got != want {
			t.Errorf("heard %q, want %q", got, want)
		}
	})
}

func TestABrowserThatGoesAwayIsForgotten(t *testing.T) {
	within(t, func(t *testing.T, journal *ledger, h *Hub, client *http.Client) {
		res := open(t, client, "/live?topic=board%40hapi", "")
		res.Body.Close()
		synctest.Wait()
		if h.Listening() != 0 {
			t.Error("still listening")
		}
	})
}

func TestABrowserThatDoesNotReadIsDropped(t *testing.T) {
	within(t, func(t *testing.T, journal *ledger, h *Hub, client *http.Client) {
		res := open(t, client, "/live?topic=board%40hapi", "") // nothing is read of its body
		defer res.Body.Close()
		for range 5000 { // more than the client buffers
			journal.happens("tasks.opened", "hapi")
			time.Sleep(pollEvery)
			if h.Listening() == 0 {
				return
			}
		}
		t.Error("still listening")
	})
}

func TestStreamRefuses(t *testing.T) {
	h, _ := newHub(&ledger{})
	site := served(t, h)
	for target, status := range map[string]int{
		"/live?topic=board%40hapi": 303, // not signed in
		"/live?topic=board":        403,
		"/live?topic=gossip":       404,
		"/live":                    422,
	} {
		r := httptest.NewRequest(http.MethodGet, target, nil)
		if status != 303 {
			r.AddCookie(&http.Cookie{Name: "kith", Value: "token"})
		}
		w := httptest.NewRecorder()
		site.ServeHTTP(w, r)
		if w.Code != status {
			t.Errorf("%s: status is %d, want %d", target, w.Code, status)
		}
	}
}
