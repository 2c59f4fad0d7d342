// Package metrics counts and times what the program does, in the form that Prometheus reads.
// It tells no person, address or reference: the labels are patterns of routes, methods,
// statuses and states.
package metrics

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"kith/internal/kernel/fault"
)

// askWithin is how long reading one figure may take.
const askWithin = 2 * time.Second

// Metrics are the figures of one program. It is safe for use by many goroutines.
type Metrics struct {
	registry *prometheus.Registry
	requests *prometheus.HistogramVec
	log      *slog.Logger
}

// New returns metrics with those of Go itself and of the process.
func New(log *slog.Logger) *Metrics {
	m := &Metrics{registry: prometheus.NewRegistry(), log: log}
	m.requests = prometheus.NewHistogramVec(prometheus.HistogramOpts{
		Name: "kith_request_seconds", Help: "How long requests took, by the pattern of their route.",
		Buckets: []float64{.005, .01, .025, .05, .1, .2, .3, .5, 1, 3, 10}, // among them what is promised
	}, []string{"route", "method", "status"})
	m.registry.MustRegister(m.requests, collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

// Request counts a request.
func (m *Metrics) Request(route, method string, status int, took time.Duration) {
	m.requests.WithLabelValues(route, method, strconv.Itoa(status)).Observe(took.Seconds())
}

// Figure is one value of a figure, by the value of its label where it has one.
type Figure map[string]float64

// One is a figure without a label.
func One(v float64) Figure { return Figure{"": v} }

// Gauge is a figure that goes up and down. It is read when somebody asks, and left out where
// reading it fails. label names what tells its values apart; "" is a figure of one value.
func (m *Metrics) Gauge(name, help, label string, read func(ctx context.Context) (Figure, error)) {
	m.add(name, help, label, prometheus.GaugeValue, read)
}

// Counter is a figure that only goes up.
func (m *Metrics) Counter(name, help string, read func() float64) {
	m.add(name, help, "", prometheus.CounterValue, func(context.Context) (Figure, error) { return One(read()), nil })
}

func (m *Metrics) add(name, help, label string, kind prometheus.ValueType, read func(ctx context.Context) (Figure, error)) {
	var labels []string
	if label != "" {
		labels = []string{label}
	}
	m.registry.MustRegister(&asked{prometheus.NewDesc("kith_"+name, help, labels, nil), kind, len(labels), read, m.log})
}

// asked is a figure that is read when somebody asks.
type asked struct {
	about  *prometheus.Desc
	kind   prometheus.ValueType
	labels int
	read   func(ctx context.Context) (Figure, error)
	log    *slog.Logger
}

// Describe implements prometheus.Collector.
func (a *asked) Describe(to chan<- *prometheus.Desc) { to <- a.about }

// Collect implements prometheus.Collector.
func (a *asked) Collect(to chan<- prometheus.Metric) {
	ctx, cancel := context.WithTimeout(context.Background(), askWithin)
	defer cancel()
	figure, err := a.read(ctx)
	if err != nil {
		a.log.Warn("a figure for monitoring cannot be read", "figure", a.about.String(), "error", err)
		return
	}
	for label, value := range figure {
		to <- prometheus.MustNewConstMetric(a.about, a.kind, value, []string{label}[:a.labels]...)
	}
}

// Handler answers whoever collects the figures.
func (m *Metrics) Handler() http.Handler {
	return promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{ErrorHandling: promhttp.ContinueOnError})
}

// Listen takes an address of its own, and gives what answers there at /metrics until its
// context ends: the figures are for the council's monitoring and not for the public, so they
// stand on no page. It is [fault.Unavailable] when the address cannot be had.
func (m *Metrics) Listen(addr string) (serve func(ctx context.Context) error, err error) {
	listener, err := net.Listen("tcp", addr)
	if err != nil {
		return nil, fault.New(fault.Unavailable, "metrics.listen", "Cannot listen on "+addr+" for monitoring. Another program may use it: choose another address with --metrics-addr.")
	}
	m.log.Info("figures for monitoring", "addr", listener.Addr().String())
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", m.Handler())
	server := &http.Server{Handler: mux, ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 5 * time.Second, WriteTimeout: 30 * time.Second}
	return func(ctx context.Context) error {
		stop := context.AfterFunc(ctx, func() { _ = server.Close() })
		defer stop()
		if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
			return err
		}
		return nil
	}, nil
}
