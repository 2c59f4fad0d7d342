//go:build bench || fault

package app_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"
	"testing"
	"time"

	"kith/internal/app"
	"kith/internal/work/answers"
)

// visitor is a browser, or a program that uses the API, with a session of its own.
type visitor struct {
	http  http.Client
	base  string
	token string // of the forms on its pages
}

// visit opens a browser on the program; with an address it signs in as that account.
func (p *program) visit(t testing.TB, email string) *visitor {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	v := &visitor{base: p.base, http: http.Client{
		Jar: jar, Timeout: 30 * time.Second, Transport: &http.Transport{MaxIdleConnsPerHost: 8, DisableCompression: true},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
	if email == "" {
		return v
	}
	if _, err := v.send("/sign-in", http.StatusSeeOther, url.Values{"email": {email}, "password": {app.DemoPassword}}); err != nil {
		t.Fatalf("signing in as %s: %v", email, err)
	}
	page, err := v.get("/account")
	if err != nil {
		t.Fatal(err)
	}
	_, after, _ := strings.Cut(page, `name="_csrf" value="`)
	v.token, _, _ = strings.Cut(after, `"`)
	if v.token == "" {
		t.Fatalf("%s is not signed in", email)
	}
	return v
}

// get returns a page; anything but a page is an error.
func (v *visitor) get(path string) (string, error) {
	r, err := http.NewRequest(http.MethodGet, v.base+path, nil)
	if err != nil {
		return "", err
	}
	return v.do(r, http.StatusOK)
}

// post sends a form that is answered with a page or a part of one.
func (v *visitor) post(path string, form url.Values) (string, error) {
	return v.send(path, http.StatusOK, form)
}

// send sends a form.
func (v *visitor) send(path string, want int, form url.Values) (string, error) {
	if v.token != "" {
		form.Set("_csrf", v.token)
	}
	r, err := http.NewRequest(http.MethodPost, v.base+path, strings.NewReader(form.Encode()))
	if err != nil {
		return "", err
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	r.Header.Set("HX-Request", "true")
	return v.do(r, want)
}

// leads sends a form that is answered with the way to another page.
func (v *visitor) leads(path string, form url.Values) (string, error) {
	var to string
	v.http.CheckRedirect = func(r *http.Request, _ []*http.Request) error {
		to = r.URL.Path
		return http.ErrUseLastResponse
	}
	_, err := v.send(path, http.StatusSeeOther, form)
	return to, err
}

// receipt is what the API answers to a request for help.
type receipt struct {
	Reference, Code, Neighbourhood string
}

// ask sends a request for help through the API.
func (v *visitor) ask(key string, given answers.Answers) (receipt, error) {
	var told receipt
	body, err := json.Marshal(map[string]any{"channel": "web", "answers": given})
	if err != nil {
		return told, err
	}
	r, err := http.NewRequest(http.MethodPost, v.base+"/api/v1/requests", bytes.NewReader(body))
	if err != nil {
		return told, err
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Idempotency-Key", key)
	text, err := v.do(r, http.StatusCreated)
	if err != nil {
		return told, err
	}
	return told, json.Unmarshal([]byte(text), &told)
}

func (v *visitor) do(r *http.Request, want int) (string, error) {
	answer, err := v.http.Do(r)
	if err != nil {
		return "", err
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err == nil && answer.Header.Get("X-Request-Id") == "" {
		// The program's port is somebody else's once it is killed.
		return "", fmt.Errorf("%s %s: another program answered: %s", r.Method, r.URL.Path, answer.Status)
	}
	if err == nil && answer.StatusCode != want {
		err = refusedError{answer.StatusCode, fmt.Sprintf("%s %s: %s: %.200s", r.Method, r.URL.Path, answer.Status, body)}
	}
	return string(body), err
}

// refusedError is an answer other than the one that was hoped for.
type refusedError struct {
	status int
	what   string
}

// Error says what was refused and how.
func (e refusedError) Error() string { return e.what }
