package web

import (
	"context"
	"crypto/rand"
	"net/http"
	"strings"
	"time"

	"kith/internal/kernel/ident"
)

// deviceCookie keeps a secret by which a browser is known again when somebody signs in, so
// that account holders are told of new ones. It stays when they sign out, and says nothing of
// anybody.
const (
	deviceCookie = "device"
	deviceLife   = 365 * 24 * time.Hour
)

// Device is the secret by which this browser is known from one sign-in to the next. One that
// has none is given it.
func Device(w http.ResponseWriter, r *http.Request) string {
	s := visited(r).server
	secret := s.cookie(r, deviceCookie)
	if len(secret) < 43 {
		secret = ident.NewToken(rand.Reader)
	}
	s.setCookie(w, deviceCookie, secret, deviceLife)
	return secret
}

// Browser is the browser a request came from, in plain words, as it says of itself; "A
// program" outside a request, or where it says nothing that is known.
func Browser(ctx context.Context) string {
	v := visitOf(ctx)
	if v == nil || v.request == nil {
		return unknownBrowser
	}
	return browserIn(v.request.UserAgent())
}

const unknownBrowser = "A program"

// The marks of browsers and of what they run on. Many say they are others too, so the order
// counts.
var (
	browserMarks = [][2]string{
		{"Edg", "Edge"},
		{"OPR/", "Opera"},
		{"SamsungBrowser/", "Samsung Internet"},
		{"Firefox/", "Firefox"},
		{"FxiOS/", "Firefox"},
		{"CriOS/", "Chrome"},
		{"Chrome/", "Chrome"},
		{"Safari/", "Safari"},
	}
	systemMarks = [][2]string{
		{"Windows", "Windows"},
		{"Android", "Android"},
		{"iPhone", "an iPhone"},
		{"iPad", "an iPad"},
		{"CrOS", "a Chromebook"},
		{"Mac OS X", "a Mac"},
		{"Linux", "Linux"},
	}
)

func browserIn(agent string) string {
	browser, system := marked(agent, browserMarks), marked(agent, systemMarks)
	switch {
	case browser == "":
		return unknownBrowser
	case system == "":
		return browser
	}
	return browser + " on " + system
}

func marked(agent string, marks [][2]string) string {
	for _, m := range marks {
		if strings.Contains(agent, m[0]) {
			return m[1]
		}
	}
	return ""
}
