package notify

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"syscall"
	"time"

	"kith/internal/kernel/clock"
	"kith/internal/kernel/fault"
)

// NotifyURL is where GOV.UK Notify is.
const NotifyURL = "https://api.notifications.service.gov.uk"

const (
	answerWithin = 20 * time.Second // how long Notify may take over one request
	maxAnswer    = 8 << 20          // a letter as PDF is the longest answer
)

// API speaks to GOV.UK Notify. Every call is made once; errors hold a [Failure].
// It is safe for use by many goroutines.
type API struct {
	base  *url.URL
	key   Key
	clock clock.Clock
	http  *http.Client
}

// NewAPI returns a client for the service at base, such as [NotifyURL]. Anything but
// https is taken only on this machine: a fault of kind Invalid otherwise.
func NewAPI(base string, key Key, c clock.Clock) (*API, error) {
	parsed, err := url.Parse(base)
	if err != nil || parsed.Host == "" || parsed.Scheme != "https" && !isLoopback(parsed.Hostname()) {
		return nil, fault.New(fault.Invalid, "notify.url", "The address of GOV.UK Notify must begin with https://.")
	}
	return &API{base: parsed, key: key, clock: c, http: &http.Client{
		Timeout:       answerWithin,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}, nil
}

func isLoopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// post sends body as JSON and reads the answer into result.
func (a *API) post(ctx context.Context, path string, body, result any) error {
	encoded, err := json.Marshal(body)
	if err != nil {
		return &Failure{Trouble: Refused, Code: "json", Err: err}
	}
	return a.ask(ctx, http.MethodPost, path, nil, encoded, result)
}

func (a *API) get(ctx context.Context, path string, query url.Values, result any) error {
	return a.ask(ctx, http.MethodGet, path, query, nil, result)
}

func (a *API) ask(ctx context.Context, method, path string, query url.Values, body []byte, result any) error {
	answer, err := a.raw(ctx, method, path, query, body)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(answer, result); err != nil {
		return &Failure{Trouble: Unclear, Code: "not-json", Err: err}
	}
	return nil
}

// raw makes one request and returns the answer of a status that is good.
func (a *API) raw(ctx context.Context, method, path string, query url.Values, body []byte) ([]byte, error) {
	address := a.base.JoinPath(path)
	address.RawQuery = query.Encode()
	request, err := http.NewRequestWithContext(ctx, method, address.String(), bytes.NewReader(body))
	if err != nil {
		return nil, &Failure{Trouble: Setup, Code: "request", Err: err}
	}
	request.Header.Set("Authorization", "Bearer "+a.key.Token(a.clock.Now()))
	request.Header.Set("Content-Type", "application/json")
	response, err := a.http.Do(request)
	if err != nil {
		return nil, broken(err)
	}
	defer response.Body.Close()
	answer, err := io.ReadAll(io.LimitReader(response.Body, maxAnswer))
	if err != nil {
		return nil, &Failure{Trouble: Unclear, Code: "no-answer", Err: err}
	}
	if response.StatusCode/100 != 2 {
		return nil, a.refusal(response.StatusCode, answer)
	}
	return answer, nil
}

// broken judges an error of the connection: one that was never made took nothing with it.
func broken(err error) *Failure {
	if cause, ok := errors.AsType[*url.Error](err); ok {
		err = cause.Err // the outer one names the address asked for
	}
	dial, ok := errors.AsType[*net.OpError](err)
	if ok && dial.Op == "dial" || errors.Is(err, syscall.ECONNREFUSED) {
		return &Failure{Trouble: Away, Code: "no-connection", Err: err}
	}
	return &Failure{Trouble: Unclear, Code: "no-answer", Err: err}
}

// refusal judges a status and the kind of error, as Notify asks; not its text, which may
// change.
func (a *API) refusal(status int, body []byte) *Failure {
	var said struct {
		Errors []struct{ Error, Message string } `json:"errors"`
	}
	kind, message := "", ""
	if json.Unmarshal(body, &said) == nil && len(said.Errors) > 0 {
		kind, message = said.Errors[0].Error, said.Errors[0].Message
	}
	failure := &Failure{Trouble: Refused, Code: strings.TrimSpace(fmt.Sprintf("%d %s", status, kind))}
	if message != "" {
		failure.Err = errors.New(message)
	}
	switch {
	case status == http.StatusUnauthorized, status == http.StatusForbidden, status == http.StatusNotFound:
		failure.Trouble = Setup // a wrong key, clock, template or address
	case status == http.StatusTooManyRequests && kind == "TooManyRequestsError":
		failure.Trouble, failure.After = Busy, a.untilMidnight() // the day's share is used up
	case status == http.StatusTooManyRequests:
		failure.Trouble, failure.After = Busy, time.Minute // the minute's
	case status == http.StatusRequestTimeout, status >= 500:
		failure.Trouble = Away
	case status < 400: // a redirect: somebody else answers there
		failure.Trouble = Setup
	}
	return failure
}

// untilMidnight is how long it is until Notify's days begin anew, which they do in UTC.
func (a *API) untilMidnight() time.Duration {
	now := a.clock.Now().UTC()
	return now.Truncate(24 * time.Hour).Add(24 * time.Hour).Sub(now)
}
