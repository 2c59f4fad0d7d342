package web_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/web"
)

// running starts a site on a port of its own and returns its address and what
// stops it.
func running(t *testing.T, s *site) (base string, stop func() error) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "addr")
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- s.Serve(ctx, "127.0.0.1:0", file) }()
	for deadline := time.Now().Add(5 * time.Second); ; time.Sleep(time.Millisecond) {
		if addr, err := os.ReadFile(file); err == nil {
			base = "http://" + strings.TrimSpace(string(addr))
			break
		}
		if time.Now().After(deadline) {
			t.Fatal("the server does not say where it listens")
		}
	}
	return base, func() error { cancel(); return <-ended }
}

func TestServeStopsGracefully(t *testing.T) {
	defer goleak.VerifyNone(t)
	s := newSite(t)
	s.Mount(web.Pages{Routes: []web.Route{
		web.Get("/events", access.Public(), func(w http.ResponseWriter, r *http.Request) error {
			w.WriteHeader(http.StatusOK)
			http.NewResponseController(w).Flush()
			<-r.Context().Done()
			_, err := io.WriteString(w, "goodbye")
			return err
		}).Streaming(),
	}})
	base, stop := running(t, s)
	client := &http.Client{Transport: &http.Transport{}}
	defer client.CloseIdleConnections()

	fetch := func(path string, into chan<- string) {
		res, err := client.Get(base + path)
		if err != nil {
			into <- err.Error()
			return
		}
		body, _ := io.ReadAll(res.Body)
		res.Body.Close()
		into <- string(body)
	}
	page, events := make(chan string, 1), make(chan string, 1)
	go fetch("/wait", page)
	<-s.gates
	res, err := client.Get(base + "/events")
	if err != nil {
		t.Fatal(err)
	}
	go func() {
		body, _ := io.ReadAll(res.Body)
		res.Body.Close()
		events <- string(body)
	}()

	ended := make(chan error, 1)
	go func() { ended <- stop() }()
	if got := <-events; got != "goodbye" {
		t.Errorf("the stream ended with %q", got)
	}
	wantStatus(t, s.get("/readyz", ""), 503)
	wantStatus(t, s.get("/healthz", ""), 200)
	s.gates <- struct{}{}
	if got := <-page; got != "done" {
		t.Errorf("the open request ended with %q", got)
	}
	if err := <-ended; err != nil {
		t.Errorf("Serve returned %v", err)
	}
}

func TestServeSaysThatTheAddressIsTaken(t *testing.T) {
	s := newSite(t)
	base, stop := running(t, s)
	err := newSite(t).Serve(t.Context(), strings.TrimPrefix(base, "http://"), "")
	if fault.KindOf(err) != fault.Unavailable || !strings.Contains(fault.MessageOf(err), "--addr") {
		t.Errorf("error is %v", err)
	}
	if err := stop(); err != nil {
		t.Error(err)
	}
}

func TestReadyAsksTheProduct(t *testing.T) {
	down := errors.New("no database")
	s := newSite(t, func(c *web.Config) { c.Ready = func(context.Context) error { return down } })
	w := s.get("/readyz", "")
	wantStatus(t, w, 503)
	wantNoText(t, w, "database")
	down = nil
	wantStatus(t, s.get("/readyz", ""), 200)
}

func TestAssets(t *testing.T) {
	tests := map[string]struct {
		path   string
		status int
		keep   string
		kind   string
	}{
		"a plain name":          {"/assets/public.css", 200, "public, max-age=300", "text/css; charset=utf-8"},
		"a fingerprinted name":  {"/assets/public-3FA9K2ZD.css", 200, "public, max-age=31536000, immutable", "text/css; charset=utf-8"},
		"a font":                {"/assets/font-abcdefgh1234.woff2", 200, "public, max-age=31536000, immutable", "font/woff2"},
		"what robots may read":  {"/robots.txt", 200, "public, max-age=300", "text/plain; charset=utf-8"},
		"in a folder":           {"/assets/folder/picture.svg", 200, "public, max-age=300", "image/svg+xml"},
		"the borough's colours": {"/assets/borough.css", 200, "public, max-age=300", "text/css; charset=utf-8"},
		"a folder":              {"/assets/folder", 404, "no-store", "text/html; charset=utf-8"},
		"a hidden file":         {"/assets/folder/.hidden", 404, "no-store", "text/html; charset=utf-8"},
		"nothing":               {"/assets/none.css", 404, "no-store", "text/html; charset=utf-8"},
		"above the root":        {"/assets/%2e%2e/server.go", 404, "no-store", "text/html; charset=utf-8"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			w := newSite(t).get(tt.path, "")
			wantStatus(t, w, tt.status)
			if got := w.Header().Get("Cache-Control"); got != tt.keep {
				t.Errorf("Cache-Control is %q, want %q", got, tt.keep)
			}
			if got := w.Header().Get("Content-Type"); got != tt.kind {
				t.Errorf("Content-Type is %q, want %q", got, tt.kind)
			}
		})
	}
}

func TestAssetsAreSentOnceAndSmall(t *testing.T) {
	s := newSite(t)
	r := s.request(http.MethodGet, "/assets/public.css", "", nil)
	r.Header.Set("Accept-Encoding", "gzip, br")
	w := s.do(r)
	if w.Header().Get("Content-Encoding") != "gzip" || w.Body.Len() > 100 {
		t.Errorf("sent %d bytes, encoded %q", w.Body.Len(), w.Header().Get("Content-Encoding"))
	}
	r = s.request(http.MethodGet, "/assets/public.css", "", nil)
	r.Header.Set("If-None-Match", w.Header().Get("ETag"))
	wantStatus(t, s.do(r), 304)
}
