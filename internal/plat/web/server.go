package web

import (
	"cmp"
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"net/netip"
	"strings"
	"time"

	"kith/internal/kernel/clock"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/govuk"
)

// Borough is what every page shows of the borough it serves.
type Borough struct {
	ID      string // borough_id of its rows
	Council string // whose service it is, in the coloured bar
	Service string // the name of the service
	Accent  string // its colour, "#rrggbb"
	Phone   string // the helpline, as printed; error pages give it
	Hours   string // when it answers, in words
	Demo    string // says that this is a demonstration; "" is no banner
	// DemoLink leads staff from the banner to what the demonstration shows beside the pages.
	DemoLink govuk.Link
	Alerts   []govuk.Alert // what everybody has to know first; not shown at desks
	// Unchecked says that nobody has read the borough's own texts in the language of the page.
	Unchecked   bool
	FooterLinks []govuk.Link
	Notices     []string // licence and copyright notices of the footer
}

// Sessions tells who holds a session token. A fault.Unauthenticated or
// fault.NotFound error means nobody does any more; the visitor is then the
// public. Any other error is a failure of the service.
type Sessions func(ctx context.Context, token string) (access.Principal, error)

// Config is what a [Server] needs. Borough, Clock, Log, Key and Sessions are
// required.
type Config struct {
	Borough  func(ctx context.Context) Borough // asked on every request: keep it in memory
	Clock    clock.Clock
	Log      *slog.Logger
	Key      []byte // 32 bytes or more; signs form tokens and cookies
	Sessions Sessions
	Assets   Assets
	Ready    func(ctx context.Context) error // what /readyz asks; nil is always ready
	// Measured is told of every request, by the pattern of its route; it may be nil.
	Measured func(route, method string, status int, took time.Duration)
	// Listening is told the address once the site listens on it; it may be nil.
	Listening func(addr string)

	// PublicURL is where people find the site, "https://help.example.gov.uk".
	// With https cookies are Secure and HSTS is sent. Empty is plain http on
	// this machine, for demonstrations and tests.
	PublicURL string
	// TrustedProxies are the networks whose X-Forwarded-For is believed.
	TrustedProxies []netip.Prefix
	// FormTargets are other origins a form may lead to, such as the council's
	// single sign-on.
	FormTargets []string
	// SignIn, SignOut and Account are the paths of those pages; "/sign-in",
	// "/sign-out" and "/account" when empty.
	SignIn, SignOut, Account string
	Limits                   Limits
}

// Server is the web face of one node. Make it with [New], give it the features
// with [Server.Mount], run it with [Server.Serve].
type Server struct {
	config  Config
	limits  Limits
	secure  bool
	headers http.Header
	origin  *http.CrossOriginProtection
	gate    *gate
	rates   *rates
	assets  *assets
	stopped context.Context
	stop    context.CancelFunc

	mux      *http.ServeMux
	routes   []Route
	nav      []NavItem
	machines []Machine
}

// New returns a server with no pages yet. A missing required field or an
// unusable PublicURL is a fault.Invalid error.
func New(c Config) (*Server, error) {
	if c.Borough == nil || c.Clock == nil || c.Log == nil || c.Sessions == nil || len(c.Key) < 32 {
		return nil, fault.New(fault.Invalid, "web.config", "The web server needs a borough, a clock, a log, sessions and a key of 32 bytes.")
	}
	c.SignIn = cmp.Or(c.SignIn, "/sign-in")
	c.SignOut = cmp.Or(c.SignOut, "/sign-out")
	c.Account = cmp.Or(c.Account, "/account")
	origin, err := crossOrigin(c.PublicURL)
	if err != nil {
		return nil, err
	}
	s := &Server{config: c, limits: c.Limits.orUsual(), origin: origin, mux: http.NewServeMux()}
	s.secure = strings.HasPrefix(c.PublicURL, "https://")
	s.headers = securityHeaders(s.secure, c.FormTargets)
	s.gate = newGate(s.limits.InFlight, s.limits.Waiting, s.limits.Wait)
	s.rates = newRates(s.limits)
	s.assets = newAssets(c.Assets)
	s.stopped, s.stop = context.WithCancel(context.Background())
	s.mount(s.ownRoutes())
	return s, nil
}

// Mount adds the features' pages and returns the whole site. It panics, as it
// runs once at the start, when a route does not declare who may use it or
// clashes with another.
func (s *Server) Mount(pages ...Pages) http.Handler {
	for _, p := range pages {
		for i := range p.Routes {
			p.Routes[i].spoken = p.Spoken
		}
		s.mount(p.Routes)
		s.nav = append(s.nav, p.Nav...)
		if p.Machine != nil {
			s.machines = append(s.machines, *p.Machine)
		}
	}
	return s
}

// Routes lists what is mounted, in order of mounting, for the test that holds
// the access matrix.
func (s *Server) Routes() []Route { return append([]Route(nil), s.routes...) }

func (s *Server) mount(routes []Route) {
	for _, route := range routes {
		if !route.Who.Declared() {
			panic(fmt.Sprintf("web: %s does not say who may use it", route.pattern()))
		}
		s.mux.Handle(route.pattern(), s.guarded(route))
		s.routes = append(s.routes, route)
	}
}

// machine returns the program-facing part of the site a path belongs to, or nil.
func (s *Server) machine(path string) *Machine {
	for i := range s.machines {
		if strings.HasPrefix(path, s.machines[i].Prefix) {
			return &s.machines[i]
		}
	}
	return nil
}
