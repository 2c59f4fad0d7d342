package travel

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"time"
)

const (
	tries       = 3
	oneRequest  = 20 * time.Second
	maxAnswer   = 64 << 20
	shortPause  = 200 * time.Millisecond
	longestWait = 5 * time.Second // that a server may ask for between two tries
)

// failure is why a server gave no table. Its words are shown on pages: they repeat nothing
// of the request and nothing the server said but its code.
type failure struct {
	words string
	again bool // it may go better in a moment
	after time.Duration
	err   error
}

func (f *failure) Error() string { return f.words }
func (f *failure) Unwrap() error { return f.err }

// reason is why a table failed, to follow the server's name.
func reason(err error) string {
	var f *failure
	if errors.As(err, &f) {
		return f.words
	}
	if errors.Is(err, context.DeadlineExceeded) {
		return "took too long"
	}
	return "could not be asked"
}

// refusal is an answer that says no, with the code and message of the software.
type refusal struct {
	status        int
	code, message string
}

func (r *refusal) Error() string { return "refused" }

// client speaks to one server.
type client struct {
	base  string
	key   string
	http  *http.Client
	pause func(ctx context.Context, d time.Duration) error
}

func newClient(base string, s Setup) *client {
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.MaxIdleConnsPerHost = atOnce
	if s.InHouse {
		transport.Proxy = nil // a proxy is somebody else's
	}
	c := &client{base: base, key: s.Key, pause: s.Pause, http: &http.Client{
		Timeout: oneRequest, Transport: transport,
		// Wherever else the server sends us, nobody said that it may be told.
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
	if c.pause == nil {
		c.pause = sleep
	}
	return c
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

// get asks with a query in the address, post with one in the body; both read the answer into
// result. What is refused is a *refusal; everything else that fails a *failure.
func (c *client) get(ctx context.Context, path string, query url.Values, result any) error {
	return c.try(ctx, http.MethodGet, path+"?"+query.Encode(), nil, result)
}

func (c *client) post(ctx context.Context, path string, body, result any) error {
	encoded, err := json.Marshal(body)
	if err != nil {
		return err
	}
	return c.try(ctx, http.MethodPost, path, encoded, result)
}

func (c *client) try(ctx context.Context, method, path string, body []byte, result any) (err error) {
	for n := range tries {
		if err = c.once(ctx, method, path, body, result); err == nil {
			return nil
		}
		var f *failure
		if !errors.As(err, &f) || !f.again || n == tries-1 {
			return err
		}
		if waited := c.pause(ctx, max(f.after, shortPause<<(2*n))); waited != nil {
			return err
		}
	}
	return err
}

func (c *client) once(ctx context.Context, method, path string, body []byte, result any) error {
	r, err := http.NewRequestWithContext(ctx, method, c.base+path, bytes.NewReader(body))
	if err != nil {
		return &failure{words: "could not be asked"} // err holds the address, and that the places
	}
	if body != nil {
		r.Header.Set("Content-Type", "application/json")
	}
	if c.key != "" {
		r.Header.Set("Authorization", c.key)
	}
	r.Header.Set("Accept", "application/json")
	response, err := c.http.Do(r)
	if err != nil {
		return unreached(err)
	}
	defer response.Body.Close()
	content, err := io.ReadAll(io.LimitReader(response.Body, maxAnswer))
	if err != nil {
		return unreached(err)
	}
	return judge(response, content, result)
}

// unreached keeps of an error why, and not the address with the places in it.
func unreached(err error) error {
	var u *url.Error
	if errors.As(err, &u) {
		if u.Timeout() {
			return &failure{words: "did not answer in time", again: true, err: u.Err}
		}
		return &failure{words: "could not be reached", again: true, err: u.Err}
	}
	return &failure{words: "broke off", again: true, err: err}
}

func judge(r *http.Response, content []byte, result any) error {
	switch status := r.StatusCode; {
	case status == http.StatusOK:
		if json.Unmarshal(content, result) != nil {
			return &failure{words: "answered with something that is no table"}
		}
		return nil
	case status == http.StatusTooManyRequests:
		return &failure{words: "wants to be asked less often", again: true, after: wanted(r)}
	case status >= 500:
		return &failure{words: fmt.Sprintf("answered %d", status), again: true}
	case status == http.StatusUnauthorized || status == http.StatusForbidden:
		return &failure{words: "does not take our key"}
	case status >= 400:
		return refused(status, content)
	default:
		return &failure{words: fmt.Sprintf("answered %d", status)}
	}
}

// wanted is how long a server asks to be left alone.
func wanted(r *http.Response) time.Duration {
	d, err := time.ParseDuration(r.Header.Get("Retry-After") + "s")
	if err != nil || d < 0 {
		return time.Second
	}
	return min(d, longestWait)
}

var plainCode = regexp.MustCompile(`^[A-Za-z0-9_-]{1,40}$`)

// refused reads what OSRM, Valhalla and openrouteservice say when they will not.
func refused(status int, content []byte) error {
	var said struct {
		Code      string          `json:"code"`
		Message   string          `json:"message"`
		ErrorCode json.Number     `json:"error_code"`
		Error     json.RawMessage `json:"error"`
	}
	_ = json.Unmarshal(content, &said)
	no := &refusal{status: status, code: said.Code, message: said.Message}
	if said.ErrorCode != "" {
		no.code = said.ErrorCode.String()
	}
	var inside struct {
		Code    json.Number `json:"code"`
		Message string      `json:"message"`
	}
	if json.Unmarshal(said.Error, &inside) == nil && inside.Code != "" {
		no.code, no.message = inside.Code.String(), inside.Message
	}
	words := fmt.Sprintf("answered %d", status)
	if plainCode.MatchString(no.code) {
		words += " " + no.code
	}
	return &failure{words: words, err: no}
}

// refusalOf finds what a server said when it would not.
func refusalOf(err error) *refusal {
	var no *refusal
	errors.As(err, &no)
	return no
}
