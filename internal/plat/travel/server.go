package travel

import (
	"context"
	"fmt"
	"net"
	"net/url"
	"slices"
	"strings"
	"time"

	"kith/algo/vrp"
	"kith/internal/kernel/clock"
	"kith/internal/kernel/fault"
	"kith/internal/kernel/grid"
)

// Software is what a server of roads runs.
type Software string

// The software whose servers are understood.
const (
	OSRM     Software = "osrm"
	Valhalla Software = "valhalla"
	ORS      Software = "ors" // openrouteservice
)

// Setup says where a server is.
type Setup struct {
	Software Software
	URL      string
	// InHouse says that the council runs it: it may be told where withheld addresses are, and
	// is reached without TLS and without a proxy.
	InHouse bool
	Key     string // openrouteservice's; "" sends none
	Batch   int    // places from, and places to, in one request; 0 is what the software takes as it comes
	// Within is how long a whole table may take; 0 is a minute.
	Within time.Duration
	// Pause waits between two tries; nil waits by the clock.
	Pause func(ctx context.Context, d time.Duration) error
	Clock clock.Clock // nil is the system's
}

const usualWithin = time.Minute

// engine is how one kind of software is asked.
type engine interface {
	// ask answers for every pair of from and to.
	ask(ctx context.Context, c *client, m Mode, from, to []grid.Point) (block, error)
	// asOf is when the map is of, as a server says in words; "" where it does not.
	asOf(ctx context.Context, c *client) string
	name() string
	batch() int
}

// block is part of a table, in metres and seconds; below 0 is no way.
type block struct {
	metres, seconds [][]float64
	offFrom, offTo  []int // places with no road near
	asOf            string
}

// Server asks a server of roads, and estimates where that cannot be asked. It remembers what
// it was told and may be used by many goroutines.
type Server struct {
	*known
	engine   engine
	client   *client
	setup    Setup
	host     string
	estimate *Estimate
}

// ParseServer reads the address of a server: osrm+https://roads.example.org,
// valhalla+http://127.0.0.1:8002, ors+https://api.openrouteservice.org. A way without TLS is
// taken on this machine, or in-house, and [fault.Invalid] otherwise.
func ParseServer(address string, inHouse bool) (Setup, error) {
	wrong := func(why string) (Setup, error) {
		return Setup{}, fault.New(fault.Invalid, "travel.server", "The server of roads “"+address+"” "+why)
	}
	software, rest, _ := strings.Cut(address, "+")
	s := Setup{Software: Software(software), URL: rest, InHouse: inHouse}
	if engines[s.Software] == nil {
		return wrong("is of no known kind. Write osrm+https://…, valhalla+https://… or ors+https://….")
	}
	u, err := url.Parse(rest)
	switch {
	case err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" || u.RawQuery != "" || u.Fragment != "":
		return wrong("has no address. Write it as osrm+https://roads.example.org.")
	case u.User != nil:
		return wrong("has a password in its address, which would be seen in logs. Leave it out; a key goes into a file of its own.")
	case u.Scheme == "http" && !inHouse && !isLoopback(u.Hostname()):
		return wrong("would be told without TLS where people live. Write https://, or say that the server is in-house.")
	}
	return s, nil
}

func isLoopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

var engines = map[Software]engine{OSRM: osrm{}, Valhalla: valhalla{}, ORS: ors{}}

// NewServer returns a server that e stands in for. Errors are those of [ParseServer].
func NewServer(s Setup, e *Estimate) (*Server, error) {
	if _, err := ParseServer(string(s.Software)+"+"+s.URL, s.InHouse); err != nil {
		return nil, err
	}
	u, err := url.Parse(s.URL)
	if err != nil {
		return nil, err
	}
	if s.Clock == nil {
		s.Clock = clock.System{}
	}
	if s.Within <= 0 {
		s.Within = usualWithin
	}
	srv := &Server{engine: engines[s.Software], setup: s, host: u.Host, estimate: e, known: newKnown()}
	srv.client = newClient(strings.TrimSuffix(s.URL, "/"), s)
	if srv.setup.Batch <= 0 {
		srv.setup.Batch = srv.engine.batch()
	}
	return srv, nil
}

