package web

import (
	"context"
	"io"
	"net/http"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
)

// probes are what a load balancer asks: /healthz whether the program runs,
// /readyz whether to send people here. Their answers tell nothing more.
func (s *Server) probes() []Route {
	health := Get("/healthz", access.Public(), func(w http.ResponseWriter, _ *http.Request) error {
		return say200(w)
	})
	ready := Get("/readyz", access.Public(), func(w http.ResponseWriter, r *http.Request) error {
		if err := s.ready(r.Context()); err != nil {
			s.blame(r, err)
			w.Header().Set("Content-Type", "text/plain; charset=utf-8")
			w.WriteHeader(http.StatusServiceUnavailable)
			_, err := io.WriteString(w, "not ready\n")
			return err
		}
		return say200(w)
	})
	health.kind, ready.kind = bare, bare
	return []Route{health, ready}
}

func say200(w http.ResponseWriter) error {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	_, err := io.WriteString(w, "ok\n")
	return err
}

func (s *Server) ready(ctx context.Context) error {
	if s.stopped.Err() != nil {
		return fault.New(fault.Unavailable, "web.stopping", "The server is stopping.")
	}
	if s.config.Ready == nil {
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, 2*time.Second)
	defer cancel()
	return s.config.Ready(ctx)
}
