package web

import "net/http"

// recorder remembers what was answered, for the log and so that a failure after
// the first byte is not written over a half-sent page.
type recorder struct {
	http.ResponseWriter
	status int // 0 until something is sent
	bytes  int64
}

func (a *recorder) WriteHeader(status int) {
	if a.status == 0 && status >= 200 {
		a.status = status
	}
	a.ResponseWriter.WriteHeader(status)
}

func (a *recorder) Write(b []byte) (int, error) {
	if a.status == 0 {
		a.status = http.StatusOK
	}
	n, err := a.ResponseWriter.Write(b)
	a.bytes += int64(n)
	return n, err
}

// Unwrap lets http.ResponseController reach the connection.
func (a *recorder) Unwrap() http.ResponseWriter { return a.ResponseWriter }

// underneath returns the server's own writer, which MaxBytesReader tells to
// close the connection of a sender who does not stop.
func underneath(w http.ResponseWriter) http.ResponseWriter {
	if a, ok := w.(*recorder); ok {
		return a.ResponseWriter
	}
	return w
}

// started reports whether an answer is already on its way.
func started(w http.ResponseWriter) bool {
	a, ok := w.(*recorder)
	return ok && a.status != 0
}

// probe learns what a handler would answer, without sending it.
type probe struct {
	header http.Header
	status int
}

func newProbe() *probe { return &probe{header: http.Header{}} }

func (p *probe) Header() http.Header         { return p.header }
func (p *probe) Write(b []byte) (int, error) { return len(b), nil }
func (p *probe) WriteHeader(status int)      { p.status = status }
