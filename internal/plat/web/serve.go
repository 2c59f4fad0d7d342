package web

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"time"

	"kith/internal/kernel/fault"
)

// patience is how long open requests may take to end when the server stops.
const patience = 20 * time.Second

// Serve listens on addr ("127.0.0.1:8080"; port 0 picks one) until ctx ends,
// then lets open requests finish. With an addrFile it writes the address it
// listens on there, once it does, for programs that wait for it. It returns nil
// when it was stopped, and a fault.Unavailable error when it cannot listen.
func (s *Server) Serve(ctx context.Context, addr, addrFile string) error {
	listener, err := net.Listen("tcp", addr)
	if err != nil {
		return &fault.Error{Kind: fault.Unavailable, Code: "web.listen", Message: "Cannot listen on " + addr + ". Another program may use it: choose another address with --addr.", Err: err}
	}
	if err := announce(addrFile, listener.Addr().String()); err != nil {
		return errors.Join(err, listener.Close())
	}
	s.warnPlain(listener.Addr())
	if s.config.Listening != nil {
		s.config.Listening(listener.Addr().String())
	}
	server := s.httpServer(ctx)
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(listener) }()
	s.config.Log.Info("listening", "addr", listener.Addr().String())
	select {
	case err := <-ended:
		return err
	case <-ctx.Done():
	}
	return s.shutdown(server)
}

// httpServer bounds what a slow or hostile client can hold.
func (s *Server) httpServer(ctx context.Context) *http.Server {
	return &http.Server{
		Handler:           s,
		BaseContext:       func(net.Listener) context.Context { return context.WithoutCancel(ctx) },
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       15 * time.Second,
		WriteTimeout:      s.limits.Handle + s.limits.Wait + 15*time.Second,
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    32 << 10,
		ErrorLog:          slog.NewLogLogger(s.config.Log.Handler(), slog.LevelDebug),
	}
}

func (s *Server) shutdown(server *http.Server) error {
	s.stop() // streams end, /readyz says no
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	if err := server.Shutdown(ctx); err != nil {
		s.config.Log.Warn("requests cut off at stop", "cause", err.Error())
		return server.Close()
	}
	return nil
}

// announce writes the address in one step, so that nobody reads half of it.
func announce(name, addr string) error {
	if name == "" {
		return nil
	}
	part := filepath.Join(filepath.Dir(name), "."+filepath.Base(name)+".part")
	if err := os.WriteFile(part, []byte(addr+"\n"), 0o600); err != nil {
		return err
	}
	return os.Rename(part, name)
}

// warnPlain says aloud that cookies would cross a network in the clear.
func (s *Server) warnPlain(addr net.Addr) {
	tcp, ok := addr.(*net.TCPAddr)
	if !s.secure && ok && !tcp.IP.IsLoopback() {
		s.config.Log.Warn("serving plain http beyond this machine: set the public https address", "setting", "KITH_PUBLIC_URL")
	}
}
