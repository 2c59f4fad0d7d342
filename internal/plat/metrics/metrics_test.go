package metrics_test

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/plat/metrics"
)

func told(t *testing.T, h http.Handler) string {
	t.Helper()
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/metrics", nil))
	if w.Code != http.StatusOK {
		t.Fatalf("it answers %d: %s", w.Code, w.Body)
	}
	return w.Body.String()
}

func TestWhatIsTold(t *testing.T) {
	m := metrics.New(slog.New(slog.NewTextHandler(io.Discard, nil)))
	m.Request("GET /people/{id}", "GET", 200, 40*time.Millisecond)
	m.Request("GET /people/{id}", "GET", 200, 4*time.Second)
	m.Counter("writes_total", "Writes.", func() float64 { return 7 })
	m.Gauge("jobs", "Jobs.", "state", func(context.Context) (metrics.Figure, error) {
		return metrics.Figure{"available": 2, "discarded": 1}, nil
	})
	m.Gauge("unsealed", "Entries.", "", func(context.Context) (metrics.Figure, error) { return nil, errors.New("no database") })
	text := told(t, m.Handler())
	for _, want := range []string{
		`kith_request_seconds_bucket{method="GET",route="GET /people/{id}",status="200",le="0.05"} 1`,
		`kith_request_seconds_count{method="GET",route="GET /people/{id}",status="200"} 2`,
		"kith_writes_total 7", `kith_jobs{state="available"} 2`, `kith_jobs{state="discarded"} 1`, "go_goroutines",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("it does not tell %s", want)
		}
	}
	if strings.Contains(text, "kith_unsealed ") {
		t.Error("it tells what could not be read")
	}
}

func TestServeAndStop(t *testing.T) {
	m := metrics.New(slog.New(slog.NewTextHandler(io.Discard, nil)))
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	addr := taken.Addr().String()
	if _, err := m.Listen(addr); fault.CodeOf(err) != "metrics.listen" {
		t.Errorf("on an address in use: %v", err)
	}
	taken.Close()
	serve, err := m.Listen(addr)
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- serve(ctx) }()
	if r, err := http.Get("http://" + addr + "/metrics"); err != nil || r.StatusCode != http.StatusOK {
		t.Errorf("the figures: %v, %v", r, err)
	}
	if r, err := http.Get("http://" + addr + "/people"); err != nil || r.StatusCode != http.StatusNotFound {
		t.Errorf("anything else: %v, %v", r, err)
	}
	stop()
	if err := <-ended; err != nil {
		t.Errorf("it ended with %v", err)
	}
}