// Beside returns the same server, with what it remembers, with another estimate to stand in
// for it.
func (s *Server) Beside(e *Estimate) *Server {
	other := *s
	other.estimate = e
	return &other
}

// Table answers by the server's roads. Places that it may not be told of, and places with no
// road near, are estimated and named in Source; so is the whole table where the server does
// not answer. It fails only where an estimate would, or when ctx ends.
func (s *Server) Table(ctx context.Context, m Mode, places []Place) (*Ways, error) {
	if err := check(m, places); err != nil {
		return nil, err
	}
	asked, hidden := s.mayAsk(places)
	if len(asked) == 0 {
		return s.standIn(ctx, m, places, "no address may be told to "+s.name())
	}
	within, cancel := context.WithTimeout(ctx, s.setup.Within)
	defer cancel()
	a, err := s.answer(within, m, asked, places)
	if err != nil {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		return s.standIn(ctx, m, places, s.name()+" "+reason(err))
	}
	return s.join(ctx, m, places, a, hidden)
}

func (s *Server) name() string { return s.engine.name() + " at " + s.host }

// mayAsk parts the places the server may be told of from those whose address is withheld.
func (s *Server) mayAsk(places []Place) (asked, hidden []int) {
	for i, p := range places {
		if p.Withheld && !s.setup.InHouse {
			hidden = append(hidden, i)
		} else {
			asked = append(asked, i)
		}
	}
	return asked, hidden
}

// standIn estimates everything and says why.
func (s *Server) standIn(ctx context.Context, m Mode, places []Place, why string) (*Ways, error) {
	w, err := s.estimate.Table(ctx, m, places)
	if err == nil {
		w.Source += "; " + why
	}
	return w, err
}

// answers are what the server said of some places.
type answers struct {
	row  []int // of each place in t; -1 where it was not asked or has no road near
	off  []int // the places with no road near
	t    *remembered
	asOf string
}

// join puts what the server said and what is estimated into one table.
func (s *Server) join(ctx context.Context, m Mode, places []Place, a *answers, hidden []int) (*Ways, error) {
	n := len(places)
	w := &Ways{Estimated: slices.Sorted(slices.Values(append(slices.Clone(hidden), a.off...)))}
	if len(w.Estimated) == n {
		return s.standIn(ctx, m, places, s.name()+" knows no road near any of the places")
	}
	var distance, duration []int32
	if len(w.Estimated) == 0 {
		distance, duration = make([]int32, n*n), make([]int32, n*n)
	} else {
		var err error
		if distance, duration, err = s.estimate.fill(ctx, m, places); err != nil {
			return nil, err
		}
	}
	for i, from := range a.row {
		for j, to := range a.row {
			if from >= 0 && to >= 0 {
				distance[i*n+j], duration[i*n+j] = a.t.between(from, to)
			}
		}
	}
	t, err := vrp.NewTable(n, distance, duration)
	if err != nil {
		return s.standIn(ctx, m, places, s.name()+" answered with distances that cannot be")
	}
	w.Travel, w.Source = t, s.source(places, a, hidden)
	return w, nil
}

// source says in words where a table comes from.
func (s *Server) source(places []Place, a *answers, hidden []int) string {
	text := "Road distances from " + s.name()
	if a.asOf != "" {
		text += ", map of " + a.asOf
	}
	if len(hidden) > 0 {
		text += fmt.Sprintf("; estimated where an address is withheld (%d)", len(hidden))
	}
	if len(a.off) > 0 {
		text += "; estimated where there is no road near: " + list(places, a.off)
	}
	return text
}

// mostNamed is how many places a sentence names.
const mostNamed = 5

func list(places []Place, some []int) string {
	var names []string
	for _, i := range some[:min(len(some), mostNamed)] {
		names = append(names, places[i].called(i))
	}
	if more := len(some) - mostNamed; more > 0 {
		names = append(names, fmt.Sprintf("and %d more", more))
	}
	return strings.Join(names, ", ")
}
