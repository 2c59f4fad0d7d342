package api

import (
	"context"
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"sync"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/web"
)

// Base is the path all operations are under.
const Base = "/api/v1"

const usualBody = 64 << 10

// API collects the features' operations. Make it with [New].
type API struct {
	huma     huma.API
	routes   []web.Route
	feature  string // whose types are being named
	describe func() ([]byte, error)
}

// Operations registers a feature's operations.
type Operations func(*API)

// New returns an API without operations, at a version of its description.
func New(version string) *API {
	a := &API{}
	a.huma = huma.NewAPI(huma.Config{
		OpenAPI: &huma.OpenAPI{
			OpenAPI: "3.1.0",
			Info: &huma.Info{
				Title: "Kith", Version: version,
				Description: "What people do on Kith's pages, for programs. Send the token of a session, or the key of a program, as a Bearer token.",
			},
			Servers: []*huma.Server{{URL: Base}},
			Components: &huma.Components{
				Schemas:         huma.NewMapRegistry("#/components/schemas/", a.schemaName),
				SecuritySchemes: map[string]*huma.SecurityScheme{"session": {Type: "http", Scheme: "bearer"}},
			},
		},
		Formats:       map[string]huma.Format{"application/json": huma.DefaultJSONFormat, "json": huma.DefaultJSONFormat},
		DefaultFormat: "application/json",
		Transformers:  []huma.Transformer{discreet},
	}, adapter{a})
	a.describe = sync.OnceValues(func() ([]byte, error) { return json.MarshalIndent(a.huma.OpenAPI(), "", "  ") })
	return a
}

// OpenAPI returns the description of all operations as indented JSON. Register
// everything before asking: the answer does not change afterwards.
func (a *API) OpenAPI() ([]byte, error) { return a.describe() }

// Known is an operation as a list of what a key may do shows it.
type Known struct{ ID, Summary, Tag string }

// Known lists the operations that a key can be made for: those that are not for everybody and
// are not about sessions, which programs with a key have none of.
func (a *API) Known() []Known {
	var all []Known
	for _, path := range a.huma.OpenAPI().Paths {
		for _, op := range []*huma.Operation{path.Get, path.Post, path.Put, path.Patch, path.Delete} {
			if op == nil || len(op.Security) == 0 || slices.Contains(op.Tags, "Session") {
				continue
			}
			all = append(all, Known{op.OperationID, op.Summary, strings.Join(op.Tags, ", ")})
		}
	}
	slices.SortFunc(all, func(a, b Known) int { return strings.Compare(a.Tag+a.ID, b.Tag+b.ID) })
	return all
}

// Pages returns the operations, their description and its page, to be mounted.
func (a *API) Pages() web.Pages {
	routes := append([]web.Route{
		web.Get("/api/openapi.json", access.Public(), a.serveOpenAPI),
		web.Get("/api/docs", access.Public(), a.docs),
	}, a.routes...)
	return web.Pages{Routes: routes, Machine: &web.Machine{Prefix: Base + "/", Fail: fail}}
}

func (a *API) serveOpenAPI(w http.ResponseWriter, _ *http.Request) error {
	spec, err := a.OpenAPI()
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/openapi+json; charset=utf-8")
	_, _ = w.Write(spec) // whoever is no longer there cannot be told
	return nil
}

// adapter turns huma's operations into routes of the site.
type adapter struct{ api *API }

// Handle makes a route of an operation. Who may use it stands in its metadata,
// where Register put it.
func (ad adapter) Handle(op *huma.Operation, next func(huma.Context)) {
	who, _ := op.Metadata["who"].(access.Rule)
	route := web.On(op.Method, Base+op.Path, who, func(w http.ResponseWriter, r *http.Request) error {
		if !access.From(r.Context()).MayUse(op.OperationID) {
			return fault.New(fault.Forbidden, "api.scope", "This key may not use "+op.OperationID+". Whoever keeps it at the council can add that.")
		}
		c := &call{}
		r = r.WithContext(context.WithValue(r.Context(), callKey{}, c))
		next(humago.NewContext(op, r, &answer{ResponseWriter: w, call: c}))
		return c.err
	})
	ad.api.routes = append(ad.api.routes, route.MaxBody(op.MaxBodyBytes))
}

// ServeHTTP is never called: the site's own mux serves the routes.
func (ad adapter) ServeHTTP(w http.ResponseWriter, r *http.Request) { http.NotFound(w, r) }

// call carries a use case's error past huma to the server, where errors are
// logged and answered in one place.
type call struct{ err error }

type callKey struct{}

// answer keeps huma from answering a call that failed.
type answer struct {
	http.ResponseWriter
	call *call
}

func (a *answer) Header() http.Header {
	if a.call.err != nil {
		return http.Header{}
	}
	return a.ResponseWriter.Header()
}

func (a *answer) WriteHeader(status int) {
	if a.call.err == nil {
		a.ResponseWriter.WriteHeader(status)
	}
}

func (a *answer) Write(b []byte) (int, error) {
	if a.call.err != nil {
		return len(b), nil
	}
	return a.ResponseWriter.Write(b)
}

// Unwrap lets http.ResponseController reach the connection.
func (a *answer) Unwrap() http.ResponseWriter { return a.ResponseWriter }
