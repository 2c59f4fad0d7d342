package web_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"os"
	"strconv"
	"testing"
	"time"

	"kith/internal/plat/web"
)

func TestPublicFormsAreLimitedPerAddress(t *testing.T) {
	s := newSite(t, func(c *web.Config) {
		c.Limits.FormsBurst, c.Limits.FormsMinute = 2, 6
		c.TrustedProxies = []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8")}
	})
	from := func(remote, forwarded, session string) *httptest.ResponseRecorder {
		form := url.Values{"name": {"x"}}
		if session != "" {
			form.Set("_csrf", s.token(session))
		}
		r := s.request(http.MethodPost, "/ask", session, form)
		r.RemoteAddr = remote
		if forwarded != "" {
			r.Header.Set("X-Forwarded-For", forwarded)
		}
		return s.do(r)
	}
	steps := []struct {
		what              string
		remote, forwarded string
		session           string
		status            int
	}{
		{"first", "192.0.2.1:1000", "", "", 200},
		{"second, made-up forwarding is not believed", "192.0.2.1:1001", "203.0.113.9", "", 200},
		{"third is too many", "192.0.2.1:1002", "", "", 429},
		{"another address is not affected", "192.0.2.2:1000", "", "", 200},
		{"staff are not limited", "192.0.2.1:1000", "", agentToken, 200},
		{"behind our proxy the client counts", "10.0.0.1:80", "198.51.100.1, 10.0.0.2", "", 200},
		{"behind our proxy, again", "10.0.0.1:80", "198.51.100.1", "", 200},
		{"behind our proxy, too many", "10.0.0.1:80", "7.7.7.7, 198.51.100.1", "", 429},
		{"behind our proxy, another client", "10.0.0.1:80", "198.51.100.2", "", 200},
		{"IPv6", "[2001:db8::1]:80", "", "", 200},
		{"IPv6, same household", "[2001:db8::2]:80", "", "", 200},
		{"IPv6, same household, too many", "[2001:db8::3]:80", "", "", 429},
		{"IPv6, next door", "[2001:db8:0:1::1]:80", "", "", 200},
	}
	for _, step := range steps {
		w := from(step.remote, step.forwarded, step.session)
		if w.Code != step.status {
			t.Fatalf("%s: status is %d, want %d", step.what, w.Code, step.status)
		}
		if step.status != http.StatusTooManyRequests {
			continue
		}
		seconds, err := strconv.Atoi(w.Header().Get("Retry-After"))
		if err != nil || seconds < 1 || seconds > 10 {
			t.Errorf("%s: Retry-After is %q", step.what, w.Header().Get("Retry-After"))
		}
		wantText(t, w, `name="name" value="x"`)
	}
	s.clock.Advance(11 * time.Second)
	if w := from("192.0.2.1:1003", "", ""); w.Code != 200 {
		t.Errorf("after waiting the form is still refused: %d", w.Code)
	}
	wantStatus(t, s.get("/", ""), 200)
}

func TestABusyServerSendsThePublicAwayFirst(t *testing.T) {
	s := newSite(t, func(c *web.Config) {
		c.Limits.InFlight, c.Limits.Waiting, c.Limits.Wait = 2, 1, 10*time.Millisecond
	})
	ended := make(chan int)
	go func() { ended <- s.get("/wait", "").Code }()
	<-s.gates // the public's one place is taken

	w := s.get("/", "")
	wantStatus(t, w, 503)
	if w.Header().Get("Retry-After") != "5" {
		t.Errorf("Retry-After is %q", w.Header().Get("Retry-After"))
	}
	wantStatus(t, s.get("/", agentToken), 200)
	wantStatus(t, s.get("/", "made-up"), 503) // claims to be staff and is not
	wantStatus(t, s.get("/healthz", ""), 200)
	wantStatus(t, s.get("/assets/public.css", ""), 200)

	s.gates <- struct{}{}
	if code := <-ended; code != 200 {
		t.Errorf("the first request ended with %d", code)
	}
	wantStatus(t, s.get("/", ""), 200)
}

func TestASlowSenderKeepsNobodyWaiting(t *testing.T) {
	s := newSite(t, func(c *web.Config) {
		c.Limits.InFlight, c.Limits.Waiting, c.Limits.Wait = 1, 1, 10*time.Millisecond
	})
	body, send := io.Pipe()
	slow := s.request(http.MethodPost, "/ask", "", nil)
	slow.Body = body
	ended := make(chan *httptest.ResponseRecorder)
	go func() { ended <- s.do(slow) }()
	io.WriteString(send, "name=")
	wantStatus(t, s.get("/", ""), 200)
	io.WriteString(send, "Amina")
	send.Close()
	wantText(t, <-ended, "got Amina")
}

func TestABodyThatBreaksOff(t *testing.T) {
	s := newSite(t)
	for cause, status := range map[error]int{io.ErrUnexpectedEOF: 422, os.ErrDeadlineExceeded: 503} {
		body, send := io.Pipe()
		r := s.request(http.MethodPost, "/ask", "", nil)
		r.Body = body
		go func() {
			io.WriteString(send, "name=Ami")
			send.CloseWithError(cause)
		}()
		wantStatus(t, s.do(r), status)
	}
}
