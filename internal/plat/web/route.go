package web

import (
	"net/http"
	"time"

	"kith/internal/plat/access"
)

// Handler answers one request: it parses, calls one use case, then renders or
// redirects. An error it returns becomes a page in one place, by its
// fault.Kind; a handler that has already written must return nil.
type Handler func(w http.ResponseWriter, r *http.Request) error

// Route is one door of the product: a method, a path, who may come through and
// what happens then. Make it with [Get], [Post] or [On].
type Route struct {
	Method string      // "GET", "POST"…
	Path   string      // net/http pattern form: "/people/{id}"
	Who    access.Rule // asked before the handler runs

	handle  Handler
	maxBody int64
	kind    kind
	secret  bool
	spoken  bool // see [Pages]
	program bool
}

// spoken marks one of the site's own routes as shown in every language.
func spoken(r Route) Route {
	r.spoken = true
	return r
}

// kind sorts routes by what the server does around them.
type kind int

const (
	page   kind = iota // buffered, with a deadline, counted as in flight
	stream             // lives long: no deadline, not counted, ended at shutdown
	bare               // assets and probes: no session, not counted
)

// Get declares a page that is read. Its handler writes nothing to the database.
func Get(path string, who access.Rule, h Handler) Route { return On(http.MethodGet, path, who, h) }

// Post declares a form's target.
func Post(path string, who access.Rule, h Handler) Route { return On(http.MethodPost, path, who, h) }

// On declares a route of any method; the API uses it. Pages use [Get] and [Post].
func On(method, path string, who access.Rule, h Handler) Route {
	return Route{Method: method, Path: path, Who: who, handle: h}
}

// MaxBody lets a route take a larger body than the usual form, in bytes, and
// gives the sender time to send it. Uploads need it.
func (r Route) MaxBody(bytes int64) Route {
	r.maxBody = bytes
	return r
}

// Streaming marks a route that goes on writing for long, such as events or a
// large export: it has no deadline and does not count as work in flight. Its
// context ends when the server stops.
func (r Route) Streaming() Route {
	r.kind = stream
	return r
}

// Secret marks a form whose answers are never put back on a page when sending
// it fails, such as sign-in.
func (r Route) Secret() Route {
	r.secret = true
	return r
}

// FromProgram marks a public door at which another service's program knocks, which proves
// itself to the handler by a token of its own: it is not counted among the public's forms.
func (r Route) FromProgram() Route {
	r.program = true
	return r
}

// Spoken reports whether the page is shown in the language the public chose: see [Pages].
func (r Route) Spoken() bool { return r.spoken }

func (r Route) pattern() string { return r.Method + " " + r.Path }

// deadline is how long the handler may take; 0 is for ever.
func (r Route) deadline(l Limits) time.Duration {
	if r.kind != page {
		return 0
	}
	if r.maxBody > l.Body {
		return l.Upload
	}
	return l.Handle
}
